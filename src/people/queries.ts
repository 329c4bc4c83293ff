import { sql } from "kysely";
import type { Db, Row, Trx } from "../platform/db.ts";
import "./schema.ts";

export async function findAuthorByName(db: Db, name: string): Promise<Row<"authors"> | undefined> {
  return db.selectFrom("authors").selectAll().where(sql<boolean>`lower(name) = lower(${name})`).executeTakeFirst();
}

export async function findAuthorsBySlug(db: Db, slugs: readonly string[]): Promise<Row<"authors">[]> {
  if (slugs.length === 0) return [];
  return db.selectFrom("authors").selectAll().where("slug", "in", slugs).execute();
}

export async function insertAuthor(trx: Trx, author: Row<"authors">): Promise<void> {
  await trx.insertInto("authors").values(author).execute();
}

export async function authorSlugTaken(db: Db, slug: string): Promise<boolean> {
  return (await db.selectFrom("authors").select("id").where("slug", "=", slug).executeTakeFirst()) !== undefined;
}
