import { ledByline } from "./byline.ts";
import { publicationIn } from "./dates.ts";
import { findHeadline, labelAlone } from "./headline.ts";
import { endsSentence, fold, type Line } from "./lines.ts";
import { isAmountLine } from "./meter.ts";
import type { PageLabel } from "./page.ts";
import { splitCredit } from "./picture.ts";
import { isDateLine, type PageContext, type Reading } from "./reading.ts";

/** The headline and its label as found, with the lines that print it. */
export interface Title {
  headline: string;
  label: PageLabel | null;
  at: number[];
}

/** So far down a page its headline is looked for: the longest menus have some hundreds of lines. */
const HEAD_LINES_MAX = 1500;

/** Finds the headline above the rough start of the story, and its label beside it or on the line above. */
export function headlineOf(reading: Reading, start: number, context: PageContext): Title {
  const { lines, furniture } = reading;
  const candidates = lines.slice(0, Math.min(start, HEAD_LINES_MAX)).map((line, at) => {
    return {
      line,
      spoken:
        (furniture[at] !== null && !line.hints.has("title")) ||
        isAmountLine(line) ||
        splitCredit(line.text) !== null ||
        line.hints.has("caption") ||
        line.hints.has("byline") ||
        (ledByline(line) !== null && line.words < 12 && !line.hints.has("title")) ||
        isDateLine(line) ||
        labelAlone(line) !== null,
      beforeByline: standsAboveByline(reading, at),
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

/** Whether a byline or a date stands right below a line, or below the one line that a standfirst may take. */
function standsAboveByline(reading: Reading, at: number): boolean {
  const { lines, furniture } = reading;
  const below: Line[] = [];
  for (let next = at + 1; next < lines.length && next <= at + 5 && below.length < 2; next++) {
    const line = lines[next];
    if (line !== undefined && furniture[next] === null && !isAmountLine(line)) below.push(line);
  }
  const [first, second] = below;
  if (first === undefined) return false;
  if (isBylineOrDate(first)) return true;
  return second !== undefined && (lines[at]?.words ?? 0) >= 4 && first.words >= 4 && isBylineOrDate(second);
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
  return above >= 2;
}

/**
 * The site's name: what the page's metadata says, else whom its copyright line names, else the masthead: a short
 * line at the very top that is no menu.
 */
export function siteNameOf(reading: Reading, title: Title, known: string | null): string | null {
  if (known !== null) return known;
  const { lines, furniture } = reading;
  const first = Math.min(title.at[0] ?? 0, 8);
  const tops = lines.slice(0, first).filter((line, at) => furniture[at] === null && line.words > 0 && line.words <= 6);
  const named = ownersOf(lines).find((owner) => tops.some(({ text }) => fold(owner).includes(fold(text))));
  const top = tops.find(({ text }) => named === undefined || fold(named).includes(fold(text)));
  if (top === undefined || endsSentence(top.text) || isAmountLine(top) || publicationIn(top.text) !== null) return null;
  return top.text;
}

/** Who the copyright lines name: the site, which is no headline. */
function ownersOf(lines: readonly Line[]): string[] {
  return lines
    .filter(({ text }) => text.length < 120 && /^(?:©|\(c\)|copyright\b)/i.test(text))
    .map(({ text }) =>
      text.replace(/^(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[–-]\s*\d{4})?)?\s*/i, "").replace(/[.,].*$/, ""),
    );
}
