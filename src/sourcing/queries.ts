import { type RawBuilder, sql } from "kysely";
import type { Db, Row, Trx } from "../platform/db.ts";
import { foldName } from "../topics/rules.ts";
import "./schema.ts";

/** The shared sources that bear one of these folded names. */
export async function matchSources(db: Db, folded: readonly string[]): Promise<Row<"source_aliases">[]> {
  if (folded.length === 0) return [];
  return db.selectFrom("source_aliases").selectAll().where("folded", "in", folded).execute();
}

/** Those of these slugs that sources have. */
export async function listSourceSlugs(db: Db, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await db.selectFrom("sources").select("slug").where("slug", "in", slugs).execute();
  return rows.flatMap((row) => row.slug ?? []);
}

/** Adds sources; `folded` is the name under which a shared one is found again. */
export async function insertSources(
  trx: Trx,
  sources: readonly { readonly row: Row<"sources">; readonly folded: string | null }[],
): Promise<void> {
  if (sources.length === 0) return;
  await trx
    .insertInto("sources")
    .values(sources.map((source) => source.row))
    .execute();
  const aliases = sources.flatMap(({ row, folded }) =>
    folded === null ? [] : [{ folded, is_person: row.kind === "person", source_id: row.id }],
  );
  if (aliases.length > 0) await trx.insertInto("source_aliases").values(aliases).execute();
}

export async function fillSourceRole(trx: Trx, id: string, role: string): Promise<void> {
  await trx.updateTable("sources").set({ role }).where("id", "=", id).where("role", "is", null).execute();
}

export async function findSourcesBySlug(db: Db, slugs: readonly string[]): Promise<Row<"sources">[]> {
  if (slugs.length === 0) return [];
  return db.selectFrom("sources").selectAll().where("slug", "in", slugs).execute();
}

/** The other names that these sources are known under, folded: at most `aliases_max` of each, by its id. */
export async function listAliases(
  db: Db,
  sources: readonly Row<"sources">[],
  aliases_max: number,
): Promise<Map<string, string[]>> {
  const names = new Map(sources.map((source) => [source.id, foldName(source.name)]));
  const { rows } = await sql<{ id: string; folded: string }>`
    select s.id, a.folded from unnest(${[...names.keys()]}::uuid[], ${[...names.values()]}::text[]) as s(id, name)
    cross join lateral (
      select folded from source_aliases where source_id = s.id and folded <> s.name order by folded limit ${aliases_max}
    ) a`.execute(db);
  const aliases = new Map<string, string[]>(sources.map((source) => [source.id, []]));
  for (const row of rows) aliases.get(row.id)?.push(row.folded);
  return aliases;
}

export async function insertClaims(
  trx: Trx,
  rows: {
    claims: readonly Row<"claims">[];
    versions: readonly Row<"claim_versions">[];
    hops: readonly Row<"claim_hops">[];
    relations: readonly Row<"claim_relations">[];
  },
): Promise<void> {
  if (rows.claims.length > 0)
    await trx
      .insertInto("claims")
      .values([...rows.claims])
      .execute();
  if (rows.versions.length > 0)
    await trx
      .insertInto("claim_versions")
      .values([...rows.versions])
      .execute();
  if (rows.hops.length > 0)
    await trx
      .insertInto("claim_hops")
      .values([...rows.hops])
      .execute();
  if (rows.relations.length > 0)
    await trx
      .insertInto("claim_relations")
      .values([...rows.relations])
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** The claims that a report ever had, with their numbers. */
export async function listClaimNumbers(db: Db, reportId: string): Promise<{ id: string; number: number }[]> {
  return db.selectFrom("claims").select(["id", "number"]).where("report_id", "=", reportId).orderBy("number").execute();
}

export interface ClaimRow extends Row<"claim_versions"> {
  number: number;
  report_id: string;
}

/** The claims of these revisions, in the order of the text; only those of `claimIds`, where they are given. */
export async function listClaims(
  db: Db,
  revisionIds: readonly string[],
  claimIds?: readonly string[],
): Promise<ClaimRow[]> {
  if (revisionIds.length === 0 || claimIds?.length === 0) return [];
  return db
    .selectFrom("claim_versions")
    .innerJoin("claims", "claims.id", "claim_versions.claim_id")
    .selectAll("claim_versions")
    .select(["claims.number", "claims.report_id"])
    .where("revision_id", "in", revisionIds)
    .$if(claimIds !== undefined, (query) => query.where("claim_id", "in", claimIds ?? []))
    .orderBy("revision_id")
    .orderBy("position")
    .execute();
}

export interface HopRow extends Row<"sources"> {
  revision_id: string;
  claim_id: string;
  position: number;
}

/** The chains of these revisions' claims (all, or those of `claimIds`), each from the nearest source to the root. */
export async function listHops(
  db: Db,
  revisionIds: readonly string[],
  claimIds?: readonly string[],
): Promise<HopRow[]> {
  if (revisionIds.length === 0 || claimIds?.length === 0) return [];
  return db
    .selectFrom("claim_hops")
    .innerJoin("sources", "sources.id", "claim_hops.source_id")
    .selectAll("sources")
    .select(["claim_hops.revision_id", "claim_hops.claim_id", "claim_hops.position"])
    .where("revision_id", "in", revisionIds)
    .$if(claimIds !== undefined, (query) => query.where("claim_id", "in", claimIds ?? []))
    .orderBy("revision_id")
    .orderBy("claim_id")
    .orderBy("position")
    .execute();
}

export interface RelationRow {
  type: "supports" | "disputes" | "repeats";
  /** The claim that says so, and the revision in which it does. */
  from_revision_id: string;
  from_claim_id: string;
  from_number: number;
  from_report_id: string;
  to_claim_id: string;
  to_number: number;
  to_report_id: string;
}

/**
 * The relations from or to these claims, as the published revision of the claim that says so has them, or as the
 * revisions in `revisionIds` do (a draft's own).
 */
export async function listRelations(
  db: Db,
  claimIds: readonly string[],
  revisionIds: readonly string[],
): Promise<RelationRow[]> {
  if (claimIds.length === 0) return [];
  const { rows } = await sql<RelationRow>`
    select r.type, r.revision_id as from_revision_id, r.claim_id as from_claim_id, f.number as from_number, f.report_id as from_report_id,
      r.to_claim_id, t.number as to_number, t.report_id as to_report_id
    from (
      select * from claim_relations where revision_id = any(${revisionIds}::uuid[])
      union
      select cr.* from claim_relations cr
      join claims c on c.id = cr.claim_id
      join reports on reports.published_revision_id = cr.revision_id and reports.id = c.report_id
      where cr.to_claim_id = any(${claimIds}::uuid[])
    ) r
    join claims f on f.id = r.claim_id
    join claims t on t.id = r.to_claim_id
    order by f.report_id, f.number, t.number`.execute(db);
  return rows;
}

export interface SourceRecord {
  claims: number;
  reports: number;
  supported: number;
  disputed: number;
  corrected: number;
  as_root: number;
}

/** How everything stood that these sources told us, over the published revisions alone, by their ids. */
export async function readSourceRecords(db: Db, sourceIds: readonly string[]): Promise<Map<string, SourceRecord>> {
  const rows =
    sourceIds.length === 0
      ? []
      : await db.selectFrom("source_records").selectAll().where("source_id", "in", sourceIds).execute();
  const records = new Map(rows.map(({ source_id, ...record }) => [source_id, record]));
  const nothing = { claims: 0, reports: 0, supported: 0, disputed: 0, corrected: 0, as_root: 0 };
  return new Map(sourceIds.map((id) => [id, records.get(id) ?? nothing]));
}

/** How each of these sources' claims stood, month by month, oldest first; months in which it told nothing are left out. */
export async function listSourceMonths(
  db: Db,
  sourceIds: readonly string[],
): Promise<Map<string, Row<"source_months">[]>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("source_months")
    .selectAll()
    .where("source_id", "in", sourceIds)
    .where("claims", ">", 0)
    .orderBy("month")
    .execute();
  return Map.groupBy(rows, (row) => row.source_id);
}

/**
 * Counts anew what each source told in these reports and how it stood, as their published revisions have it; the
 * sources' records follow. What a source told in a report and its translations counts once. To be called where a publication, or a relation from one, changed that. Gives the sources.
 */
export async function recordTold(trx: Trx, reportIds: readonly string[]): Promise<string[]> {
  if (reportIds.length === 0) return [];
  const before = await trx
    .deleteFrom("source_reports")
    .where("report_id", "in", reportIds)
    .returning("source_id")
    .execute();
  const { rows } = await sql<{ source_id: string }>`
    with told as (
      select distinct reports.id as report_id, h.source_id, h.claim_id, v.root_source_id,
        to_char(reports.first_published_at at time zone 'UTC', 'YYYY-MM') as month
      from reports
      join claim_hops h on h.revision_id = reports.published_revision_id
      join claim_versions v on v.revision_id = h.revision_id and v.claim_id = h.claim_id
      where reports.id = any(${reportIds}::uuid[]) and not ${isToldInOriginal(sql`h.source_id`, sql`h.claim_id`)}
    ),
    standing_for as (
      select distinct claim_id, claim_id as rendered_id from told
      union
      select t.original_claim_id, t.claim_id from claim_translations t where t.original_claim_id in (select claim_id from told)
    ),
    answered as (
      select s.claim_id as to_claim_id, bool_or(r.type = 'supports') as supported, bool_or(r.type = 'disputes') as disputed
      from standing_for s
      join claim_relations r on r.to_claim_id = s.rendered_id
      join reports on reports.published_revision_id = r.revision_id
      group by s.claim_id
    )
    insert into source_reports (report_id, source_id, month, claims, supported, disputed, corrected, as_root)
    select told.report_id, told.source_id, told.month, count(*), count(*) filter (where answered.supported),
      count(*) filter (where answered.disputed),
      count(*) filter (where exists (
        select 1 from standing_for s join corrections on corrections.claim_id = s.rendered_id where s.claim_id = told.claim_id
      )),
      count(*) filter (where told.root_source_id = told.source_id)
    from told left join answered on answered.to_claim_id = told.claim_id
    group by told.report_id, told.source_id, told.month
    returning source_id`.execute(trx);
  return [...new Set([...before, ...rows].map((row) => row.source_id))];
}

/** The reports whose claims these revisions support, dispute or repeat. */
export async function listAnsweredReports(db: Db, revisionIds: readonly string[]): Promise<string[]> {
  if (revisionIds.length === 0) return [];
  const rows = await db
    .selectFrom("claim_relations")
    .innerJoin("claims", "claims.id", "claim_relations.to_claim_id")
    .select("claims.report_id")
    .distinct()
    .where("claim_relations.revision_id", "in", revisionIds)
    .execute();
  return rows.map((row) => row.report_id);
}

export interface SameRoot {
  root_source_id: string;
  claim_id: string;
  revision_id: string;
  report_id: string;
}

/** Of each root, the published claims that rest on it, those of the newest revisions first: at most `claims_max` a root. */
export async function listSameRoots(db: Db, rootSourceIds: readonly string[], claims_max: number): Promise<SameRoot[]> {
  if (rootSourceIds.length === 0) return [];
  const { rows } = await sql<SameRoot>`
    select roots.id as root_source_id, found.claim_id, found.revision_id, found.report_id
    from unnest(${rootSourceIds}::uuid[]) as roots(id)
    cross join lateral (
      select v.claim_id, v.revision_id, c.report_id
      from claim_versions v
      join claims c on c.id = v.claim_id
      join reports r on r.id = c.report_id and r.published_revision_id = v.revision_id
      where v.root_source_id = roots.id and not ${isToldInOriginal(sql`roots.id`, sql`v.claim_id`)}
      order by v.revision_id desc, v.position
      limit ${claims_max}
    ) found`.execute(db);
  return rows;
}

/** A report's claims render these claims of its original, instead of those they did. */
export async function replaceClaimTranslations(
  trx: Trx,
  reportId: string,
  rows: readonly Row<"claim_translations">[],
): Promise<void> {
  await sql`delete from claim_translations using claims
    where claims.id = claim_translations.claim_id and claims.report_id = ${reportId}`.execute(trx);
  if (rows.length > 0)
    await trx
      .insertInto("claim_translations")
      .values([...rows])
      .execute();
}

/** What these claims render of what a source told in their original, which is published: `SOURCE CLAIM` each. */
export async function listToldInOriginals(db: Db, claimIds: readonly string[]): Promise<Set<string>> {
  if (claimIds.length === 0) return new Set();
  const { rows } = await sql<{ told: string }>`
    select oh.source_id || ' ' || ct.claim_id as told from claim_translations ct
    join claims oc on oc.id = ct.original_claim_id
    join reports o on o.id = oc.report_id
    join claim_hops oh on oh.revision_id = o.published_revision_id and oh.claim_id = ct.original_claim_id
    where ct.claim_id = any(${claimIds}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.told));
}

export interface RenderedClaim {
  /** The claim that was asked for. */
  readonly of: string;
  readonly claim_id: string;
  readonly revision_id: string;
  readonly report_id: string;
}

/** The published claims that are each of these in another language: the original, what renders it, and what renders the same. */
export async function listRenderedClaims(db: Db, claimIds: readonly string[]): Promise<RenderedClaim[]> {
  if (claimIds.length === 0) return [];
  const { rows } = await sql<RenderedClaim>`
    select mine.id as of, c.id as claim_id, r.published_revision_id as revision_id, r.id as report_id
    from unnest(${claimIds}::uuid[]) as mine(id)
    left join claim_translations t on t.claim_id = mine.id
    cross join lateral (
      select t.original_claim_id as id where t.original_claim_id is not null
      union
      select claim_id from claim_translations where original_claim_id = coalesce(t.original_claim_id, mine.id)
    ) other
    join claims c on c.id = other.id
    join reports r on r.id = c.report_id
    join claim_versions v on v.revision_id = r.published_revision_id and v.claim_id = c.id
    where other.id <> mine.id
    order by mine.id, r.translation_of is not null, r.language`.execute(db);
  return rows;
}

/** Whether a claim renders one of an original that readers see, and that has it from the same source: told once, counted once. */
function isToldInOriginal(sourceId: RawBuilder<unknown>, claimId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (
    select 1 from claim_translations ct
    join claims oc on oc.id = ct.original_claim_id
    join reports o on o.id = oc.report_id
    join claim_hops oh on oh.revision_id = o.published_revision_id and oh.claim_id = ct.original_claim_id
    where ct.claim_id = ${claimId} and oh.source_id = ${sourceId})`;
}
