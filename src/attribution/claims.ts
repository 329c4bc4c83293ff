import type { Content } from "./clauses.ts";
import { contentOf } from "./content.ts";
import { type Cue, findCues } from "./cues.ts";
import { isSourceLike, readMention } from "./mentions.ts";
import { type Phrase, stripOpening } from "./phrases.ts";
import { isBreak, type Sentence, type Word, wordAt } from "./sentences.ts";
import { type Subject, subjectBefore, verbGroup } from "./subjects.ts";
import type { Stance } from "./types.ts";
import { quotedPhrase } from "./verb-content.ts";

/** An attribution found in one sentence, before its source is known by name. */
export interface Draft {
  sentence: Sentence;
  cue: Cue | null;
  /** Word ranges of the content, in order. */
  content: Phrase[];
  /** Nearest first: who speaks in the sentence, then whom that one relays within the same sentence. */
  subjects: Subject[];
  recipient: Phrase | null;
  stance: Stance;
  sure: boolean;
}

interface Candidate {
  cue: Cue;
  content: Content;
  inner: Candidate | null;
}

/** The attributions of one sentence: cues inside another's content are dropped, or taken as the way it came. */
export function draftsOf(sentence: Sentence): Draft[] {
  const words = sentence.words;
  const accepted: Candidate[] = [];
  const cues = findCues(words);
  for (const cue of cues) {
    const floor = floorFor(cue, accepted);
    const content = contentOf(words, cue, floor);
    if (content === null) continue;
    place(words, { cue, content, inner: null }, accepted);
  }
  const drafts: Draft[] = [];
  let lastSubject: Subject | null = null;
  for (const candidate of accepted) {
    const subject: Subject | null =
      candidate.cue.subject ??
      (candidate.cue.shared === "none" ? null : (lastSubject ?? sentenceSubject(words, candidate.cue)));
    if (candidate.cue.shared !== "none" && subject === null) continue;
    if (candidate.cue.kind === "verb" && subject !== null) lastSubject = subject;
    drafts.push(draft(sentence, candidate, subject));
  }
  return drafts;
}

/** No content reaches back over an earlier attribution that stands on its own. */
function floorFor(cue: Cue, accepted: readonly Candidate[]): number {
  let floor = 0;
  for (const { cue: earlier, content } of accepted) {
    if (earlier.shared === "participle") floor = Math.max(floor, content.after?.to ?? earlier.span.to);
    // After a quote's own attribution a new clause begins.
    if (content.before !== null && content.after === null && earlier.frame.to <= cue.frame.from)
      floor = Math.max(floor, earlier.frame.to);
    if (content.after !== null && content.after.to <= cue.frame.from) floor = Math.max(floor, content.after.to);
  }
  return floor;
}

function place(words: readonly Word[], next: Candidate, accepted: Candidate[]): void {
  const { cue, content } = next;
  // A parenthetical at the end ("…, she added") governs what stands before it.
  if (content.before !== null && (cue.kind === "verb" || cue.kind === "preposition" || cue.kind === "owned")) {
    const before = content.before;
    const governed = accepted.filter((c) => c.cue.frame.from >= before.from && c.cue.frame.to <= before.to);
    const first = governed[0];
    if (governed.length > 0) {
      if (first !== undefined && governed.length === 1 && opensContent(words, first, before)) {
        first.content.after =
          first.content.after === null
            ? null
            : { from: first.content.after.from, to: Math.min(first.content.after.to, before.to) };
        next.inner = first;
      }
      for (const one of governed) accepted.splice(accepted.indexOf(one), 1);
      accepted.push(next);
      return;
    }
  }
  const holder = [...accepted]
    .reverse()
    .find(
      (c) => c.content.after !== null && c.content.after.from <= cue.span.from && cue.span.from < c.content.after.to,
    );
  if (holder === undefined || holder.content.after === null) {
    accepted.push(next);
    return;
  }
  const range = holder.content.after;
  const cut = cutBefore(words, cue, holder);
  if (cut >= 0 && cut > range.from) {
    range.to = cut;
    accepted.push(next);
    return;
  }
  if (cut >= 0 && cut <= range.from) return;
  // The content is nothing but another's saying: the chain goes on to that one.
  if (
    opensAt(words, next, range.from) &&
    relays(holder.cue) &&
    relays(cue) &&
    holder.inner === null &&
    !isPersonal(words, cue) &&
    cue.subject !== null &&
    isSourceLike(readMention(words, cue.subject.mention))
  )
    holder.inner = next;
}

function isPersonal(words: readonly Word[], cue: Cue): boolean {
  const mention = cue.subject?.mention;
  return (
    mention !== undefined &&
    mention.to - mention.from === 1 &&
    /^(he|she|they|it|i|we|you)$/.test(wordAt(words, mention.from).lower)
  );
}

function relays(cue: Cue): boolean {
  return (
    cue.kind === "verb" &&
    cue.subject !== null &&
    !cue.subject.relative &&
    cue.form !== null &&
    /[ct]/.test(cue.form.verb.frames)
  );
}

function opensContent(words: readonly Word[], candidate: Candidate, range: Phrase): boolean {
  return relays(candidate.cue) && opensAt(words, candidate, range.from);
}

function opensAt(words: readonly Word[], candidate: Candidate, at: number): boolean {
  const from = candidate.cue.frame.from;
  return from <= at + 1 || stripOpening(words, at, from + 1) >= from;
}

/** Where the holder's content ends because this cue stands beside it, not in it; -1 if it stands in it. */
function cutBefore(words: readonly Word[], cue: Cue, holder: Candidate): number {
  const start = cue.frame.from;
  const before = wordAt(words, start - 1);
  if (cue.kind === "adverb" || cue.kind === "passive" || cue.kind === "noun") {
    return -1;
  }
  if (cue.shared === "participle") {
    if (before.text === "," || /^[—–]$/.test(before.text)) return start - 1;
    if (before.lower === "and" || before.lower === "but")
      return wordAt(words, start - 2).text === "," ? start - 2 : start - 1;
    return before.quote !== null ? start : -1;
  }
  if (cue.shared === "coordinated") {
    if (cue.perfect) return -1;
    const tense = cue.form?.tense;
    if (
      holder.cue.kind === "verb" &&
      holder.cue.form !== null &&
      tense !== holder.cue.form.tense &&
      !(holder.cue.form.tense === "ing" || holder.cue.perfect)
    )
      return -1;
    let cut = start;
    while (cut > 0 && /^(and|but|or|then|yet|,)$/.test(wordAt(words, cut - 1).lower)) cut--;
    return cut;
  }
  if (cue.kind === "preposition" || cue.kind === "owned") {
    return before.text === "," ? start - 1 : -1;
  }
  if (cue.kind === "impersonal") return /^(and|but)$/.test(before.lower) ? start - 1 : -1;
  if (
    cue.perfect &&
    cue.form?.tense === "past" &&
    holder.cue.form?.tense === "past" &&
    !holder.cue.perfect &&
    wordAt(words, start - 1).lower !== "while" &&
    before.text !== ";"
  )
    return -1;
  const opener = clauseCut(words, start, holder.content.after?.from ?? 0);
  return opener;
}

/** "…, and the ministry said", "… while the union called": the joint before a clause with a subject of its own. */
function clauseCut(words: readonly Word[], start: number, floor: number): number {
  for (let k = start - 1; k >= Math.max(floor, start - 10); k--) {
    const word = wordAt(words, k);
    if (/^(and|but|while|whereas|although|though|as|yet)$/.test(word.lower)) {
      if (wordAt(words, k + 1).lower === "that") return -1;
      return wordAt(words, k - 1).text === "," ? k - 1 : k;
    }
    if (isBreak(word)) return word.text === ";" || /^[—–]$/.test(word.text) ? k : -1;
    if (/^(VERB|AUX)$/.test(word.pos) || /^(that|who|which|because|if|when)$/.test(word.lower)) return -1;
  }
  return -1;
}

/** For "He walked out, saying …" and "It has cut rations and says …": the subject of the verb before. */
function sentenceSubject(words: readonly Word[], cue: Cue): Subject | null {
  let found: Subject | null = null;
  for (let k = 1; k < cue.frame.from; k++) {
    const word = wordAt(words, k);
    if (!/^(VERB|AUX)$/.test(word.pos) || /ing$/.test(word.lower) || wordAt(words, k - 1).lower === "to") continue;
    const subject = subjectBefore(words, verbGroup(words, k, 0).from, 0);
    if (subject !== null && !subject.relative && found === null) found = subject;
    if (wordAt(words, k + 1).text === ";" && cue.shared === "coordinated") found = null;
  }
  return found;
}

function draft(sentence: Sentence, candidate: Candidate, subject: Subject | null): Draft {
  const content: Phrase[] = [];
  const subjects: Subject[] = subject === null ? [] : [subject];
  let { stance } = candidate.cue;
  let source = candidate;
  if (candidate.inner !== null) {
    source = candidate.inner;
    stance = source.cue.stance;
    if (source.cue.subject !== null) subjects.push(source.cue.subject);
  }
  if (candidate.cue.form?.verb.base === "quote") {
    const quoted = quotedPhrase(sentence.words, candidate.cue);
    if (quoted !== null) subjects.push({ mention: quoted, whole: quoted, apposition: null, relative: false });
  }
  if (source.content.before !== null) content.push(source.content.before);
  if (source.content.after !== null) content.push(source.content.after);
  return {
    sentence,
    cue: candidate.cue,
    content,
    subjects,
    recipient: candidate.content.recipient,
    stance,
    sure: candidate.content.sure,
  };
}
