import { bareByline } from "./byline.ts";
import { datesIn } from "./dates.ts";
import { bare, cellsOf, endsSentence, fold, type Line } from "./lines.ts";
import type { PageLabel } from "./page.ts";

const LABELS: Readonly<Record<string, PageLabel>> = {
  report: "report",
  analysis: "analysis",
  "news analysis": "analysis",
  opinion: "opinion",
  comment: "opinion",
  commentary: "opinion",
  column: "opinion",
  "op-ed": "opinion",
};
const WORD = "(news analysis|report|analysis|opinion|commentary|comment|column|op-ed)";
/** Beside a headline the label has a capital and a mark of its own; "fall: report" is the headline's own word. */
const BEHIND = new RegExp(String.raw`^(.{4,}?)\s*(?:\s[–—|·•/-]+\s*|\s*[|·•]\s*|\s\(|\s\[)\s*${WORD}\s*[)\]]?$`, "iu");
const BEFORE = new RegExp(
  String.raw`^(?:\[\s*${WORD}\s*\]\s*:?|\(\s*${WORD}\s*\)\s*:?|${WORD}\s*(?::|\s?[–—|·•/»›]|\s-+)|${WORD.toUpperCase()})\s+(.{4,})$`,
  "iu",
);
const ALONE = new RegExp(String.raw`^[^\p{L}\p{N}]*${WORD}[^\p{L}\p{N}]*$`, "iu");

export interface LabelledHeadline {
  headline: string;
  label: PageLabel | null;
}

/** Parts a headline from the label printed beside it: "– Report", "(Report)", "Analysis:", "[Opinion]", "Comment |". */
export function splitLabel(text: string): LabelledHeadline {
  const behind = BEHIND.exec(text);
  if (behind?.[1] && behind[2] && isCapital(behind[2])) {
    return { headline: behind[1].trim(), label: labelNamed(behind[2]) };
  }
  const before = BEFORE.exec(text);
  const word = before?.[1] ?? before?.[2] ?? before?.[3];
  const shouted = before?.[4];
  const rest = before?.[5]?.trim();
  if (rest !== undefined && word !== undefined && isCapital(word)) return { headline: rest, label: labelNamed(word) };
  if (rest !== undefined && shouted !== undefined && shouted === shouted.toUpperCase() && rest !== rest.toUpperCase()) {
    return { headline: rest, label: labelNamed(shouted) };
  }
  return { headline: text, label: null };
}

/** The label that a line of its own gives: "REPORT", "– Analysis –", "Opinion | Science"; null for any other kicker. */
export function labelAlone(line: Pick<Line, "raw" | "text">): PageLabel | null {
  if (line.text.length > 50) return null;
  const whole = ALONE.exec(line.text)?.[1];
  if (whole !== undefined) return labelNamed(whole);
  const cells = cellsOf(line.raw).flatMap((cell) => cell.split(/\s[/›»>–—-]\s|,\s/));
  if (cells.length < 2 || cells.length > 3 || cells.some((cell) => /^home$/i.test(cell) || cell.split(" ").length > 3))
    return null;
  for (const cell of cells) {
    const word = ALONE.exec(cell)?.[1];
    if (word !== undefined && isCapital(word)) return labelNamed(word);
  }
  return null;
}

function labelNamed(word: string): PageLabel | null {
  return LABELS[word.toLowerCase()] ?? null;
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** What is known of a line when the headline is looked for. */
export interface HeadlineCandidate {
  line: Line;
  /** Whether another rule has a use for it: furniture, an amount, a credit, a byline with its lead-in, a date. */
  spoken: boolean;
  /** Whether the line after it (furniture let out) is a byline or a date. */
  beforeByline: boolean;
  /** Whether the line above it is a label or a kicker. */
  underKicker: boolean;
}

export interface FoundHeadline extends LabelledHeadline {
  /** Every line of the head that prints it. */
  at: number[];
}

/**
 * The headline among the lines above the story. A line printed twice, one that the page's metadata names, one that
 * shares its words with the story, and one that stands above a byline are likely; names, slogans and menus are not.
 */
export function findHeadline(
  candidates: readonly HeadlineCandidate[],
  story: string,
  named: readonly string[],
  siteNames: readonly string[],
): FoundHeadline | null {
  const words = new Set(contentWords(story));
  const texts = candidates.map(({ line }) => fold(splitLabel(bareHeading(line.text)).headline));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const names = new Set(named.map((name) => fold(splitLabel(name).headline)));
  const sites = new Set(siteNames.map(fold));
  let best = -1;
  let bestScore = -Infinity;
  for (const [at, candidate] of candidates.entries()) {
    const text = texts[at] ?? "";
    if (candidate.spoken || text === "") continue;
    const score =
      shapeScore(candidate.line, at) +
      ((counts.get(text) ?? 0) > 1 ? 4 : 0) +
      (names.has(text) ? 6 : 0) +
      (isBrowserTitleOf(text, texts) ? 3 : 0) +
      Math.min(3, contentWords(text).filter((word) => words.has(word)).length) +
      (candidate.beforeByline ? 3 : 0) +
      (candidate.underKicker ? 2 : 0) +
      (splitLabel(candidate.line.text).label === null ? 0 : 4) -
      (candidate.line.words <= 5 && bareByline(candidate.line) !== null ? 3 : 0) -
      (sites.has(text) ? 8 : 0);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
  }
  if (best < 0 || bestScore < -2) return null;
  return headlineAt(candidates, texts, best);
}

function headlineAt(candidates: readonly HeadlineCandidate[], texts: readonly string[], best: number): FoundHeadline {
  const at = texts.flatMap((text, index) => (text === texts[best] ? [index] : []));
  let label: PageLabel | null = null;
  let headline = "";
  for (const index of at) {
    const split = splitLabel(bareHeading(candidates[index]?.line.text ?? ""));
    label ??= split.label;
    if (index === best) headline = split.headline;
  }
  return { headline, label, at };
}

function shapeScore(line: Line, at: number): number {
  const { text, words, hints } = line;
  let score = 0;
  if (hints.has("title")) score += 8;
  else if (hints.has("heading")) score += 3;
  if (hints.has("furniture") || hints.has("aside")) score -= 6;
  if (hints.has("link")) score -= 2;
  if (words >= 4 && words <= 20) score += 2;
  else if (words < 2) score -= 3;
  else if (words > 28) score -= 4;
  if (endsSentence(text) && !/[?!…”’"'»]$/.test(text)) score -= 3;
  if (/^\p{Ll}/u.test(text)) score -= 2;
  if (at === 0) score -= 1;
  if (datesIn(text).length > 0 && words < 6) score -= 3;
  if (cellsOf(line.raw).length > 2) score -= 3;
  return score;
}

/** A heading without a Markdown mark before it. */
function bareHeading(text: string): string {
  return text.replace(/^#{1,6}\s+/, "");
}

/** Whether another line is this one followed or led by the site's name, as in a browser's title. */
function isBrowserTitleOf(text: string, texts: readonly string[]): boolean {
  if (text.length < 12) return false;
  return texts.some(
    (other) =>
      other.length > text.length &&
      other.length < text.length + 60 &&
      ((other.startsWith(text) && /^\s*(?:[|–—·•:«»-]|\s-\s)/.test(other.slice(text.length))) ||
        (other.endsWith(text) && /[|–—·•:»›-]\s*$/.test(other.slice(0, -text.length)))),
  );
}

function contentWords(text: string): string[] {
  return (
    bare(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{4,}/gu) ?? []
  ).map((word) => word.slice(0, 6));
}
