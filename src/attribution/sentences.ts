import { sentenceOpeners, shortForms } from "./english/words.ts";
import { findQuotes, type Quote } from "./quotes.ts";
import { retag } from "./tags.ts";
import { type Token, tokenise } from "./tokens.ts";

/**
 * One word of a sentence as the rules see it: a token, a hyphenated compound, a whole outer quote (pos "QUOTE")
 * or a whole bracket (pos "BRACKET"). So grammar is read outside the quotes.
 */
export interface Word {
  text: string;
  lower: string;
  pos: string;
  start: number;
  end: number;
  quote: Quote | null;
}

export interface Sentence {
  paragraph: number;
  start: number;
  end: number;
  words: readonly Word[];
}

/** What stands before the first and after the last word: no rule matches it. */
export const noWord: Word = { text: "", lower: "", pos: "EDGE", start: 0, end: 0, quote: null };

/** No sentence is longer: what looks so is a table or a list, and rules look over whole sentences. */
const wordsMax = 300;

export function wordAt(words: readonly Word[], index: number): Word {
  return words[index] ?? noWord;
}

/** The sentences of one paragraph in order; quotes are never split, brackets neither. */
export function sentencesOf(text: string, paragraph: number): Sentence[] {
  const words = wordsOf(text);
  const sentences: Sentence[] = [];
  let first = 0;
  for (let i = 0; i < words.length; i++) {
    if (i < words.length - 1 && i - first < wordsMax && !endsSentence(words, i, text)) continue;
    const sentence = words.slice(first, i + 1);
    retag(sentence);
    sentences.push({ paragraph, start: wordAt(sentence, 0).start, end: wordAt(words, i).end, words: sentence });
    first = i + 1;
  }
  return sentences;
}

/** The words of a paragraph: tokens outside quotes and brackets, those joined into one word each. */
export function wordsOf(text: string): Word[] {
  const quotes = findQuotes(text);
  const tokens = tokenise(text);
  const words: Word[] = [];
  let quoteAt = 0;
  let i = 0;
  while (i < tokens.length) {
    const token = tokens[i];
    if (token === undefined) break;
    const quote = quotes[quoteAt];
    if (quote !== undefined && token.end > quote.start) {
      words.push({
        text: text.slice(quote.start, quote.end),
        lower: "",
        pos: "QUOTE",
        start: quote.start,
        end: quote.end,
        quote,
      });
      quoteAt++;
      while (i < tokens.length && (tokens[i]?.start ?? 0) < quote.end) i++;
      continue;
    }
    if (token.text === "(" || token.text === "[") {
      const close = closingBracket(tokens, i);
      if (close > i) {
        const end = tokens[close]?.end ?? token.end;
        words.push({
          text: text.slice(token.start, end),
          lower: "",
          pos: "BRACKET",
          start: token.start,
          end,
          quote: null,
        });
        i = close + 1;
        while (quotes[quoteAt] !== undefined && (quotes[quoteAt]?.start ?? 0) < end) quoteAt++;
        continue;
      }
    }
    const join = compoundEnd(tokens, i);
    const last = tokens[join] ?? token;
    const whole = text.slice(token.start, last.end);
    words.push({
      text: whole,
      lower: whole.toLowerCase(),
      pos: partOf(tokens, i, join, whole),
      start: token.start,
      end: last.end,
      quote: null,
    });
    i = join + 1;
  }
  return words;
}

const bracketTokensMax = 60;

function closingBracket(tokens: readonly Token[], open: number): number {
  const closing = tokens[open]?.text === "(" ? ")" : "]";
  for (let i = open + 1; i < Math.min(tokens.length, open + bracketTokensMax); i++)
    if (tokens[i]?.text === closing) return i;
  return -1;
}

/** "Larkhaven-based", "al-Hashemi", "re-elected", "A&B": tokens that touch are one word. */
function compoundEnd(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end + 2 < tokens.length && end - from < 12) {
    const [a, joint, b] = [tokens[end], tokens[end + 1], tokens[end + 2]];
    if (a === undefined || joint === undefined || b === undefined) break;
    if (!/^[-‑&/]$/.test(joint.text) || a.end !== joint.start || joint.end !== b.start) break;
    if (!/[\p{L}\p{N}.]$/u.test(a.text) || !/^[\p{L}\p{N}]/u.test(b.text)) break;
    end += 2;
  }
  return end;
}

function partOf(tokens: readonly Token[], from: number, to: number, whole: string): string {
  const pos = tokens[to]?.pos ?? "X";
  const upper = /^\p{Lu}/u.test(whole);
  if (to > from) {
    if (
      upper &&
      tokens[from]?.pos !== "NUM" &&
      !/-(based|led|run|born|owned|backed|style|era|appointed|wide|elect)$/i.test(whole)
    )
      return "PROPN";
    return pos === "VERB" || pos === "ADJ" ? "ADJ" : pos;
  }
  if (pos === "PUNCT" || /^[\p{P}\p{S}]+$/u.test(whole)) return "PUNCT";
  return pos;
}

function endsSentence(words: readonly Word[], i: number, text: string): boolean {
  const word = wordAt(words, i);
  const next = wordAt(words, i + 1);
  if (word.quote !== null) return endsAfterQuote(words, i);
  if (word.pos === "BRACKET")
    return /[.?!]\)$/.test(word.text) && /^\p{Lu}/u.test(next.text) && wordAt(words, i - 1).text === ".";
  if (/^(\.|\?|!|…|\.{2,}|[?!]+)$/.test(word.text)) {
    const before = wordAt(words, i - 1);
    if (word.text === "." && before.end === word.start && isShortForm(before.text) && !isOpener(next)) return false;
    if (next.start === word.end && next.quote === null && next.pos !== "BRACKET") return false;
    if (/^(…|\.{2,})$/.test(word.text)) return /^[\p{Lu}“"‘']/u.test(next.text);
    return !/^\p{Ll}/u.test(next.text) || /\n/.test(text.slice(word.end, next.start));
  }
  return word.text.endsWith(".") && /^\p{L}.*\.$/u.test(word.text) && !isTitle(word.text) && isOpener(next);
}

function endsAfterQuote(words: readonly Word[], i: number): boolean {
  const quote = wordAt(words, i);
  const next = wordAt(words, i + 1);
  const inner = quote.text.slice(0, -1).trimEnd();
  if (!/^[\p{Lu}\p{N}“"‘'«„@]/u.test(next.text)) return false;
  if (/[.](['’”"]?)$/.test(inner) && !/\.\.\.$/.test(inner)) return true;
  if (!/([?!…]|\.\.\.)(['’”"]?)$/.test(inner)) return false;
  // “Did anybody ask?” Coyle said. The quote ends, its sentence does not.
  for (let k = i + 1; k < Math.min(words.length, i + 9); k++) {
    const word = wordAt(words, k);
    if (word.pos === "VERB" || word.pos === "AUX")
      return !/^(said|says|asked|asks|wrote|writes|told|added|replied|cried|shouted|wondered|exclaimed)$/.test(
        word.lower,
      );
    if (/^[.?!]$/.test(word.text)) return true;
  }
  return true;
}

function isOpener(word: Word): boolean {
  return word.pos === "EDGE" || (/^\p{Lu}/u.test(word.text) && sentenceOpeners.has(word.lower)) || word.quote !== null;
}

function isShortForm(text: string): boolean {
  return /^\p{Lu}$/u.test(text) || shortForms.has(text.toLowerCase());
}

function isTitle(text: string): boolean {
  return shortForms.has(text.toLowerCase().replace(/\.$/, ""));
}

const breakMark = /^([,;:—–]|-|--|…|\.+|[?!]+)$/;

export function isBreak(word: Word): boolean {
  return word.pos === "EDGE" || (word.pos === "PUNCT" && breakMark.test(word.text));
}
