/**
 * Which claims of a new revision are claims of the one before it: those whose words are nearest, best pairs first. A
 * claim that shares less than half its words with any earlier one is new. Gives, for each new claim, the earlier
 * claim's id or null.
 */
export function matchClaims(
  earlier: readonly { readonly id: string; readonly text: string }[],
  texts: readonly string[],
): (string | null)[] {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]);
  const before = earlier.map((claim) => ({ id: claim.id, words: words(claim.text) }));
  const pairs = texts.flatMap((text, index) => {
    const mine = words(text);
    return before.map((claim, order) => ({ index, id: claim.id, order, overlap: overlapOf(mine, claim.words) }));
  });
  const matched: (string | null)[] = texts.map(() => null);
  const taken = new Set<string>();
  pairs.sort((a, b) => b.overlap - a.overlap || Math.abs(a.index - a.order) - Math.abs(b.index - b.order));
  for (const { index, id, overlap } of pairs) {
    if (overlap < 0.5) break;
    if (matched[index] !== null || taken.has(id)) continue;
    matched[index] = id;
    taken.add(id);
  }
  return matched;
}

function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return common / (a.size + b.size - common || 1);
}
