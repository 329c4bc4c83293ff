import type { SourceKind } from "./types.ts";

/**
 * The interval of independent roots behind a set of chains (source ids, nearest first, root last).
 * `max` counts the different roots; `min` counts all anonymous and vague ones as one, for they may be the same.
 * An empty chain adds nothing. A root whose kind is unknown counts as a named one.
 */
export function independentRoots(
  chains: readonly (readonly string[])[],
  kinds: ReadonlyMap<string, SourceKind>,
): { min: number; max: number } {
  const roots = new Set<string>();
  for (const chain of chains) {
    const root = chain.at(-1);
    if (root !== undefined) roots.add(root);
  }
  let unnamed = 0;
  for (const root of roots) {
    const kind = kinds.get(root);
    if (kind === "anonymous" || kind === "vague") unnamed++;
  }
  return { min: roots.size - Math.max(0, unnamed - 1), max: roots.size };
}
