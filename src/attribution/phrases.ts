import {
  beForms,
  haveForms,
  looseAdverbs,
  modals,
  months,
  negations,
  prepositions,
  refusals,
  subjectPronouns,
  subordinators,
  timeWords,
} from "./english/words.ts";
import { type Word, wordAt } from "./sentences.ts";

/** A range of word indices in one sentence, `to` exclusive. */
export interface Phrase {
  from: number;
  to: number;
}

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

const comma = /^[,]$/;
const breakMark = /^([,;:—–]|-|--|…|\.+|[?!]+)$/;

export function isBreak(word: Word): boolean {
  return word.pos === "EDGE" || (word.pos === "PUNCT" && breakMark.test(word.text));
}

export function isCapital(word: Word): boolean {
  return /^[\p{Lu}@]/u.test(word.text);
}

export function isNounish(word: Word): boolean {
  return /^(NOUN|PROPN|PRON|NUM|BRACKET)$/.test(word.pos) || (word.pos === "ADJ" && isCapital(word));
}

export function isTime(word: Word): boolean {
  return timeWords.has(word.lower) || months.has(word.lower);
}

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

/** The noun phrase that ends right before `end`, with the relative clauses and participles inside it. */
export function nounPhraseBefore(words: readonly Word[], end: number, floor: number): Phrase | null {
  const last = wordAt(words, end - 1);
  if (end <= floor || isBreak(last) || /^(CCONJ|SCONJ)$/.test(last.pos) || /^(and|but|or|to)$/.test(last.lower))
    return null;
  if (
    subjectPronouns.has(last.lower) &&
    !/^(one|both|all|some|many|most|several|few|each|another|others)$/.test(last.lower)
  ) {
    if (wordAt(words, end - 2).lower === "of" && end - 3 >= floor)
      return { from: quantifierStart(words, end - 3, floor), to: end };
    return { from: end - 1, to: end };
  }
  if (/^(them|us|these|those|whom)$/.test(last.lower) && wordAt(words, end - 2).lower === "of" && end - 3 >= floor)
    return { from: quantifierStart(words, end - 3, floor), to: end };
  const start = stripOpening(words, clauseStart(words, end, floor), end);
  if (start >= end) return null;
  for (let i = start; i < end; i++) {
    const word = wordAt(words, i);
    if (isNounish(word) || word.pos === "ADJ" || word.pos === "DET" || word.pos === "NOUN")
      return { from: start, to: end };
    if (/^(VERB|X|SYM|INTJ|ADV)$/.test(word.pos) && i === end - 1) return { from: start, to: end };
  }
  return null;
}

function quantifierStart(words: readonly Word[], at: number, floor: number): number {
  let i = at;
  while (i > floor && /^(NUM|ADJ|DET)$/.test(wordAt(words, i - 1).pos)) i--;
  return i;
}

function clauseStart(words: readonly Word[], end: number, floor: number): number {
  let i = end - 1;
  while (i >= floor) {
    const word = wordAt(words, i);
    if (isBreak(word)) return i + 1;
    if (word.quote !== null && i < end - 1 && !/^(as|the|called|named|on|in|of|that)$/.test(wordAt(words, i - 1).lower))
      return i + 1;
    if (/^(who|whose|which|whom)$/.test(word.lower)) {
      if (i - 1 < floor || !isNounish(wordAt(words, i - 1))) return i + 1;
      i--;
      continue;
    }
    if (/^(and|or|&)$/.test(word.lower)) {
      if (!joinsNouns(words, i, floor)) return i + 1;
      i--;
      continue;
    }
    if (word.lower === "but") return i + 1;
    if (subordinators.has(word.lower) && !isInnerPreposition(words, i)) return i + 1;
    if (
      /^(VERB|AUX)$/.test(word.pos) ||
      (beForms.has(word.lower) && word.pos !== "PART") ||
      haveForms.has(word.lower)
    ) {
      const relative = relativeBefore(words, i, floor);
      if (relative >= 0) {
        i = relative - 1;
        continue;
      }
      if (!isReducedRelative(words, i) && !isModifier(words, i)) return i + 1;
    }
    i--;
  }
  return floor;
}

/** "after" and its like inside a phrase ("the day after the storm") come before a noun phrase and after a noun. */
function isInnerPreposition(words: readonly Word[], i: number): boolean {
  const word = wordAt(words, i).lower;
  if (word === "as") {
    for (let k = i - 1; k >= Math.max(0, i - 8); k--) {
      if (
        /^(known|identified|described|nicknamed|referred|appears|appear|listed|named|billed|styled|cast)$/.test(
          wordAt(words, k).lower,
        )
      )
        return true;
      if (isBreak(wordAt(words, k))) return false;
    }
    return /(ed|own)$/.test(wordAt(words, i - 1).lower);
  }
  if (word === "that") return wordAt(words, i).pos === "DET";
  if (/^(after|before|since|until)$/.test(word))
    return (
      i > 0 &&
      !isBreak(wordAt(words, i - 1)) &&
      !/^(CCONJ|EDGE)$/.test(wordAt(words, i - 1).pos) &&
      relativeBefore(words, i, Math.max(0, i - relativeReach)) >= 0
    );
  return word === "than" && /^(NUM|ADJ)$/.test(wordAt(words, i + 1).pos);
}

function joinsNouns(words: readonly Word[], at: number, floor: number): boolean {
  if (at - 1 < floor || !(isNounish(wordAt(words, at - 1)) || wordAt(words, at - 1).pos === "ADJ")) return false;
  if (isTime(wordAt(words, at - 1))) return false;
  for (let i = at - 1; i >= floor; i--) {
    const word = wordAt(words, i);
    if (isBreak(word) || word.quote !== null) return true;
    if (/^(who|which|whose)$/.test(word.lower)) return true;
    if (/^(VERB|AUX)$/.test(word.pos)) return isReducedRelative(words, i) || isModifier(words, i);
  }
  return true;
}

const relativeReach = 14;

function relativeBefore(words: readonly Word[], verb: number, floor: number): number {
  for (let i = verb - 1; i >= Math.max(floor, verb - relativeReach); i--) {
    const word = wordAt(words, i);
    if (isBreak(word)) return -1;
    if (/^(who|which|whose|whom)$/.test(word.lower)) return i > floor && isNounish(wordAt(words, i - 1)) ? i : -1;
    if (
      word.lower === "that" &&
      i > floor &&
      isNounish(wordAt(words, i - 1)) &&
      /^(VERB|AUX)$/.test(wordAt(words, i + 1).pos)
    )
      return i;
  }
  return -1;
}

/** By its form alone: "seen", "published", "kept", "speaking". */
export function isParticiple(lower: string): boolean {
  return (
    /(ed|en|ing|own|awn|ewn|id|ade|ept|elt|uilt|old|ent|aught|ought|read)$/.test(lower) ||
    /^(put|cut|hit|run|led|held|made|born|worn|torn|set|sung|won|met|lost|shot|hung)$/.test(lower)
  );
}

export function isReducedRelative(words: readonly Word[], i: number): boolean {
  const word = wordAt(words, i);
  if (!isParticiple(word.lower)) return false;
  if (/^(said|told|told|been|being)$/.test(word.lower)) return wordAt(words, i + 1).lower === "by";
  const next = wordAt(words, i + 1);
  const before = wordAt(words, i - 1);
  const linked =
    /^(ADP|ADV|PART)$/.test(next.pos) ||
    next.quote !== null ||
    prepositions.has(next.lower) ||
    /^(as|to)$/.test(next.lower) ||
    timeEnd(words, i + 1, Math.min(words.length, i + 6)) > i + 1 ||
    (word.lower.endsWith("ing") && /^(DET|NOUN|PROPN|ADJ|NUM|PRON)$/.test(next.pos));
  return linked && (isNounish(before) || (/^(ADV)$/.test(before.pos) && isNounish(wordAt(words, i - 2))));
}

/** A participle before its noun: "leaked memo", "striking workers". */
export function isModifier(words: readonly Word[], i: number): boolean {
  const word = wordAt(words, i);
  const before = wordAt(words, i - 1);
  return (
    /(ed|ing|en)$/.test(word.lower) &&
    /^(NOUN|PROPN|ADJ)$/.test(wordAt(words, i + 1).pos) &&
    (/^(DET|ADJ|NUM|ADV|EDGE|PUNCT|PART|ADP)$/.test(before.pos) || /^(his|her|its|their)$/.test(before.lower))
  );
}

/** Takes "On Monday evening", "In a later statement", "Later", "And" off the front of a clause. */
export function stripOpening(words: readonly Word[], from: number, to: number): number {
  let start = from;
  for (let guard = 0; guard < 8 && start < to; guard++) {
    const word = wordAt(words, start);
    if (
      to - start > 1 &&
      (word.pos === "CCONJ" ||
        word.pos === "SCONJ" ||
        looseAdverbs.has(word.lower) ||
        (word.pos === "ADV" && !/^(almost|nearly|about|roughly|over)$/.test(word.lower)))
    ) {
      if (/^(one|all|both|some|most)$/.test(word.lower)) break;
      start++;
      continue;
    }
    const time = timeEnd(words, start, to);
    if (time > start && time < to) {
      start = time;
      continue;
    }
    if ((word.pos === "ADP" || prepositions.has(word.lower)) && !/^(about|over|around|under)$/.test(word.lower)) {
      const core = coreStart(words, to, start + 1);
      if (core <= start + 1 && to - start <= 2) return to;
      start = core > start ? core : start + 1;
      break;
    }
    break;
  }
  return start;
}

/** Where a phrase of time that starts at `from` ends: "last week", "on 3 May", "Two days later". */
export function timeEnd(words: readonly Word[], from: number, to: number): number {
  let i = from;
  if (
    /^(on|in|by|at|since|until|during|after|before|late|early|last|this|next|later|earlier|around)$/.test(
      wordAt(words, i).lower,
    )
  )
    i++;
  let last = -1;
  for (let k = i; k < Math.min(to, from + 8); k++) {
    const word = wordAt(words, k);
    if (isTime(word)) last = k;
    else if (
      word.pos === "NUM" &&
      /^\d/.test(word.text) &&
      (last >= 0 || isTime(wordAt(words, k + 1)) || (k > i - 1 && /^(19|20)\d\d$/.test(word.text)))
    )
      last = k;
    else if (word.text === "," && /^(19|20)\d\d$/.test(wordAt(words, k + 1).text) && last >= 0) continue;
    else if (
      /^(the|a|an|same|of|late|early|last|this|next|that|mid|past|previous|following|on|in)$/.test(word.lower) &&
      !(last >= 0 && /^(the|a|an)$/.test(word.lower))
    )
      continue;
    else if (
      word.pos === "NUM" ||
      /^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several)$/.test(word.lower)
    ) {
      if (last >= 0) break;
    } else break;
  }
  return last < 0 ? from : last + 1;
}

/** Where the last noun phrase before `end` begins, when others stand before it without a comma. */
function coreStart(words: readonly Word[], end: number, floor: number): number {
  let i = end - 1;
  while (i > floor) {
    const word = wordAt(words, i);
    const before = wordAt(words, i - 1);
    if (word.pos === "DET" || /^(the|a|an|this|that|these|those|his|her|its|their|our|my|another)$/.test(word.lower)) {
      if (
        /^(of|for|from|at|in|by|with|to|on|about|near)$/.test(before.lower) &&
        i - 2 > floor &&
        isNounish(wordAt(words, i - 2)) &&
        !isTime(wordAt(words, i - 2))
      ) {
        i -= 2;
        continue;
      }
      return i;
    }
    if (isTime(before) && !/^(ADP)$/.test(word.pos)) return i;
    if (before.pos === "ADP" && word.pos !== "ADP") {
      if (i - 2 > floor && isNounish(wordAt(words, i - 2)) && !isTime(wordAt(words, i - 2))) {
        i -= 2;
        continue;
      }
      return i;
    }
    i--;
  }
  return i;
}

/** The noun phrase that starts at `from`, as after "said" or "according to": up to a comma, a verb, a time. */
export function nounPhraseAfter(words: readonly Word[], from: number, limit: number): Phrase | null {
  let i = from;
  let nouns = 0;
  let relative = false;
  for (; i < limit; i++) {
    const word = wordAt(words, i);
    if (isBreak(word) && !/^[-]$/.test(word.text)) break;
    if (word.quote !== null) {
      if (/^(as|called|named|known)$/.test(wordAt(words, i - 1).lower)) nouns++;
      else break;
    } else if (word.pos === "BRACKET") break;
    else if (
      i > from &&
      timeEnd(words, i, limit) > i &&
      nouns > 0 &&
      !/^(of)$/.test(wordAt(words, i - 1).lower) &&
      (isTime(word) || word.pos === "ADP" || /^(last|this|next|late|early|earlier|later)$/.test(word.lower))
    )
      break;
    else if (/^(who|which|whose)$/.test(word.lower)) relative = true;
    else if (relative) nouns++;
    else if (/^(VERB|AUX)$/.test(word.pos)) {
      if (
        !(nouns > 0 && isReducedRelative(words, i)) &&
        !(
          isModifier(words, i) ||
          ((i === from || /^(DET)$/.test(wordAt(words, i - 1).pos)) &&
            /^(NOUN|PROPN|ADJ)$/.test(wordAt(words, i + 1).pos))
        )
      )
        break;
    } else if (/^(and|or)$/.test(word.lower)) {
      if (!isNounish(wordAt(words, i + 1)) && wordAt(words, i + 1).pos !== "ADJ") break;
      if (personalPronoun(wordAt(words, i + 1))) break;
    } else if (
      /^(but|that|when|while|as|because|if|after|before|since|whether|where|although|though|than)$/.test(word.lower)
    ) {
      if (
        !(word.lower === "as" && nouns > 0 && /(ed|own)$/.test(wordAt(words, i - 1).lower)) &&
        !(i === from && word.lower === "that")
      )
        break;
    } else if (word.pos === "ADP" && nouns > 0 && isSpeechPlace(words, i)) break;
    else if (
      word.pos === "PRON" &&
      nouns > 0 &&
      !/^(his|her|its|their|our|my)$/.test(word.lower) &&
      wordAt(words, i - 1).pos !== "ADP" &&
      wordAt(words, i - 1).lower !== "of"
    )
      break;
    else if (word.pos === "ADV" && nouns > 0 && !/^(only|as|close|formerly|also|now|then)$/.test(word.lower)) break;
    else if (isNounish(word)) nouns++;
    else if (
      word.pos === "DET" &&
      nouns > 0 &&
      wordAt(words, i - 1).pos !== "ADP" &&
      !prepositions.has(wordAt(words, i - 1).lower)
    )
      break;
  }
  while (
    i > from &&
    /^(ADP|CCONJ|DET|PART|ADV)$/.test(wordAt(words, i - 1).pos) &&
    !/^[’']s?$/.test(wordAt(words, i - 1).text)
  )
    i--;
  return nouns === 0 && i === from ? null : i > from ? { from, to: i } : null;
}

function personalPronoun(word: Word): boolean {
  return /^(he|she|they|it|i|we|you)$/.test(word.lower);
}

/** "in a statement", "at a press conference", "by telephone", "to reporters": where and how it was said. */
export function isSpeechPlace(words: readonly Word[], at: number): boolean {
  if (!/^(in|at|on|during|by|via|through|to|outside|after|from|over|under|before)$/.test(wordAt(words, at).lower))
    return false;
  for (let i = at + 1; i < at + 7; i++) {
    const word = wordAt(words, i);
    if (
      /^(journal|newspaper|magazine|paper|weekly|statement|letter|interview|press|conference|post|speech|e-mail|email|telephone|phone|briefing|hearing|interviews|reporters|journalists|testimony|court|tweet|note|message|news|twitter|facebook|x|television|radio|blog|op-ed|column|article|essay|filing|memo|call|text|video|release|remarks|rally|meeting|debate|oath|broadcast|session|debate|report|address|podcast|book)$/.test(
        word.lower,
      )
    )
      return true;
    if (isBreak(word) || /^(VERB|AUX|ADP)$/.test(word.pos)) return false;
  }
  return false;
}
