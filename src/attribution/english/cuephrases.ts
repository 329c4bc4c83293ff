import type { Stance } from "../types.ts";

/** Prepositions that tie a claim to a source; the source follows. */
export const prepositionCues: readonly { words: readonly string[]; stance: Stance }[] = [
  { words: ["according", "to"], stance: "asserts" },
  { words: ["in", "the", "words", "of"], stance: "asserts" },
  { words: ["in", "the", "view", "of"], stance: "believes" },
  { words: ["in", "the", "opinion", "of"], stance: "believes" },
  { words: ["in", "the", "eyes", "of"], stance: "believes" },
  { words: ["in", "the", "judgment", "of"], stance: "believes" },
  { words: ["in", "the", "judgement", "of"], stance: "believes" },
  { words: ["in", "the", "estimation", "of"], stance: "believes" },
  { words: ["by", "the", "account", "of"], stance: "asserts" },
  { words: ["by", "the", "reckoning", "of"], stance: "believes" },
  { words: ["per"], stance: "asserts" },
];

/** "in her view", "by the ministry’s account": the owner is the source, the noun the cue. */
export const ownedCues: ReadonlyMap<string, Stance> = new Map([
  ["view", "believes"],
  ["opinion", "believes"],
  ["words", "asserts"],
  ["account", "asserts"],
  ["telling", "asserts"],
  ["reckoning", "believes"],
  ["estimation", "believes"],
  ["estimate", "asserts"],
  ["judgment", "believes"],
  ["judgement", "believes"],
  ["mind", "believes"],
  ["version", "asserts"],
  ["eyes", "believes"],
]);

/** Participles that, after a form of "be" and before "to", relay what nobody is named for. */
export const passiveParticiples: ReadonlyMap<string, Stance> = new Map([
  ["expected", "expects"],
  ["predicted", "expects"],
  ["forecast", "expects"],
  ["projected", "expects"],
  ["anticipated", "expects"],
  ["tipped", "expects"],
  ["said", "asserts"],
  ["reported", "asserts"],
  ["alleged", "asserts"],
  ["claimed", "asserts"],
  ["rumoured", "asserts"],
  ["rumored", "asserts"],
  ["estimated", "asserts"],
  ["supposed", "asserts"],
  ["learnt", "asserts"],
  ["learned", "asserts"],
  ["known", "asserts"],
  ["believed", "believes"],
  ["thought", "believes"],
  ["understood", "believes"],
  ["suspected", "believes"],
  ["considered", "believes"],
  ["presumed", "believes"],
  ["assumed", "believes"],
  ["feared", "warns"],
]);

/** Participles that relay with "it" and "that", or "it" alone ("It emerged"). */
export const impersonalVerbs: ReadonlyMap<string, Stance> = new Map([
  ["emerged", "asserts"],
  ["transpired", "asserts"],
  ["emerges", "asserts"],
]);

export const relayingAdverbs: ReadonlyMap<string, Stance> = new Map([
  ["reportedly", "asserts"],
  ["allegedly", "asserts"],
  ["supposedly", "asserts"],
  ["purportedly", "asserts"],
  ["reputedly", "asserts"],
]);
