import { backNouns } from "./english/nouns.ts";
import { nounPhraseAfter, type Phrase } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { placeEnd } from "./speaking.ts";
import { isSpeechPlace, timeEnd } from "./times.ts";

/** Where a cue's content lies, as word ranges, before and after its frame. `recipient` is who was told. */
export interface Content {
  before: Phrase | null;
  after: Phrase | null;
  recipient: Phrase | null;
  /** The content is opened by "that", a colon or a quote: it is surely content. */
  sure: boolean;
}

export function after(words: readonly Word[], from: number, sure: boolean): Content | null {
  const to = clauseEnd(words, from);
  return to > from ? { before: null, after: { from, to }, recipient: null, sure } : null;
}

export function hasVerb(words: readonly Word[], from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (/^(VERB|AUX)$/.test(wordAt(words, k).pos)) return true;
  return false;
}

/** The end of what starts at `from`: a semicolon, ", citing X", a refusal, or the sentence's end without its mark. */
export function clauseEnd(words: readonly Word[], from: number): number {
  let to = from;
  while (to < words.length && wordAt(words, to).text !== ";" && !cutsOff(words, to, from)) to++;
  while (to > from && /^([.,:]|[—–])$/.test(wordAt(words, to - 1).text)) to--;
  return to;
}

function cutsOff(words: readonly Word[], at: number, from: number): boolean {
  const word = wordAt(words, at);
  if (at <= from) return false;
  if (word.text === "," && /^(citing|quoting|crediting)$/.test(wordAt(words, at + 1).lower)) return true;
  if (!/^(and|but)$/.test(word.lower)) return false;
  const next = wordAt(words, at + 1).lower;
  if (/^(declined|refused|declines|refuses)$/.test(next)) return true;
  return (
    /^(would|did|does|do)$/.test(next) &&
    /^(not|n’t|n't)$/.test(wordAt(words, at + 2).lower) &&
    /^(say|comment|elaborate|discuss|answer|name|give|disclose|identify)$/.test(wordAt(words, at + 3).lower)
  );
}

/** The end of a noun phrase that is itself the content: before another verb, an aside, the time of speaking. */
export function objectEnd(words: readonly Word[], from: number): number {
  const end = clauseEnd(words, from);
  let to = from;
  for (; to < end; to++) {
    const word = wordAt(words, to);
    if (to === from || word.quote !== null) continue;
    const next = wordAt(words, to + 1);
    if (
      /^(and|but|or|then)$/.test(word.lower) &&
      (/^(VERB|AUX)$/.test(next.pos) ||
        next.lower === "then" ||
        (next.pos === "ADV" && /^(VERB|AUX)$/.test(wordAt(words, to + 2).pos))) &&
      !/ing$/.test(next.lower)
    )
      break;
    if (
      word.text === "," &&
      /^(who|which|whose|though|although|while|hours|days|minutes|as|after|before|but|when|where|with|saying|adding|calling|and)$/.test(
        next.lower,
      )
    ) {
      if (next.lower !== "and" || subjectAhead(words, to + 2, end)) break;
    }
    if (/^(while|although|though|whereas|because)$/.test(word.lower)) break;
    if (word.text === ":" && next.quote !== null) break;
    if (/^(but)$/.test(word.lower) && subjectAhead(words, to + 1, end)) break;
  }
  return trimTime(words, from, Math.min(to, end));
}

function subjectAhead(words: readonly Word[], from: number, end: number): boolean {
  for (let k = from; k < Math.min(end, from + 8); k++) if (/^(VERB|AUX)$/.test(wordAt(words, k).pos)) return true;
  return false;
}

/** Takes "on Friday", "a day later", "in an interview on Sunday" off the end. */
function trimTime(words: readonly Word[], from: number, end: number): number {
  let to = end;
  while (to > from + 1 && wordAt(words, to - 1).text === ",") to--;
  for (let k = Math.max(from + 1, to - 7); k < to; k++) {
    const lower = wordAt(words, k).lower;
    if (
      !/^(on|a|an|last|this|late|early|yesterday|today|in|two|three|the|hours|minutes|at|earlier|later)$/.test(lower)
    ) {
      if (!/day$/.test(lower)) continue;
    }
    if (
      timeEnd(words, k, to) === to &&
      /(day|later|earlier|week|month|night|evening|afternoon|morning|yesterday|today)$/.test(
        wordAt(words, to - 1).lower,
      ) &&
      !/^(of|until|by|to|for|from|per)$/.test(wordAt(words, k - 1).lower)
    )
      return trimTime(words, from, k);
  }
  for (let k = Math.max(from + 1, to - 9); k < to; k++) {
    if (
      isSpeechPlace(words, k) &&
      /^(in|at|on|during|via|through)$/.test(wordAt(words, k).lower) &&
      placeEnd(words, k) >= to &&
      wordAt(words, k + 1).quote === null
    )
      return k;
  }
  return to;
}

/** Whether "that" or a quote still follows in the same stretch, so that the content lies there. */
export function clauseAhead(words: readonly Word[], from: number): boolean {
  for (let k = from; k < words.length && !isBreak(wordAt(words, k)); k++) {
    if (wordAt(words, k).quote !== null || (wordAt(words, k).lower === "that" && wordAt(words, k).pos !== "DET"))
      return true;
  }
  return false;
}

export function startsClause(words: readonly Word[], from: number): boolean {
  const first = wordAt(words, from);
  if (first.quote !== null) return true;
  if (
    first.pos === "ADP" &&
    !/^(in|on|by|for|at|with|after|under|since|during|despite|as|within|from|before)$/.test(first.lower)
  )
    return false;
  if (/^(VERB)$/.test(first.pos) && !/(ing|ed)$/.test(first.lower)) return false;
  let relative = false;
  for (let k = from; k < Math.min(words.length, from + 45); k++) {
    const word = wordAt(words, k);
    if (word.text === ",") relative = /^(who|which|whose|where|when)$/.test(wordAt(words, k + 1).lower);
    else if (
      /^(who|which|whose)$/.test(word.lower) ||
      (word.lower === "that" && k > from && wordAt(words, k - 1).pos === "NOUN")
    )
      relative = true;
    const finite =
      /^(AUX|VERB)$/.test(word.pos) &&
      !/^to$/.test(wordAt(words, k - 1).lower) &&
      !(word.pos === "VERB" && /ing$/.test(word.lower));
    if (k > from && finite) {
      if (!relative) return true;
      if (word.pos === "VERB") relative = false;
    }
    if (/^[;.?!]$/.test(word.text)) return false;
    if (word.quote !== null && /^(VERB|AUX)$/.test(wordAt(words, k + 1).pos)) return true;
  }
  return false;
}

export function startsObject(word: Word): boolean {
  return (
    word.quote !== null ||
    /^(DET|NOUN|PROPN|PRON|NUM|ADJ|SYM)$/.test(word.pos) ||
    /^(the|a|an|his|her|their|its|what|all|any|no|having)$/.test(word.lower) ||
    /ing$/.test(word.lower)
  );
}

export function quoteSoon(words: readonly Word[], from: number): boolean {
  for (let k = from; k < Math.min(words.length, from + 8); k++) {
    if (wordAt(words, k).quote !== null) return true;
    if (isBreak(wordAt(words, k))) return false;
  }
  return false;
}

export function hasToInfinitive(words: readonly Word[], from: number): boolean {
  if (wordAt(words, from).lower === "to") return true;
  for (let k = from; k < Math.min(words.length, from + 14); k++) {
    if (wordAt(words, k).lower === "to" && k > from) return true;
    if (isBreak(wordAt(words, k))) return false;
  }
  return startsObject(wordAt(words, from));
}

/** The end of "the claim", "the same figure", "similar claims", "that idea": an object that takes up an earlier claim; -1 if none. */
export function backReferenceEnd(words: readonly Word[], from: number): number {
  let same = false;
  for (let k = from; k < Math.min(words.length, from + 9); k++) {
    const word = wordAt(words, k);
    if (
      /^(same|similar|such|that|this|those|these|his|her|its|their|the|’s|'s|’|')$/.test(word.lower) ||
      word.pos === "PART"
    )
      same = true;
    if (
      backNouns.has(word.lower) &&
      !/^[’']s?$/.test(wordAt(words, k + 1).text) &&
      !backNouns.has(wordAt(words, k + 1).lower)
    ) {
      if (!same) return -1;
      if (wordAt(words, k + 1).lower !== "of")
        return /^(that|as)$/.test(wordAt(words, k + 1).lower) || wordAt(words, k + 1).quote !== null
          ? clauseEnd(words, from)
          : k + 1;
      const more = nounPhraseAfter(words, k + 2, words.length);
      return more === null ? k + 1 : more.to;
    }
    if (isBreak(word) || /^(VERB|AUX|ADP)$/.test(word.pos)) return -1;
  }
  return -1;
}

export function hardStart(words: readonly Word[], from: number, floor: number): number {
  let start = from - 1;
  while (start >= floor && !/^(;|[.?!]+)$/.test(wordAt(words, start).text)) start--;
  return start + 1;
}
