import { publicationIn, wordsBesideDates } from "./dates.ts";
import type { Furniture } from "./furniture.ts";
import { endsSentence, type Line } from "./lines.ts";

/** What is known of a page beside its lines. */
export interface PageContext {
  /** Headlines that the page's metadata names, the likeliest first. */
  headlines: readonly string[];
  siteName: string | null;
  language: string | null;
}

/** One reading of a page: its lines, and what each has been found to be. */
export interface Reading {
  readonly lines: readonly Line[];
  readonly furniture: readonly (Furniture | null)[];
  /** Lines that a part has claimed, so that no other may. */
  readonly taken: Set<number>;
}

/** Whether a line is prose: it ends as a sentence does, or it is long; and no rule has another use for it. */
export function isProse({ lines, furniture }: Reading, at: number, words_min = 6): boolean {
  const line = lines[at];
  if (line === undefined || furniture[at] !== null) return false;
  if (line.hints.has("furniture") || line.hints.has("advert") || line.hints.has("caption") || line.hints.has("title"))
    return false;
  if (line.words < words_min || isDateLine(line)) return false;
  return endsSentence(line.text) || line.words >= 25 || /[:;,]$/.test(line.text);
}

/** Whether a line holds a date of publication or of a change and next to nothing else. */
export function isDateLine(line: Line): boolean {
  if (line.words > 24 || publicationIn(line.text) === null) return false;
  return wordsBesideDates(line.text) < 3;
}

/** The line at an index that is known to be within the page. */
export function lineAt(lines: readonly Line[], at: number): Line {
  const line = lines[at];
  if (line === undefined) throw new Error(`no line ${at}`);
  return line;
}

/** A line's text; empty outside the page. */
export function textAt(lines: readonly Line[], at: number): string {
  return lines[at]?.text ?? "";
}

/** The whole numbers from `from` up to, not with, `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
