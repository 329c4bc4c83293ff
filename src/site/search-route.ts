import type { Db } from "../platform/db.ts";
import { QUERY_LENGTH_MAX } from "../search/schema.ts";
import { loadSearch } from "./load-search.ts";
import { SEARCH_HEADERS } from "./search-headers.ts";
import { searchPage, searchRefusalPage } from "./search-page.ts";
import type { SiteView } from "./views.ts";

/** An answer to a request, without the headers that every page has. */
export interface SearchAnswer {
  readonly status: 200 | 400 | 429;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PAGE_MAX = 1_000;

/**
 * Answers `GET /search?q=...&page=...`. `isAllowed` false: the reader asked too often of late, and is asked to wait.
 * Throws where the database doesn't answer.
 */
export async function answerSearch(
  parts: { readonly db: Db; readonly site: SiteView; readonly now: Date; readonly isAllowed: boolean },
  values: URLSearchParams,
): Promise<SearchAnswer> {
  const { db, site, now } = parts;
  const typed = values.get("q") ?? "";
  if (typed.length > QUERY_LENGTH_MAX)
    return { status: 400, headers: SEARCH_HEADERS, body: searchRefusalPage(site, "too-long", typed) };
  if (!parts.isAllowed) {
    const headers = { ...SEARCH_HEADERS, "Retry-After": "10" };
    return { status: 429, headers, body: searchRefusalPage(site, "too-many", typed) };
  }
  const view = typed.trim() === "" ? null : await loadSearch(db, typed, { page: pageOf(values.get("page")), now });
  return { status: 200, headers: SEARCH_HEADERS, body: searchPage(site, view) };
}

function pageOf(text: string | null): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), PAGE_MAX) : 1;
}
