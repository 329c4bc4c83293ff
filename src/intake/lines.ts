import { squeeze, wordCount } from "../platform/text.ts";

/** What the markup says of a line; a line of raw text has none. */
export type Hint =
  | "advert"
  | "alone"
  | "article"
  | "aside"
  | "byline"
  | "caption"
  | "credit"
  | "furniture"
  | "heading"
  | "item"
  | "link"
  | "paragraph"
  | "quote"
  | "related"
  | "time"
  | "title";

/** One printed line: a line of raw text, or a block of an HTML page. */
export interface Line {
  /** As it stands, inner runs of blanks kept: they part the cells of a menu. */
  raw: string;
  /** Blanks collapsed. */
  text: string;
  /** Whether an empty line stands before it. */
  gap: boolean;
  words: number;
  hints: ReadonlySet<Hint>;
  /** The text of its links, where it has any. */
  linked: string;
  /** Whether Readability keeps it; null where it was not asked. */
  readable: boolean | null;
}

export const NO_HINTS: ReadonlySet<Hint> = new Set();

/** Words are counted in so much of a line; a longer one, which no page prints, is taken to go on as it begins. */
const LINE_LENGTH_MAX = 100_000;

/** Lines longer than this are prose; no rule of furniture looks at them. */
export const SHORT_LENGTH_MAX = 600;

/** The printed lines of a raw text; hard-wrapped paragraphs are joined. */
export function linesOf(text: string): Line[] {
  const rows = text.split(/\r\n?|[\n\u2028\u2029\f]/).map(clean);
  const lines: Line[] = [];
  let gap = true;
  for (const row of isWrapped(rows) ? unwrap(rows) : rows) {
    if (row === "") {
      gap = true;
      continue;
    }
    lines.push(lineOf(row, gap));
    gap = false;
  }
  return lines;
}

/** A line from its text, words counted. */
export function lineOf(raw: string, gap: boolean, hints: ReadonlySet<Hint> = NO_HINTS): Line {
  const text = squeeze(raw);
  return { raw, text, gap, words: countWords(text), hints, linked: "", readable: null };
}

/** The cells of a line: what "|", "·", "•", a tab or two blanks part. */
export function cellsOf(raw: string): string[] {
  if (raw.length > SHORT_LENGTH_MAX) return [squeeze(raw)];
  return raw
    .split(/\s+[|·•∙‧¦]\s+|\s*\t\s*|[\s\u00a0]{2,}|\s*[|¦]\s*|(?<=\S)[·•](?=\S)/u)
    .map(squeeze)
    .filter((cell) => cell !== "");
}

/** The text of a line without what decorates it: arrows, bullets, hashes and outer brackets. */
export function bare(text: string): string {
  return text
    .replace(/^[\s#>*•·▪■□●○◦‣▶►▸→›»«<_=~–—|+✉☰×✕-]+\s*/u, "")
    .replace(/[\s<>*•·▪■□●○◦▶►▸▾▼→›»«_=~–—|+×✕…:-]+$/u, "")
    .trim();
}

const SENTENCE_END = /(?:[.!?…。！？؟۔।]|\.\.\.)['"”’“»›)\]❞」』]*(?:\s*(?:\[\d+\]|[■◼◆●▪]))*$/u;

/** Whether a line ends as a sentence does, closing quote marks and brackets let through. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.slice(-24));
}

/** Words, where scripts that part them; else a word for every two letters, as in Chinese or Japanese. */
export function countWords(text: string): number {
  if (text.length > LINE_LENGTH_MAX) {
    return Math.round((countWords(text.slice(0, LINE_LENGTH_MAX)) * text.length) / LINE_LENGTH_MAX);
  }
  const words = wordCount(text);
  if (words * 14 > text.length) return words;
  const letters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return letters === 0 ? words : words + Math.floor(letters / 2);
}

/** Text without what stands inside quote marks, for rules on what the page itself says. */
export function withoutQuotes(text: string): string {
  return text.replace(/“[^”]*”?|"[^"]*"?|„[^“”]*[“”]?|«[^»]*»?/g, " ");
}

/** For comparing: lower case, one kind of quote mark, blanks collapsed. */
export function fold(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .replace(/[“”„«»❝❞]/g, '"')
    .replace(/[‘’‚]/g, "'");
}

function clean(row: string): string {
  return row
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, "")
    .replace(/^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/g, "");
}

/** A text is hard-wrapped where no line is long and most paragraphs fill several lines of one width. */
function isWrapped(rows: readonly string[]): boolean {
  let width = 0;
  for (const row of rows) width = Math.max(width, row.length);
  if (width < 50 || width > 132) return false;
  let full = 0;
  let broken = 0;
  for (const [at, row] of rows.entries()) {
    if (row.length < width * 0.75) continue;
    if ((rows[at + 1] ?? "") === "") continue;
    full++;
    if (!endsSentence(row)) broken++;
  }
  return broken >= 4 && broken >= full * 0.6;
}

/** Joins a row to the one before it where that one is full and no empty row parts them. */
function unwrap(rows: readonly string[]): string[] {
  let width = 0;
  for (const row of rows) width = Math.max(width, row.length);
  const joined: string[] = [];
  let previous = "";
  for (const row of rows) {
    const last = joined.length - 1;
    const firstWord = row.split(" ", 1)[0] ?? "";
    const full = previous.length > width * 0.5 && previous.length + firstWord.length + 1 > width * 0.92;
    if (row !== "" && full && last >= 0) joined[last] = `${joined[last] ?? ""} ${row}`;
    else joined.push(row);
    previous = row;
  }
  return joined;
}
