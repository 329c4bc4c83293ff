import type { Html } from "../platform/html.ts";

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

/** A whole XML document, without the characters that XML 1.0 does not know (section 2.2). */
export function xml(content: Html): string {
  return DECLARATION + content.toString().replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
