import { Refusal } from "../platform/errors.ts";
import { decodeBytes } from "./decode.ts";
import { readHtmlPage } from "./html-page.ts";
import { readTextPage } from "./text-page.ts";

/** A donation scale as the page printed it, in major units (1500 for "1.500 €"); `currency` is ISO 4217. */
export interface PageMeter {
  /** The scale's marks and the goal, in the order printed. */
  marks: number[];
  raised: number;
  currency: string;
}

export type PageLabel = "report" | "analysis" | "opinion";

/** The parts of a news page, each an exact copy from it, as test/samples/FORMAT.md defines them. */
export interface Page {
  headline: string;
  label: PageLabel | null;
  byline: string | null;
  dateline: string | null;
  published: string | null;
  caption: string | null;
  credit: string | null;
  meter: PageMeter | null;
  related: string[];
  supportCall: string | null;
  body: string[];
  /** What the HTML page says of itself in `lang`; null for raw text. */
  language: string | null;
  /** The lead picture of an HTML page, its address absolute where a base is known. */
  image: { src: string; alt: string } | null;
  siteName: string | null;
  canonicalUrl: string | null;
}

/** What is known of some bytes before they are read. */
export interface PageHints {
  /** How messages name the input: a path or an address. */
  name: string;
  /** The Content-Type they came with, if any. */
  contentType?: string;
  /** Where they were fetched from: the base of relative addresses. */
  url?: string;
}

/** What one page may weigh, in bytes. */
export const PAGE_BYTES_MAX = 10 * 1024 * 1024;

/** How many lines one page may have: more are a list or a log, and would take long to read. */
export const PAGE_LINES_MAX = 50_000;

/**
 * Reads a page from the bytes of a text or an HTML file; which of the two is told from the content.
 * Refuses with `intake.empty`, `intake.too_large`, `intake.binary`, `intake.charset`, `intake.too_many_lines`,
 * `intake.no_headline` and `intake.no_body`.
 */
export function readPage(bytes: Uint8Array, hints: PageHints): Page {
  if (bytes.length > PAGE_BYTES_MAX) throw tooLarge(hints.name, bytes.length);
  const { text } = named(hints.name, () =>
    decodeBytes(bytes, hints.contentType === undefined ? {} : { contentType: hints.contentType }),
  );
  if (text.trim() === "") {
    throw new Refusal("intake.empty", `${hints.name} is empty; give the text or the HTML of a news page`);
  }
  if (hasTooManyLines(text)) {
    throw new Refusal(
      "intake.too_many_lines",
      `${hints.name} has more than ${PAGE_LINES_MAX} lines; give one page of news, not a list or a log`,
    );
  }
  const page = looksLikeHtml(text) ? readHtmlPage(text, hints.url) : readTextPage(text);
  if (page.body.length === 0) {
    throw new Refusal(
      "intake.no_body",
      `${hints.name} has no paragraphs of a story; give the whole page, not only its menu or headline`,
    );
  }
  if (page.headline === "") {
    throw new Refusal(
      "intake.no_headline",
      `${hints.name} has no headline above its first paragraph; put one on a line of its own`,
    );
  }
  return page;
}

/** The refusal of an input that weighs more than `PAGE_BYTES_MAX`. */
export function tooLarge(name: string, bytes: number): Refusal {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return new Refusal("intake.too_large", `${name} is ${size} MB; a page may be at most 10 MB, so give only the page`);
}

/** Whether a text is markup: a doctype or a document's own tags, or paragraphs in tags. */
export function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, 20_000).replace(/^[\s\ufeff]+/, "");
  if (/^<(?:!doctype\s+html|html|head|body|\?xml)/i.test(start)) return true;
  if (/<(?:html|body)[\s>]/i.test(start) && /<(?:p|div|h1)[\s>]/i.test(start)) return true;
  return start.startsWith("<") && /<\/(?:p|div|h[1-6]|article|main|section|header|ul)\s*>/i.test(start);
}

function hasTooManyLines(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text.charAt(at + 1) !== "\n" && ++lines > PAGE_LINES_MAX) return true;
  }
  return false;
}

/** Puts the input's name before the message of a refusal that does not know it. */
function named<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Refusal) throw new Refusal(thrown.code, `${name} ${thrown.message}`, thrown.details);
    throw thrown;
  }
}
