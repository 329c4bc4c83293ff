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
  const kept = new Map<string, number>();
  for (const line of linesOfDom(parse(content).documentElement)) {
    const key = fold(line.text);
    kept.set(key, (kept.get(key) ?? 0) + 1);
  }
  if (kept.size === 0) return;
  for (const line of lines) line.readable = kept.has(fold(line.text));
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
