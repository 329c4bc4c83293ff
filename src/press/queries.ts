import { sql } from "kysely";
import type { Db, Row } from "../platform/db.ts";
import "./schema.ts";

/** The units of all stored pages that were made from one of these tags. */
export async function listUnitsByTags(db: Db, tags: readonly string[]): Promise<string[]> {
  // Tag by tag: asked for all at once, the planner takes them for many pages and reads the whole table.
  const { rows } = await sql<{ unit: string }>`
    select distinct p.unit from unnest(${tags}::text[]) as t(tag)
    cross join lateral (select unit from press_pages where tags @> array[t.tag] offset 0) p`.execute(db);
  return rows.map((row) => row.unit);
}

/** The pages that stand for these units, with the hash of what stands there. */
export async function listPagesOf(
  db: Db,
  units: readonly string[],
): Promise<{ path: string; unit: string; hash: string }[]> {
  if (units.length === 0) return [];
  const { rows } = await sql<{ path: string; unit: string; hash: string }>`
    select path, unit, hash from press_pages where unit = any(${units}::text[])`.execute(db);
  return rows;
}

export async function savePages(db: Db, pages: readonly Row<"press_pages">[]): Promise<void> {
  if (pages.length === 0) return;
  // One JSON value a batch: a statement has room for 65,535 parameters only, and an array of arrays must be square.
  await sql`
    insert into press_pages (path, unit, tags, hash, printed_at)
    select p.path, p.unit, array(select jsonb_array_elements_text(p.tags)), p.hash, p.printed_at
    from jsonb_to_recordset(${JSON.stringify(pages)}::jsonb) as p(path text, unit text, tags jsonb, hash text, printed_at timestamptz)
    on conflict (path) do update set unit = excluded.unit, tags = excluded.tags, hash = excluded.hash, printed_at = excluded.printed_at`.execute(
    db,
  );
}

/** Says of pages that they belong to the edition as of now, although they were not printed anew. */
export async function touchPages(db: Db, paths: readonly string[], at: Date): Promise<void> {
  if (paths.length > 0)
    await db.updateTable("press_pages").set({ printed_at: at }).where("path", "in", paths).execute();
}

export async function deletePages(db: Db, paths: readonly string[]): Promise<void> {
  if (paths.length > 0) await db.deleteFrom("press_pages").where("path", "in", paths).execute();
}

/** Pages that no unit of the present edition printed since `before`: what a whole print takes away. */
export async function listPagesOlderThan(db: Db, before: Date, pages_max: number): Promise<string[]> {
  const rows = await db
    .selectFrom("press_pages")
    .select("path")
    .where("printed_at", "<", before)
    .limit(pages_max)
    .execute();
  return rows.map((row) => row.path);
}

export async function countPages(db: Db): Promise<number> {
  const row = await db
    .selectFrom("press_pages")
    .select((e) => e.fn.countAll<bigint>().as("count"))
    .executeTakeFirst();
  return Number(row?.count ?? 0n);
}

/** Forgets what stands in the edition, so that the next print writes every page. */
export async function forgetPages(db: Db): Promise<void> {
  await sql`truncate press_pages`.execute(db);
}
