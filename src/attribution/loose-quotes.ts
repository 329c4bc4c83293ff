import { follow } from "./chains.ts";
import type { Draft } from "./claims.ts";
import { findCues } from "./cues.ts";
import { nounPhraseAfter } from "./phrases.ts";
import { contentPieces, phrasePiece, quotePieces } from "./pieces.ts";
import { add, mention, type State } from "./reading.ts";
import type { Entity } from "./registry.ts";
import type { Placed } from "./relations.ts";
import { resolveSubject } from "./resolve.ts";
import { type Sentence, type Word, wordAt } from "./sentences.ts";
import { subjectBefore } from "./subjects.ts";
import { chainOf } from "./ways.ts";

/** A sentence that is one quote and nothing else. */
export function isQuoteAlone(sentence: Sentence): boolean {
  const words = sentence.words;
  if (!words.some((word) => word.quote !== null)) return false;
  if (!words.every((word) => word.quote !== null || word.pos === "PUNCT")) return false;
  return true;
}

/** "The director recalled:" and the quote stands in the paragraphs that follow. */
export function opensQuote(state: State, sentence: Sentence, index: number): boolean {
  const { words } = sentence;
  if (wordAt(words, words.length - 1).text !== ":") return false;
  const cue = findCues(words)
    .filter((one) => one.kind === "verb" && one.subject !== null && one.form !== null && /q/.test(one.form.verb.frames))
    .at(-1);
  if (cue?.subject == null) return false;
  const resolved = resolveSubject(state.scene, sentence, index, cue.subject);
  if (resolved === null) return false;
  const draft: Draft = {
    sentence,
    cue,
    content: [],
    subjects: [cue.subject],
    recipient: null,
    stance: cue.stance,
    sure: true,
  };
  const chain = chainOf(state, draft, [resolved], index);
  state.opened = { draft, chain, cue: phrasePiece(state.scene.paragraphs, sentence, cue.span), source: resolved.piece };
  state.touched.add(sentence);
  return true;
}

export function looseQuote(state: State, sentence: Sentence, index: number): void {
  const pieces = sentence.words.flatMap((word) => quotePieces(state.scene.paragraphs, sentence.paragraph, word));
  if (pieces.length === 0) return;
  const { opened } = state;
  if (opened !== null) {
    state.opened = null;
    add(
      state,
      opened.draft,
      opened.draft.sentence,
      pieces,
      opened.chain,
      opened.cue,
      opened.source,
      opened.draft.stance,
    );
    state.touched.add(sentence);
    return;
  }
  const last = state.placed.at(-1);
  const near = last?.draft !== undefined && last !== undefined && sentence.paragraph - lastParagraph(last) <= 1;
  state.touched.add(sentence);
  if (last === undefined || !near || last.chain.length === 0 || opensAnswer(state, sentence, index, last)) {
    state.waiting.push(...pieces);
    state.waitingFrom.push(sentence);
    return;
  }
  if (last.claim.form === "direct") {
    last.claim.content.push(...pieces);
    return;
  }
  add(state, null, sentence, pieces, last.chain, null, null, "asserts");
}

/** In a new paragraph a quote may belong to whoever is named after it, not to the one before. */
function opensAnswer(state: State, sentence: Sentence, index: number, last: Placed): boolean {
  if (sentence.paragraph === lastParagraph(last)) return false;
  const next = state.sentences[index + 1];
  const runsOn = last.claim.content.at(-1)?.paragraph === sentence.paragraph - 1 && last.claim.form === "direct";
  const quote = sentence.words.find((word) => word.quote !== null)?.quote;
  if (quote !== undefined && quote !== null && !quote.closed) return true;
  return !runsOn && next !== undefined && next.paragraph === sentence.paragraph;
}

function lastParagraph(placed: Placed): number {
  return Math.max(placed.claim.paragraph, placed.claim.content.at(-1)?.paragraph ?? 0);
}

/** "Aslaug Brekkhus, a retired teacher: ‘My boots are by the door.’": a colon alone ties quote and speaker. */
export function colonQuote(state: State, sentence: Sentence, index: number): boolean {
  const { words } = sentence;
  const colon = words.findIndex((word) => word.text === ":");
  if (colon <= 0 || !words.slice(colon + 1).some((word) => word.quote !== null)) return false;
  const verb = words.findIndex((word, k) => k < colon && /^(VERB|AUX)$/.test(word.pos));
  const subject = verb > 0 ? subjectBefore(words, verb, 0) : subjectAlone(words, colon);
  if (subject === null) return false;
  const resolved = resolveSubject(state.scene, sentence, index, subject);
  if (resolved === null || !/^(person|anonymous|official_body|organisation|outlet|group)$/.test(resolved.entity.kind))
    return false;
  if (resolved.mention.pronoun === null && !resolved.mention.named && resolved.entity.kind !== "anonymous")
    return false;
  const pieces = contentPieces(state.scene.paragraphs, sentence, { from: colon + 1, to: endWithoutMark(words) });
  if (pieces.length === 0) return false;
  const chain: Entity[] = [];
  if (resolved.entity.via !== null) chain.push(resolved.entity.via);
  follow(resolved.entity, chain);
  mention(state, resolved.entity, resolved.piece);
  add(state, null, sentence, pieces, chain, null, resolved.piece, "asserts");
  return true;
}

function subjectAlone(words: readonly Word[], colon: number) {
  const phrase = nounPhraseAfter(words, 0, colon);
  if (phrase === null) return null;
  const apposition = wordAt(words, phrase.to).text === "," ? { from: phrase.to + 1, to: colon } : null;
  return { mention: phrase, whole: { from: 0, to: colon }, apposition, relative: false };
}

function endWithoutMark(words: readonly Word[]): number {
  let to = words.length;
  while (to > 0 && wordAt(words, to - 1).text === ".") to--;
  return to;
}
