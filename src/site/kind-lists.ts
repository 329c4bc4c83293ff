import { findAuthorsBySlug } from "../people/queries.ts";
import type { Db, Row } from "../platform/db.ts";
import { type ListName, neighbours, pagesOf, pagesTouchedBy, readListEnds, readListPages } from "../reports/lists.ts";
import {
  findSourcesBySlug,
  listAliases,
  listSourceMonths,
  listToldInOriginals,
  readSourceRecords,
} from "../sourcing/queries.ts";
import { periodsOf } from "../sourcing/rules.ts";
import { findTopicsBySlug } from "../topics/queries.ts";
import { authorPage } from "./author-page.ts";
import { correctionsPage } from "./corrections-page.ts";
import { listPage } from "./list-page.ts";
import { loadClaimItems, sourceHref } from "./load-claims.ts";
import { loadCorrections } from "./load-corrections.ts";
import { loadLines } from "./load-lines.ts";
import { wordsOf } from "./messages.ts";
import { idsIn, type PageKind, type PrintContext, slugsIn } from "./page-kind.ts";
import { PATHS } from "./paths.ts";
import { sourcePage } from "./source-page.ts";
import type { PagerView, ReportLineView } from "./views.ts";

/** How many things or pages are taken at a time. */
export const PORTION = 40;
const ALIASES_MAX = 20;

/** One thing that has a list of its own: its address, the name of the list, and what the page is tagged with besides. */
export interface Listed {
  readonly base: string;
  readonly list: ListName;
  readonly tags: readonly string[];
}

interface ListPage {
  readonly items: readonly string[];
  readonly pager: PagerView;
  readonly href: string;
}

/** A page of a list, and the tags of what it shows. */
interface Drawn {
  readonly body: string;
  readonly tags: readonly string[];
}

/** What a list is of, as its pages need it. */
interface Shown<Thing> extends Listed {
  readonly thing: Thing;
}

/**
 * A kind of page that shows lists: a head page with the newest, and numbered pages from the oldest on, each a unit.
 * A list that grew touches its head and the page at its end alone.
 */
export function listKind<Thing>(options: {
  readonly name: string;
  /** The lists among these tags' ids. */
  readonly byIds: (db: Db, ids: readonly string[]) => Promise<Listed[]>;
  readonly prefix: string;
  readonly all: (db: Db) => AsyncIterable<Listed[]>;
  readonly bySlugs: (db: Db, bases: readonly string[]) => Promise<Shown<Thing>[]>;
  /** Loads what many pages need at once, and gives what draws one of them; null: there is no such page. */
  readonly load: (
    context: PrintContext,
    things: readonly Thing[],
    items: readonly string[],
  ) => Promise<(thing: Thing, page: ListPage) => Drawn | null>;
}): PageKind {
  return {
    name: options.name,
    async unitsOf(db, tags) {
      const listed = await options.byIds(db, idsIn(tags, options.prefix));
      const ends = await readListEnds(
        db,
        listed.map(({ list }) => list),
      );
      return listed.flatMap(({ base, list }) => [
        base,
        ...pagesTouchedBy(ends.get(list) ?? 0).map((number) => `${base}/${number}`),
      ]);
    },
    async *allUnits(db) {
      for await (const portion of options.all(db)) {
        const ends = await readListEnds(
          db,
          portion.map(({ list }) => list),
        );
        const units = portion.flatMap(({ base, list }) => [
          base,
          ...Array.from({ length: pagesOf(ends.get(list) ?? 0) }, (_, i) => `${base}/${i + 1}`),
        ]);
        for (let from = 0; from < units.length; from += PORTION) yield units.slice(from, from + PORTION);
      }
    },
    async print(context, units) {
      const parsed = units.map((unit) => ({ unit, ...parseUnit(unit) }));
      const shown = await options.bySlugs(context.db, [...new Set(parsed.map(({ base }) => base))]);
      const byBase = new Map(shown.map((one) => [one.base, one]));
      const wanted = parsed.flatMap(({ unit, base, number }) => {
        const one = byBase.get(base);
        return one ? [{ unit, base, number, one, list: one.list }] : [];
      });
      const contents = await readListPages(context.db, wanted);
      const draw = await options.load(
        context,
        shown.map((one) => one.thing),
        contents.flatMap((page) => page.items),
      );
      return wanted.flatMap(({ unit, base, number, one }, i) => {
        const { items, last } = contents[i] ?? { items: [], last: 0 };
        if (number !== null && number > pagesOf(last)) return [];
        const drawn = draw(one.thing, { items, pager: pagerOf(base, number, last), href: unit });
        if (drawn === null) return [];
        const tags = [...one.tags, ...(number === null ? [`list:${one.list}`] : []), ...drawn.tags];
        return [{ path: unit, unit, tags, body: drawn.body }];
      });
    },
  };
}

/** Loads lines once, for all the lists that show them. */
export async function linesIn(db: Db, items: readonly string[]): Promise<(ids: readonly string[]) => ReportLineView[]> {
  const lines = await loadLines(db, items);
  return (ids) => ids.flatMap((id) => lines.get(id) ?? []);
}

export const archiveKind = listKind({
  name: "archive",
  prefix: "list:all",
  byIds: async (_, ids) => (ids.length > 0 ? [ARCHIVE] : []),
  all: async function* () {
    yield [ARCHIVE];
  },
  bySlugs: async () => [{ ...ARCHIVE, thing: null }],
  load: async ({ db, site }, _, items) => {
    const linesOf = await linesIn(db, items);
    const title = wordsOf(site.language, site.timeZone).text("nav.archive");
    return (_thing, { items: ids, href, pager }) => ({
      tags: ids.map((id) => `report:${id}`),
      body: listPage(site, { title, about: null, href, reports: linesOf(ids), pager }, "archive"),
    });
  },
});

export const topicKind = listKind<Row<"topics">>({
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
  bySlugs: async (db, bases) =>
    (await findTopicsBySlug(db, slugsIn(bases, "/topics/"))).map((thing) => ({ ...topicList(thing), thing })),
  load: async ({ db, site }, _, items) => {
    const linesOf = await linesIn(db, items);
    return ({ name: title, about }, { items: ids, href, pager }) => ({
      tags: ids.map((id) => `report:${id}`),
      body: listPage(site, { title, about, href, reports: linesOf(ids), pager }, "topic"),
    });
  },
});

export const authorKind = listKind<Row<"authors">>({
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
  bySlugs: async (db, bases) =>
    (await findAuthorsBySlug(db, slugsIn(bases, "/authors/"))).map((thing) => ({ ...authorList(thing), thing })),
  load: async ({ db, site }, _, items) => {
    const linesOf = await linesIn(db, items);
    return ({ name, about }, { items: ids, href, pager }) => {
      // Whoever has written nothing that is published has no page yet.
      if (ids.length === 0) return null;
      const list = { title: name, about, href, reports: linesOf(ids), pager };
      return { tags: ids.map((id) => `report:${id}`), body: authorPage(site, { name, about, list }) };
    };
  },
});

export const sourceKind = listKind<Row<"sources">>({
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
  bySlugs: async (db, bases) =>
    (await findSourcesBySlug(db, slugsIn(bases, "/sources/"))).flatMap((thing) =>
      sourceList(thing).map((listed) => ({ ...listed, thing })),
    ),
  load: async ({ db, site }, sources, items) => {
    const [records, months, aliases, claims, told] = await Promise.all([
      readSourceRecords(
        db,
        sources.map((source) => source.id),
      ),
      listSourceMonths(
        db,
        sources.map((source) => source.id),
      ),
      listAliases(db, sources, ALIASES_MAX),
      loadClaimItems(db, [...new Set(items)]),
      listToldInOriginals(db, items),
    ]);
    return (source, { items: ids, href, pager }) => {
      const record = records.get(source.id);
      if (!record || ids.length === 0) return null;
      // A report that became a translation later keeps its places in the list, but what it renders is told once.
      const shown = ids.flatMap((id) => (told.has(`${source.id} ${id}`) ? [] : (claims.get(id) ?? [])));
      const { as_root: asRoot, ...counts } = record;
      // The record changes with each publication; pages that are full stay as they are, and lead to the one that has it.
      const isHead = pager.number === null;
      const { name, kind, role } = source;
      const body = sourcePage(site, {
        ...{ name, kind, role, href, pager, claims: shown },
        aliases: aliases.get(source.id) ?? [],
        record: isHead ? { ...counts, asRoot } : null,
        periods: isHead ? periodsOf(months.get(source.id) ?? []) : [],
        headHref: sourceHref(source.slug ?? ""),
      });
      const tags = new Set(shown.flatMap(({ reportId }) => [`report:${reportId}`, `claims:${reportId}`]));
      return { body, tags: [...(isHead ? [`record:${source.id}`] : []), ...tags] };
    };
  },
});

export const correctionsKind = listKind({
  name: "corrections",
  prefix: "list:corrections",
  byIds: async (_, ids) => (ids.length > 0 ? [CORRECTIONS] : []),
  all: async function* () {
    yield [CORRECTIONS];
  },
  bySlugs: async () => [{ ...CORRECTIONS, thing: null }],
  load: async ({ db, site }, _, items) => {
    const byReport = await loadCorrections(db, { ids: items });
    const all = new Map([...byReport.values()].flat().map((correction) => [correction.id, correction]));
    return (_thing, page) => {
      const corrections = page.items.flatMap((id) => all.get(id) ?? []);
      const tags = new Set(corrections.map(({ reportId }) => `report:${reportId}`));
      return { tags: [...tags], body: correctionsPage(site, { corrections, pager: page.pager }, page.href) };
    };
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

export async function* inPortions(
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
