import { ledByline } from "./byline.ts";
import { datesIn, publicationIn, withoutDates } from "./dates.ts";
import { findHeadline, labelAlone } from "./headline.ts";
import type { Line } from "./lines.ts";
import { isAmountLine } from "./meter.ts";
import type { PageLabel } from "./page.ts";
import { splitCredit } from "./picture.ts";
import type { PageContext, Reading } from "./reading.ts";

export interface Title {
  headline: string;
  label: PageLabel | null;
  at: number[];
}

export function headlineOf(reading: Reading, start: number, context: PageContext): Title {
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
