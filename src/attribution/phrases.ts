import { beForms, haveForms, looseAdverbs, prepositions, subjectPronouns, subordinators } from "./english/words.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { isSpeechPlace, isTime, timeEnd } from "./times.ts";

/** A range of word indices in one sentence, `to` exclusive. */
export interface Phrase {
  from: number;
  to: number;
}

export function isCapital(word: Word): boolean {
  return /^[\p{Lu}@]/u.test(word.text);
}

export function isNounish(word: Word): boolean {
  return /^(NOUN|PROPN|PRON|NUM|BRACKET)$/.test(word.pos) || (word.pos === "ADJ" && isCapital(word));
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
