import {
  beForms,
  haveForms,
  looseAdverbs,
  modals,
  negations,
  prepositions,
  refusals,
  subjectPronouns,
} from "./english/words.ts";
import { isNounish, isParticiple, nounPhraseBefore, type Phrase } from "./phrases.ts";
import { type Word, wordAt } from "./sentences.ts";
import { isTime, timeEnd } from "./times.ts";

/** The verb with its auxiliaries and adverbs: from `from` up to the verb itself. */
export interface VerbGroup {
  from: number;
  negated: boolean;
  modal: boolean;
  infinitive: boolean;
  passive: boolean;
  perfect: boolean;
}

/** A subject: the phrase that names it, the whole of it with what is set between commas, and that part alone. */
export interface Subject {
  mention: Phrase;
  whole: Phrase;
  apposition: Phrase | null;
  relative: boolean;
}

export const comma = /^[,]$/;

/** "has also **denied**", "did not say", "had been told": what stands before the verb at `at`. */
export function verbGroup(words: readonly Word[], at: number, floor: number): VerbGroup {
  const group: VerbGroup = {
    from: at,
    negated: false,
    modal: false,
    infinitive: false,
    passive: false,
    perfect: false,
  };
  let i = at - 1;
  for (; i >= floor && at - i <= 7; i--) {
    const word = wordAt(words, i);
    if (negations.has(word.lower)) group.negated = true;
    else if (beForms.has(word.lower)) {
      if (!group.passive && (word.lower === "'s" || word.lower === "’s") && word.pos === "PART") break;
      group.passive = true;
    } else if (haveForms.has(word.lower)) group.perfect = true;
    else if (modals.has(word.lower)) group.modal = true;
    else if (/^(do|does|did)$/.test(word.lower)) group.negated ||= false;
    else if (word.lower === "to" && group.from === i + 1) group.infinitive = true;
    else if (word.pos === "ADV" || looseAdverbs.has(word.lower)) {
      if (isTime(word) && !/^(later|earlier|recently|lately|afterwards|afterward)$/.test(word.lower)) break;
      continue;
    } else break;
    group.from = i;
    if (group.infinitive) break;
  }
  return group;
}

/** Whether the verb at `at` only tells of a refusal or a wish: "declined to say". */
export function isRefused(words: readonly Word[], group: VerbGroup): boolean {
  return group.infinitive && refusals.has(wordAt(words, group.from - 1).lower);
}

/** The subject that ends right before `end`, adverbs aside; null where none is there. */
export function subjectBefore(words: readonly Word[], end: number, floor: number): Subject | null {
  let to = end;
  while (
    to > floor &&
    (wordAt(words, to - 1).pos === "ADV" || looseAdverbs.has(wordAt(words, to - 1).lower)) &&
    !subjectPronouns.has(wordAt(words, to - 1).lower)
  )
    to--;
  to = beforeTime(words, to, floor);
  const last = wordAt(words, to - 1);
  if (to <= floor) return null;
  if (/^(who|which|that)$/.test(last.lower)) return antecedent(words, to - 1, floor);
  if (comma.test(last.text) || (last.pos === "PUNCT" && /^[—–]$/.test(last.text)))
    return acrossApposition(words, to - 1, floor);
  const mention = nounPhraseBefore(words, to, floor);
  if (mention === null) return null;
  // "the inspector, Tomas Reinholt, told" is met above; "the inspector Tomas Reinholt told" is one phrase.
  return { mention, whole: { from: mention.from, to }, apposition: null, relative: false };
}

/** "which on Monday confirmed": steps back over a time that stands right before `end`. */
function beforeTime(words: readonly Word[], end: number, floor: number): number {
  if (!isTime(wordAt(words, end - 1)) || subjectPronouns.has(wordAt(words, end - 1).lower)) return end;
  for (let k = Math.max(floor + 1, end - 4); k < end; k++) {
    if (
      timeEnd(words, k, end) === end &&
      (/^(on|in|last|this|late|early|earlier|later)$/.test(wordAt(words, k).lower) || k === end - 1)
    ) {
      const before = wordAt(words, k - 1);
      return isNounish(before) || before.text === "," || /^(who|which|that)$/.test(before.lower) ? k : end;
    }
  }
  return end;
}

function antecedent(words: readonly Word[], at: number, floor: number): Subject | null {
  const to = comma.test(wordAt(words, at - 1).text) ? at - 1 : at;
  const mention = nounPhraseBefore(words, to, floor);
  return mention === null
    ? null
    : { mention, whole: { from: mention.from, to: at + 1 }, apposition: null, relative: true };
}

/** Steps left over "X, a former judge, 61," to X. */
function acrossApposition(words: readonly Word[], endComma: number, floor: number): Subject | null {
  let segmentEnd = endComma;
  let previous: Phrase | null = null;
  for (let hops = 0; hops < 7; hops++) {
    let start = segmentEnd - 1;
    while (start >= floor && !isSegmentBreak(wordAt(words, start))) start--;
    const first = start + 1;
    if (first >= segmentEnd) return null;
    const outermost = start < floor || !comma.test(wordAt(words, start).text);
    const head = outermost || !isAppositionLike(words, first, segmentEnd);
    if (!head) {
      previous = { from: first, to: segmentEnd };
      segmentEnd = start;
      continue;
    }
    // "Asked about the report, the head of the office, Jorun Estmark, said": an opening that is no subject.
    const opening = previous !== null && previous.to < endComma && opensClause(words, first);
    const segment = opening && previous !== null ? previous : { from: first, to: segmentEnd };
    const mention = nounPhraseBefore(words, segment.to, segment.from);
    if (mention === null || segment.to >= endComma) return null;
    return {
      mention,
      whole: { from: mention.from, to: endComma + 1 },
      apposition: { from: segment.to + 1, to: endComma },
      relative: false,
    };
  }
  return null;
}

function opensClause(words: readonly Word[], from: number): boolean {
  const first = wordAt(words, from);
  const lead = /^(and|but)$/.test(first.lower) ? wordAt(words, from + 1) : first;
  if (/^(ADP|SCONJ|ADV)$/.test(lead.pos) || prepositions.has(lead.lower)) return true;
  return lead.pos === "VERB" && isParticiple(lead.lower);
}

function isSegmentBreak(word: Word): boolean {
  return (
    word.pos === "EDGE" ||
    (word.pos === "PUNCT" && /^([,;:—–]|\.+|[?!]+)$/.test(word.text)) ||
    (word.quote !== null && /[,.?!]$/.test(word.text.slice(0, -1)))
  );
}

function isAppositionLike(words: readonly Word[], from: number, to: number): boolean {
  const first = wordAt(words, from);
  if (/^(and|but|or|so|yet)$/.test(first.lower)) {
    // "who farms near Ravenna, and voted for X" goes on; "and the ministry" does not.
    return (
      /^(VERB|AUX)$/.test(wordAt(words, from + 1).pos) || /^(who|which|whose)$/.test(wordAt(words, from + 1).lower)
    );
  }
  if (
    /^(who|whose|whom|which|where|when|then|now|once|himself|herself|itself|themselves|aged|in|at|of|from|on|for|with|as|by|under|after|before|about|also|not|including|formerly|currently|until|known|nicknamed|speaking|citing|quoting)$/.test(
      first.lower,
    )
  )
    return true;
  if (
    /^(NUM|DET|ADP)$/.test(first.pos) ||
    first.lower === "the" ||
    first.lower === "its" ||
    first.lower === "his" ||
    first.lower === "her"
  )
    return true;
  if (isParticiple(first.lower) && first.pos === "VERB") return true;
  for (let i = from; i < Math.min(to, from + 6); i++)
    if (wordAt(words, i).lower === "of" && /^(which|whom)$/.test(wordAt(words, i + 1).lower)) return true;
  // A bare role ("chair of the union"), or a name after its role ("the inspector, Tomas Reinholt").
  for (let i = from; i < to; i++)
    if (/^(VERB|AUX)$/.test(wordAt(words, i).pos) && !/(ing|ed)$/.test(wordAt(words, i).lower)) return false;
  return true;
}
