import { sql } from "kysely";
import type { Db, Row } from "../platform/db.ts";
import { findEntitiesBySlug, listEntityAliases } from "../topics/queries.ts";
import { foldName } from "../topics/rules.ts";
import { entityPage } from "./entity-page.ts";
import { inPortions, type Listed, linesIn, listKind, PORTION } from "./kind-lists.ts";
import { entityHref } from "./load-lines.ts";
import { slugsIn } from "./page-kind.ts";

/** The people, places and bodies that reports are mostly about: their names, and those reports. */
export const entityKind = listKind<Row<"entities">>({
  name: "entity",
  prefix: "list:entity:",
  byIds: async (db, ids) => {
    if (ids.length === 0) return [];
    const rows = await db.selectFrom("entities").select(["id", "slug"]).where("id", "in", ids).execute();
    return rows.map(entityList);
  },
  all: (db) => inPortions((after) => listWithReports(db, after)),
  bySlugs: async (db, bases) =>
    (await findEntitiesBySlug(db, slugsIn(bases, entityHref("")))).map((thing) => ({ ...entityList(thing), thing })),
  load: async ({ db, site }, entities, items) => {
    const [linesOf, aliases] = await Promise.all([
      linesIn(db, items),
      listEntityAliases(
        db,
        entities.map(({ id }) => id),
      ),
    ]);
    return ({ id, name }, { items: ids, href, pager }) => {
      if (ids.length === 0) return null;
      const others = (aliases.get(id) ?? []).filter((alias) => alias !== foldName(name));
      const list = { title: name, about: null, href, reports: linesOf(ids), pager };
      return { tags: ids.map((report) => `report:${report}`), body: entityPage(site, { aliases: others, list }) };
    };
  },
});

/** Entities that have a list, for many that a draft named have none. */
async function listWithReports(db: Db, after: string): Promise<{ id: string; listed: Listed }[]> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from entities where id > ${after} and exists (select from list_ends where list = 'entity:' || entities.id)
    order by id limit ${PORTION}`.execute(db);
  return rows.map((row) => ({ id: row.id, listed: entityList(row) }));
}

function entityList({ id, slug }: { id: string; slug: string }): Listed {
  return { base: entityHref(slug), list: `entity:${id}`, tags: [`entity:${id}`] };
}
