/** What a reader looks for, read from what was typed. */
export interface SearchQuery {
  /** As typed, blanks squeezed. */
  readonly text: string;
  readonly terms: readonly Term[];
  /** Published before this moment, and from this moment on. */
  readonly before: Date | null;
  readonly after: Date | null;
}

export interface Term {
  /**
   * `word`: in any of its forms; `last`: the same, or the beginning of a word; `prefix`: only the beginning; `phrase`:
   * these words one after the other; the others: words of a name.
   */
  readonly kind: "word" | "last" | "prefix" | "phrase" | "source" | "topic" | "author";
  readonly text: string;
  /** Reports that have it are left out. */
  readonly isExcluded: boolean;
}

const TERMS_MAX = 20;
/** A beginning shorter than this is the beginning of too much. */
const PREFIX_MIN = 3;

/**
 * Reads a query: words, "phrases", `begin*`, `-without`, `source:`, `topic:`, `author:` with a word or a phrase, `before:` and
 * `after:` with a year, month or day (UTC; `after` from its first moment on, `before` until it). Every text is a query:
 * what is no operator is taken for words. Terms beyond the twentieth are left out.
 */
export function parseQuery(typed: string): SearchQuery {
  const text = typed
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Co}\s]+/gu, " ")
    .trim();
  const terms: Term[] = [];
  let before: Date | null = null;
  let after: Date | null = null;
  for (const { groups } of text.replace(/[“”„«»‟]/g, '"').matchAll(PIECE)) {
    const operator = groups?.operator?.toLowerCase();
    const value = groups?.phrase ?? groups?.word ?? "";
    const isExcluded = groups?.minus !== undefined;
    const date = operator === "before" || operator === "after" ? readDate(value) : null;
    if (date && !isExcluded) {
      if (operator === "before") before = date;
      else after = date;
    } else if (operator === "source" || operator === "topic" || operator === "author") {
      if (hasWord(value)) terms.push({ kind: operator, text: value, isExcluded });
    } else if (groups?.phrase !== undefined) {
      if (hasWord(value)) terms.push({ kind: "phrase", text: value, isExcluded });
    } else {
      const word = operator === undefined ? value : `${operator} ${value}`;
      if (hasWord(word)) terms.push({ kind: kindOfWord(word), text: word.replace(/\*+$/, ""), isExcluded });
    }
  }
  const kept = terms.slice(0, TERMS_MAX);
  const last = kept.at(-1);
  if (last?.kind === "word" && !last.isExcluded && PLAIN_WORD.test(last.text) && text.endsWith(last.text))
    kept.splice(-1, 1, { ...last, kind: "last" });
  return { text, terms: kept, before, after };
}

const PIECE =
  /(?:(?<=^|\s)(?<minus>-))?(?:(?<operator>source|topic|author|before|after):)?(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/giu;
const PLAIN_WORD = new RegExp(`^[\\p{L}\\p{M}\\p{N}]{${PREFIX_MIN},}$`, "u");

/** Whether there is something to look for; what is only left out says nothing of what is wanted. */
export function asksForSomething(query: SearchQuery): boolean {
  return query.before !== null || query.after !== null || query.terms.some((term) => !term.isExcluded);
}

/** The single words of a query that a typing error may be in, folded as the word list is. */
export function wordsToCheck(query: SearchQuery): string[] {
  const words = query.terms
    .filter((term) => !term.isExcluded && term.kind !== "prefix" && term.kind !== "phrase")
    .flatMap((term) => term.text.match(/[\p{L}\p{M}]+/gu) ?? [])
    .map(foldWord)
    .filter((word) => word.length >= 4 && word.length <= 40);
  return [...new Set(words)];
}

/** The query as typed, with these folded words put in place of others. */
export function replaceWords(query: SearchQuery, by: ReadonlyMap<string, string>): string {
  return query.text.replace(/[\p{L}\p{M}]+/gu, (word) => by.get(foldWord(word)) ?? word);
}

/** Lower case, Latin letters without accents: as the word list has its words. */
export function foldWord(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .toLowerCase();
}

/** Of words that look alike, the one that takes the fewest slips to mistype; null where none is near enough. */
export function nearestWord(typed: string, candidates: readonly string[]): string | null {
  const slips_max = typed.length < 6 ? 1 : typed.length < 10 ? 2 : 3;
  let nearest: { word: string; slips: number } | null = null;
  for (const word of candidates) {
    const slips = slipsBetween(typed, word);
    if (slips <= slips_max && slips < (nearest?.slips ?? Number.POSITIVE_INFINITY)) nearest = { word, slips };
  }
  return nearest?.word ?? null;
}

/** Letters left out, added, changed, or two swapped (optimal string alignment distance). */
export function slipsBetween(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Number.POSITIVE_INFINITY;
}

function kindOfWord(word: string): Term["kind"] {
  const isBeginning = word.endsWith("*") && PLAIN_WORD.test(word.replace(/\*+$/, ""));
  return isBeginning ? "prefix" : "word";
}

function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The first moment of a year, month or day; null where the calendar has none such. */
function readDate(text: string): Date | null {
  const match = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const whole = `${match[1]}-${match[2] ?? "01"}-${match[3] ?? "01"}`;
  const date = new Date(`${whole}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(whole) ? null : date;
}
