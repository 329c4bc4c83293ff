import { sql } from "kysely";
import { reverseTransfer } from "../funding/commands.ts";
import { originalName } from "../media/commands.ts";
import { writeAudit } from "../people/audit.ts";
import { inTransaction, type Trx } from "../platform/db.ts";
import { enqueue } from "../platform/jobs.ts";
import { writeSetting } from "../platform/settings.ts";
import { readPublication } from "../site/publication.ts";
import { SAMPLE_CAMPAIGN } from "./plan.ts";
import { SAMPLE_KEY, type SampleParts } from "./publish.ts";

export interface RemovedSample {
  readonly reports: number;
  /** The sample's bookings: taken away, where there were no others; reversed, where there were; `none`. */
  readonly books: "taken away" | "reversed" | "none";
}

/**
 * Takes the sample publication away, in one transaction: its reports with all that hangs on them, what nothing else
 * uses, its name, and its books (see decisions/0003). What was made besides stays as it is. A second call does nothing.
 */
export async function removeSample(parts: SampleParts): Promise<RemovedSample> {
  const { removed, pictures } = await inTransaction(parts.db, async (trx) => {
    const { isSample } = await readPublication(trx);
    const books = await removeBooks(trx, parts);
    const reports = await removeReports(trx);
    const orphans = await removeOrphans(trx);
    if (isSample) await writeSetting(trx, "publication", undefined);
    if (isSample || reports > 0) {
      await writeAudit(trx, parts.clock, {
        actor: "command-line",
        action: "sample.remove",
        subject: "publication",
        details: { reports },
      });
      await enqueue(trx, "press", { tags: ["all"] });
    }
    return { removed: { reports, books }, pictures: orphans };
  });
  // Files go last: a picture without its row is only waste, a row without its picture a broken page.
  for (const sha256 of pictures) await parts.pictures.remove(originalName(sha256));
  return removed;
}

async function removeReports(trx: Trx): Promise<number> {
  const ids = sql`(select id from reports where is_sample)`;
  await sql`delete from list_items where item_id in ${ids}
    or item_id in (select id from claims where report_id in ${ids})
    or item_id in (select id from corrections where report_id in ${ids})`.execute(trx);
  // Relations that other reports' claims have to the sample's go with the claims they lead to.
  await sql`delete from claim_relations where to_claim_id in (select id from claims where report_id in ${ids})`.execute(
    trx,
  );
  await sql`delete from corrections where report_id in ${ids}`.execute(trx);
  const { numAffectedRows } = await sql`delete from reports where is_sample`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** What only the sample used. Gives the hashes of the pictures that went. */
async function removeOrphans(trx: Trx): Promise<string[]> {
  await sql`delete from sources s where not exists (select 1 from claim_hops h where h.source_id = s.id)
    and not exists (select 1 from claim_versions v where v.root_source_id = s.id)`.execute(trx);
  await sql`delete from authors a where not exists (select 1 from revision_authors r where r.author_id = a.id)`.execute(
    trx,
  );
  await sql`delete from topics t where not exists (select 1 from report_topics r where r.topic_id = t.id)`.execute(trx);
  await sql`delete from entities e where not exists (select 1 from report_entities r where r.entity_id = e.id)`.execute(
    trx,
  );
  await sql`delete from list_ends e where not exists (select 1 from list_items i where i.list = e.list)`.execute(trx);
  const { rows } = await sql<{ sha256: string }>`
    delete from pictures p where not exists (select 1 from revisions v where v.picture_id = p.id) returning sha256`.execute(
    trx,
  );
  return rows.map((row) => row.sha256);
}

/** The triggers by which the database refuses to take anything out of the books. */
const GUARDS = [
  { table: "entries", trigger: "entries_only_added" },
  { table: "transfers", trigger: "transfers_only_added" },
  { table: "accounts", trigger: "accounts_stay" },
  { table: "campaigns", trigger: "campaigns_stay" },
];

async function removeBooks(trx: Trx, parts: SampleParts): Promise<RemovedSample["books"]> {
  // Nobody may book in between: what is decided here must still hold when it is done.
  await sql`lock table transfers, entries, campaigns in access exclusive mode`.execute(trx);
  const { rows } = await sql<{ id: string; key: string; is_sample: boolean }>`
    select t.id, t.idempotency_key as key, t.idempotency_key like ${`${SAMPLE_KEY}%`}
      or exists (select 1 from transfers o where o.id = t.reverses and o.idempotency_key like ${`${SAMPLE_KEY}%`}) as is_sample
    from transfers t order by t.id`.execute(trx);
  const sample = rows.filter((row) => row.is_sample);
  if (sample.length === 0) return "none";
  if (sample.length === rows.length) {
    // Only the owner of the tables can lift the triggers, and only here, where no real booking exists that they guard.
    for (const { table, trigger } of GUARDS) {
      await sql`alter table ${sql.table(table)} disable trigger ${sql.ref(trigger)}`.execute(trx);
    }
    await sql`delete from donations`.execute(trx);
    await sql`delete from entries`.execute(trx);
    await sql`delete from transfers`.execute(trx);
    await sql`delete from accounts where campaign_id is not null and campaign_id in (select id from campaigns where slug = ${SAMPLE_CAMPAIGN.slug})`.execute(
      trx,
    );
    await sql`delete from accounts a where not exists (select 1 from entries e where e.account_id = a.id) and a.campaign_id is null`.execute(
      trx,
    );
    await sql`delete from campaign_marks where campaign_id in (select id from campaigns where slug = ${SAMPLE_CAMPAIGN.slug})`.execute(
      trx,
    );
    await sql`delete from campaigns where slug = ${SAMPLE_CAMPAIGN.slug}`.execute(trx);
    for (const { table, trigger } of GUARDS) {
      await sql`alter table ${sql.table(table)} enable always trigger ${sql.ref(trigger)}`.execute(trx);
    }
    return "taken away";
  }
  const { rows: standing } = await sql<{ id: string }>`
    select id from transfers t where idempotency_key like ${`${SAMPLE_KEY}%`} and not exists (select 1 from transfers r where r.reverses = t.id)
    order by id`.execute(trx);
  for (const { id } of standing)
    await reverseTransfer(trx, parts.clock, { transferId: id, reason: "it belonged to the sample publication" });
  await sql`update campaigns set is_main = false, ends_at = greatest(${parts.clock.now()}, starts_at + interval '1 second') where slug = ${SAMPLE_CAMPAIGN.slug}`.execute(
    trx,
  );
  return "reversed";
}
