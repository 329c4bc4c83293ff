import { datelineAlone, splitDateline } from "./dateline.ts";
import { furnitureOf } from "./furniture.ts";
import { bylineBelow, headOf } from "./head.ts";
import { mayBeCaption, type Picture, pictureOf } from "./lead-picture.ts";
import { bare, fold, type Line, SHORT_LENGTH_MAX } from "./lines.ts";
import { findMeter, isAmountLine } from "./meter.ts";
import type { Page } from "./page.ts";
import { readsLikeCaption, splitCredit, trimCaption } from "./picture.ts";
import { isProse, lineAt, type PageContext, type Reading, textAt } from "./reading.ts";
import { relatedIn, takeRelated } from "./related.ts";
import { findStory } from "./story.ts";
import { supportScore } from "./support.ts";
import { headlineOf, siteNameOf } from "./title.ts";

export type PageParts = Omit<Page, "language" | "image" | "canonicalUrl">;

/** Makes a page's parts out of its printed lines: headline, picture, byline and date above the story, the story, what follows. */
export function assemble(lines: readonly Line[], context: PageContext): PageParts {
  const reading: Reading = { lines, furniture: lines.map(furnitureOf), taken: new Set() };
  const start = roughStart(reading);
  const title = headlineOf(reading, start, context);
  const siteName = siteNameOf(reading, title, context.siteName);
  const picture = pictureOf(reading, start, title.at);
  const head = headOf(reading, start, title.at, context);
  const from = bodyStart(reading, head.after, picture, title.at);
  const dated = datelineOf(reading, from.at);
  const story = findStory(reading, dated.from, { byline: head.byline, siteName });
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
    siteName,
    body,
  };
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
    // What stands above a paragraph with a dateline is not the story yet.
    const above = datelinedBelow(reading, at);
    if (above && line.words > 40) continue;
    if (above && picture.credit === null && caption === null && mayBeCaption(reading, at, title)) {
      caption = trimCaption(line.text);
      taken.add(at);
      continue;
    }
    if (above) continue;
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

/** Whether one of the next lines opens with a dateline in capitals. */
function datelinedBelow(reading: Reading, at: number): boolean {
  for (let next = at + 1; next <= at + 3; next++) {
    const { dateline } = splitDateline(textAt(reading.lines, next));
    if (dateline !== null && /\p{Lu}{3}/u.test(dateline) && isProse(reading, next)) return true;
  }
  return false;
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
