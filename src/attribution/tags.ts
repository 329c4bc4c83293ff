import { claimNouns, dataNouns, documentNouns, groupNouns } from "./english/nouns.ts";
import { type VerbForm, verbForms } from "./english/verbs.ts";
import { vagueHeads } from "./english/words.ts";
import type { Word } from "./sentences.ts";

const determiner = /^(the|a|an|this|these|those|his|her|its|their|our|my|every|each|no|another|such)$/;
const sureVerb =
  /^(said|says|say|told|tells|wrote|writes|insists|insisted|believes|thinks|denies|denied|argues|argued|adds|added|warns|warned)$/;

/**
 * Corrects, in place, what the tagger often gets wrong in news text: capitalised names taken for verbs, nouns after
 * an article taken for verbs, and reporting verbs taken for nouns ("Some say", "the document lists").
 */
export function retag(words: Word[]): void {
  words.forEach((word, i) => {
    if (word.quote === null) word.pos = correctPos(words, i, word);
  });
}

function correctPos(words: readonly Word[], i: number, word: Word): string {
  const before = words[i - 1];
  const next = words[i + 1];
  const opens = before === undefined || before.quote !== null || /^[:“"‘(]$/.test(before.text);
  const upper = /^\p{Lu}/u.test(word.text);
  if (word.lower === "police") return opens || !upper ? "NOUN" : "PROPN";
  if (word.pos === "VERB" && before !== undefined && isNounHere(word, before, next)) return "NOUN";
  if (!opens && /^\p{Lu}\p{Ll}/u.test(word.text) && /^(VERB|NOUN|ADJ|ADV|ADP|INTJ|X|AUX)$/.test(word.pos))
    return "PROPN";
  if (word.lower === "that" && word.pos !== "DET" && pointsOut(words, i)) return "DET";
  if (word.lower === "that" && word.pos === "DET" && !pointsOut(words, i) && before?.pos === "VERB") return "SCONJ";
  if (word.pos === "VERB" && before !== undefined && next !== undefined && determiner.test(before.lower)) {
    if (/(ing|ed|en)$/.test(word.lower))
      return /^(NOUN|PROPN)$/.test(next.pos)
        ? "ADJ"
        : /^(VERB|AUX)$/.test(next.pos) && /ing$/.test(word.lower)
          ? "NOUN"
          : "VERB";
  }
  if (
    word.pos === "VERB" &&
    before !== undefined &&
    isDeterminer(words, i - 1) &&
    !/(ing|ed|en)$/.test(word.lower) &&
    !sureVerb.test(word.lower)
  )
    return "NOUN";
  if (
    /^(NOUN|ADJ|ADV|X|PROPN)$/.test(word.pos) &&
    sureVerb.test(word.lower) &&
    !upper &&
    !(before !== undefined && determiner.test(before.lower))
  )
    return "VERB";
  if (
    word.pos === "ADJ" &&
    before !== undefined &&
    determiner.test(before.lower) &&
    next !== undefined &&
    verbForms.has(next.lower) &&
    (documentNouns.has(word.lower) || dataNouns.has(word.lower))
  )
    return "NOUN";
  if (word.pos === "NOUN" && next !== undefined && before !== undefined) {
    const form = verbForms.get(word.lower);
    if (form !== undefined && isReporting(words, i, form)) return "VERB";
  }
  return word.pos;
}

/** "rejected that idea", "a nurse on that ward": "that" before a noun, with no clause after it. */
function pointsOut(words: readonly Word[], i: number): boolean {
  const before = words[i - 1];
  let k = i + 1;
  while (/^(ADJ)$/.test(words[k]?.pos ?? "") && k < i + 3) k++;
  const noun = words[k];
  if (noun === undefined || !/^(NOUN|VERB)$/.test(noun.pos) || /s$/.test(noun.lower)) return false;
  if (before?.pos === "ADP" && before.lower !== "in")
    return noun.pos === "NOUN" || /^(VERB|AUX)$/.test(words[k + 1]?.pos ?? "");
  if (noun.pos !== "NOUN") return false;
  const after = words[k + 1];
  return (
    after === undefined ||
    (after.text === "." && i > 0) ||
    (after.pos === "PUNCT" && !/c/.test(verbForms.get(before?.lower ?? "")?.verb.frames ?? "c")) ||
    (/^(as|and|but|in|on|at|by|for|to|with|from)$/.test(after.lower) && !hasFiniteVerb(words, k))
  );
}

function isDeterminer(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  if (word.lower === "that")
    return /^(ADP|VERB)$/.test(words[at - 1]?.pos ?? "") && /^(VERB|AUX)$/.test(words[at + 2]?.pos ?? "");
  return determiner.test(word.lower);
}

/** "without cover", "clip counts from": a noun by its company. */
function isNounHere(word: Word, before: Word, next: Word | undefined): boolean {
  if (before.pos === "ADP" && before.lower !== "to" && !/(ing|ed|en)$/.test(word.lower) && !sureVerb.test(word.lower))
    return !verbForms.has(word.lower) || next === undefined || next.pos === "PUNCT";
  return (
    (dataNouns.has(word.lower) || documentNouns.has(word.lower)) &&
    /^(NOUN|ADJ|PROPN)$/.test(before.pos) &&
    next !== undefined &&
    (/^(from|of|by|kept|compiled|released|seen|obtained)$/.test(next.lower) || verbForms.has(next.lower))
  );
}

/** A form that is noun and verb alike is the verb where its clause has no other and it stands between two phrases. */
function isReporting(words: readonly Word[], i: number, { tense, verb }: VerbForm): boolean {
  const before = words[i - 1];
  const next = words[i + 1];
  if (before === undefined || next === undefined || tense === "ing") return false;
  if (
    determiner.test(before.lower) ||
    /^(ADJ|DET|ADP)$/.test(before.pos) ||
    (before.pos === "PART" && /^[’']s?$/.test(before.text))
  )
    return false;
  if (before.pos === "CCONJ" && next.lower === "that") return !claimNouns.has(words[i - 2]?.lower ?? "");
  const afterSubject =
    /^(NOUN|PROPN|PRON|BRACKET|ADV)$/.test(before.pos) || before.text === "," || /^(19|20)\d\d$/.test(before.text);
  if (!afterSubject) return false;
  if (next.lower === "that" || next.quote !== null) return true;
  if (verbForms.has(next.lower) && next.pos !== "PROPN") return false;
  const opensObject =
    /^(DET|NUM|PRON)$/.test(next.pos) ||
    (next.pos === "NOUN" && before.pos !== "ADJ") ||
    /^(the|a|an|no|his|her|its|their)$/.test(next.lower);
  const ofData = dataNouns.has(before.lower) || documentNouns.has(before.lower);
  const closes =
    /^[.,]$/.test(next.text) &&
    ((before.pos === "PROPN" && words.some((word, k) => k < i && word.quote !== null)) ||
      (ofData && words.some((word, k) => k < i && word.text === ",")));
  if (closes) return true;
  if (
    /^[.,]$/.test(next.text) &&
    words[i - 2]?.text === "," &&
    (groupNouns.has(before.lower) || vagueHeads.has(before.lower))
  )
    return true;
  if (verb.with.includes(next.lower)) return !hasFiniteVerb(words, i);
  if (!opensObject) return false;
  return !hasFiniteVerb(words, i);
}

/** Whether the clause around `i` has a verb outside relative clauses and participles. */
function hasFiniteVerb(words: readonly Word[], i: number): boolean {
  for (let k = i + 1; k < words.length && !/^[;:]$/.test(words[k]?.text ?? ""); k++) {
    const word = words[k];
    if (word === undefined) break;
    if (/^(who|which|that|,|and|as|because|when|if|while)$/.test(word.lower)) break;
    if (word.pos === "AUX" || (word.pos === "VERB" && !/(ing|ed|en)$/.test(word.lower) && words[k - 1]?.lower !== "to"))
      return true;
  }
  for (let k = i - 1; k >= 0; k--) {
    const word = words[k];
    if (word === undefined || /^[;:]$/.test(word.text) || /^(and|but|that|because|while)$/.test(word.lower)) break;
    if (word.pos !== "AUX" && word.pos !== "VERB") continue;
    if (/(ed|ing|en|wn|pt|lt|nt|de)$/.test(word.lower) && word.pos === "VERB") continue;
    const inner = words.slice(Math.max(0, k - 8), k).some((other) => /^(who|which|that|whose)$/.test(other.lower));
    if (!inner) return true;
  }
  return false;
}
