import type { Db } from "../platform/db.ts";
import { readListEnd } from "../reports/lists.ts";
import { listTranslations } from "../reports/queries.ts";
import { listNavigationTopics } from "../topics/queries.ts";
import { reportHref } from "./load-lines.ts";
import { idsIn, type PageKind, type PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";
import { NEWS_ENTRIES_MAX, newsSitemap, sitemap, sitemapIndex } from "./sitemaps.ts";

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
    return [...[...numbers].map(sitemapHref), ...(tags.includes("list:all") ? [PATHS.sitemap, PATHS.newsSitemap] : [])];
  },
  async *allUnits(db) {
    yield [PATHS.sitemap, PAGES_SITEMAP, PATHS.newsSitemap];
    const sitemaps = await countSitemaps(db);
    for (let number = 1; number <= sitemaps; number++) yield [sitemapHref(number)];
  },
  async print(context, units) {
    return Promise.all(
      units.map(async (unit) => ({ path: unit, unit, tags: ["site"], body: await drawUnit(context, unit) })),
    );
  },
};

const NEWS_MS = 2 * 24 * 60 * 60 * 1000;
const PAGES_SITEMAP = "/sitemaps/pages.xml";

async function drawUnit({ db, site, now }: PrintContext, unit: string): Promise<string> {
  if (unit === PATHS.newsSitemap) return newsSitemap(site, await listNews(db, new Date(now.getTime() - NEWS_MS)));
  if (unit === PATHS.sitemap) {
    const numbers = Array.from({ length: await countSitemaps(db) }, (_, i) => sitemapHref(i + 1));
    return sitemapIndex(
      site,
      [PAGES_SITEMAP, PATHS.newsSitemap, ...numbers].map((href) => ({ href, updatedAt: null })),
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
    .where("published_revision_id", "is not", null)
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

/** The reports that were first published since a moment, newest first. */
async function listNews(
  db: Db,
  since: Date,
): Promise<{ href: string; headline: string; language: string; publishedAt: Date }[]> {
  const rows = await db
    .selectFrom("reports")
    .innerJoin("revisions", "revisions.id", "reports.published_revision_id")
    .select(["reports.slug", "reports.language", "reports.first_published_at", "revisions.headline"])
    .where("reports.ordinal", ">", BigInt(Math.max(0, (await readListEnd(db, "all")) - NEWS_ENTRIES_MAX)))
    .where("reports.first_published_at", ">", since)
    .orderBy("reports.ordinal", "desc")
    .limit(NEWS_ENTRIES_MAX)
    .execute();
  return rows.flatMap(({ slug, headline, language, first_published_at: publishedAt }) =>
    publishedAt === null ? [] : [{ href: reportHref(slug), headline, language, publishedAt }],
  );
}

async function countSitemaps(db: Db): Promise<number> {
  return Math.ceil((await readListEnd(db, "all")) / REPORTS_A_SITEMAP);
}

function sitemapHref(number: number): string {
  return `/sitemaps/${number}.xml`;
}
