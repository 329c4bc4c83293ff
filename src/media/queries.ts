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
    select * from pictures where id in (
      select v.picture_id from reports r join revisions v on v.id = r.published_revision_id where r.id = any(${reportIds}::uuid[])
      union
      select s.picture_id from reports r join revision_pictures s on s.revision_id = r.published_revision_id where r.id = any(${reportIds}::uuid[])
    )`.execute(db);
  return rows;
}

/** Pictures that some version before readers shows, in the order of their ids. */
export async function listPicturesFrom(db: Db, after: string, pictures_max: number): Promise<Row<"pictures">[]> {
  const { rows } = await sql<Row<"pictures">>`
    select p.* from pictures p
    where p.id > ${after} and (
      exists (select 1 from revisions v join publications o on o.revision_id = v.id where v.picture_id = p.id)
      or exists (select 1 from revision_pictures s join publications o on o.revision_id = s.revision_id where s.picture_id = p.id)
    )
    order by p.id limit ${pictures_max}`.execute(db);
  return rows;
}
