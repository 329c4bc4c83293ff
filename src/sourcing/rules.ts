import type { SourceKind } from "../attribution/types.ts";

const SHARED_KINDS: ReadonlySet<SourceKind> = new Set(["person", "official_body", "organisation", "outlet"]);

/**
 * Whether a source of that name is the same one in every report, and so has a page of its own: a named person (two
 * words at least), body, organisation or outlet. A nurse, a memo or "some" belongs to its report alone, for two
 * reports' "council source" need not be one person.
 */
export function isShared(kind: SourceKind, name: string): boolean {
  if (!SHARED_KINDS.has(kind) || !/\p{Lu}|\p{Lo}/u.test(name)) return false;
  return kind !== "person" || /\S\s+\S/.test(name);
}

/** Whether a chain comes back to a source that it passed already. */
export function isCircular(chain: readonly string[]): boolean {
  return new Set(chain).size < chain.length;
}

export interface SingleOrigin {
  /** The outlets' ids, in the order in which they tell it. */
  readonly outlets: readonly string[];
  readonly root: string;
  /** The claims that come from this root through those outlets. */
  readonly claimIds: readonly string[];
}

/** Where several outlets tell something and all have it from one root: each such root with its outlets. */
export function findSingleOrigins(
  claims: readonly { readonly id: string; readonly chain: readonly string[] }[],
  kinds: ReadonlyMap<string, SourceKind>,
): SingleOrigin[] {
  const byRoot = new Map<string, { outlets: Set<string>; claimIds: string[] }>();
  for (const { id, chain } of claims) {
    const root = chain.at(-1);
    const outlets = chain.slice(0, -1).filter((source) => kinds.get(source) === "outlet");
    if (root === undefined || outlets.length === 0) continue;
    const group = byRoot.get(root) ?? { outlets: new Set(), claimIds: [] };
    for (const outlet of outlets) group.outlets.add(outlet);
    group.claimIds.push(id);
    byRoot.set(root, group);
  }
  return [...byRoot]
    .filter(([, group]) => group.outlets.size > 1)
    .map(([root, group]) => ({ root, outlets: [...group.outlets], claimIds: group.claimIds }));
}

/** How a source's claims stood over one month ("2026-11") or year ("2026"). */
export interface Period {
  readonly period: string;
  readonly claims: number;
  readonly supported: number;
  readonly disputed: number;
  readonly corrected: number;
}

/** More months than these are summed up by the year, so that a long record stays one look. */
const MONTHS_MAX = 18;

/** A source's record over time, oldest first: month by month while it is short, then year by year. */
export function periodsOf(months: readonly (Omit<Period, "period"> & { readonly month: string })[]): Period[] {
  const isLong = months.length > MONTHS_MAX;
  const groups = Map.groupBy(months, ({ month }) => (isLong ? month.slice(0, 4) : month));
  return [...groups].map(([period, group]) => ({
    period,
    claims: sum(group.map(({ claims }) => claims)),
    supported: sum(group.map(({ supported }) => supported)),
    disputed: sum(group.map(({ disputed }) => disputed)),
    corrected: sum(group.map(({ corrected }) => corrected)),
  }));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
