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
