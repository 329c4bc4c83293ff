import { findAuthorBySlug } from "../people/queries.ts";
import type { Db } from "../platform/db.ts";
import { type ListName, neighbours, pagesOf, pagesTouchedBy, readListEnd, readListPage } from "../reports/lists.ts";
import { findSourcesBySlug, listAliases, readSourceRecord } from "../sourcing/queries.ts";
import { findTopicBySlug } from "../topics/queries.ts";
import { authorPage } from "./author-page.ts";
import { correctionsPage } from "./corrections-page.ts";
import { listPage } from "./list-page.ts";
import { loadClaimItems } from "./load-claims.ts";
import { loadCorrections } from "./load-corrections.ts";
import { loadLineList } from "./load-lines.ts";
import { wordsOf } from "./messages.ts";
import { idsIn, type PageKind, type PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";
import { sourcePage } from "./source-page.ts";
import type { PagerView } from "./views.ts";

const PORTION = 40;
const ALIASES_MAX = 20;

/** One thing that has a list of its own: its address, the name of the list, and what the page is tagged with besides. */
interface Listed {
  readonly base: string;
  readonly list: ListName;
  readonly tags: readonly string[];
}

interface ListPage {
  readonly items: readonly string[];
  readonly pager: PagerView;
  readonly href: string;
}

/**
 * A kind of page that shows lists: a head page with the newest, and numbered pages from the oldest on, each a unit.
 * A list that grew touches its head and the page at its end alone.
 */
function listKind(options: {
  readonly name: string;
  /** The lists among these tags' ids. */
  readonly byIds: (db: Db, ids: readonly string[]) => Promise<Listed[]>;
  readonly prefix: string;
  readonly all: (db: Db) => AsyncIterable<Listed[]>;
  readonly bySlug: (db: Db, base: string) => Promise<Listed | null>;
  readonly draw: (context: PrintContext, listed: Listed, page: ListPage) => Promise<string | null>;
}): PageKind {
  return {
    name: options.name,
    async unitsOf(db, tags) {
      const units: string[] = [];
      for (const { base, list } of await options.byIds(db, idsIn(tags, options.prefix))) {
        const last = await readListEnd(db, list);
        units.push(base, ...pagesTouchedBy(last).map((number) => `${base}/${number}`));
      }
      return units;
    },
    async *allUnits(db) {
      for await (const portion of options.all(db)) {
        for (const { base, list } of portion) {
          const last = await readListEnd(db, list);
          let units = [base];
          for (let number = 1; number <= pagesOf(last); number++) {
            units.push(`${base}/${number}`);
            if (units.length < PORTION) continue;
            yield units;
            units = [];
          }
          if (units.length > 0) yield units;
        }
      }
    },
    async print(context, units) {
      const pages = await Promise.all(
        units.map(async (unit) => {
          const { base, number } = parseUnit(unit);
          const listed = await options.bySlug(context.db, base);
          if (!listed) return null;
          const { items, last } = await readListPage(context.db, listed.list, number);
          if (number !== null && number > pagesOf(last)) return null;
          const body = await options.draw(context, listed, { items, pager: pagerOf(base, number, last), href: unit });
          return body === null
            ? null
            : { path: unit, unit, tags: [...listed.tags, ...(number === null ? [`list:${listed.list}`] : [])], body };
        }),
      );
      return pages.filter((page) => page !== null);
    },
  };
}

export const archiveKind = listKind({
  name: "archive",
  prefix: "list:all",
  byIds: async (_, ids) => (ids.length > 0 ? [ARCHIVE] : []),
  all: async function* () {
    yield [{ base: PATHS.archive, list: "all", tags: [] }];
  },
  bySlug: async () => ARCHIVE,
  draw: async ({ db, site }, _, page) => {
    const reports = await loadLineList(db, page.items);
    const words = wordsOf(site.language);
    return listPage(
      site,
      { title: words.text("nav.archive"), about: null, href: page.href, reports, pager: page.pager },
      "archive",
    );
  },
});

export const topicKind = listKind({
  name: "topic",
  prefix: "list:topic:",
  byIds: async (db, ids) => {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom("topics").select(["id", "slug"]).where("id", "in", ids).execute();
    return rows.map(topicList);
  },
  all: (db) =>
    inPortions(async (after) =>
      (
        await db
          .selectFrom("topics")
          .select(["id", "slug"])
          .where("id", ">", after)
          .orderBy("id")
          .limit(PORTION)
          .execute()
      ).map((row) => ({ id: row.id, listed: topicList(row) })),
    ),
  bySlug: async (db, base) => {
    const topic = await findTopicBySlug(db, base.slice("/topics/".length));
    return topic ? topicList(topic) : null;
  },
  draw: async ({ db, site }, listed, page) => {
    const topic = await findTopicBySlug(db, listed.base.slice("/topics/".length));
    if (!topic) return null;
    const reports = await loadLineList(db, page.items);
    return listPage(
      site,
      { title: topic.name, about: topic.about, href: page.href, reports, pager: page.pager },
      "topic",
    );
  },
});

export const authorKind = listKind({
  name: "author",
  prefix: "list:author:",
  byIds: async (db, ids) => {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom("authors").select(["id", "slug"]).where("id", "in", ids).execute();
    return rows.map(authorList);
  },
  all: (db) =>
    inPortions(async (after) =>
      (
        await db
          .selectFrom("authors")
          .select(["id", "slug"])
          .where("id", ">", after)
          .orderBy("id")
          .limit(PORTION)
          .execute()
      ).map((row) => ({ id: row.id, listed: authorList(row) })),
    ),
  bySlug: async (db, base) => {
    const author = await findAuthorBySlug(db, base.slice("/authors/".length));
    return author ? authorList(author) : null;
  },
  draw: async ({ db, site }, listed, page) => {
    const author = await findAuthorBySlug(db, listed.base.slice("/authors/".length));
    // Whoever has written nothing that is published has no page yet.
    if (!author || page.items.length === 0) return null;
    const reports = await loadLineList(db, page.items);
    const list = { title: author.name, about: author.about, href: page.href, reports, pager: page.pager };
    return authorPage(site, { name: author.name, about: author.about, list });
  },
});

export const sourceKind = listKind({
  name: "source",
  prefix: "list:source:",
  byIds: async (db, ids) => {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom("sources").select(["id", "slug"]).where("id", "in", ids).execute();
    return rows.flatMap(sourceList);
  },
  all: (db) =>
    inPortions(async (after) =>
      (
        await db
          .selectFrom("sources")
          .select(["id", "slug"])
          .where("slug", "is not", null)
          .where("id", ">", after)
          .orderBy("id")
          .limit(PORTION)
          .execute()
      ).flatMap((row) => sourceList(row).map((listed) => ({ id: row.id, listed }))),
    ),
  bySlug: async (db, base) => {
    const [source] = await findSourcesBySlug(db, [base.slice("/sources/".length)]);
    return source ? (sourceList(source)[0] ?? null) : null;
  },
  draw: async ({ db, site }, listed, page) => {
    const [source] = await findSourcesBySlug(db, [listed.base.slice("/sources/".length)]);
    if (!source || page.items.length === 0) return null;
    const [record, aliases, claims] = await Promise.all([
      readSourceRecord(db, source.id),
      listAliases(db, source, ALIASES_MAX),
      loadClaimItems(db, page.items),
    ]);
    return sourcePage(site, {
      name: source.name,
      kind: source.kind,
      role: source.role,
      aliases,
      href: page.href,
      record: {
        claims: record.claims,
        reports: record.reports,
        supported: record.supported,
        disputed: record.disputed,
        corrected: record.corrected,
        asRoot: record.as_root,
      },
      claims,
      pager: page.pager,
    });
  },
});

export const correctionsKind = listKind({
  name: "corrections",
  prefix: "list:corrections",
  byIds: async (_, ids) => (ids.length > 0 ? [CORRECTIONS] : []),
  all: async function* () {
    yield [CORRECTIONS];
  },
  bySlug: async () => CORRECTIONS,
  draw: async ({ db, site }, _, page) => {
    const byReport = await loadCorrections(db, { ids: page.items });
    const all = new Map([...byReport.values()].flat().map((correction) => [correction.id, correction]));
    const corrections = page.items.flatMap((id) => all.get(id) ?? []);
    return correctionsPage(site, { corrections, pager: page.pager }, page.href);
  },
});

const ARCHIVE: Listed = { base: PATHS.archive, list: "all", tags: [] };
const CORRECTIONS: Listed = { base: PATHS.corrections, list: "corrections", tags: [] };

function topicList({ id, slug }: { id: string; slug: string }): Listed {
  return { base: `/topics/${slug}`, list: `topic:${id}`, tags: [`topic:${id}`] };
}

function authorList({ id, slug }: { id: string; slug: string }): Listed {
  return { base: `/authors/${slug}`, list: `author:${id}`, tags: [`author:${id}`] };
}

function sourceList({ id, slug }: { id: string; slug: string | null }): Listed[] {
  return slug === null ? [] : [{ base: `/sources/${slug}`, list: `source:${id}`, tags: [`source:${id}`] }];
}

/** `/topics/lake/2` is page 2 of `/topics/lake`; slugs are never bare numbers. */
function parseUnit(unit: string): { base: string; number: number | null } {
  const match = /^(.+)\/(\d+)$/.exec(unit);
  return match?.[1] ? { base: match[1], number: Number(match[2]) } : { base: unit, number: null };
}

function pagerOf(base: string, number: number | null, last: number): PagerView {
  const { older, newer } = neighbours(number, last);
  const newerHref = newer === "head" ? base : newer === null ? null : `${base}/${newer}`;
  return { number, olderHref: older === null ? null : `${base}/${older}`, newerHref };
}

/** The first of all ids: every other sorts behind it. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

async function* inPortions(
  read: (after: string) => Promise<{ id: string; listed: Listed }[]>,
): AsyncIterable<Listed[]> {
  for (let after = NO_ID; ; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.listed);
    after = last.id;
  }
}
