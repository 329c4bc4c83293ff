import { sql } from "kysely";
import type { Db, NewRow, Row, Trx } from "../platform/db.ts";
import "./schema.ts";

export async function findReport(db: Db, id: string): Promise<Row<"reports"> | undefined> {
  return db.selectFrom("reports").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findReportBySlug(db: Db, slug: string): Promise<Row<"reports"> | undefined> {
  return db.selectFrom("reports").selectAll().where("slug", "=", slug).executeTakeFirst();
}

/** The report's row, held until the transaction ends: two people can't publish it at once. */
export async function lockReport(trx: Trx, id: string): Promise<Row<"reports"> | undefined> {
  return trx.selectFrom("reports").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

/** Whether a report has this address, or had it. */
export async function reportSlugTaken(db: Db, slug: string): Promise<boolean> {
  return (await findReportBySlug(db, slug)) !== undefined || (await findEarlierSlug(db, slug)) !== undefined;
}

export async function findEarlierSlug(db: Db, slug: string): Promise<Row<"earlier_slugs"> | undefined> {
  return db.selectFrom("earlier_slugs").selectAll().where("slug", "=", slug).executeTakeFirst();
}

/** Gives a report another slug, and notes the one it had. */
export async function changeSlug(
  trx: Trx,
  change: { readonly reportId: string; readonly from: string; readonly to: string; readonly at: Date },
): Promise<void> {
  const { reportId, from, to, at } = change;
  await trx.deleteFrom("earlier_slugs").where("slug", "=", to).execute();
  await trx.updateTable("reports").set({ slug: to }).where("id", "=", reportId).execute();
  await trx.insertInto("earlier_slugs").values({ slug: from, report_id: reportId, left_at: at }).execute();
}

export async function insertWithdrawal(trx: Trx, withdrawal: NewRow<"withdrawals">): Promise<void> {
  await trx.insertInto("withdrawals").values(withdrawal).execute();
}

/** Readers see no revision of the report any more; it keeps its place among all reports. */
export async function pointNowhere(trx: Trx, reportId: string): Promise<void> {
  await trx
    .updateTable("reports")
    .set({ published_revision_id: null, status: "withdrawn" })
    .where("id", "=", reportId)
    .execute();
}

export async function findRevision(db: Db, id: string): Promise<Row<"revisions"> | undefined> {
  return db.selectFrom("revisions").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function insertReport(trx: Trx, report: NewRow<"reports">): Promise<void> {
  await trx.insertInto("reports").values(report).execute();
}

export async function insertRevision(
  trx: Trx,
  revision: NewRow<"revisions">,
  authorIds: readonly string[],
  pictureIds: readonly string[],
): Promise<void> {
  await trx.insertInto("revisions").values(revision).execute();
  const shown = [...new Set(pictureIds)].map((picture_id) => ({ revision_id: revision.id, picture_id }));
  if (shown.length > 0) await trx.insertInto("revision_pictures").values(shown).execute();
  if (authorIds.length === 0) return;
  const rows = [...new Set(authorIds)].map((author_id, position) => ({
    revision_id: revision.id,
    position,
    author_id,
  }));
  await trx.insertInto("revision_authors").values(rows).execute();
}

export async function pointOriginal(trx: Trx, reportId: string, originalId: string | null): Promise<void> {
  await trx.updateTable("reports").set({ translation_of: originalId }).where("id", "=", reportId).execute();
}

export interface Translation {
  /** The report that was asked for. */
  readonly of: string;
  readonly id: string;
  readonly slug: string;
  readonly language: string;
  readonly translationOf: string | null;
  readonly isPublished: boolean;
  readonly publishedAt: Date | null;
}

/** The other reports that are each of these in another language, the original first, published or not. */
export async function listTranslations(db: Db, reportIds: readonly string[]): Promise<Translation[]> {
  if (reportIds.length === 0) return [];
  const { rows } = await sql<Translation>`
    select mine.id as of, r.id, r.slug, r.language, r.translation_of as "translationOf",
      r.published_revision_id is not null as "isPublished", r.published_at as "publishedAt"
    from reports mine
    cross join lateral (
      select * from reports where id = mine.translation_of
      union all
      select * from reports where translation_of = coalesce(mine.translation_of, mine.id)
    ) r
    where mine.id = any(${reportIds}::uuid[]) and r.id <> mine.id
    order by mine.id, r.translation_of is not null, r.language, r.id`.execute(db);
  return rows;
}

export async function pointLatest(trx: Trx, reportId: string, revisionId: string): Promise<void> {
  await trx.updateTable("reports").set({ latest_revision_id: revisionId }).where("id", "=", reportId).execute();
}

export async function pointPublished(
  trx: Trx,
  reportId: string,
  published: { published_revision_id: string; first_published_at: Date; published_at: Date; ordinal: bigint },
): Promise<void> {
  await trx
    .updateTable("reports")
    .set({ ...published, status: "published" })
    .where("id", "=", reportId)
    .execute();
}

export async function lastRevisionNumber(db: Db, reportId: string): Promise<number> {
  const row = await db
    .selectFrom("revisions")
    .select((e) => e.fn.max("number").as("number"))
    .where("report_id", "=", reportId)
    .executeTakeFirst();
  return row?.number ?? 0;
}

export async function insertPublication(trx: Trx, reportId: string, revisionId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into publications (report_id, number, revision_id, published_at)
    select ${reportId}, coalesce(max(number), 0) + 1, ${revisionId}, ${at} from publications where report_id = ${reportId}
    returning number`.execute(trx);
  return rows[0]?.number ?? 0;
}

export async function insertCorrection(trx: Trx, correction: NewRow<"corrections">): Promise<void> {
  await trx.insertInto("corrections").values(correction).execute();
}

export async function insertIntake(trx: Trx, intake: NewRow<"intakes">): Promise<void> {
  await trx.insertInto("intakes").values(intake).execute();
}

/** A report's topics, in their order, instead of those it had. */
export async function attachTopics(
  trx: Trx,
  reportId: string,
  topicIds: readonly string[],
  by: { readonly isSuggested: boolean },
): Promise<void> {
  await trx.deleteFrom("report_topics").where("report_id", "=", reportId).execute();
  const rows = [...new Set(topicIds)].map((topic_id, position) => ({
    report_id: reportId,
    topic_id,
    position,
    is_suggested: by.isSuggested,
  }));
  if (rows.length > 0) await trx.insertInto("report_topics").values(rows).execute();
}

export async function attachEntities(
  trx: Trx,
  reportId: string,
  entities: readonly { id: string; mentions_count: number }[],
): Promise<void> {
  await trx.deleteFrom("report_entities").where("report_id", "=", reportId).execute();
  const unique = new Map(entities.map((entity) => [entity.id, entity]));
  const rows = [...unique.values()].map(({ id, mentions_count }) => ({
    report_id: reportId,
    entity_id: id,
    mentions_count,
  }));
  if (rows.length > 0) await trx.insertInto("report_entities").values(rows).execute();
}

/** Whether a person named topics of this report. */
export async function hasChosenTopics(db: Db, reportId: string): Promise<boolean> {
  const row = await db
    .selectFrom("report_topics")
    .select("topic_id")
    .where("report_id", "=", reportId)
    .where("is_suggested", "=", false)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listTopicIds(db: Db, reportId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("report_topics")
    .select("topic_id")
    .where("report_id", "=", reportId)
    .orderBy("position")
    .execute();
  return rows.map((row) => row.topic_id);
}

/** The entities that a report names, the most named first. */
export async function listEntities(db: Db, reportId: string): Promise<{ entity_id: string; mentions_count: number }[]> {
  return db
    .selectFrom("report_entities")
    .select(["entity_id", "mentions_count"])
    .where("report_id", "=", reportId)
    .orderBy("mentions_count", "desc")
    .orderBy("entity_id")
    .execute();
}

export async function listAuthorIds(db: Db, revisionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("revision_authors")
    .select("author_id")
    .where("revision_id", "=", revisionId)
    .orderBy("position")
    .execute();
  return rows.map((row) => row.author_id);
}

export async function replaceFeatures(
  trx: Trx,
  reportId: string,
  features: readonly Row<"report_features">[],
): Promise<void> {
  await trx.deleteFrom("report_features").where("report_id", "=", reportId).execute();
  if (features.length > 0)
    await trx
      .insertInto("report_features")
      .values([...features])
      .execute();
}

export interface NearReport {
  report_id: string;
  near_id: string;
  score: number;
  /** What weighs most of what they share. */
  why_kind: "topic" | "entity" | "source" | "term";
  why_key: string;
}

// Of each thing a report is about, only the newest reports that share it are looked at: the work is bounded by the
// number of features, whatever the size of the archive.
const NEWEST_PER_FEATURE = 40;

/**
 * The nearest published reports of each given one: shared sources, topics, entities and telling words, weighed, and
 * nearer in time a little nearer; a report's translations are no other reports. At most `near_max` each, nearest first.
 */
export async function findNear(db: Db, reportIds: readonly string[], near_max: number): Promise<NearReport[]> {
  if (reportIds.length === 0) return [];
  const { rows } = await sql<NearReport>`
    with mine as (
      select f.* from report_features f where f.report_id = any(${reportIds}::uuid[])
    ),
    shared as (
      select mine.report_id, other.report_id as near_id, mine.kind, mine.key,
        least(mine.weight, other.weight) / (1 + ln(1 + abs(mine.ordinal - other.ordinal)) / 12) as score
      from mine cross join lateral (
        select f.report_id, f.weight, f.ordinal from report_features f
        where f.kind = mine.kind and f.key = mine.key
        order by f.ordinal desc limit ${NEWEST_PER_FEATURE}
      ) other
      where other.report_id <> mine.report_id
    ),
    kin as (
      select mine.id, other.id as kin_id from reports mine
      cross join lateral (
        select id from reports where id = mine.translation_of
        union all
        select id from reports where translation_of = coalesce(mine.translation_of, mine.id)
      ) other
      where mine.id = any(${reportIds}::uuid[])
    ),
    scored as (
      select report_id, near_id, sum(score) as score,
        (array_agg(kind order by score desc, kind, key))[1] as why_kind,
        (array_agg(key order by score desc, kind, key))[1] as why_key
      from shared where (report_id, near_id) not in (select id, kin_id from kin) group by report_id, near_id
    )
    select report_id, near_id, score, why_kind, why_key from (
      select *, row_number() over (partition by report_id order by score desc, near_id desc) as place from scored
    ) placed
    where place <= ${near_max} and score >= 1
    order by report_id, place`.execute(db);
  return rows;
}

/** The ids of published reports whose ordinals lie in a range, for printing everything in portions. */
export async function listPublishedFrom(
  db: Db,
  after: bigint,
  reports_max: number,
): Promise<{ id: string; slug: string; ordinal: bigint }[]> {
  const rows = await db
    .selectFrom("reports")
    .select(["id", "slug", "ordinal"])
    .where("ordinal", ">", after)
    .orderBy("ordinal")
    .limit(reports_max)
    .execute();
  return rows.flatMap(({ id, slug, ordinal }) => (ordinal === null ? [] : [{ id, slug, ordinal }]));
}

/** The published reports among these ids or slugs, with the revision that readers see. */
export async function findPublished(
  db: Db,
  by: { readonly ids?: readonly string[]; readonly slugs?: readonly string[] },
): Promise<{ id: string; slug: string; revisionId: string }[]> {
  const { rows } = await sql<{ id: string; slug: string; revisionId: string }>`
    select id, slug, published_revision_id as "revisionId" from reports
    where published_revision_id is not null and (id = any(${by.ids ?? []}::uuid[]) or slug = any(${by.slugs ?? []}::text[]))`.execute(
    db,
  );
  return rows;
}

/**
 * The numbers of the first and the last version of each of these reports that readers may see, the present one included.
 * What was withdrawn stays gone, also where a later version is published again.
 */
export async function readVersionRanges(
  db: Db,
  reportIds: readonly string[],
): Promise<Map<string, { first: number; last: number }>> {
  const { rows } = await sql<{ report_id: string; first: number; last: number }>`
    select p.report_id, min(p.number) as first, max(p.number) as last from publications p
    where p.report_id = any(${reportIds}::uuid[])
      and not exists (select 1 from withdrawals w where w.report_id = p.report_id and w.withdrawn_at >= p.published_at)
    group by p.report_id`.execute(db);
  return new Map(rows.map(({ report_id, first, last }) => [report_id, { first, last }]));
}
