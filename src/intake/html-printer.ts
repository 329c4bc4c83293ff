import { squeeze } from "../platform/text.ts";
import { type Hint, type Line, lineOf } from "./lines.ts";

interface TextPiece {
  text: string;
  hints: ReadonlySet<Hint>;
  /** Whether a break stands before it. */
  broken: boolean;
  /** Whether an element begins or ends before it. */
  crossed: boolean;
}

/** Single breaks part rows of at most this length; between longer ones they are only the source's line ends. */
const ROW_LENGTH_MAX = 100;
const TAIL_LENGTH = 12;
const BLANKS = /[\s\u00a0\u202f\u2007]+/g;

/** Gathers the text of blocks into printed lines, with the hints of the elements it stands in. */
export class Printer {
  readonly lines: Line[] = [];
  #pieces: TextPiece[] = [];
  #linked = "";
  #letters = 0;
  #broken = false;
  #crossed = false;
  #gap = false;

  /** Text as it stands in the source, and the hints of where it stands. */
  text(text: string, hints: ReadonlySet<Hint>): void {
    const printed = text.replace(/[\u200b\u2060\ufeff\u00ad]/g, "");
    if (/\S/.test(printed)) {
      const letters = printed.replace(/\s+/g, "").length;
      this.#letters += letters;
    }
    if (hints.has("link")) this.#linked += printed;
    this.#pieces.push({ text: printed, hints, broken: this.#broken, crossed: this.#crossed });
    this.#broken = false;
    this.#crossed = false;
  }

  /** The next text stands in another element than the last. */
  cross(): void {
    this.#crossed = true;
  }

  /** One break parts lines that are short; two part paragraphs. */
  lineBreak(): void {
    const last = this.#pieces.at(-1);
    if (this.#broken && last !== undefined) this.end();
    else this.#broken = true;
  }

  /** Ends the line; `gap` says that a blank parts it from the next. */
  end(gap = false): void {
    const pieces = this.#pieces;
    const linked = this.#letters > 0 && this.#linked.replace(/\s+/g, "").length >= this.#letters * 0.9;
    this.#pieces = [];
    const links = this.#linked;
    this.#linked = "";
    this.#letters = 0;
    this.#broken = false;
    if (gap) this.#gap = true;
    const rows: Row[] = [];
    for (const piece of pieces) {
      const row = rows.at(-1);
      if (row === undefined || piece.broken) rows.push(rowOf(piece));
      else addTo(row, piece);
    }
    const printed = rows
      .filter(({ visible }) => visible)
      .map(({ parts, hints }) => ({ text: parts.join("").replace(BLANKS, " ").trim(), hints }));
    const first = printed[0];
    if (first === undefined) return;
    const short = printed.every(({ text }) => text.length <= ROW_LENGTH_MAX);
    const joined = short ? printed : [{ text: printed.map(({ text }) => text).join(" "), hints: first.hints }];
    for (const { text, hints } of joined) {
      const all = new Set(hints);
      if (linked) all.add("link");
      else all.delete("link");
      const line = lineOf(text, this.#gap, all);
      if (joined.length === 1) line.linked = squeeze(links);
      if (line.text !== "") this.lines.push(line);
      this.#gap = false;
    }
  }
}

/** The pieces of one row: what stands between breaks. */
interface Row {
  parts: string[];
  /** The end of what is gathered. */
  tail: string;
  visible: boolean;
  hints: ReadonlySet<Hint>;
}

function rowOf({ text, hints }: TextPiece): Row {
  return { parts: [text], tail: text.slice(-TAIL_LENGTH), visible: /\S/.test(text), hints };
}

/** A row's hints are those that all its text has; but a time or a byline in it is worth knowing. */
function addTo(row: Row, piece: TextPiece): void {
  if (piece.crossed && needsBlank(row.tail, piece.text)) row.parts.push(" ");
  row.parts.push(piece.text);
  row.tail = (row.tail + piece.text).slice(-TAIL_LENGTH);
  if (!/\S/.test(piece.text)) return;
  if (!row.visible) row.hints = piece.hints;
  else if (row.hints !== piece.hints) row.hints = common(row.hints, piece.hints);
  row.visible = true;
}

function common(known: ReadonlySet<Hint>, more: ReadonlySet<Hint>): ReadonlySet<Hint> {
  const kept = new Set([...known].filter((hint) => more.has(hint)));
  for (const hint of ["time", "byline"] as const) if (known.has(hint) || more.has(hint)) kept.add(hint);
  return kept;
}

/** Elements side by side without a blank, as in "<b>€0</b><b>€500</b>" or "<a>Coast</a><a>Town</a>", are printed apart. */
function needsBlank(tail: string, after: string): boolean {
  return /[\p{Ll}\p{N}\p{Sc}.,]$/u.test(tail) && /^[\p{Lu}\p{N}\p{Sc}]/u.test(after) && /\p{Sc}|\p{L}{2}/u.test(tail);
}
