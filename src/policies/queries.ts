import type { Db, Row, Trx } from "../platform/db.ts";
import type { PolicySlug } from "./schema.ts";

/** The text that stands for each of these policies, where one was ever written. */
export async function listPolicyTexts(db: Db, slugs: readonly PolicySlug[]): Promise<Row<"policy_texts">[]> {
  if (slugs.length === 0) return [];
  return db
    .selectFrom("policy_texts")
    .selectAll()
    .distinctOn("slug")
    .where("slug", "in", slugs)
    .orderBy("slug")
    .orderBy("number", "desc")
    .execute();
}

export async function insertPolicyText(trx: Trx, text: Row<"policy_texts">): Promise<void> {
  await trx.insertInto("policy_texts").values(text).execute();
}
