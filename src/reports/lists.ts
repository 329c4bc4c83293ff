import { sql } from "kysely";
import type { Db, Trx } from "../platform/db.ts";
import "./schema.ts";

/** How many items a numbered page of a list holds. Changing it moves every old page: don't. */
export const PAGE_SIZE = 20;

/** The name of a list: all reports, or those of a topic, an entity, an author, a source (whose items are claims), or corrections. */
export type ListName =
  | "all"
  | "corrections"
  | `topic:${string}`
  | `entity:${string}`
  | `author:${string}`
  | `source:${string}`;

export interface ListEntry {
  readonly list: ListName;
  /** A report, a claim or a correction, as the list has it. */
  readonly itemId: string;
}

/**
 * Puts items at the ends of lists. An item that a list has already keeps its place. Gives the ordinal each new item
 * got, by `LIST ITEM`. Lists are locked in the order of their names, so that two publications never wait for each other
 * in a ring; a report stands in dozens of lists, so all of them are served by the same few statements.
 */
export async function appendToLists(trx: Trx, entries: readonly ListEntry[]): Promise<Map<string, bigint>> {
  const ordinals = new Map<string, bigint>();
  const wanted = new Map(entries.map((entry) => [`${entry.list} ${entry.itemId}`, entry]));
  const lists = [...new Set(entries.map((entry) => entry.list))].sort();
  if (lists.length === 0) return ordinals;
  await sql`insert into list_ends (list, last) select list, 0 from unnest(${lists}::text[]) with ordinality as l(list, n) order by n
    on conflict do nothing`.execute(trx);
  const { rows: ends } = await sql<{ list: string; last: bigint }>`
    select list, last from list_ends where list = any(${lists}::text[]) order by list collate "C" for update`.execute(
    trx,
  );
  const items = [...wanted.values()];
  const { rows: there } = await sql<{ list: string; item_id: string }>`
    select i.list, i.item_id from unnest(${items.map((item) => item.list)}::text[], ${items.map((item) => item.itemId)}::uuid[]) as w(list, item_id)
    join list_items i using (list, item_id)`.execute(trx);
  for (const item of there) wanted.delete(`${item.list} ${item.item_id}`);
  const last = new Map(ends.map((end) => [end.list, end.last]));
  const added = [...wanted.values()].map(({ list, itemId }) => {
    const ordinal = (last.get(list) ?? 0n) + 1n;
    last.set(list, ordinal);
    ordinals.set(`${list} ${itemId}`, ordinal);
    return { list, ordinal, item_id: itemId };
  });
  if (added.length === 0) return ordinals;
  await trx.insertInto("list_items").values(added).execute();
  const grown = [...new Set(added.map((item) => item.list))];
  await sql`update list_ends e set last = g.last
    from unnest(${grown}::text[], ${grown.map((list) => String(last.get(list) ?? 0n))}::bigint[]) as g(list, last)
    where e.list = g.list`.execute(trx);
  return ordinals;
}

/** How many items each of these lists ever got; 0 where there is no such list. */
export async function readListEnds(db: Db, lists: readonly ListName[]): Promise<Map<ListName, number>> {
  const rows =
    lists.length === 0
      ? []
      : await db.selectFrom("list_ends").select(["list", "last"]).where("list", "in", lists).execute();
  const ends = new Map(rows.map((row) => [row.list, Number(row.last)]));
  return new Map(lists.map((list) => [list, ends.get(list) ?? 0]));
}

/** How many items the list ever got; 0 where there is no such list. */
export async function readListEnd(db: Db, list: ListName): Promise<number> {
  return (await readListEnds(db, [list])).get(list) ?? 0;
}

export interface ListPage {
  /** Newest first. */
  readonly items: readonly string[];
  /** How many items the whole list ever got. */
  readonly last: number;
}

/**
 * The items of numbered pages (1 holds the oldest) or head pages (`null`), in the order asked for.
 */
export async function readListPages(
  db: Db,
  wanted: readonly { readonly list: ListName; readonly number: number | null }[],
): Promise<ListPage[]> {
  const ends = await readListEnds(db, [...new Set(wanted.map((page) => page.list))]);
  const ranges = wanted.map(({ list, number }) => {
    const last = ends.get(list) ?? 0;
    return number === null
      ? { list, last, after: headStart(last), to: last }
      : { list, last, after: (number - 1) * PAGE_SIZE, to: number * PAGE_SIZE };
  });
  const { rows } = await sql<{ n: number; item_id: string }>`
    select w.n::int, i.item_id
    from unnest(${ranges.map((range) => range.list)}::text[], ${ranges.map((range) => range.after)}::bigint[],
      ${ranges.map((range) => range.to)}::bigint[]) with ordinality as w(list, after, "to", n)
    join list_items i on i.list = w.list and i.ordinal > w.after and i.ordinal <= w."to"
    order by w.n, i.ordinal desc`.execute(db);
  const items = Map.groupBy(rows, (row) => row.n);
  return ranges.map(({ last }, i) => ({ items: (items.get(i + 1) ?? []).map((row) => row.item_id), last }));
}

/** The items of one numbered page, or of the head page (`null`). */
export async function readListPage(db: Db, list: ListName, number: number | null): Promise<ListPage> {
  const [page] = await readListPages(db, [{ list, number }]);
  return page ?? { items: [], last: 0 };
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
