import { type VerbForm, verbForms } from "./english/verbs.ts";
import { subjectPronouns } from "./english/words.ts";
import { isSourceLike, readMention } from "./mentions.ts";
import { adverbAt, impersonalAt, namedBy, nounAt, ownedAt, passiveAt, plain, prepositionAt } from "./phrase-cues.ts";
import { isCapital, isModifier, isReducedRelative, nounPhraseAfter, type Phrase } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { isRefused, type Subject, subjectBefore, verbGroup } from "./subjects.ts";
import type { Stance } from "./types.ts";

export type CueKind = "verb" | "preposition" | "owned" | "noun" | "passive" | "impersonal" | "adverb";

/**
 * A cue in a sentence. `span` is what is reported as the cue; `frame` is all that belongs to the attribution
 * (subject, auxiliaries, verb) and so never to the content; `subject` is null where it is shared or there is none.
 */
export interface Cue {
  kind: CueKind;
  span: Phrase;
  frame: Phrase;
  subject: Subject | null;
  /** No subject of its own: that of an earlier cue, or of the sentence, holds. */
  shared: "none" | "coordinated" | "participle";
  inverted: boolean;
  perfect: boolean;
  form: VerbForm | null;
  stance: Stance;
}

/** Every possible cue of a sentence in order. Which of them stand inside another's content is not yet decided. */
export function findCues(words: readonly Word[]): Cue[] {
  const cues: Cue[] = [];
  let floor = 0;
  for (let i = 0; i < words.length; i++) {
    const cue = cueAt(words, i, floor);
    if (cue === null) continue;
    cues.push(cue);
    i = Math.max(i, cue.span.to - 1);
    if (cue.kind === "verb" && wordAt(words, cue.span.to).lower === "that" && !cue.subject?.relative)
      floor = cue.span.to;
  }
  return cues;
}

function cueAt(words: readonly Word[], i: number, floor: number): Cue | null {
  const word = wordAt(words, i);
  if (word.quote !== null) return null;
  return (
    prepositionAt(words, i) ??
    ownedAt(words, i) ??
    adverbAt(word, i) ??
    impersonalAt(words, i) ??
    passiveAt(words, i) ??
    nounAt(words, i) ??
    verbAt(words, i, floor)
  );
}

function verbAt(words: readonly Word[], i: number, floor: number): Cue | null {
  const word = wordAt(words, i);
  const form = verbForms.get(word.lower);
  if (form === undefined || !looksLikeVerb(words, i, form)) return null;
  // ", citing two officials" is a link of the chain, not a claim.
  if (
    /^(citing|quoting|crediting|including|attributing|documenting|making|running|backing|carrying|publishing|putting|holding|giving|reading|counting|identifying|recording|supporting|following|answering|raising|sharing)$/.test(
      word.lower,
    )
  )
    return null;
  const group = verbGroup(words, i, floor);
  if (isRefused(words, group)) return null;
  if (group.infinitive) return null;
  // "figures published by the register": a participle, not a saying of its own.
  if (form.tense === "past" && !group.passive && wordAt(words, i + 1).lower === "by" && form.verb.base !== "stand")
    return null;
  const believing = form.verb.stance === "believes" || form.verb.base === "expect";
  if (group.negated && !believing) return null;
  if (group.modal) return null;
  if (group.passive && form.tense !== "ing") return byAgent(words, i, group.from, form);

  const span = { from: i, to: i + cueLength(words, i, form) };
  const carried = carriedNoun(words, i, form);
  if (carried !== null) span.to++;
  const base = { kind: "verb" as const, span, perfect: group.perfect, form, stance: carried ?? form.verb.stance };
  const before = wordAt(words, group.from - 1);

  if (form.tense === "ing" && !group.passive) {
    const opensPhrase =
      before.text === "," ||
      before.pos === "EDGE" ||
      /^[—–]$/.test(before.text) ||
      /^(and|but|while|before|after|by|without|in)$/.test(before.lower) ||
      before.quote !== null ||
      before.pos === "BRACKET";
    if (!opensPhrase || /^(by|without|in|after|before)$/.test(before.lower)) return null;
    return { ...base, frame: { from: group.from, to: span.to }, subject: null, shared: "participle", inverted: false };
  }
  const left = before.quote !== null && isSpeechEnd(before) ? null : subjectBefore(words, group.from, floor);
  const inverted = invertedSubject(words, i, group.from, left, form);
  if (inverted !== null) {
    return { ...base, frame: { from: i, to: inverted.whole.to }, subject: inverted, shared: "none", inverted: true };
  }
  if (left !== null)
    return { ...base, frame: { from: left.whole.from, to: span.to }, subject: left, shared: "none", inverted: false };
  if (before.text === "," && conjunctionBefore(words, group.from - 1))
    return { ...base, frame: { from: group.from, to: span.to }, subject: null, shared: "coordinated", inverted: false };
  const joint = before.text === "," ? wordAt(words, group.from - 2) : before;
  if (
    /^(and|but|or|then|yet)$/.test(before.lower) ||
    (before.text === "," && words.slice(0, group.from).some((word) => word.pos === "VERB")) ||
    (joint.lower === "and" && before.text === ",")
  ) {
    return { ...base, frame: { from: group.from, to: span.to }, subject: null, shared: "coordinated", inverted: false };
  }
  if (before.pos === "BRACKET" || before.quote !== null) return null;
  return null;
}

/** "and, pressed by reporters, hinted": the conjunction before the aside that ends at `comma`. */
function conjunctionBefore(words: readonly Word[], comma: number): boolean {
  for (let k = comma - 1; k > Math.max(0, comma - 12); k--) {
    const word = wordAt(words, k);
    if (word.text === ",") return /^(and|but|then)$/.test(wordAt(words, k - 1).lower);
    if (isBreak(word)) return false;
  }
  return false;
}

/** "was described by two officials as": the agent is the source. */
function byAgent(words: readonly Word[], i: number, from: number, form: VerbForm): Cue | null {
  if (
    !/^(describe|call|dismiss|reject|deny|confirm|dispute|denounce|condemn|criticise|criticize|report|quote|hail|welcome|praise)$/.test(
      form.verb.base,
    )
  )
    return null;
  if (wordAt(words, i + 1).lower !== "by") return null;
  const mention = nounPhraseAfter(words, i + 2, Math.min(words.length, i + 16));
  if (mention === null) return null;
  const cue = plain("passive", { from: i, to: i + 1 }, { from, to: mention.to }, form.verb.stance, namedBy(mention));
  return cue;
}

const quoteOnly =
  /^(answer|respond|shoot|hit|fire|sigh|muse|rage|fume|thunder|snap|shout|yell|cry|mutter|murmur|exclaim|sneer|jeer|laugh|smile|shrug|grin|chuckle|chime|continue|begin|elaborate|interject|read|sum|urge|plead|volunteer|venture|offer|speak|wonder|gush|rave|enthuse|post|tweet|caption)$/;

/** The form is verb and noun alike ("reports", "claims"): the words around it decide where the tagger may err. */
function looksLikeVerb(words: readonly Word[], i: number, form: VerbForm): boolean {
  const word = wordAt(words, i);
  const before = wordAt(words, i - 1);
  const next = wordAt(words, i + 1);
  if (
    /^(the|a|an|this|these|his|her|its|their|no|any|every|of|’s|'s|such)$/.test(before.lower) &&
    form.tense !== "past" &&
    before.pos !== "PRON"
  )
    return false;
  if (isCapital(word) && i > 0 && before.quote === null) return false;
  if (word.pos === "VERB" || word.pos === "AUX") {
    if (form.tense === "past" && /^(the|a|an|his|her|its|their|of)$/.test(before.lower)) return false;
    return true;
  }
  if (/^(said|says|told|wrote|adds|insists|argues|thinks|believes|denies|warns|tells|writes|recalls)$/.test(word.lower))
    return !/^(the|a|an)$/.test(before.lower);
  if (form.tense === "past" || form.tense === "ing") {
    return /^(NOUN|PROPN|PRON|ADV|BRACKET|AUX)$/.test(before.pos) &&
      (next.lower === "that" || next.quote !== null || /^(DET|PRON|PROPN)$/.test(next.pos) || isBreak(next))
      ? true
      : before.text === "," && (next.lower === "that" || next.quote !== null);
  }
  if (subjectPronouns.has(before.lower) && before.pos === "PRON") return true;
  return (
    /^(NOUN|PROPN|BRACKET)$/.test(before.pos) &&
    (next.lower === "that" || next.quote !== null || (/^(DET|PRON)$/.test(next.pos) && form.tense === "present"))
  );
}

function isSpeechEnd(word: Word): boolean {
  return word.quote !== null && /[,.?!…—–-][’'”"]?$/.test(word.text.slice(0, -1));
}

/** "said Marit Solhaug, an engineer": the subject after its verb, where a claim stands before it. */
function invertedSubject(
  words: readonly Word[],
  i: number,
  groupFrom: number,
  left: Subject | null,
  form: VerbForm,
): Subject | null {
  const before = wordAt(words, groupFrom - 1);
  if (!/[cq]/.test(form.verb.frames) || i - groupFrom > 1) return null;
  const after = i + cueLength(words, i, form);
  const quoteBefore = before.quote !== null && isSpeechEnd(before);
  const commaBefore = before.text === "," || (before.pos === "PUNCT" && /^[—–?!…]$/.test(before.text));
  if (!quoteBefore && !commaBefore && !(before.quote !== null && left === null)) return null;
  if (commaBefore && left !== null && left.apposition !== null) {
    if (
      /[odb]/.test(form.verb.frames) &&
      !/^(say|add|announce|claim|report|acknowledge|confirm|admit|concede|state|declare|note)$/.test(form.verb.base)
    )
      return null;
    if (!clauseBefore(words, groupFrom - 1)) return null;
  }
  const next = wordAt(words, after);
  if (next.lower === "that" || next.quote !== null || next.text === "," || next.text === ":") return null;
  if (next.pos === "ADP" || (form.tense === "base" && form.verb.base !== "say") || /r/i.test(form.verb.frames))
    return null;
  const mention = nounPhraseAfter(words, after, words.length);
  if (mention === null) return null;
  if (!isSourceLike(readMention(words, mention))) return null;
  // "…, said the board was slow": a clause follows, not a subject. A verb right after the phrase gives it away.
  const follower = wordAt(words, mention.to);
  if (/^(VERB|AUX)$/.test(follower.pos) && !quoteBefore && !/(ing|ed)$/.test(follower.lower)) return null;
  let to = mention.to;
  let apposition: Phrase | null = null;
  if (wordAt(words, to).pos === "BRACKET") to++;
  if (wordAt(words, to).text === ",") {
    const end = appositionEnd(words, to + 1);
    if (end > to + 1) {
      apposition = { from: to + 1, to: end };
      to = end;
    }
  }
  return { mention, whole: { from: i, to }, apposition, relative: false };
}

/** Whether a whole clause, not just a noun phrase with its asides, stands before `to`. */
function clauseBefore(words: readonly Word[], to: number): boolean {
  let relative = false;
  for (let k = 0; k < to; k++) {
    const word = wordAt(words, k);
    if (/^(who|which|whose|whom|where)$/.test(word.lower)) relative = true;
    else if (word.text === ",") relative = false;
    if (!/^(VERB|AUX)$/.test(word.pos) || relative) continue;
    if (
      word.pos === "VERB" &&
      (isReducedRelative(words, k) ||
        isModifier(words, k) ||
        /ing$/.test(word.lower) ||
        wordAt(words, k - 1).text === ",")
    )
      continue;
    return true;
  }
  return false;
}

/** From after a comma to the end of what only describes the subject; `from` itself where the sentence goes on. */
export function appositionEnd(words: readonly Word[], from: number): number {
  const first = wordAt(words, from);
  if (
    first.quote !== null ||
    /^(and|but|so|or|yet|because|as|when|while|after|before|although|though|if)$/.test(first.lower)
  )
    return from;
  if (verbForms.get(first.lower)?.tense === "ing" || /^(citing|quoting|speaking)$/.test(first.lower)) return from;
  let k = from;
  while (k < words.length && !isBreak(wordAt(words, k))) {
    if (wordAt(words, k).quote !== null && isSpeechEnd(wordAt(words, k))) break;
    k++;
  }
  return k;
}

/** "summed it up", "shot back", "pointed out": how many words the cue has. */
function cueLength(words: readonly Word[], i: number, form: VerbForm): number {
  const next = wordAt(words, i + 1).lower;
  const base = form.verb.base;
  if (base === "sum") return next === "up" ? 2 : wordAt(words, i + 2).lower === "up" ? 3 : 1;
  if (/^(shoot|hit|fire|write)$/.test(base) && next === "back") return base === "write" ? 1 : 2;
  if (base === "point" && next === "out") return 2;
  if (/^(chime)$/.test(base) && next === "in") return 2;
  if (base === "go" && next === "on") return 2;
  if (form.verb.with.includes(next)) return 2;
  return 1;
}

/** "expressed doubt that": a light verb takes its noun into the cue, and the noun gives the stance. */
function carriedNoun(words: readonly Word[], i: number, form: VerbForm): Stance | null {
  if (!/^(express|voice|raise)$/.test(form.verb.base) || wordAt(words, i + 2).lower !== "that") return null;
  return carriedStances.get(wordAt(words, i + 1).lower) ?? null;
}

const carriedStances: ReadonlyMap<string, Stance> = new Map([
  ["doubt", "denies"],
  ["doubts", "denies"],
  ["fear", "warns"],
  ["fears", "warns"],
  ["concern", "warns"],
  ["concerns", "warns"],
  ["worry", "warns"],
  ["alarm", "warns"],
  ["hope", "asserts"],
  ["hopes", "asserts"],
  ["confidence", "believes"],
  ["surprise", "asserts"],
  ["regret", "asserts"],
]);

export function isQuoteOnly(form: VerbForm): boolean {
  return quoteOnly.test(form.verb.base);
}
