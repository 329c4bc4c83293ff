import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { assemble } from "./assemble.ts";
import { type DomNode, eachNode } from "./dom.ts";
import { linesOfDom } from "./html-lines.ts";
import { metadataOf } from "./html-metadata.ts";
import { fold, type Line } from "./lines.ts";
import type { Page } from "./page.ts";

/** Pages with more nodes than this are read by their structure alone: Readability's time grows faster than they do. */
const NODES_MAX = 60_000;
/** Deeper than this Readability's recursion could exhaust the stack; browsers stop nesting at 512. */
const DEPTH_MAX = 400;

/** Shorter lines must be kept as they stand to count as kept: their words could stand anywhere. */
const CONTAINED_WORDS_MIN = 8;

/**
 * Reads the HTML of a news page. Readability (the algorithm of Firefox's reader view) says what the story's text is;
 * headline, label, byline, date, picture, meter, related titles and the appeal are found beside it in the page's own
 * lines. `baseUrl` makes the picture's address absolute. Never throws; parts that are not there are empty or null.
 */
export function readHtmlPage(html: string, baseUrl?: string): Page {
  const document = parse(html);
  const metadata = metadataOf(document, baseUrl);
  const lines = linesOfDom(document.documentElement);
  markReadable(lines, html, document.documentElement);
  const parts = assemble(lines, {
    headlines: metadata.headlines,
    siteName: metadata.siteName,
    language: metadata.language,
  });
  return {
    ...parts,
    language: metadata.language,
    image: metadata.image,
    canonicalUrl: metadata.canonicalUrl,
  };
}

/** A document of the markup; a fragment is put into a body of its own. */
function parse(html: string) {
  const whole = /<html[\s>]/i.test(html.slice(0, 20_000)) ? html : `<!doctype html><html><body>${html}</body></html>`;
  return parseHTML(whole).document;
}

/** Marks each line with whether Readability keeps it; leaves them unmarked where it cannot be asked or finds nothing. */
function markReadable(lines: Line[], html: string, root: DomNode): void {
  const size = sizeOf(root);
  if (size.nodes > NODES_MAX || size.depth > DEPTH_MAX) return;
  const content = readableContent(html);
  if (content === null) return;
  const kept = linesOfDom(parse(content).documentElement).map(({ text }) => fold(text));
  if (kept.length === 0) return;
  const exact = new Set(kept);
  // Readability cuts some paragraphs elsewhere, at single breaks for one.
  const whole = kept.join(" ");
  for (const line of lines) {
    const text = fold(line.text);
    line.readable = exact.has(text) || (line.words >= CONTAINED_WORDS_MIN && whole.includes(text));
  }
  believeReadability(lines);
}

/** Where nearly all that Readability keeps stands in elements named like furniture, the names mean nothing. */
function believeReadability(lines: Line[]): void {
  let words = 0;
  let furnished = 0;
  for (const line of lines) {
    if (!line.readable) continue;
    words += line.words;
    if (line.hints.has("furniture")) furnished += line.words;
  }
  if (furnished < words * 0.7) return;
  for (const line of lines) {
    if (line.readable) line.hints = new Set([...line.hints].filter((hint) => hint !== "furniture"));
  }
}

function readableContent(html: string): string | null {
  try {
    // Readability changes the document it reads, so it is given one of its own.
    return new Readability(parse(html), { charThreshold: 200 }).parse()?.content ?? null;
  } catch {
    return null;
  }
}

function sizeOf(root: DomNode): { nodes: number; depth: number } {
  const size = { nodes: 0, depth: 0 };
  eachNode(root, (_node, depth) => {
    size.nodes++;
    size.depth = Math.max(size.depth, depth);
  });
  return size;
}
