import { sql } from "kysely";
import { readDocument } from "../document/schema.ts";
import { toPlainHtml } from "../document/to-html.ts";
import type { Db } from "../platform/db.ts";
import { readListEnd, readListPage } from "../reports/lists.ts";
import { listTranslations } from "../reports/queries.ts";
import { listNavigationTopics } from "../topics/queries.ts";
import { atomFeed, type FeedEntry, jsonFeed, robotsTxt, siteFeed, sitemap, sitemapIndex } from "./feeds.ts";
import { loadLines, reportHref } from "./load-lines.ts";
import { idsIn, type PageKind, type PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";

const FEED_ENTRIES = 20;

/** The newest reports in full, as Atom and as JSON Feed. */
export const feedKind: PageKind = {
  name: "feed",
  async unitsOf(_, tags) {
    return tags.includes("list:all") ? [PATHS.atom] : [];
  },
  async *allUnits() {
    yield [PATHS.atom];
  },
  async print({ db, site, now }: PrintContext) {
    const { items } = await readListPage(db, "all", null);
    const ids = items.slice(0, FEED_ENTRIES);
    const entries = await loadEntries(db, ids);
    // A correction of a report that stands in the feed is an update of its entry.
    const tags = ["list:all", ...ids.map((id) => `report:${id}`)];
    return [
      { path: PATHS.atom, unit: PATHS.atom, tags, body: atomFeed(site, siteFeed(site, entries, PATHS.atom), now) },
      { path: PATHS.jsonFeed, unit: PATHS.atom, tags, body: jsonFeed(site, siteFeed(site, entries, PATHS.jsonFeed)) },
    ];
  },
};

async function loadEntries(db: Db, reportIds: readonly string[]): Promise<FeedEntry[]> {
  if (reportIds.length === 0) return [];
  const lines = await loadLines(db, reportIds);
  const { rows } = await sql<{ report_id: string; document_version: number; document: unknown; published_at: Date }>`
    select v.report_id, v.document_version, v.document, r.published_at
    from reports r join revisions v on v.id = r.published_revision_id where r.id = any(${reportIds}::uuid[])`.execute(
    db,
  );
  const revisions = new Map(rows.map((row) => [row.report_id, row]));
  return reportIds.flatMap((id) => {
    const view = lines.get(id);
    const revision = revisions.get(id);
    if (!view || !revision) return [];
    const doc = readDocument({ version: revision.document_version, doc: revision.document });
    return [{ view, bodyHtml: toPlainHtml(doc), updatedAt: revision.published_at }];
  });
}

// Far below what a file may hold: a publication prints one of these anew, and that must stay quick.
const REPORTS_A_SITEMAP = 1_000;

/** Sitemaps numbered from the oldest report on, and the index that names them. */
export const sitemapKind: PageKind = {
  name: "sitemap",
  async unitsOf(db, tags) {
    const ids = [...idsIn(tags, "report:"), ...idsIn(tags, "translations:")];
    const rows =
      ids.length === 0
        ? []
        : await db
            .selectFrom("reports")
            .select("ordinal")
            .where("id", "in", ids)
            .where("ordinal", "is not", null)
            .execute();
    const numbers = new Set(rows.map((row) => Math.ceil(Number(row.ordinal) / REPORTS_A_SITEMAP)));
    return [...[...numbers].map(sitemapHref), ...(tags.includes("list:all") ? [PATHS.sitemap] : [])];
  },
  async *allUnits(db) {
    yield [PATHS.sitemap, PAGES_SITEMAP, ROBOTS];
    const sitemaps = await countSitemaps(db);
    for (let number = 1; number <= sitemaps; number++) yield [sitemapHref(number)];
  },
  async print(context, units) {
    return Promise.all(
      units.map(async (unit) => ({ path: unit, unit, tags: ["site"], body: await drawUnit(context, unit) })),
    );
  },
};

const ROBOTS = "/robots.txt";
const PAGES_SITEMAP = "/sitemaps/pages.xml";

async function drawUnit({ db, site }: PrintContext, unit: string): Promise<string> {
  if (unit === ROBOTS) return robotsTxt(site);
  if (unit === PATHS.sitemap) {
    const numbers = Array.from({ length: await countSitemaps(db) }, (_, i) => sitemapHref(i + 1));
    return sitemapIndex(
      site,
      [PAGES_SITEMAP, ...numbers].map((href) => ({ href, updatedAt: null })),
    );
  }
  if (unit === PAGES_SITEMAP) {
    const topics = (await listNavigationTopics(db, 100)).map((topic) => `/topics/${topic.slug}`);
    const fixed = [PATHS.front, PATHS.archive, PATHS.corrections, PATHS.support, PATHS.ledger, PATHS.howToRead];
    return sitemap(
      site,
      [...fixed, ...topics].map((href) => ({ href, updatedAt: null })),
    );
  }
  const number = Number(/(\d+)\.xml$/.exec(unit)?.[1] ?? 0);
  const rows = await db
    .selectFrom("reports")
    .select(["id", "slug", "language", "published_at"])
    .where("ordinal", ">", BigInt((number - 1) * REPORTS_A_SITEMAP))
    .where("ordinal", "<=", BigInt(number * REPORTS_A_SITEMAP))
    .orderBy("ordinal")
    .execute();
  const translations = await listTranslations(
    db,
    rows.map((row) => row.id),
  );
  const translationsOf = Map.groupBy(
    translations.filter((other) => other.isPublished),
    (other) => other.of,
  );
  return sitemap(
    site,
    rows.map((row) => {
      const others = translationsOf.get(row.id) ?? [];
      const all = others.length === 0 ? [] : [row, ...others];
      const alternates = all.map(({ language, slug }) => ({ language, href: reportHref(slug) }));
      return { href: reportHref(row.slug), updatedAt: row.published_at, alternates };
    }),
  );
}

async function countSitemaps(db: Db): Promise<number> {
  return Math.ceil((await readListEnd(db, "all")) / REPORTS_A_SITEMAP);
}

function sitemapHref(number: number): string {
  return `/sitemaps/${number}.xml`;
}
