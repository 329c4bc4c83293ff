import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Html, trusted } from "../platform/html.ts";

/** What kind of page it is; it decides which style sheets go into it. */
export type LayoutKind =
  | "report"
  | "front"
  | "list"
  | "author"
  | "source"
  | "claim"
  | "corrections"
  | "support"
  | "ledger"
  | "how-to-read"
  | "not-found"
  | "search"
  | "meter";

const frame = ["tokens", "base", "layout"];
const sheets: Readonly<Record<LayoutKind, readonly string[]>> = {
  report: [...frame, "marks", "chain", "notes", "facts", "report", "corrections", "print"],
  front: [...frame, "lists", "front", "corrections", "print"],
  list: [...frame, "lists", "print"],
  author: [...frame, "lists", "print"],
  source: [...frame, "marks", "claims", "source", "print"],
  claim: [...frame, "marks", "claims", "drawing", "corrections", "print"],
  corrections: [...frame, "corrections", "lists", "print"],
  support: [...frame, "support", "print"],
  ledger: [...frame, "ledger", "print"],
  "how-to-read": [...frame, "marks", "chain", "facts", "prose", "print"],
  "not-found": [...frame, "lists", "print"],
  search: [...frame, "lists", "marks", "claims", "search", "print"],
  meter: ["tokens", "meter"],
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

/** The site's sign, a claim hanging on its chain: two rings and a root. Also the browser's icon. */
export const FAVICON_SVG: string = readFileSync(new URL("./styles/favicon.svg", import.meta.url), "utf8");

function stylesheetFrom(names: readonly string[]): Stylesheet {
  const css = names
    .map((name) => minifyCss(readFileSync(new URL(`./styles/${name}.css`, import.meta.url), "utf8")))
    .join("");
  const hash = `sha256-${createHash("sha256").update(css).digest("base64")}`;
  return { css, hash, element: trusted(`<style>${css}</style>`) };
}
