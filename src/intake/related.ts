import { datesIn, withoutDates } from "./dates.ts";
import { bare, endsSentence, type Line } from "./lines.ts";
import type { Reading } from "./reading.ts";
import { supportScore } from "./support.ts";

const READ_ALSO =
  /^[^\p{L}\p{N}]*(?:(?:read|see|watch|listen|view) (?:also|more|next|too|on|further)|also (?:read|see)|(?:more|read more) (?:on this|here)|related(?: (?:story|article|report|reading|content))?|(?:further|more) reading|background|in depth|explainer|from the archive|lesen sie (?:auch|mehr)|mehr dazu|lire aussi|à lire(?: aussi)?|lea (?:también|además)|leggi anche|lees ook|läs (?:också|även|mer)|les også|læs også|leia também|czytaj też|читайте также|اقرأ أيض[اًا]+|קראו גם)\s*[:：>»›→|–—-]+\s*(\S.*)$/iu;

/** The title in a "Read also: …" line, without its lead-in; null for any other line. */
export function relatedIn(line: Pick<Line, "text" | "words">): string | null {
  if (line.words > 34 || line.text.length > 300) return null;
  const title = READ_ALSO.exec(line.text)?.[1];
  if (title === undefined) return null;
  return bare(title) === "" ? null : bareTitle(title);
}

export interface RelatedList {
  titles: string[];
  /** The first line after the list. */
  end: number;
}

/** The titles below the heading at `at`: lines that are no sentences of the story, no furniture and no appeal. */
export function takeRelated(reading: Reading, at: number, inStory: ReadonlySet<number>): RelatedList {
  const { lines, furniture, taken } = reading;
  const linked = isLinked(lines[at + 1]) || isLinked(lines[at + 2]);
  const titles: string[] = [];
  let index = at + 1;
  for (; index < lines.length && titles.length < 30; index++) {
    const line = lines[index];
    if (line === undefined || inStory.has(index) || taken.has(index)) break;
    if (line.hints.has("heading") && !line.hints.has("link")) break;
    if (isCardDetail(line)) continue;
    if (furniture[index] !== null) break;
    const title = bareTitle(titleOf(line));
    if (linked && !isLinked(line)) {
      // A card may hold a sentence below its title, with the next card's link right after it.
      if (line.words < 3 || lines.slice(index + 1, index + 3).some(isLinked)) continue;
      break;
    }
    if (!linked && !isTitle(line, title, titles.length)) break;
    titles.push(title);
  }
  return { titles, end: index };
}

/** Whether a line is a link, or a link with a detail beside it: "The law of smells 2 min". */
function isLinked(line: Line | undefined): boolean {
  if (line === undefined) return false;
  return line.hints.has("link") || (line.linked.length > 8 && line.linked.length > line.text.length * 0.6);
}

function titleOf(line: Line): string {
  return !line.hints.has("link") && isLinked(line) && line.text.includes(line.linked) ? line.linked : line.text;
}

/** A title ends without a full stop; a question may be one, an appeal is none. */
function isTitle(line: Line, title: string, before: number): boolean {
  if (line.words > 26 || line.words < 2) return false;
  if (endsSentence(title) && !/[?…”’"'»]$/.test(title)) return false;
  // After the first titles a blank parts the list from what follows it.
  if (line.gap && before > 0 && supportScore(line) >= 2) return false;
  return supportScore(line) < 3;
}

/** A date, a section or a reading time beside a title. */
function isCardDetail(line: Line): boolean {
  if (line.words > 8) return false;
  if (datesIn(line.text).length > 0 && withoutDates(line.text).length < 4) return true;
  return /^\d+\s*(?:min|minutes?|comments?)\b/i.test(line.text);
}

function bareTitle(text: string): string {
  return text
    .replace(/^(?:[\s#>*•·▪■□●○◦‣▶►▸→›»+–—-]+|\(?\d{1,2}[.)]\s)\s*/u, "")
    .replace(/\s*[→›»▶►]+$/u, "")
    .trim();
}
