import { ledByline } from "./byline.ts";
import type { Furniture } from "./furniture.ts";
import { endsSentence, fold, type Line, withoutQuotes } from "./lines.ts";
import { isAmountLine } from "./meter.ts";
import { isProse, type Reading } from "./reading.ts";
import { relatedIn, takeRelated } from "./related.ts";
import { supportScore } from "./support.ts";

export interface Story {
  /** The lines of the body, in order. */
  body: number[];
  /** The first line after the story. */
  end: number;
}

/** What is known of the page when its story is looked for. */
interface Known {
  byline: string | null;
  siteName: string | null;
}

/** After these nothing of the story follows. */
const LAST: ReadonlySet<Furniture> = new Set(["comments", "legal"]);
/** Boxes that part the story from what is no story. */
const PARTING: ReadonlySet<Furniture> = new Set(["contact", "donate", "list", "newsletter", "related", "tags"]);
/** Notes that are body-like sentences: only below the last full paragraph are they notes. */
const BELOW_ONLY: ReadonlySet<Furniture> = new Set(["note"]);
/** A full paragraph has this many words, or where the page's paragraphs are shorter, nearly as many as they. */
const FULL_WORDS = 20;
const FULL_WORDS_MIN = 10;

/**
 * The paragraphs of the story from `start` on: prose, without crossheads, pull quotes, boxes, lists of other reports,
 * corrections, notes about the author, and the appeal. Short sentences below the last full paragraph are the story's
 * where nothing parts them from it.
 */
export function findStory(reading: Reading, start: number, known: Known): Story {
  const { lines, furniture } = reading;
  const stop = stopOf(reading, start);
  const lastFull = lastFullOf(reading, start, stop, known);
  const said = fold(
    lines
      .slice(start, stop)
      .filter(({ words }) => words >= FULL_WORDS)
      .map(({ text }) => text)
      .join("\n"),
  );
  const body: number[] = [];
  let end = start;
  let parted = false;
  for (let at = start; at < stop; at++) {
    const line = lines[at];
    if (line === undefined || reading.taken.has(at)) continue;
    const kind = furniture[at] ?? null;
    const below = at > lastFull;
    if (kind === "related") {
      const list = takeRelated(reading, at, new Set());
      if (at + 1 <= lastFull && list.end > at + 1) {
        at = Math.min(list.end, lastFull) - 1;
        continue;
      }
      if (below) parted = true;
      at = Math.max(at, list.end - 1);
      continue;
    }
    if (kind === "list" || kind === "about" || kind === "tags") {
      if (below) parted = true;
      at = skipBox(reading, at, stop) - 1;
      continue;
    }
    if (kind !== null && !(BELOW_ONLY.has(kind) && !below && line.words >= 12)) {
      if (below && kind !== "advert") parted = true;
      continue;
    }
    if (relatedIn(line) !== null || isAmountLine(line) || isOffer(reading, at)) continue;
    if (isPullQuote(line, said)) {
      if (isAttribution(lines[at + 1])) at++;
      continue;
    }
    if (parted || !isParagraph(reading, at, below)) continue;
    if (below && (supportScore(line) >= 3 || isNote(line, known))) {
      parted = true;
      continue;
    }
    if (!below && line.words <= 60 && supportScore(line) >= 5) continue;
    body.push(at);
    end = at + 1;
  }
  return { body, end };
}

/** Where the comments or the footer begin. */
function stopOf(reading: Reading, start: number): number {
  for (let at = start + 1; at < reading.lines.length; at++) {
    const kind = reading.furniture[at];
    if (kind === undefined || kind === null || !LAST.has(kind)) continue;
    // A count of comments above the story's end is a button; below a heading of comments there are only readers.
    let full = 0;
    for (let next = at + 1; next < reading.lines.length && full < 2; next++) {
      if (isFull(reading, next) && (reading.lines[next]?.words ?? 0) >= 25) full++;
    }
    if (full < 2) return at;
  }
  return reading.lines.length;
}

/** What counts as a full paragraph on this page, by the middle one of its lines of prose. */
function fullWords(reading: Reading, start: number, stop: number): number {
  const counts: number[] = [];
  for (let at = start; at < stop; at++) if (isProse(reading, at)) counts.push(reading.lines[at]?.words ?? 0);
  counts.sort((a, b) => a - b);
  const middle = counts[counts.length >> 1] ?? 0;
  return Math.max(FULL_WORDS_MIN, Math.min(FULL_WORDS, Math.round(middle * 0.6)));
}

const OFFER =
  /!|\b[\w-]+\.(?:com|org|net|example|[a-z]{2})\b(?!\s\p{Ll})|%|\b(?:buy|order|book (?:now|today|your)|apply|save|offer|sale|price|free|only|from [£$€]|try|visit|discount|win)\b/iu;

/** What an advertiser says right below the word "Advertisement". */
function isOffer(reading: Reading, at: number): boolean {
  const line = reading.lines[at];
  if (line === undefined || line.words > 24 || reading.furniture[at - 1] !== "advert") return false;
  return OFFER.test(withoutQuotes(line.text));
}

function isFull(reading: Reading, at: number, words = FULL_WORDS): boolean {
  const line = reading.lines[at];
  if (line === undefined || line.readable === false) return false;
  return isProse(reading, at, words) && endsSentence(line.text) && !reading.taken.has(at);
}

/**
 * The last paragraph that is surely the story's: full, and no appeal, offer or note. A shorter one is sure too, unless
 * a list or a box stands between it and the last sure one and it stands there alone.
 */
function lastFullOf(reading: Reading, start: number, stop: number, known: Known): number {
  const words = fullWords(reading, start, stop);
  let last = start;
  let boxed = false;
  let alone: number | null = null;
  for (let at = start; at < stop; at++) {
    const line = reading.lines[at];
    const kind = reading.furniture[at] ?? null;
    if (kind === "about") break;
    if (kind !== null && PARTING.has(kind)) {
      boxed = true;
      alone = null;
    }
    if (line === undefined || !isFull(reading, at, words) || relatedIn(line) !== null || isOffer(reading, at)) continue;
    if (supportScore(line) >= (line.words < FULL_WORDS ? 3 : 4) || isNote(line, known)) continue;
    if (boxed && line.words < FULL_WORDS && alone === null) {
      alone = at;
      continue;
    }
    last = at;
    boxed = false;
  }
  return last;
}

/** The end of a box: its lines without a sentence's end, and the short sentences among them. */
function skipBox(reading: Reading, at: number, stop: number): number {
  let index = at + 1;
  for (; index < stop; index++) {
    const line = reading.lines[index];
    if (line === undefined || isFull(reading, index)) break;
    if (endsSentence(line.text) && !/^\d|[?”"’']$/.test(line.text) && line.words > 8) break;
  }
  return index;
}

/** A paragraph: a sentence's end, however short; without one only a long line between others. */
function isParagraph(reading: Reading, at: number, below: boolean): boolean {
  const line = reading.lines[at];
  if (line === undefined || line.hints.has("furniture") || line.hints.has("advert") || line.hints.has("caption"))
    return false;
  if (line.hints.has("heading") || line.hints.has("title")) return false;
  if (line.readable === false && !line.hints.has("paragraph")) return false;
  if (line.words === 0 || (ledByline(line) !== null && line.words < 12 && below)) return false;
  if (/[:]$/.test(line.text)) return !below && line.words >= 5;
  if (!endsSentence(line.text)) return line.words >= 25 && !below;
  if (isShortQuestion(line)) return line.hints.has("paragraph");
  return !isShouted(line.text);
}

/** Whether a line is set in capitals; scripts that have none cannot be. */
function isShouted(text: string): boolean {
  if (/\p{Ll}/u.test(text)) return false;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals > (text.match(/\p{L}/gu)?.length ?? 0) / 2;
}

/** A question of a few words between paragraphs is a crosshead. */
function isShortQuestion(line: Line): boolean {
  return line.words >= 2 && line.words <= 7 && /^[^"“„«‘']+\?$/.test(line.text);
}

const ORNAMENT = /^[❝❞“”„"«»>‘'\s]+|[❝❞“”"«»<’'\s]+$/gu;

/** A pull quote: set in ornaments, or a short quotation that the story says in full elsewhere. */
function isPullQuote(line: Line, said: string): boolean {
  if (line.words > 40 || line.words < 2) return false;
  if (line.hints.has("quote")) return said.includes(fold(quoted(line.text))) || line.words <= 30;
  if (/[❝❞]|^>>|<<$/.test(line.text)) return true;
  const text = quoted(line.text);
  const marked = /^[“"„«‘']/.test(line.text) || line.words >= 4;
  return marked && text.length > 8 && line.words < FULL_WORDS && said.includes(fold(text));
}

function quoted(text: string): string {
  return text
    .replace(/(?<=[”"’'»❞.])\s*[–—-]+\s*[^.”"]{2,60}$/u, "")
    .replace(ORNAMENT, "")
    .replace(/[.,]$/, "");
}

/** The name below a pull quote. */
function isAttribution(line: Line | undefined): boolean {
  return line !== undefined && line.words <= 10 && !endsSentence(line.text);
}

function isNote(line: Line, known: Known): boolean {
  return isAuthorNote(line, known.byline) || isSiteNote(line, known.siteName);
}

const SITE_NOTE =
  /^(?: (?:is (?:an?|the|owned|published|run|funded|free|made|paid|part|independent|reader)|belongs|lives on|accepts|takes)\b|['’]s? [\p{L} ]{2,30}:)/u;

/** "The Dyke is a co-operative of eleven journalists." below the story tells of the site. */
function isSiteNote(line: Line, siteName: string | null): boolean {
  if (siteName === null || line.words > 40) return false;
  const about = line.text.replace(/^The /, "");
  const name = siteName.replace(/^The /, "");
  if (!about.toLowerCase().startsWith(name.toLowerCase())) return false;
  return SITE_NOTE.test(about.slice(name.length));
}

/** A closing paragraph that starts with the byline's name tells of the author. */
function isAuthorNote(line: Line, byline: string | null): boolean {
  if (line.words > 60) return false;
  if (/^(?:the (?:author|writer)|our (?:reporter|correspondent|columnist|author))\b/i.test(line.text)) return true;
  const about =
    /^[\p{Lu}][\p{L}’'.-]+(?: (?:[\p{L}’'.-]+)){1,4},? (?:is (?:an?|the|our|[\p{L} ]{2,30}(?:reporter|correspondent|editor|writer))\b|writes|covers|reports (?:on|from|for)|teaches|edits|has (?:written|covered|reported))/u;
  const names = (byline ?? "")
    .split(/,| and | & |\band\b/)
    .map((name) => name.trim())
    .filter((name) => name.includes(" "));
  if (names.some((name) => line.text.startsWith(name))) return true;
  return (
    about.test(withoutQuotes(line.text)) &&
    /\b(?:writes|column|columnist|correspondent|reporter|editor|journalist|author|covers|book|lives in|is based)\b/i.test(
      line.text,
    )
  );
}
