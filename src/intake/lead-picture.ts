import { bareByline, ledByline } from "./byline.ts";
import { splitDateline } from "./dateline.ts";
import { publicationIn, wordsBesideDates } from "./dates.ts";
import { endsSentence, SHORT_LENGTH_MAX } from "./lines.ts";
import { isAmountLine } from "./meter.ts";
import { readsLikeCaption, splitCredit, trimCaption, trimCredit } from "./picture.ts";
import { type Reading, textAt } from "./reading.ts";

export interface Picture {
  caption: string | null;
  credit: string | null;
}

/** The first picture with a credit or, in HTML, with a caption of its own; what it takes is taken from the story. */
export function pictureOf(reading: Reading, start: number, title: readonly number[]): Picture {
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
  if (ledByline(line) !== null) return false;
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

export function mayBeCaption(reading: Reading, at: number, title: readonly number[]): boolean {
  const line = reading.lines[at];
  if (line === undefined || title.includes(at) || reading.taken.has(at) || reading.furniture[at] !== null) return false;
  if (line.words < 3 || line.words > 60 || isAmountLine(line)) return false;
  if (ledByline(line) !== null || line.hints.has("byline") || line.hints.has("time")) return false;
  if (bareByline(line) !== null && !endsSentence(line.text)) return false;
  const date = publicationIn(line.text);
  return date === null || wordsBesideDates(line.text) > 3;
}
