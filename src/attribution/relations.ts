import type { Draft } from "./claims.ts";
import { backNouns } from "./english/nouns.ts";
import type { Entity } from "./registry.ts";
import { wordAt } from "./sentences.ts";
import type { RelationType, SuggestedClaim } from "./types.ts";

/** A claim with what its relation is judged by. */
export interface Placed {
  claim: SuggestedClaim;
  draft: Draft | null;
  chain: readonly Entity[];
}

const supporting = /^(support|confirm|back|echo|endorse|corroborate|second|share)$/;
const repeating = /^(repeat|carry|publish|relay|run|report|echo|broadcast|air)$/;
const lookBack = 40;

/** The relation of the newest claim to an earlier one, where its words show one; `placed` ends with that claim. */
export function relationOf(
  placed: readonly Placed[],
  owner: (text: string) => Entity | undefined,
): { type: RelationType; of: string } | null {
  const last = placed.at(-1);
  if (last?.draft == null || last.draft.cue === null) return null;
  const earlier = placed.slice(Math.max(0, placed.length - 1 - lookBack), -1);
  if (earlier.length === 0) return null;
  const base = last.draft.cue.form?.verb.base ?? "";
  const text = last.claim.content.map((piece) => piece.text).join(" ");
  const short = text.split(/\s+/).length <= 9;
  const back = short && takesUp(text);
  const type = relationType(base, last, back, text);
  if (type === null) return null;
  const target = back
    ? (referent(text, earlier, last, owner) ?? similar(text, earlier, last, 0.12))
    : similar(text, earlier, last, type === "disputes" ? 0.2 : 0.34);
  if (target === undefined) return null;
  if (type === "supports" || type === "repeats") {
    const same = target.chain.at(-1) !== undefined && target.chain.at(-1) === last.chain.at(-1);
    return {
      type: same
        ? "repeats"
        : type === "repeats" && !same && last.chain.length > 0
          ? repeatsOther(base)
            ? "repeats"
            : "supports"
          : type,
      of: target.claim.id,
    };
  }
  return { type, of: target.claim.id };
}

function repeatsOther(base: string): boolean {
  return repeating.test(base);
}

function relationType(base: string, last: Placed, back: boolean, text: string): RelationType | null {
  if (last.claim.stance === "denies") return "disputes";
  if (supporting.test(base) && (back || base === "confirm")) return "supports";
  if (repeating.test(base) && back) return "repeats";
  if (back && /^(similar|the same)/i.test(text)) return "supports";
  if (base === "report" && last.claim.form === "indirect" && last.chain.length > 1) return "repeats";
  return null;
}

function takesUp(text: string): boolean {
  return (
    /^(the|that|this|those|these|such|similar|his|her|its|their|it|all|any|both|\p{Lu}\S*’s)\b/iu.test(text) &&
    (text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some((word) => backNouns.has(word)) ||
      /^(it|that|this|them|all charges)$/i.test(text) ||
      /^(it|this|that) /i.test(text))
  );
}

/** Whose claim is meant: "the report’s account", "the director’s version"; else the latest by another source. */
function referent(
  text: string,
  earlier: readonly Placed[],
  last: Placed,
  owner: (text: string) => Entity | undefined,
): Placed | undefined {
  const own = /^(.*?)[’'](?:s\b)?\s/u.exec(text)?.[1];
  const of = own === undefined ? undefined : owner(own);
  const others = earlier.filter((one) => one.chain.at(-1) !== last.chain.at(-1) || one.chain.length === 0);
  if (of !== undefined) {
    const theirs = others.filter((one) => one.chain.includes(of));
    return theirs.at(-1);
  }
  const noun = text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => backNouns.has(word))
    .at(-1);
  if (noun === "warning" || noun === "prediction") {
    const stance = noun === "warning" ? "warns" : "expects";
    const fitting = others.filter((one) => one.claim.stance === stance);
    if (fitting.length > 0) return fitting.at(-1);
  }
  if (/^(figure|figures|number|numbers|estimate|count)$/.test(noun ?? "")) {
    const fitting = others.filter((one) =>
      /\d|million|per ?cent/.test(one.claim.content.map((piece) => piece.text).join(" ")),
    );
    if (fitting.length > 0) return fitting.at(-1);
  }
  return others.filter((one) => one.claim.relation === null).at(-1) ?? others.at(-1);
}

const stopWords = new Set(
  "the a an of to in on at for with by from and or but that this it its is are was were be been had has have not no any as he she they his her their there would will could who which than then also".split(
    " ",
  ),
);

function keywords(text: string): Set<string> {
  const set = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    if (!stopWords.has(word) && word.length > 2) set.add(word.slice(0, 6));
  return set;
}

function similar(text: string, earlier: readonly Placed[], last: Placed, least: number): Placed | undefined {
  const mine = keywords(text);
  let best: Placed | undefined;
  let bestScore = least;
  for (const one of earlier) {
    if (one.chain.length > 0 && one.chain[0] === last.chain[0]) continue;
    const theirs = keywords(one.claim.content.map((piece) => piece.text).join(" "));
    let common = 0;
    for (const word of mine) if (theirs.has(word)) common++;
    const score = common / Math.max(1, Math.min(mine.size, theirs.size));
    if (common >= 2 && score > bestScore) [best, bestScore] = [one, score];
  }
  return best;
}

/** Whether the sentence only takes up earlier words, so that the cue's object is the whole content. */
export function opensWithBackReference(draft: Draft): boolean {
  const range = draft.content[0];
  return range !== undefined && backNouns.has(wordAt(draft.sentence.words, range.to - 1).lower);
}
