import { sql } from "kysely";
import { picturesIn, readDocument } from "../document/schema.ts";
import { toPlainHtml } from "../document/to-html.ts";
import { findAuthorsBySlug } from "../people/queries.ts";
import type { Db } from "../platform/db.ts";
import { type ListName, readListPage, readListPages } from "../reports/lists.ts";
import { findTopicsBySlug } from "../topics/queries.ts";
import { atomFeed, type Feed, type FeedEntry, jsonFeed, partFeed, rssFeed, siteFeed } from "./feeds.ts";
import { loadCorrections } from "./load-corrections.ts";
import { loadLines, loadPictureSizes } from "./load-lines.ts";
import { wordsOf } from "./messages.ts";
import { idsIn, type PageKind, type PrintContext, type PrintedPage, slugsIn } from "./page-kind.ts";
import { feedPaths, PATHS } from "./paths.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { Link } from "./views.ts";

const FEED_ENTRIES = 20;
const PORTION = 10;

/** The newest reports in full, as Atom, RSS and JSON Feed. */
export const feedKind: PageKind = {
  name: "feed",
  async unitsOf(_, tags) {
    return tags.includes("list:all") ? [PATHS.atom] : [];
  },
  async *allUnits() {
    yield [PATHS.atom];
  },
  async print(context) {
    const { items } = await readListPage(context.db, "all", null);
    const ids = items.slice(0, FEED_ENTRIES);
    const entries = await loadEntries(context.db, ids);
    const feed = (selfHref: string) =>
      siteFeed(
        context.site,
        ids.flatMap((id) => entries.get(id) ?? []),
        selfHref,
      );
    // A correction of a report that stands in the feed is an update of its entry.
    const tags = ["list:all", ...ids.map((id) => `report:${id}`)];
    return inThreeForms(context, PATHS.atom, PATHS.front, tags, feed);
  },
};

/** The same of one topic or one author: a unit each, named by the address of its page. */
export const partFeedKind: PageKind = {
  name: "part-feed",
  async unitsOf(db, tags) {
    const parts = [
      ...(await listParts(db, "topics", idsIn(tags, "list:topic:"))),
      ...(await listParts(db, "authors", idsIn(tags, "list:author:"))),
    ];
    return parts.map((part) => part.href);
  },
  async *allUnits(db) {
    for (const table of ["topics", "authors"] as const) {
      for (let after = NO_ID; ; ) {
        const parts = await listParts(db, table, after);
        const last = parts.at(-1);
        if (!last) break;
        yield parts.map((part) => part.href);
        after = last.id;
      }
    }
  },
  async print(context, units) {
    const { db, site } = context;
    const parts = await findParts(db, units);
    const contents = await readListPages(
      db,
      parts.map(({ list }) => ({ list, number: null })),
    );
    const newest = contents.map(({ items }) => items.slice(0, FEED_ENTRIES));
    const entries = await loadEntries(db, [...new Set(newest.flat())]);
    return parts.flatMap((part, i) => {
      const ids = (newest[i] ?? []).filter((id) => entries.has(id));
      // Whoever has written nothing, and what nothing was written of, has no feed either.
      if (ids.length === 0) return [];
      const tags = [part.tag, `list:${part.list}`, ...ids.map((id) => `report:${id}`)];
      const feed = (selfHref: string) =>
        partFeed(
          site,
          part,
          ids.flatMap((id) => entries.get(id) ?? []),
          selfHref,
        );
      return inThreeForms(context, part.href, part.href, tags, feed);
    });
  },
};

interface Part extends Link {
  readonly id: string;
  readonly tag: string;
  readonly list: ListName;
}

/** Topics or authors of these ids, or those that come after an id. */
async function listParts(db: Db, table: "topics" | "authors", of: readonly string[] | string): Promise<Part[]> {
  if (of.length === 0) return [];
  const all = db.selectFrom(table).select(["id", "slug", "name"]);
  const wanted = typeof of === "string" ? all.where("id", ">", of) : all.where("id", "in", of);
  const rows = await wanted
    .orderBy("id")
    .limit(typeof of === "string" ? PORTION : of.length)
    .execute();
  return rows.map((row) => partOf(table, row));
}

async function findParts(db: Db, units: readonly string[]): Promise<Part[]> {
  const below = (prefix: string) =>
    slugsIn(
      units.filter((unit) => unit.startsWith(prefix)),
      prefix,
    );
  const [topics, authors] = await Promise.all([
    findTopicsBySlug(db, below("/topics/")),
    findAuthorsBySlug(db, below("/authors/")),
  ]);
  return [...topics.map((topic) => partOf("topics", topic)), ...authors.map((author) => partOf("authors", author))];
}

function partOf(table: "topics" | "authors", row: { id: string; slug: string; name: string }): Part {
  const { id, slug, name: title } = row;
  return table === "topics"
    ? { id, title, href: `/topics/${slug}`, tag: `topic:${id}`, list: `topic:${id}` }
    : { id, title, href: `/authors/${slug}`, tag: `author:${id}`, list: `author:${id}` };
}

/** The first of all ids: every other sorts behind it. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

function inThreeForms(
  { site, now }: PrintContext,
  unit: string,
  href: string,
  tags: readonly string[],
  feed: (selfHref: string) => Feed,
): PrintedPage[] {
  const paths = feedPaths(href);
  return [
    { path: paths.atom, unit, tags, body: atomFeed(site, feed(paths.atom), now) },
    { path: paths.rss, unit, tags, body: rssFeed(site, feed(paths.rss), now) },
    { path: paths.json, unit, tags, body: jsonFeed(site, feed(paths.json)) },
  ];
}

/** What feeds show of these reports, by id; what readers no longer see is left out. */
async function loadEntries(db: Db, reportIds: readonly string[]): Promise<Map<string, FeedEntry>> {
  if (reportIds.length === 0) return new Map();
  const [lines, corrections, { rows }] = await Promise.all([
    loadLines(db, reportIds),
    loadCorrections(db, { reportIds }),
    sql<{ report_id: string; document_version: number; document: unknown; published_at: Date }>`
      select v.report_id, v.document_version, v.document, r.published_at
      from reports r join revisions v on v.id = r.published_revision_id where r.id = any(${reportIds}::uuid[])`.execute(
      db,
    ),
  ]);
  const docs = new Map(
    rows.map((row) => [row.report_id, readDocument({ version: row.document_version, doc: row.document })]),
  );
  const pictures = await loadPictureSizes(db, [...docs.values()].flatMap(picturesIn));
  return new Map(
    rows.flatMap((row) => {
      const view = lines.get(row.report_id);
      const doc = docs.get(row.report_id);
      if (!view || !doc) return [];
      const entry: FeedEntry = {
        view,
        bodyHtml: toPlainHtml(doc, surroundingsOf(wordsOf(view.language), pictures, "feed")),
        updatedAt: row.published_at,
        corrections: corrections.get(row.report_id) ?? [],
      };
      return [[row.report_id, entry] as const];
    }),
  );
}
