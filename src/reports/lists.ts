import { sql } from "kysely";
import type { Db, Trx } from "../platform/db.ts";
import "./schema.ts";

/** How many items a numbered page of a list holds. Changing it moves every old page: don't. */
export const PAGE_SIZE = 20;

/** The name of a list: all reports, or those of a topic, an author, a source (whose items are claims), or corrections. */
export type ListName = "all" | "corrections" | `topic:${string}` | `author:${string}` | `source:${string}`;

export interface ListEntry {
  readonly list: ListName;
  /** A report, a claim or a correction, as the list has it. */
  readonly itemId: string;
}

/**
 * Puts items at the ends of lists. An item that a list has already keeps its place. Gives the ordinal each new item
 * got. Lists are taken in the order of their names, so that two publications never wait for each other in a ring.
 */
export async function appendToLists(trx: Trx, entries: readonly ListEntry[]): Promise<Map<string, bigint>> {
  const ordinals = new Map<string, bigint>();
  const byList = Map.groupBy(entries, (entry) => entry.list);
  for (const list of [...byList.keys()].sort()) {
    const wanted = [...new Set((byList.get(list) ?? []).map((entry) => entry.itemId))];
    await trx
      .insertInto("list_ends")
      .values({ list, last: 0n })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const end = await trx
      .selectFrom("list_ends")
      .select("last")
      .where("list", "=", list)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const there = await trx
      .selectFrom("list_items")
      .select("item_id")
      .where("list", "=", list)
      .where("item_id", "in", wanted)
      .execute();
    const known = new Set(there.map((row) => row.item_id));
    const added = wanted
      .filter((id) => !known.has(id))
      .map((item_id, i) => ({ list, item_id, ordinal: end.last + 1n + BigInt(i) }));
    if (added.length === 0) continue;
    await trx.insertInto("list_items").values(added).execute();
    await trx
      .updateTable("list_ends")
      .set({ last: end.last + BigInt(added.length) })
      .where("list", "=", list)
      .execute();
    for (const item of added) ordinals.set(`${list} ${item.item_id}`, item.ordinal);
  }
  return ordinals;
}

/** How many items the list ever got; 0 where there is no such list. */
export async function readListEnd(db: Db, list: ListName): Promise<number> {
  const row = await db.selectFrom("list_ends").select("last").where("list", "=", list).executeTakeFirst();
  return Number(row?.last ?? 0n);
}

/** The items of one numbered page (1 holds the oldest), or of the head page (`null`), newest first. */
export async function readListPage(
  db: Db,
  list: ListName,
  number: number | null,
): Promise<{ items: string[]; last: number }> {
  const last = await readListEnd(db, list);
  const from = number === null ? headStart(last) : (number - 1) * PAGE_SIZE;
  const to = number === null ? last : number * PAGE_SIZE;
  const { rows } = await sql<{ item_id: string }>`
    select item_id from list_items where list = ${list} and ordinal > ${from} and ordinal <= ${to} order by ordinal desc`.execute(
    db,
  );
  return { items: rows.map((row) => row.item_id), last };
}

/** How many numbered pages a list with `last` items has; the last of them may be growing. */
export function pagesOf(last: number): number {
  return Math.ceil(last / PAGE_SIZE);
}

/**
 * The numbered pages that change when a list has grown to `last` items: the growing one, and, when that one has just
 * begun, the one before it, which now has a newer neighbour. The head page changes always.
 */
export function pagesTouchedBy(last: number): number[] {
  const growing = pagesOf(last);
  if (growing === 0) return [];
  return last % PAGE_SIZE === 1 && growing > 1 ? [growing - 1, growing] : [growing];
}

/** Where the head page begins: it shows the growing page and the full one before it. */
export function headStart(last: number): number {
  return Math.max(0, (pagesOf(last) - 2) * PAGE_SIZE);
}

/** The pages beside a page: `older` and `newer` are numbers, `"head"` the head page, `null` none. */
export function neighbours(
  number: number | null,
  last: number,
): { older: number | null; newer: number | "head" | null } {
  const pages = pagesOf(last);
  if (number === null) return { older: pages > 2 ? pages - 2 : null, newer: null };
  return { older: number > 1 ? number - 1 : null, newer: number < pages ? number + 1 : "head" };
}
