import { assemble } from "./assemble.ts";
import { linesOf } from "./lines.ts";
import type { Page } from "./page.ts";

/**
 * Reads the raw text of a news page, as a scraper leaves it, line by line. Never throws; a page without a story
 * has an empty `body`, one without a headline an empty `headline`.
 */
export function readTextPage(text: string): Page {
  const parts = assemble(linesOf(text), { headlines: [], siteName: null, language: null });
  return { ...parts, language: null, image: null, canonicalUrl: null };
}
