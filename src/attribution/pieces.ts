import type { Phrase } from "./phrases.ts";
import { type Sentence, type Word, wordAt } from "./sentences.ts";
import type { Form, Piece } from "./types.ts";

/** The piece of a paragraph from `start` to `end`. */
export function pieceOf(paragraphs: readonly string[], paragraph: number, start: number, end: number): Piece {
  return { paragraph, start, end, text: (paragraphs[paragraph] ?? "").slice(start, end) };
}

export function phrasePiece(paragraphs: readonly string[], sentence: Sentence, phrase: Phrase): Piece {
  const first = wordAt(sentence.words, phrase.from);
  const last = wordAt(sentence.words, phrase.to - 1);
  return pieceOf(paragraphs, sentence.paragraph, first.start, last.end);
}

/** The pieces of a content range: a range that is all quotes gives the words inside each, else it is one piece. */
export function contentPieces(paragraphs: readonly string[], sentence: Sentence, phrase: Phrase): Piece[] {
  const words = sentence.words.slice(phrase.from, phrase.to);
  const marks = words.filter((word) => word.quote === null && /[\p{L}\p{N}]/u.test(word.text));
  if (marks.length === 0)
    return words.flatMap((word) => (word.quote === null ? [] : quotePieces(paragraphs, sentence.paragraph, word)));
  let from = phrase.from;
  let to = phrase.to;
  while (from < to && /^[,;:—–]$/.test(wordAt(sentence.words, from).text)) from++;
  while (to > from && /^([,;:.—–])$/.test(wordAt(sentence.words, to - 1).text)) to--;
  return to > from ? [phrasePiece(paragraphs, sentence, { from, to })] : [];
}

/** The words inside a quote, without a closing comma or full stop. */
export function quotePieces(paragraphs: readonly string[], paragraph: number, word: Word): Piece[] {
  if (word.quote === null) return [];
  const text = paragraphs[paragraph] ?? "";
  let { innerStart: start, innerEnd: end } = word.quote;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  if (/[,.]/.test(text[end - 1] ?? "") && !/\.\.\.$/.test(text.slice(start, end))) end--;
  return end > start ? [pieceOf(paragraphs, paragraph, start, end)] : [];
}

/** Direct if all words of the content lie inside quote marks, mixed if some do; titles and names in marks do not count. */
export function formOf(pieces: readonly Piece[], quotes: (paragraph: number) => readonly Word[]): Form {
  let inside = 0;
  let outside = 0;
  for (const piece of pieces) {
    const letters = piece.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    let quoted = 0;
    const inParagraph = quotes(piece.paragraph);
    for (let k = firstEndingAfter(inParagraph, piece.start); k < inParagraph.length; k++) {
      const word = inParagraph[k];
      if (word === undefined || word.start >= piece.end) break;
      const from = Math.max(piece.start, word.start);
      const to = Math.min(piece.end, word.end);
      if (to <= from) continue;
      quoted += piece.text.slice(from - piece.start, to - piece.start).match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    }
    inside += Math.min(quoted, letters);
    outside += Math.max(0, letters - quoted);
  }
  if (inside === 0) return "indirect";
  return outside === 0 ? "direct" : "mixed";
}

/** Binary search: paragraphs can hold very many quotes, and every claim asks. */
function firstEndingAfter(words: readonly Word[], start: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Quotes that are speech: not those that only name something (a title, a nickname, a label). */
export function speechQuotes(sentence: Sentence): Word[] {
  return sentence.words.filter((word, index) => word.quote !== null && !isName(sentence.words, index));
}

const namers =
  /^(called|named|nicknamed|dubbed|titled|entitled|headlined|labelled|labeled|film|book|novel|play|song|album|slogan|marked|reading|magazine|campaign|programme|program|series|show|episode|headline|known|café|bar|pub|ship|trawler|boat|vessel|handbook|codenamed)$/;

function isName(words: readonly Word[], index: number): boolean {
  const before = wordAt(words, index - 1);
  const inner = wordAt(words, index).text.slice(1, -1);
  const previous =
    before.lower === "as" || before.lower === "the" || before.text === "," ? wordAt(words, index - 2) : before;
  const capitals = inner.split(/\s+/).every((part) => /^[^\p{L}]*(\p{Lu}|of|the|and|in|a|for|to|on)/u.test(part));
  if (/^(called|named|nicknamed|titled|entitled|codenamed|headlined)$/.test(previous.lower)) return true;
  if (namers.test(previous.lower) && capitals) return true;
  return (
    capitals &&
    inner.split(/\s+/).length > 1 &&
    !/[.,?!]$/.test(inner) &&
    before.pos !== "EDGE" &&
    /^[\p{Lu}]/u.test(inner)
  );
}
