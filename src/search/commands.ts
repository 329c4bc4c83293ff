import { type Db, inTransaction } from "../platform/db.ts";
import * as queries from "./queries.ts";
import { asksForSomething, nearestWord, parseQuery, replaceWords, type SearchQuery, wordsToCheck } from "./rules.ts";
import "./schema.ts";

export interface Found {
  readonly query: SearchQuery;
  /** The reports of this page, best first, with a snippet of each where words were looked for. */
  readonly reports: readonly { readonly id: string; readonly snippet: string | null }[];
  /** How many reports there are on all pages; there may be more, older ones. */
  readonly reports_count: number;
  readonly page: number;
  readonly pages_count: number;
  /** Only on the first page. */
  readonly claimIds: readonly string[];
  readonly sources: readonly queries.FoundSource[];
  /** What may have been meant, where little was found. */
  readonly meant: string | null;
}

export const RESULTS_PER_PAGE = 20;
const CLAIMS_MAX = 5;
const SOURCES_MAX = 5;
/** Where fewer reports are found, a typing error is looked for. */
const FEW = 3;
const ALIKE_MAX = 12;
const SUGGESTIONS_MAX = 5;
const MS_MAX = 2_000;

/**
 * Looks in what is published. Any text may be asked; only the newest few hundred matches are ranked. A page beyond the
 * last gives the last. Throws where the database can't answer within two seconds.
 */
export async function search(
  db: Db,
  typed: string,
  options: { readonly page: number; readonly now: Date },
): Promise<Found> {
  const query = parseQuery(typed);
  const nothing = {
    query,
    reports: [],
    reports_count: 0,
    page: 1,
    pages_count: 1,
    claimIds: [],
    sources: [],
    meant: null,
  };
  if (!asksForSomething(query)) return nothing;
  return db
    .transaction()
    .setAccessMode("read only")
    .execute(async (trx) => {
      await queries.limitTime(trx, MS_MAX);
      const stemmings = await queries.listStemmings(trx);
      const ids = await queries.findReports(trx, query, stemmings, options.now);
      const pages_count = Math.max(1, Math.ceil(ids.length / RESULTS_PER_PAGE));
      const page = Math.min(Math.max(1, options.page), pages_count);
      const shown = ids.slice((page - 1) * RESULTS_PER_PAGE, page * RESULTS_PER_PAGE);
      const snippets = await queries.readSnippets(trx, query, shown);
      return {
        query,
        reports: shown.map((id) => ({ id, snippet: snippets.get(id) ?? null })),
        reports_count: ids.length,
        page,
        pages_count,
        claimIds: page === 1 ? await queries.findClaims(trx, query, stemmings, CLAIMS_MAX) : [],
        sources: page === 1 ? await queries.findSources(trx, query, SOURCES_MAX) : [],
        meant: ids.length < FEW ? await guess(trx, query, ids.length, options.now) : null,
      };
    });
}

/** The published reports whose addresses look most like a path that leads nowhere: at most five. */
export async function suggestFor(db: Db, path: string): Promise<{ slug: string; headline: string }[]> {
  const slug = parseQuery(path.split("/").filter(Boolean).at(-1) ?? "")
    .text.toLowerCase()
    .slice(0, 100);
  return slug.length < 3 ? [] : queries.listSlugsAlike(db, slug, SUGGESTIONS_MAX);
}

/** Fills the index anew from all published reports, in one transaction; gives how many. */
export function rebuildSearch(db: Db): Promise<number> {
  return inTransaction(db, queries.rebuildIndex);
}

/** The query without its typing errors; null where there seems to be none, or where more would not be found so. */
async function guess(db: Db, query: SearchQuery, found_count: number, now: Date): Promise<string | null> {
  const words = wordsToCheck(query);
  if (words.length === 0) return null;
  const better = new Map<string, string>();
  for (const [typed, alike] of await queries.listAlike(db, words, ALIKE_MAX)) {
    const word = nearestWord(typed, alike);
    if (word !== null) better.set(typed, word);
  }
  if (better.size === 0) return null;
  const meant = replaceWords(query, better);
  const found = await queries.findReports(db, parseQuery(meant), await queries.listStemmings(db), now);
  return found.length > found_count ? meant : null;
}
