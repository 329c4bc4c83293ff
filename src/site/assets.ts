import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Html, trusted } from "../platform/html.ts";

/** What kind of page it is; it decides which style sheets go into it. */
export type LayoutKind =
  | "report"
  | "rich-report"
  | "front"
  | "list"
  | "author"
  | "source"
  | "claim"
  | "corrections"
  | "versions"
  | "changes"
  | "support"
  | "ledger"
  | "how-to-read"
  | "policy"
  | "styleguide"
  | "not-found"
  | "not-found"
  | "search"
  | "meter"
  | "facts";

const frame = ["tokens", "base", "layout"];
const sheets: Readonly<Record<LayoutKind, readonly string[]>> = {
  report: [...frame, "marks", "chain", "notes", "facts", "report", "corrections", "print"],
  "rich-report": [...frame, "marks", "chain", "notes", "facts", "report", "rich", "corrections", "print"],
  front: [...frame, "lists", "front", "corrections", "print"],
  list: [...frame, "lists", "print"],
  author: [...frame, "lists", "print"],
  source: [...frame, "marks", "claims", "source", "print"],
  claim: [...frame, "marks", "claims", "drawing", "corrections", "print"],
  corrections: [...frame, "corrections", "lists", "print"],
  versions: [...frame, "corrections", "changes", "print"],
  changes: [...frame, "corrections", "changes", "print"],
  support: [...frame, "support", "print"],
  ledger: [...frame, "ledger", "print"],
  "how-to-read": [...frame, "marks", "chain", "facts", "prose", "print"],
  policy: [...frame, "policy", "print"],
  styleguide: [...frame, "marks", "chain", "drawing", "notes", "facts", "lists", "styleguide", "print"],
  "not-found": [...frame, "lists", "print"],
  search: [...frame, "lists", "marks", "claims", "search", "print"],
  meter: ["tokens", "meter"],
  facts: ["tokens", "marks", "facts", "facts-frame"],
};

export interface Stylesheet {
  readonly css: string;
  /** Of the style's text, as a Content Security Policy names it: "sha256-…" (CSP3, base64). */
  readonly hash: string;
  /** The whole `<style>` element. */
  readonly element: Html;
}

const made = new Map<LayoutKind, Stylesheet>();

/** The styles of a kind of page, minified, made once. They stand in the page itself, so that nothing blocks its drawing. */
export function stylesheetOf(kind: LayoutKind): Stylesheet {
  let sheet = made.get(kind);
  if (!sheet) {
    sheet = stylesheetFrom(sheets[kind]);
    made.set(kind, sheet);
  }
  return sheet;
}

/** The hash of every style sheet any page carries: `style-src` of the Content Security Policy. Without repeats. */
export function styleHashes(): string[] {
  const kinds = Object.keys(sheets).filter((kind): kind is LayoutKind => kind in sheets);
  return [...new Set(kinds.map((kind) => stylesheetOf(kind).hash))];
}

/** Style rules without comments and without blanks that mean nothing. Text in quotes must hold no `{`, `}` or `;`. */
export function minifyCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .trim();
}

/** The one script of readers' pages, whose address names its content. */
export const READER_SCRIPT: { readonly href: string; readonly body: string } = readerScript();

/** What keeps pages for reading without a network, or takes away what an earlier one kept. */
export function serviceWorkerScript(keepsOffline: boolean): string {
  return scriptFrom(keepsOffline ? "worker/service-worker.js" : "worker/no-service-worker.js");
}

/** The site's sign, a claim hanging on its chain: two rings and a root. Also the browser's icon. */
export const FAVICON_SVG: string = readFileSync(new URL("./styles/favicon.svg", import.meta.url), "utf8");

function readerScript(): { href: string; body: string } {
  const body = scriptFrom("reader.js");
  return { href: `/assets/reader-${createHash("sha256").update(body).digest("hex").slice(0, 12)}.js`, body };
}

/** A script as it is served: without its comments, which stand in lines of their own, and without indentation. */
function scriptFrom(name: string): string {
  const text = readFileSync(new URL(`./browser/${name}`, import.meta.url), "utf8");
  return text.replace(/^\s*\/\*\*[\s\S]*?\*\/$/gm, "").replace(/^\s*(?:\/\/.*)?\n|^\s+/gm, "");
}

function stylesheetFrom(names: readonly string[]): Stylesheet {
  const css = names
    .map((name) => minifyCss(readFileSync(new URL(`./styles/${name}.css`, import.meta.url), "utf8")))
    .join("");
  const hash = `sha256-${createHash("sha256").update(css).digest("base64")}`;
  return { css, hash, element: trusted(`<style>${css}</style>`) };
}
