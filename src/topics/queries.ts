import { sql } from "kysely";
import type { Db, Row, Trx } from "../platform/db.ts";
import "./schema.ts";

export async function findTopicsBySlug(db: Db, slugs: readonly string[]): Promise<Row<"topics">[]> {
  if (slugs.length === 0) return [];
  return db.selectFrom("topics").selectAll().where("slug", "in", slugs).execute();
}

export async function findTopicByAlias(db: Db, folded: string): Promise<Row<"topics"> | undefined> {
  return db
    .selectFrom("topic_aliases")
    .innerJoin("topics", "topics.id", "topic_aliases.topic_id")
    .selectAll("topics")
    .where("folded", "=", folded)
    .executeTakeFirst();
}

/** These entities, by their slugs. */
export async function findEntitiesBySlug(db: Db, slugs: readonly string[]): Promise<Row<"entities">[]> {
  if (slugs.length === 0) return [];
  return db.selectFrom("entities").selectAll().where("slug", "in", slugs).execute();
}

/** The folded names of these entities, by their ids. */
export async function listEntityAliases(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("entity_aliases")
    .selectAll()
    .where("entity_id", "in", ids)
    .orderBy("folded")
    .execute();
  const groups = Map.groupBy(rows, (row) => row.entity_id);
  return new Map([...groups].map(([id, group]) => [id, group.map((row) => row.folded)]));
}

/** The topics of the main navigation, in their order. */
export async function listNavigationTopics(db: Db, topics_max: number): Promise<Row<"topics">[]> {
  return db
    .selectFrom("topics")
    .selectAll()
    .where("navigation_position", "is not", null)
    .orderBy("navigation_position")
    .limit(topics_max)
    .execute();
}

/** Which of these folded phrases are names or aliases of topics. */
export async function matchTopics(db: Db, phrases: readonly string[]): Promise<{ folded: string; id: string }[]> {
  // One array: a text has thousands of phrases, and a statement's parameters are numbered.
  return db
    .selectFrom("topic_aliases")
    .select(["folded", "topic_id as id"])
    .where("folded", "=", sql<string>`any(${phrases}::text[])`)
    .orderBy("folded")
    .execute();
}

/** Which of these folded phrases are names or aliases of entities. */
export async function matchEntities(db: Db, phrases: readonly string[]): Promise<{ folded: string; id: string }[]> {
  if (phrases.length === 0) return [];
  return db.selectFrom("entity_aliases").select(["folded", "entity_id as id"]).where("folded", "in", phrases).execute();
}

export async function insertTopic(trx: Trx, topic: Row<"topics">): Promise<void> {
  await trx.insertInto("topics").values(topic).execute();
}

/** Adds folded names under which a topic is known; one that another topic has stays that one's. */
export async function insertTopicAliases(trx: Trx, topicId: string, aliases: readonly string[]): Promise<void> {
  if (aliases.length === 0) return;
  await trx
    .insertInto("topic_aliases")
    .values(aliases.map((folded) => ({ folded, topic_id: topicId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function insertEntities(
  trx: Trx,
  entities: readonly { readonly folded: string; readonly row: Row<"entities"> }[],
): Promise<void> {
  if (entities.length === 0) return;
  await trx
    .insertInto("entities")
    .values(entities.map((entity) => entity.row))
    .execute();
  const aliases = entities.map(({ folded, row }) => ({ folded, entity_id: row.id }));
  await trx
    .insertInto("entity_aliases")
    .values(aliases)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function topicSlugTaken(db: Db, slug: string): Promise<boolean> {
  return (await findTopicsBySlug(db, [slug])).length > 0;
}

/** Those of these slugs that entities have. */
export async function listEntitySlugs(db: Db, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await db.selectFrom("entities").select("slug").where("slug", "in", slugs).execute();
  return rows.map((row) => row.slug);
}
