import { sql } from "kysely";
import type { Db, Trx } from "../platform/db.ts";
import { recordTold } from "../sourcing/queries.ts";
import "../funding/schema.ts";
import "../media/schema.ts";
import "../people/schema.ts";
import "../reports/schema.ts";
import "../sourcing/schema.ts";
import "../topics/schema.ts";

// Any fixed number: only one process publishes or removes the sample at a time.
const SAMPLE_LOCK = 4_711_050;

/** Makes a second process that publishes the sample wait until this transaction ends. */
export async function holdSample(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SAMPLE_LOCK})`.execute(trx);
}

/** Whether nobody made anything here yet: no report, topic or campaign, and no name for the publication. */
export async function isUntouched(db: Db): Promise<boolean> {
  const { rows } = await sql<{ untouched: boolean }>`
    select not (exists (select from reports) or exists (select from topics) or exists (select from campaigns)
      or exists (select from settings where key = 'publication')) as untouched`.execute(db);
  return rows[0]?.untouched ?? false;
}

/** Takes every table that the removal touches for this transaction alone (readers go on), or fails at once. */
export async function holdTables(trx: Trx): Promise<void> {
  await sql`lock table reports, revisions, revision_authors, publications, corrections, report_topics, report_entities,
    report_features, intakes, list_ends, list_items, sources, source_aliases, claims, claim_versions, claim_hops,
    claim_relations, topics, topic_aliases, entities, entity_aliases, authors, pictures, campaigns, campaign_marks,
    accounts, transfers, entries, donations in exclusive mode nowait`.execute(trx);
}

export async function listSampleReports(trx: Trx): Promise<string[]> {
  const rows = await trx.selectFrom("reports").select("id").where("is_sample", "=", true).execute();
  return rows.map((row) => row.id);
}

export interface UsedIds {
  readonly sources: readonly string[];
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  readonly entities: readonly string[];
  readonly pictures: readonly string[];
}

/** What these reports use, in whichever of their revisions. */
export async function listUsedBy(trx: Trx, reportIds: readonly string[]): Promise<UsedIds> {
  const { rows } = await sql<UsedIds>`
    with of_them as (select id, picture_id from revisions where report_id = any(${reportIds}::uuid[]))
    select
      array(select distinct source_id::text from claim_hops where revision_id in (select id from of_them)) as sources,
      array(select distinct author_id::text from revision_authors where revision_id in (select id from of_them)) as authors,
      array(select distinct topic_id::text from report_topics where report_id = any(${reportIds}::uuid[])) as topics,
      array(select distinct entity_id::text from report_entities where report_id = any(${reportIds}::uuid[])) as entities,
      array(
        select picture_id::text from of_them where picture_id is not null
        union select picture_id::text from revision_pictures where revision_id in (select id from of_them)
      ) as pictures`.execute(trx);
  return rows[0] ?? { sources: [], authors: [], topics: [], entities: [], pictures: [] };
}

/**
 * Deletes reports with their revisions, claims, corrections and places in lists. Lists keep the places of what stays;
 * a list with nothing left ends. What other reports' claims said of theirs goes too.
 */
export async function deleteReports(trx: Trx, reportIds: readonly string[]): Promise<void> {
  const ids = sql`any(${reportIds}::uuid[])`;
  const { rows } = await sql<{ list: string }>`
    delete from list_items where item_id = ${ids}
      or item_id in (select id from claims where report_id = ${ids})
      or item_id in (select id from corrections where report_id = ${ids})
    returning list`.execute(trx);
  const lists = [...new Set(rows.map((row) => row.list))];
  await sql`delete from list_ends where list = any(${lists}::text[])
    and not exists (select from list_items where list_items.list = list_ends.list)`.execute(trx);
  const { rows: answered } = await sql<{ report_id: string }>`
    select distinct theirs.report_id from claims ours
    join claim_relations r on r.claim_id = ours.id join claims theirs on theirs.id = r.to_claim_id
    where ours.report_id = ${ids} and theirs.report_id <> all(${reportIds}::uuid[])`.execute(trx);
  // Before the reports: these name claims and publications, which the reports take with them.
  await sql`delete from corrections where report_id = ${ids}`.execute(trx);
  await sql`delete from claim_relations where to_claim_id in (select id from claims where report_id = ${ids})`.execute(
    trx,
  );
  await sql`delete from reports where id = ${ids}`.execute(trx);
  await recordTold(
    trx,
    answered.map((row) => row.report_id),
  );
}

export async function deleteUnusedSources(trx: Trx, ids: readonly string[]): Promise<number> {
  return countOf(
    await sql`delete from sources where id = any(${ids}::uuid[])
      and not exists (select from claim_hops where source_id = sources.id)
      and not exists (select from claim_versions where root_source_id = sources.id)`.execute(trx),
  );
}

export async function deleteUnusedAuthors(trx: Trx, ids: readonly string[]): Promise<number> {
  return countOf(
    await sql`delete from authors where id = any(${ids}::uuid[])
      and not exists (select from revision_authors where author_id = authors.id)`.execute(trx),
  );
}

export async function deleteUnusedTopics(trx: Trx, ids: readonly string[]): Promise<number> {
  return countOf(
    await sql`delete from topics where id = any(${ids}::uuid[])
      and not exists (select from report_topics where topic_id = topics.id)`.execute(trx),
  );
}

export async function deleteUnusedEntities(trx: Trx, ids: readonly string[]): Promise<number> {
  return countOf(
    await sql`delete from entities where id = any(${ids}::uuid[])
      and not exists (select from report_entities where entity_id = entities.id)`.execute(trx),
  );
}

/** Deletes the pictures' rows and gives what names their files. */
export async function deleteUnusedPictures(
  trx: Trx,
  ids: readonly string[],
): Promise<{ sha256: string; width: number }[]> {
  const { rows } = await sql<{ sha256: string; width: number }>`delete from pictures where id = any(${ids}::uuid[])
    and not exists (select from revisions where picture_id = pictures.id)
    and not exists (select from revision_pictures where picture_id = pictures.id) returning sha256, width`.execute(trx);
  return rows;
}

/** Whether the ledger holds these transfers, what reverses them, and nothing else. */
export async function isLedgerOnly(trx: Trx, transferIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ only: boolean }>`
    select not exists (
      select from transfers where id <> all(${transferIds}::uuid[])
        and (reverses is null or reverses <> all(${transferIds}::uuid[]))) as only`.execute(trx);
  return rows[0]?.only ?? false;
}

/** Which of these transfers still stand: neither reversed nor reversals. */
export async function listStanding(trx: Trx, transferIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from transfers where id = any(${transferIds}::uuid[]) and kind <> 'reversal'
      and not exists (select from transfers r where r.reverses = transfers.id) order by booked_on, id`.execute(trx);
  return rows.map((row) => row.id);
}

export async function endCampaign(trx: Trx, campaignId: string, now: Date): Promise<void> {
  await sql`update campaigns set is_main = false, ends_at = least(ends_at, ${now}) where id = ${campaignId}`.execute(
    trx,
  );
}

/**
 * Empties the ledger and takes that campaign away. Only for a ledger of which `isLedgerOnly` holds; remove.ts says why
 * it may. Accounts of other campaigns stay; the general ones are made anew by the first booking that needs them.
 */
export async function deleteBooks(trx: Trx, campaignId: string): Promise<void> {
  for (const [table, guard] of GUARDS)
    await sql`alter table ${sql.table(table)} disable trigger ${sql.ref(guard)}`.execute(trx);
  await sql`delete from donations`.execute(trx);
  await sql`delete from entries`.execute(trx);
  await sql`delete from transfers`.execute(trx);
  await sql`delete from accounts where campaign_id is null or campaign_id = ${campaignId}`.execute(trx);
  await sql`delete from campaign_marks where campaign_id = ${campaignId}`.execute(trx);
  await sql`delete from campaigns where id = ${campaignId}`.execute(trx);
  for (const [table, guard] of GUARDS)
    await sql`alter table ${sql.table(table)} enable always trigger ${sql.ref(guard)}`.execute(trx);
}

const GUARDS = [
  ["transfers", "transfers_only_added"],
  ["entries", "entries_only_added"],
  ["accounts", "accounts_stay"],
  ["campaigns", "campaigns_stay"],
] as const;

function countOf(result: { readonly numAffectedRows?: bigint }): number {
  return Number(result.numAffectedRows ?? 0n);
}
