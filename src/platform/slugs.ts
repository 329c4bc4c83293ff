import { slugify } from "./text.ts";

/** A slug for `text` that `isTaken` does not know yet: "lake", "lake-2", ...; `fallback` where no letter is left. */
export async function freeSlug(
  text: string,
  fallback: string,
  isTaken: (slug: string) => Promise<boolean>,
): Promise<string> {
  const base = slugify(text) || fallback;
  for (let number = 1; number <= 10_000; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    // Below a list's address its numbered pages stand ("/topics/lake/2"); a bare number would read like one.
    if (!/^\d+$/.test(slug) && !(await isTaken(slug))) return slug;
  }
  throw new Error(`broken invariant: ten thousand slugs begin with "${base}"`);
}

/**
 * A free slug for each of `names`, in order, by one look-up: `listTaken` gives those of the candidates that are taken.
 * Names that make the same slug get numbers one after the other.
 */
export async function freeSlugs(
  names: readonly string[],
  fallback: string,
  listTaken: (candidates: readonly string[]) => Promise<readonly string[]>,
): Promise<string[]> {
  const bases = names.map((name) => slugify(name) || fallback);
  const taken = new Set(await listTaken([...new Set(bases)]));
  const slugs: string[] = [];
  for (const [i, base] of bases.entries()) {
    const isFree = !taken.has(base) && !/^\d+$/.test(base);
    const slug = isFree
      ? base
      : await freeSlug(
          names[i] ?? "",
          fallback,
          async (candidate) => taken.has(candidate) || (await listTaken([candidate])).length > 0,
        );
    taken.add(slug);
    slugs.push(slug);
  }
  return slugs;
}
