import { bareByline, isBylineLead, ledByline } from "./byline.ts";
import { datelineAlone, splitDateline } from "./dateline.ts";
import { datesIn, publicationIn, withoutDates } from "./dates.ts";
import { type Furniture, furnitureOf } from "./furniture.ts";
import { findHeadline, labelAlone } from "./headline.ts";
import { bare, cellsOf, endsSentence, fold, type Line, SHORT_LENGTH_MAX } from "./lines.ts";
import { findMeter, isAmountLine } from "./meter.ts";
import type { Page, PageLabel } from "./page.ts";
import { readsLikeCaption, splitCredit, trimCaption, trimCredit } from "./picture.ts";
import { relatedIn, takeRelated } from "./related.ts";
import { findStory } from "./story.ts";
import { supportScore } from "./support.ts";

/** What is known of a page beside its lines. */
export interface PageContext {
  /** Headlines that the page's metadata names, the likeliest first. */
  headlines: readonly string[];
  siteName: string | null;
  language: string | null;
}

export type PageParts = Omit<Page, "language" | "image" | "siteName" | "canonicalUrl">;

/** One reading of a page: its lines, and what each has been found to be. */
export interface Reading {
  readonly lines: readonly Line[];
  readonly furniture: readonly (Furniture | null)[];
  /** Lines that a part has claimed, so that no other may. */
  readonly taken: Set<number>;
}

/** Makes a page's parts out of its printed lines: headline, picture, byline and date above the story, the story, what follows. */
export function assemble(lines: readonly Line[], context: PageContext): PageParts {
  const reading: Reading = { lines, furniture: lines.map(furnitureOf), taken: new Set() };
  const start = roughStart(reading);
  const title = headlineOf(reading, start, context);
  const picture = pictureOf(reading, start, title.at);
  const head = headOf(reading, start, title.at, context);
  const from = bodyStart(reading, head.after, picture, title.at);
  const dated = datelineOf(reading, from.at);
  const story = findStory(reading, dated.from, { byline: head.byline });
  const related = relatedOf(reading, story.body);
  const body = story.body.map((at) => textAt(lines, at));
  if (dated.rest !== null && story.body[0] === dated.from) body[0] = dated.rest;
  const inStory = new Set(story.body);
  const meter = findMeter(lines, (at) => inStory.has(at) || at === title.at[0], context.language);
  return {
    headline: title.headline,
    label: title.label,
    byline: head.byline ?? bylineBelow(reading, story.end),
    dateline: dated.dateline,
    published: head.published,
    caption: from.caption,
    credit: picture.credit,
    meter: meter?.meter ?? null,
    related,
    supportCall: supportOf(reading, story.end, related),
    body,
  };
}

function textAt(lines: readonly Line[], at: number): string {
  return lines[at]?.text ?? "";
}

/** Whether a line is prose: it ends as a sentence does, or it is long; and no rule has another use for it. */
export function isProse({ lines, furniture }: Reading, at: number, words_min = 6): boolean {
  const line = lines[at];
  if (line === undefined || furniture[at] !== null) return false;
  if (line.hints.has("furniture") || line.hints.has("caption") || line.hints.has("title")) return false;
  if (line.words < words_min) return false;
  return endsSentence(line.text) || line.words >= 25 || /[:;,]$/.test(line.text);
}

/** Where the story's first paragraph can stand at the earliest: the first full sentences with others near below. */
function roughStart(reading: Reading): number {
  const { lines } = reading;
  const full = (at: number) =>
    isProse(reading, at, 12) && splitCredit(textAt(lines, at)) === null && lines[at]?.readable !== false;
  for (const at of lines.keys()) {
    if (!full(at)) continue;
    const beside = [at - 1, at + 1].some((near) => splitCredit(textAt(lines, near))?.caption === null);
    if (beside && !endsBlock(lines, at) && splitDateline(textAt(lines, at)).dateline === null) continue;
    for (let next = at + 1; next <= at + 10; next++) if (full(next)) return at;
  }
  for (const at of lines.keys()) if (full(at)) return at;
  const any = lines.findIndex((_, at) => isProse(reading, at));
  return any < 0 ? lines.length : any;
}

/** Whether a blank stands after a line's only neighbour of credit, so that the line itself is the story's. */
function endsBlock(lines: readonly Line[], at: number): boolean {
  return lines[at]?.gap === true && splitCredit(textAt(lines, at - 1)) !== null;
}

interface Title {
  headline: string;
  label: PageLabel | null;
  at: number[];
}

function headlineOf(reading: Reading, start: number, context: PageContext): Title {
  const { lines, furniture } = reading;
  const stated = null;
  const candidates = lines.slice(0, start).map((line, at) => {
    const below = nextSpoken(reading, at + 1, start);
    return {
      line,
      spoken:
        (furniture[at] !== null && !line.hints.has("title")) ||
        isAmountLine(line, stated) ||
        splitCredit(line.text) !== null ||
        line.hints.has("caption") ||
        line.hints.has("byline") ||
        (ledByline(line) !== null && line.words < 12 && !line.hints.has("title")) ||
        (datesIn(line.text).length > 0 && withoutDates(line.text).split(" ").length < 3),
      beforeByline: below !== null && isBylineOrDate(below),
      underKicker: at > 0 && isKicker(lines[at - 1]),
    };
  });
  const story = lines
    .slice(start, start + 12)
    .map(({ text }) => text.slice(0, 2000))
    .join(" ");
  const sites = [...(context.siteName === null ? [] : [context.siteName]), ...ownersOf(lines)];
  const found = findHeadline(candidates, story, context.headlines, sites);
  if (found === null) return { headline: context.headlines[0] ?? "", label: null, at: [] };
  let label = found.label;
  for (const at of found.at) {
    reading.taken.add(at);
    const above = lines[at - 1];
    const below = lines[at + 1];
    if (label === null && above !== undefined && !isMenuColumn(lines, at - 1)) label = labelAlone(above);
    if (label === null && below !== undefined && below.words <= 2) label = labelAlone(below);
  }
  return { headline: found.headline, label, at: found.at };
}

function nextSpoken({ lines, furniture }: Reading, from: number, end: number): Line | null {
  for (let at = from; at < Math.min(end, from + 4); at++) {
    const line = lines[at];
    if (line !== undefined && furniture[at] === null) return line;
  }
  return null;
}

function isBylineOrDate(line: Line): boolean {
  if (line.hints.has("byline") || line.hints.has("time")) return true;
  if (line.words > 20) return false;
  return ledByline(line) !== null || publicationIn(line.text) !== null;
}

function isKicker(line: Line | undefined): boolean {
  if (line === undefined || line.words > 4 || line.words === 0) return false;
  return labelAlone(line) !== null || (line.text === line.text.toUpperCase() && /\p{Lu}/u.test(line.text));
}

/** Whether a line is the last of a column of single words: a menu, in which "Opinion" is a section and no label. */
function isMenuColumn(lines: readonly Line[], at: number): boolean {
  const shouts = (text: string) => text === text.toUpperCase();
  const own = lines[at];
  let above = 0;
  for (let index = at - 1; index >= 0 && own !== undefined; index--) {
    const line = lines[index];
    if (line === undefined || line.words > 2 || line.words === 0 || lines[index + 1]?.gap === true) break;
    if (shouts(line.text) !== shouts(own.text)) break;
    above++;
  }
  return above >= 3;
}

/** Who the copyright lines name: the site, which is no headline. */
function ownersOf(lines: readonly Line[]): string[] {
  return lines
    .filter(({ text }) => text.length < 120 && /^(?:©|\(c\)|copyright\b)/i.test(text))
    .map(({ text }) =>
      text.replace(/^(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[–-]\s*\d{4})?)?\s*/i, "").replace(/[.,].*$/, ""),
    );
}

interface Picture {
  caption: string | null;
  credit: string | null;
}

/** The first picture with a credit or, in HTML, with a caption of its own; what it takes is taken from the story. */
function pictureOf(reading: Reading, start: number, title: readonly number[]): Picture {
  const { lines, taken } = reading;
  let first: Picture | null = null;
  for (const [at, line] of lines.entries()) {
    if (taken.has(at) || line.text.length > SHORT_LENGTH_MAX) continue;
    const hinted = line.hints.has("caption") || line.hints.has("credit");
    const found = line.hints.has("credit") ? { caption: null, credit: trimCredit(line.text) } : splitCredit(line.text);
    if (found === null && !hinted) continue;
    if (found !== null && !hinted && !mayBeCredit(reading, at, found.caption, start, title)) continue;
    taken.add(at);
    if (found === null) {
      first ??= { caption: trimCaption(line.text), credit: null };
      if (first.caption === null && at < start + 3) first.caption = trimCaption(line.text);
      continue;
    }
    if (first?.caption && first.credit === null && found.caption === null) first.credit = found.credit;
    if (first !== null) continue;
    let caption = found.caption;
    if (caption === null) {
      const beside = captionBeside(reading, at, start, title);
      if (beside !== null) {
        taken.add(beside);
        caption = trimCaption(textAt(lines, beside));
      }
    }
    first = { caption, credit: found.credit };
  }
  return first ?? { caption: null, credit: null };
}

/** A credit without markup counts where it ends a caption or has a line of its own, not in a paragraph or a footer. */
function mayBeCredit(
  reading: Reading,
  at: number,
  caption: string | null,
  start: number,
  title: readonly number[],
): boolean {
  const line = reading.lines[at];
  if (line === undefined || line.words > 70) return false;
  if (title.length > 0 && at < (title[0] ?? 0) - 1) return false;
  if (/^(?:©|\(c\)|copyright\b)/i.test(line.text) && (at > start + 4 || /\b(?:19|20|21)\d\d\b|rights/i.test(line.text)))
    return false;
  if (caption === null && /^(?:source|map|drawing)/i.test(line.text) && at > start) return false;
  if (ledByline(line) !== null && /^text/i.test(line.text)) return false;
  return true;
}

/** The caption of a credit that has a line of its own: the line before it, else the one after it. */
function captionBeside(reading: Reading, at: number, start: number, title: readonly number[]): number | null {
  const { lines, taken } = reading;
  const before = lines[at - 1];
  const own = lines[at];
  if (
    before !== undefined &&
    own !== undefined &&
    mayBeCaption(reading, at - 1, title) &&
    !(own.gap && at - 1 >= start)
  ) {
    if (endsSentence(before.text) || readsLikeCaption(before.text)) return at - 1;
  }
  const after = lines[at + 1];
  if (after === undefined || taken.has(at + 1) || !mayBeCaption(reading, at + 1, title)) return null;
  if (splitDateline(after.text).dateline !== null || after.words > 40) return null;
  const next = lines[at + 2];
  if (after.gap && (after.words > 25 || next?.gap === false)) return null;
  return after.words <= 24 || next?.gap === true ? at + 1 : null;
}

function mayBeCaption(reading: Reading, at: number, title: readonly number[]): boolean {
  const line = reading.lines[at];
  if (line === undefined || title.includes(at) || reading.taken.has(at) || reading.furniture[at] !== null) return false;
  if (line.words < 3 || line.words > 60 || isAmountLine(line)) return false;
  if (ledByline(line) !== null || line.hints.has("byline") || line.hints.has("time")) return false;
  if (bareByline(line) !== null && !endsSentence(line.text)) return false;
  const date = publicationIn(line.text);
  return date === null || withoutDates(line.text).split(" ").length > 3;
}

interface Head {
  byline: string | null;
  published: string | null;
  /** The first line that can be the story's: after the byline, the date and the headline. */
  after: number;
}

/** Byline and date between the headline and the story; those printed right above the headline serve where none follows. */
function headOf(reading: Reading, start: number, title: readonly number[], context: PageContext): Head {
  const last = title.at(-1) ?? -1;
  const first = title[0] ?? 0;
  // A standfirst may stand between the headline and the byline, so that the rough start comes too early.
  const window = range(last + 1, start).concat(lateHead(reading, start));
  const above = range(Math.max(0, first - 3), first);
  const between = range(first + 1, last);
  const byline =
    bylineAmong(reading, [...window, ...between], context, false) ??
    bylineAmong(reading, above.reverse(), context, true);
  const published = publishedAmong(reading, [...window, ...between], false) ?? publishedAmong(reading, above, true);
  const after = Math.max(
    last + 1,
    ...[byline?.at, published?.at].map((at) => (at === undefined || at < start ? 0 : at + 1)),
  );
  return {
    byline: byline?.text ?? null,
    published: published?.text ?? null,
    after:
      after > start
        ? after
        : Math.max(last + 1, Math.min(start, afterHead(reading, last, start, byline?.at, published?.at))),
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function afterHead(_reading: Reading, last: number, start: number, ...found: readonly (number | undefined)[]): number {
  let after = last + 1;
  for (const at of found) if (at !== undefined && at >= after && at < start) after = at + 1;
  return after;
}

/** Lines just below the rough start that can only be the head's: a byline with its lead-in, or a bare date. */
function lateHead(reading: Reading, start: number): number[] {
  const { lines, furniture } = reading;
  const late: number[] = [];
  for (let at = start + 1; at <= Math.min(start + 4, lines.length - 1); at++) {
    const line = lines[at];
    if (line === undefined || line.words > 18) continue;
    if (line.hints.has("byline") || line.hints.has("time")) late.push(at);
    else if (furniture[at] === null && ledByline(line) !== null && !endsSentence(line.text)) late.push(at);
    else if (publicationIn(line.text) !== null && withoutDates(line.text).split(" ").length < 3) late.push(at);
  }
  return late;
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

function lineAt(lines: readonly Line[], at: number): Line {
  const line = lines[at];
  if (line === undefined) throw new Error(`no line ${at}`);
  return line;
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
function bylineBelow(reading: Reading, end: number): string | null {
  for (let at = end; at < Math.min(reading.lines.length, end + 4); at++) {
    const line = reading.lines[at];
    if (line === undefined || line.words > 16 || reading.taken.has(at)) continue;
    const led = ledByline(line) ?? (/^[–—]\s/.test(line.text) ? bareByline(line) : null);
    if (led !== null) return led;
  }
  return null;
}

/** The story's first line, and the caption without credit that may stand before it. */
function bodyStart(
  reading: Reading,
  after: number,
  picture: Picture,
  title: readonly number[],
): { at: number; caption: string | null } {
  const { lines, taken } = reading;
  let caption = picture.caption;
  for (let at = after; at < lines.length; at++) {
    const line = lineAt(lines, at);
    if (taken.has(at) || !isProse(reading, at, 1) || isAmountLine(line)) {
      if (!taken.has(at) && datelineAlone(line.text) !== null && isProse(reading, at + 1)) return { at, caption };
      continue;
    }
    if (splitDateline(line.text).dateline !== null) return { at, caption };
    const next = lines[at + 1];
    const alone = picture.credit === null && caption === null && mayBeCaption(reading, at, title);
    if (alone && next !== undefined && line.words <= 30 && readsLikeCaption(line.text) && isAbovePicture(lines, at)) {
      caption = trimCaption(line.text);
      taken.add(at);
      continue;
    }
    if (supportScore(line) >= 4) continue;
    return { at, caption };
  }
  return { at: lines.length, caption };
}

/** Whether the story goes on below a line as it would below a caption: in a block of its own, or after a blank. */
function isAbovePicture(lines: readonly Line[], at: number): boolean {
  const own = lineAt(lines, at);
  if (own.hints.has("paragraph")) return false;
  const next = lines[at + 1];
  return next !== undefined && (next.words > own.words || next.gap);
}

function datelineOf(reading: Reading, at: number): { dateline: string | null; rest: string | null; from: number } {
  const alone = datelineAlone(textAt(reading.lines, at));
  if (alone !== null && isProse(reading, at + 1)) return { dateline: alone, rest: null, from: at + 1 };
  const { dateline, rest } = splitDateline(textAt(reading.lines, at));
  return { dateline, rest, from: at };
}

/** The titles of related reports in page order: in "Read also" lines and under headings of that kind. */
function relatedOf(reading: Reading, body: readonly number[]): string[] {
  const inStory = new Set(body);
  const titles: string[] = [];
  for (let at = 0; at < reading.lines.length; at++) {
    if (inStory.has(at)) continue;
    const inline = relatedIn(lineAt(reading.lines, at));
    if (inline !== null) titles.push(inline);
    else if (reading.furniture[at] === "related") {
      const list = takeRelated(reading, at, inStory);
      titles.push(...list.titles);
      at = list.end - 1;
    }
  }
  return titles.filter((title, index) => titles.findIndex((other) => fold(other) === fold(title)) === index);
}

/** The line below the story that asks for support most plainly. */
function supportOf(reading: Reading, end: number, related: readonly string[]): string | null {
  const { lines, furniture, taken } = reading;
  let best: string | null = null;
  let bestScore = 1;
  for (let at = end; at < lines.length; at++) {
    const line = lineAt(lines, at);
    if (taken.has(at) || furniture[at] !== null || line.text.length > SHORT_LENGTH_MAX || isAmountLine(line)) continue;
    if (related.includes(bare(line.text))) continue;
    const score = supportScore(line);
    if (score > bestScore) {
      best = line.text;
      bestScore = score;
    }
  }
  return best;
}
