import { sql } from "kysely";
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

/** The pictures of these reports' published revisions. */
export async function listPicturesOfReports(db: Db, reportIds: readonly string[]): Promise<Row<"pictures">[]> {
  if (reportIds.length === 0) return [];
  const { rows } = await sql<Row<"pictures">>`
    select distinct p.* from pictures p
    join revisions v on v.picture_id = p.id join reports r on r.published_revision_id = v.id
    where r.id = any(${reportIds}::uuid[])`.execute(db);
  return rows;
}

/** Pictures that some published revision shows, in the order of their ids. */
export async function listPicturesFrom(db: Db, after: string, pictures_max: number): Promise<Row<"pictures">[]> {
  const { rows } = await sql<Row<"pictures">>`
    select p.* from pictures p
    where p.id > ${after} and exists (select 1 from revisions v join reports r on r.published_revision_id = v.id where v.picture_id = p.id)
    order by p.id limit ${pictures_max}`.execute(db);
  return rows;
}
