import { bareByline, isBylineLead, ledByline } from "./byline.ts";
import { datelineAlone } from "./dateline.ts";
import { publicationIn, withoutDates } from "./dates.ts";
import { cellsOf, endsSentence, fold, type Line } from "./lines.ts";
import { splitCredit } from "./picture.ts";
import { isDateLine, isProse, lineAt, type PageContext, type Reading, range } from "./reading.ts";

export interface Head {
  byline: string | null;
  published: string | null;
  /** The first line that can be the story's: after the byline, the date and the headline. */
  after: number;
}

/** Byline and date between the headline and the story; those printed right above the headline serve where none follows. */
export function headOf(reading: Reading, start: number, title: readonly number[], context: PageContext): Head {
  const last = title.at(-1) ?? -1;
  const first = title[0] ?? 0;
  // A standfirst may stand between the headline and the byline, so that the rough start comes too early.
  const window = range(last + 1, headEnd(reading, start));
  const above = range(Math.max(0, first - 3), first);
  const between = range(first + 1, last);
  const byline =
    bylineAmong(reading, [...window, ...between], context, false) ??
    bylineAmong(reading, above.reverse(), context, true);
  const published = publishedAmong(reading, [...window, ...between], false) ?? publishedAmong(reading, above, true);
  const below = [byline?.at ?? 0, published?.at ?? 0].filter((at) => at > last).map((at) => at + 1);
  return {
    byline: byline?.text ?? null,
    published: published?.text ?? null,
    after: Math.max(last + 1, ...below),
  };
}

/** Where the head ends at the latest: a byline with its lead-in or a date just below the rough start is still the head's. */
function headEnd(reading: Reading, start: number): number {
  const { lines, furniture } = reading;
  let end = start;
  for (let at = start + 1; at <= Math.min(start + 4, lines.length - 1); at++) {
    const line = lines[at];
    // A second paragraph means that the story has begun.
    if (line === undefined || isProse(reading, at, 12)) break;
    if (line.words > 24) continue;
    const led = furniture[at] === null && ledByline(line) !== null && !endsSentence(line.text);
    if (led || isDateLine(line) || line.hints.has("byline") || line.hints.has("time")) end = at + 1;
  }
  return end;
}

function bylineAmong(
  reading: Reading,
  window: readonly number[],
  context: PageContext,
  above: boolean,
): { text: string; at: number } | null {
  const { lines, furniture, taken } = reading;
  const free = window.filter(
    (at) => !taken.has(at) && (furniture[at] === null || ledByline(lineAt(lines, at)) !== null),
  );
  for (const at of free) {
    const line = lineAt(lines, at);
    const led = ledByline(line) ?? ledInCells(line);
    if (led !== null && line.words <= 40) return take(reading, at, led);
    const next = lines[at + 1];
    if (isBylineLead(line.text) && next !== undefined && next.words <= 12) return take(reading, at + 1, next.text);
  }
  for (const at of free) {
    const line = lineAt(lines, at);
    if (line.hints.has("byline") && line.words <= 20 && line.words > 0) {
      const names = bareByline(line) ?? plainByline(line);
      if (names !== null) return take(reading, at, names);
    }
  }
  if (above) return null;
  for (const at of free) {
    const line = lineAt(lines, at);
    if (line.words > 20 || line.hints.has("heading") || line.hints.has("caption") || endsSentence(line.text)) continue;
    const names = bareByline(line);
    if (names !== null && fold(names) !== fold(context.siteName ?? "")) return take(reading, at, names);
  }
  return null;
}

/** A byline with its lead-in in a later cell: "3 May 2031 | By Ilse Corvane". */
function ledInCells(line: Line): string | null {
  const cells = cellsOf(line.raw);
  if (cells.length < 2) return null;
  for (const cell of cells) {
    const led = ledByline({ text: cell });
    if (led !== null) return led;
  }
  return null;
}

/** The words of a line that the markup calls the byline, its dates taken away. */
function plainByline(line: Line): string | null {
  const text = cellsOf(line.raw)
    .map((cell) => withoutDates(cell))
    .find((cell) => /\p{L}{2}/u.test(cell));
  return text === undefined || text.length > 120 ? null : text;
}

function take(reading: Reading, at: number, text: string): { text: string; at: number } {
  reading.taken.add(at);
  return { text, at };
}

function publishedAmong(
  reading: Reading,
  window: readonly number[],
  above: boolean,
): { text: string; at: number } | null {
  let update: { text: string; at: number } | null = null;
  for (const at of window) {
    const line = lineAt(reading.lines, at);
    if (line.words > 24 || line.hints.has("caption") || splitCredit(line.text) !== null) continue;
    const rest = withoutDates(line.text);
    const found = publicationIn(line.text);
    if (found === null) continue;
    const headed = line.hints.has("time") || found.certain || found.update;
    if (!headed && (rest.split(" ").length > 12 || (endsSentence(line.text) && rest.length > 12))) continue;
    if (datelineAlone(line.text) !== null && !headed) continue;
    // Above the headline a bare date is the masthead's unless it stands right there.
    if (above && !headed && at !== window.at(-1)) continue;
    if (found.update) {
      update ??= { text: found.text, at };
      continue;
    }
    reading.taken.add(at);
    return { text: found.text, at };
  }
  if (update !== null) reading.taken.add(update.at);
  return update;
}

/** A byline below the story: only with its lead-in, or after a dash. */
export function bylineBelow(reading: Reading, end: number): string | null {
  for (let at = end; at < Math.min(reading.lines.length, end + 4); at++) {
    const line = reading.lines[at];
    if (line === undefined || line.words > 16 || reading.taken.has(at)) continue;
    const led = ledByline(line) ?? (/^[–—]\s/.test(line.text) ? bareByline(line) : null);
    if (led !== null) return led;
  }
  return null;
}
