/** No-break spaces become spaces, runs of blanks one blank, none at the ends. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u202f\u2007]+/g, " ").trim();
}

/** How many words a text has: runs of letters or digits, with inner apostrophes and hyphens. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/**
 * A slug for an address: lower case, letters of any script and digits kept, the rest hyphens, cut at a
 * word's end near `length_max` characters. Latin letters lose their accents. Empty where no letter is left.
 */
export function slugify(text: string, length_max = 80): string {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.charAt(0))
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  if (slug.length <= length_max) return slug;
  const cut = slug.slice(0, length_max + 1);
  const end = cut.lastIndexOf("-");
  return end > length_max / 2 ? cut.slice(0, end) : slug.slice(0, length_max);
}

/** Cuts a text at a word's end so that it has at most `length_max` characters, an ellipsis included. */
export function shorten(text: string, length_max: number): string {
  if (text.length <= length_max) return text;
  const cut = text.slice(0, length_max - 1);
  const end = cut.lastIndexOf(" ");
  return `${(end > length_max / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.–-]+$/, "")}…`;
}
