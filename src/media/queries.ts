import type { Db, Row, Trx } from "../platform/db.ts";
import "./schema.ts";

export async function listPictures(db: Db, ids: readonly string[]): Promise<Row<"pictures">[]> {
  if (ids.length === 0) return [];
  return db.selectFrom("pictures").selectAll().where("id", "in", ids).execute();
}

export async function findPictureBySha256(db: Db, sha256: string): Promise<Row<"pictures"> | undefined> {
  return db.selectFrom("pictures").selectAll().where("sha256", "=", sha256).executeTakeFirst();
}

/** The picture whose hash begins so: what a printed address names. */
export async function findPictureByPrefix(db: Db, prefix: string): Promise<Row<"pictures"> | undefined> {
  return db.selectFrom("pictures").selectAll().where("sha256", "like", `${prefix}%`).executeTakeFirst();
}

export async function insertPicture(trx: Trx, picture: Row<"pictures">): Promise<void> {
  await trx.insertInto("pictures").values(picture).execute();
}
