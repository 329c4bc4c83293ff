import { squeeze } from "../platform/text.ts";

const LOWER_PARTS = new Set([
  "de",
  "da",
  "del",
  "della",
  "der",
  "den",
  "di",
  "du",
  "la",
  "le",
  "van",
  "von",
  "bin",
  "al",
  "el",
  "ibn",
  "af",
  "ter",
]);

/**
 * The people's names in a byline as printed: "Delphine Marrowby and Kit Asante-Lowe" gives both, "Jonas Wexley, health
 * correspondent" one, "our business desk" none. A name is two to five words, each with a capital (but "van", "de" ...).
 */
export function namesInByline(byline: string): string[] {
  const people = squeeze(byline).split(/\s+(?:and|und|et|y|e|i|&)\s+|\s*;\s*|\s*,\s*(?=\p{Lu}\S*\s+\p{Lu})/u);
  return [...new Set(people.map((part) => part.split(/,|\s+(?:in|at|for|of)\s+/)[0]?.trim() ?? "").filter(isName))];
}

function isName(text: string): boolean {
  const words = text.replace(/^(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+/, "").split(/\s+/);
  if (words.length < 2 || words.length > 5) return false;
  return (
    words.every((word) => /^\p{Lu}[\p{L}.’'-]*$/u.test(word) || LOWER_PARTS.has(word)) &&
    !/\b(?:Desk|Staff|Team|Editors?|Agency|Correspondents?|Reporters?)\b/i.test(text)
  );
}
