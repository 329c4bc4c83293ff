import { feminine, masculine } from "./english/words.ts";
import { type Word, wordAt } from "./sentences.ts";

export type Sex = "feminine" | "masculine" | null;

export function sexOf(lowers: readonly string[]): Sex {
  for (const lower of lowers) {
    const plain = lower.replace(/\.$/, "");
    if (feminine.has(plain)) return "feminine";
    if (masculine.has(plain)) return "masculine";
  }
  return null;
}

/** "officials" gives "official"; words that are the same in both stay. */
export function singular(lower: string): string {
  if (/^(people|children|women|men)$/.test(lower))
    return { people: "person", children: "child", women: "woman", men: "man" }[lower] ?? lower;
  if (/(ss|us|is|news|series|minutes|data|sales)$/.test(lower) || lower.length < 4) return lower;
  if (/ies$/.test(lower)) return `${lower.slice(0, -3)}y`;
  if (/(sh|ch|x|ss)es$/.test(lower)) return lower.slice(0, -2);
  if (/women$/.test(lower)) return lower.replace(/women$/, "woman");
  if (/men$/.test(lower) && lower.length > 4 && lower !== "omen" && lower !== "specimen")
    return lower.replace(/men$/, "man");
  return lower.endsWith("s") ? lower.slice(0, -1) : lower;
}

/** The words of a range as they stand, blanks and marks kept simple. */
export function textOf(words: readonly Word[], from: number, to: number): string {
  let text = "";
  for (let k = from; k < to; k++) {
    const word = wordAt(words, k);
    const gap = k > from && word.start > wordAt(words, k - 1).end ? " " : "";
    text += gap + word.text;
  }
  return text;
}
