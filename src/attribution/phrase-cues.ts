import type { Cue, CueKind } from "./cues.ts";
import {
  impersonalVerbs,
  ownedCues,
  passiveParticiples,
  prepositionCues,
  relayingAdverbs,
} from "./english/cuephrases.ts";
import { claimNouns } from "./english/nouns.ts";
import { beForms, haveForms, looseAdverbs } from "./english/words.ts";
import { nounPhraseAfter, type Phrase } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import type { Subject } from "./subjects.ts";
import { timeEnd } from "./times.ts";
import type { Stance } from "./types.ts";

export function plain(kind: CueKind, span: Phrase, frame: Phrase, stance: Stance, subject: Subject | null = null): Cue {
  return { kind, span, frame, subject, shared: "none", inverted: false, perfect: false, form: null, stance };
}

export function namedBy(mention: Phrase): Subject {
  return { mention, whole: mention, apposition: null, relative: false };
}

export function prepositionAt(words: readonly Word[], i: number): Cue | null {
  for (const cue of prepositionCues) {
    if (!cue.words.every((text, k) => wordAt(words, i + k).lower === text)) continue;
    const to = i + cue.words.length;
    // "per cent", "per head": only after a comma, or at the head of a sentence, does "per" name a source.
    if (cue.words[0] === "per" && !/^(,|)$/.test(wordAt(words, i - 1).text)) continue;
    const mention = nounPhraseAfter(words, to, words.length);
    if (mention === null) return null;
    return plain("preposition", { from: i, to }, { from: i, to: mention.to }, cue.stance, namedBy(mention));
  }
  return null;
}

/** "In her view", "by the ministry’s account". */
export function ownedAt(words: readonly Word[], i: number): Cue | null {
  if (!/^(in|by|to)$/.test(wordAt(words, i).lower)) return null;
  for (let k = i + 2; k < i + 8; k++) {
    const stance = ownedCues.get(wordAt(words, k).lower);
    if (stance === undefined) {
      if (isBreak(wordAt(words, k))) return null;
      continue;
    }
    const owner = wordAt(words, k - 1);
    const possessive = k - 1 === i + 1 && /^(his|her|their|its|my|our)$/.test(owner.lower);
    const named = /^[’']s?$/.test(owner.text) && owner.pos === "PART";
    if (!possessive && !named) return null;
    const mention = possessive ? { from: k - 1, to: k } : { from: i + 1, to: k - 1 };
    return plain("owned", { from: k, to: k + 1 }, { from: i, to: k + 1 }, stance, namedBy(mention));
  }
  return null;
}

export function adverbAt(word: Word, i: number): Cue | null {
  const stance = relayingAdverbs.get(word.lower);
  return stance === undefined ? null : plain("adverb", { from: i, to: i + 1 }, { from: i, to: i + 1 }, stance);
}

/** "an inquest heard": a hearing is no source, but the cue of a claim whose source is not told. */
function hearingAt(words: readonly Word[], i: number): Cue | null {
  if (
    !/^(an|the|a)$/.test(wordAt(words, i).lower) ||
    !/^(inquest|court|inquiry|tribunal|jury|hearing|trial)$/.test(wordAt(words, i + 1).lower)
  )
    return null;
  let k = i + 2;
  while (k < i + 4 && /^(has|had|was|also)$/.test(wordAt(words, k).lower)) k++;
  if (
    !/^(heard|told)$/.test(wordAt(words, k).lower) ||
    (wordAt(words, k).lower === "told" && wordAt(words, k - 1).lower !== "was")
  )
    return null;
  return plain("impersonal", { from: i, to: k + 1 }, { from: i, to: k + 1 }, "asserts");
}

/** "It is understood that", "it has emerged". */
export function impersonalAt(words: readonly Word[], i: number): Cue | null {
  const hearing = hearingAt(words, i);
  if (hearing !== null) return hearing;
  if (wordAt(words, i).lower !== "it") return null;
  let k = i + 1;
  while (
    k < i + 4 &&
    (beForms.has(wordAt(words, k).lower) || haveForms.has(wordAt(words, k).lower) || wordAt(words, k).pos === "ADV")
  )
    k++;
  const participle = wordAt(words, k).lower;
  const stance =
    k > i + 1 && beForms.has(wordAt(words, k - 1).lower)
      ? passiveParticiples.get(participle)
      : impersonalVerbs.get(participle);
  if (stance === undefined || wordAt(words, k + 1).lower === "to" || wordAt(words, k + 1).lower === "by") return null;
  return plain("impersonal", { from: i, to: k + 1 }, { from: i, to: k + 1 }, stance);
}

/** "is expected to", "are thought to", "was reported to", "is accused of". */
export function passiveAt(words: readonly Word[], i: number): Cue | null {
  if (!beForms.has(wordAt(words, i).lower) || wordAt(words, i).lower === "being") return null;
  let k = i + 1;
  while (
    k < i + 5 &&
    (wordAt(words, k).lower === "been" || looseAdverbs.has(wordAt(words, k).lower) || wordAt(words, k).pos === "ADV") &&
    !/^(not|n’t|n't)$/.test(wordAt(words, k).lower)
  )
    k++;
  const participle = wordAt(words, k).lower;
  const next = wordAt(words, k + 1).lower;
  if (participle === "accused" && next === "of")
    return plain("passive", { from: i, to: k + 2 }, { from: i, to: k + 2 }, "asserts");
  const stance = passiveParticiples.get(participle);
  if (stance === undefined) return null;
  // "People are asked to", "I was told to" and the like are not in the list; "is known to the police" is no claim.
  if (next === "to" && (/^(VERB|AUX)$/.test(wordAt(words, k + 2).pos) || wordAt(words, k + 2).pos === "ADV")) {
    const start = haveForms.has(wordAt(words, i - 1).lower) ? i - 1 : i;
    return plain("passive", { from: start, to: k + 2 }, { from: start, to: k + 2 }, stance);
  }
  if (
    participle === "expected" &&
    (next !== "by" || timeEnd(words, k + 1, words.length) > k + 1) &&
    k > i &&
    wordAt(words, i - 1).lower !== "as" &&
    wordAt(words, i - 1).lower !== "than"
  )
    return plain("passive", { from: i, to: k + 1 }, { from: i, to: k + 1 }, stance);
  if (participle === "feared" && /^(dead|lost|missing|drowned|trapped|killed)$/.test(next))
    return plain("passive", { from: i, to: k + 1 }, { from: i, to: k + 1 }, stance);
  return null;
}

/** "His assertion that", "Fears that", "The claim by the ministry that". */
export function nounAt(words: readonly Word[], i: number): Cue | null {
  const word = wordAt(words, i);
  const stance = claimNouns.get(word.lower);
  if (stance === undefined) return null;
  let that = i + 1;
  let mention: Phrase | null = null;
  if (/^(by|from|of|among)$/.test(wordAt(words, that).lower)) {
    mention = nounPhraseAfter(words, that + 1, Math.min(words.length, that + 12));
    if (mention !== null) that = mention.to;
  }
  if (wordAt(words, that).lower !== "that") return null;
  const owner = wordAt(words, i - 1);
  let from = i;
  if (/^(his|her|their|its)$/.test(owner.lower)) {
    mention = { from: i - 1, to: i };
    from = i - 1;
  } else if (/^[’']s?$/.test(owner.text) && owner.pos === "PART") {
    let start = i - 2;
    while (
      start > 0 &&
      /^(NOUN|PROPN|ADJ|DET|NUM)$/.test(wordAt(words, start - 1).pos) &&
      wordAt(words, start).pos !== "DET"
    )
      start--;
    mention = { from: start, to: i - 1 };
    from = start;
  } else if (mention === null && !/^(EDGE|PUNCT|ADP|ADV|CCONJ|ADJ|SCONJ)$/.test(owner.pos)) return null;
  else if (
    mention === null &&
    !(
      owner.pos === "EDGE" ||
      isBreak(owner) ||
      /^(amid|with|on|despite|by|over|ADJ)$/.test(owner.lower) ||
      wordAt(words, i - 2).pos === "EDGE"
    )
  )
    return null;
  return plain(
    "noun",
    { from: i, to: i + 1 },
    { from, to: that + 1 },
    stance,
    mention === null ? null : namedBy(mention),
  );
}
