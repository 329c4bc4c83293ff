/**
 * A stretch in quote marks. `start` is the opening mark, `end` lies after the closing one;
 * `innerStart` and `innerEnd` enclose the words. `closed` is false where the quote runs on into the next paragraph.
 */
export interface Quote {
  start: number;
  end: number;
  innerStart: number;
  innerEnd: number;
  closed: boolean;
}

const closers: Record<string, string> = {
  "“": "”",
  "„": "“”",
  "«": "»",
  "‹": "›",
  "‘": "’",
  "'": "'",
  '"': '"',
  "″": "″",
};

/** A single-mark quote longer than this is an apostrophe that was taken for one. */
const singleLengthMax = 1_500;

/** The outermost quotes of a paragraph, in order; apostrophes and marks without a partner are none. */
export function findQuotes(text: string): Quote[] {
  const quotes: Quote[] = [];
  const lastOf = new Map<string, number>();
  for (const mark of "”“»›’'\"″") lastOf.set(mark, text.lastIndexOf(mark));
  let at = 0;
  while (at < text.length) {
    const mark = text[at] ?? "";
    const closing = closers[mark];
    if (closing === undefined || !opens(text, at)) {
      at++;
      continue;
    }
    const end = isSingle(mark) ? closeSingle(text, at, closing) : closeDouble(text, at, closing, lastOf);
    if (end >= 0) {
      quotes.push({ start: at, end: end + 1, innerStart: at + 1, innerEnd: end, closed: true });
      at = end + 1;
    } else if (!isSingle(mark) && runsOn(text, at)) {
      quotes.push({ start: at, end: text.length, innerStart: at + 1, innerEnd: text.length, closed: false });
      break;
    } else at++;
  }
  return quotes;
}

function isSingle(mark: string): boolean {
  return mark === "‘" || mark === "'" || mark === "‹";
}

function opens(text: string, at: number): boolean {
  const before = text[at - 1] ?? " ";
  const after = text[at + 1] ?? " ";
  if (/\s/.test(after)) return false;
  if (text[at] === "‘" || text[at] === "'") return /[\s([{—–\-“"/]/.test(before) && /[\p{L}\p{N}…[.]/u.test(after);
  if (text[at] === '"' || text[at] === "″") return !/[\p{L}\p{N}]/u.test(before);
  return true;
}

function closeDouble(text: string, at: number, closing: string, lastOf: ReadonlyMap<string, number>): number {
  if (![...closing].some((mark) => (lastOf.get(mark) ?? -1) > at)) return -1;
  for (let i = at + 1; i < text.length; i++) {
    if (!closing.includes(text[i] ?? "")) continue;
    // A straight mark with a blank before it and a word after it opens another quote: the first was left open.
    const looksOpening = text[i] === '"' && /\s/.test(text[i - 1] ?? " ") && /\S/.test(text[i + 1] ?? " ");
    return looksOpening ? -1 : i;
  }
  return -1;
}

/** The first mark that can close; one after a plural's s ("the workers’ homes") only if nothing better follows. */
function closeSingle(text: string, at: number, closing: string): number {
  let fallback = -1;
  const limit = Math.min(text.length, at + singleLengthMax);
  for (let i = at + 1; i < limit; i++) {
    const mark = text[i] ?? "";
    if (i > at + 1 && mark === text[at] && mark !== "'" && opens(text, i)) break;
    if (!closing.includes(mark)) continue;
    const before = text[i - 1] ?? " ";
    const after = text[i + 1] ?? " ";
    if (/[\p{L}\p{N}]/u.test(after) || /\s/.test(before)) {
      if (mark === "'" && /\s/.test(before) && opens(text, i)) break;
      continue;
    }
    if (/[.,?!…]/.test(before) || /[.,;:?!)\]—”"]/.test(after) || i === text.length - 1) return i;
    if (before !== "s") return i;
    if (fallback < 0) fallback = i;
  }
  return fallback;
}

/** A quote without an end counts only at a paragraph's head or after a colon or comma: there it runs on. */
function runsOn(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at).trim();
  return at === 0 || before === "" || /[:,]$/.test(before);
}
