import type { Draft } from "./claims.ts";
import { backNouns } from "./english/nouns.ts";
import type { Entity } from "./registry.ts";
import type { RelationType, SuggestedClaim } from "./types.ts";

/** A claim with what its relation is judged by. */
export interface Placed {
  claim: SuggestedClaim;
  draft: Draft | null;
  chain: readonly Entity[];
}

const supporting = /^(support|confirm|back|echo|endorse|corroborate|second|share|acknowledge|concede)$/;
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
  const text = contentText(last);
  const back = takesUp(text);
  const type = relationType(base, last, back, text);
  if (type === null) return null;
  const target = back
    ? referent(text, earlier, last, owner)
    : similar(text, earlier, last, type === "disputes" ? 0.15 : 0.4);
  if (target === undefined) return null;
  if (type === "disputes") return { type, of: target.claim.id };
  const root = last.chain.at(-1);
  const sameRoot = root !== undefined && target.chain.at(-1) === root;
  return {
    type: sameRoot || (type === "repeats" && repeating.test(base)) ? "repeats" : "supports",
    of: target.claim.id,
  };
}

function contentText(placed: Placed): string {
  return placed.claim.content.map((piece) => piece.text).join(" ");
}

function relationType(base: string, last: Placed, back: boolean, text: string): RelationType | null {
  if (last.claim.stance === "denies") return "disputes";
  if (supporting.test(base) && (back || base === "confirm")) return "supports";
  if (repeating.test(base) && back) return "repeats";
  if (back && /^(similar|the same|much the same)/i.test(text)) return "supports";
  if (base === "put" && back) return "disputes";
  if (base === "report" && last.claim.form === "indirect" && last.chain.length > 1) return "repeats";
  return null;
}

/** "the claim", "that as too little", "it", "the ministry’s figure": words that stand for an earlier claim. */
function takesUp(text: string): boolean {
  const words = text.split(/\s+/);
  if (/^(it|that|this|them|all)$/i.test(text)) return true;
  if (/^(it|that|this) (as|“|")/i.test(text) || /^all charges$/i.test(text)) return true;
  const lead =
    words
      .slice(0, 6)
      .join(" ")
      .split(/[“"]| as | that | of /)[0] ?? "";
  const refers =
    /^(the|that|this|those|these|such|any|similar|his|her|its|their|both)\b/i.test(lead) || /[’']s?\s/.test(lead);
  return (
    refers &&
    lead
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some((word) => backNouns.has(word))
  );
}

/** Whose claim is meant: "the report’s account", "the director’s version"; else the latest by another source. */
function referent(
  text: string,
  earlier: readonly Placed[],
  last: Placed,
  owner: (text: string) => Entity | undefined,
): Placed | undefined {
  const others = earlier.filter((one) => one.chain.length === 0 || one.chain.at(-1) !== last.chain.at(-1));
  const own = /^([^“"]{1,60}?)(?:[’']s|s[’'])\s/u.exec(text)?.[1];
  const of = own === undefined ? undefined : owner(own);
  const theirs = of === undefined ? [] : others.filter((one) => one.chain.includes(of));
  if (theirs.length > 0) return firstOfRun(theirs, last);
  const noun =
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .find((word) => backNouns.has(word)) ?? "";
  const stance = noun === "warning" ? "warns" : noun === "prediction" || noun === "forecast" ? "expects" : null;
  const fitting = others.filter((one) => {
    if (stance !== null) return one.claim.stance === stance;
    if (/^(figure|number|estimate|count|reading)s?$/.test(noun))
      return /\d|million|per ?cent|dozen|hundred/.test(contentText(one));
    if (/^(report|story|account|version|news)s?$/.test(noun))
      return (
        one.chain.some((entity) => entity.kind === "outlet" || entity.kind === "document") ||
        repeating.test(one.draft?.cue?.form?.verb.base ?? "")
      );
    if (/^(accusation|allegation|charge)s?$/.test(noun))
      return /^(accuse|allege|claim|say|tell|blame)$/.test(one.draft?.cue?.form?.verb.base ?? "");
    return true;
  });
  const pool = (fitting.length > 0 ? fitting : others).filter(
    (one) => one.claim.relation === null || one.claim.relation.type !== "repeats",
  );
  if (/^(report|story|account|version)s?$/.test(noun) && fitting.length > 0) return firstOfRun(pool, last);
  return pool.at(-1) ?? others.at(-1);
}

/** The first of the claims at the end that one source made in a row: that is where the matter was stated. */
function firstOfRun(claims: readonly Placed[], last: Placed): Placed | undefined {
  let at = claims.length - 1;
  const root = claims[at]?.chain.at(-1);
  while (
    at > 0 &&
    claims[at - 1]?.chain.at(-1) === root &&
    last.claim.paragraph - (claims[at - 1]?.claim.paragraph ?? 0) <= 3
  )
    at--;
  return claims[at];
}

const stopWords = new Set(
  "the a an of to in on at for with by from and or but that this it its is are was were be been had has have not no any as he she they his her their there would will could who which than then also".split(
    " ",
  ),
);

function keywords(text: string): Set<string> {
  const set = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (!stopWords.has(word) && word.length > 2) set.add(word.replace(/(ing|ed|es|s|e)$/, "").slice(0, 7));
  }
  return set;
}

function similar(text: string, earlier: readonly Placed[], last: Placed, least: number): Placed | undefined {
  const mine = keywords(text);
  if (mine.size === 0) return undefined;
  const speaker = keywords(last.chain.at(-1)?.name ?? "");
  let best: Placed | undefined;
  let bestScore = least;
  earlier.forEach((one, index) => {
    if (one.chain.length > 0 && one.chain.at(-1) === last.chain.at(-1)) return;
    const theirs = keywords(contentText(one));
    let common = 0;
    for (const word of mine) if (theirs.has(word)) common++;
    if (common === 0) return;
    const named = [...speaker].some((word) => theirs.has(word));
    const distance = earlier.length - index;
    const score = common / Math.max(2, Math.min(mine.size, theirs.size)) + (named ? 0.15 : 0) - 0.02 * distance;
    if (score > bestScore) [best, bestScore] = [one, score];
  });
  return best;
}
