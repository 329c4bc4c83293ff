import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { reverseTransfer } from "../funding/commands.ts";
import { removePictureFiles } from "../media/commands.ts";
import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import { type Db, inTransaction, type Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { enqueue } from "../platform/jobs.ts";
import { writeSetting } from "../platform/settings.ts";
import { rebuildIndex } from "../search/queries.ts";
import { readPublication, writePublication } from "../site/publication.ts";
import { SAMPLE_PUBLICATION } from "./plan.ts";
import type { SampleParts } from "./publish.ts";
import * as queries from "./queries.ts";
import { readSampleRecord, type SampleRecord, writeSampleRecord } from "./record.ts";

/** How many of each were taken away. */
export interface RemovedSample {
  readonly reports: number;
  readonly sources: number;
  readonly authors: number;
  readonly topics: number;
  readonly entities: number;
  readonly pictures: number;
  /** The sample's books: taken away whole, reversed because others stand beside them, or there were none. */
  readonly books: "removed" | "reversed" | "none";
}

const NOTHING: RemovedSample = {
  reports: 0,
  sources: 0,
  authors: 0,
  topics: 0,
  entities: 0,
  pictures: 0,
  books: "none",
};
const LOCK_ATTEMPTS_MAX = 100;
const LOCK_RETRY_MS = 100;
/** PostgreSQL, appendix A: lock_not_available. */
const LOCKED = "55P03";

/**
 * Takes the sample publication away, in one transaction: its reports with all that hangs on them, and the sources,
 * authors, topics, entities and pictures that nothing else uses. What was made meanwhile stays, with its places in the
 * lists. The publication gets its own name back, and the sample does not come again. The audit keeps what happened.
 * Where nothing but the sample was ever booked, its books go whole; else they are reversed, and its campaign ends.
 * Removed twice, it is removed once. Refuses with `busy` where others keep working on the same tables.
 */
export async function removeSample({ db, clock, pictures }: SampleParts): Promise<RemovedSample> {
  const { removed, files } = await whenFree(db, (trx) => removeIn(trx, clock));
  // Afterwards: a file too many harms nobody, a file too few would break a page of a sample that is still there.
  for (const picture of files) await removePictureFiles(pictures, picture);
  return removed;
}

async function removeIn(
  trx: Trx,
  clock: Clock,
): Promise<{ removed: RemovedSample; files: { sha256: string; width: number }[] }> {
  const record = await readSampleRecord(trx);
  const reportIds = await queries.listSampleReports(trx);
  const publication = await readPublication(trx);
  if (!record && reportIds.length === 0 && !publication.isSample) return { removed: NOTHING, files: [] };

  const books = record ? await removeBooks(trx, clock, record) : "none";
  const used = await queries.listUsedBy(trx, reportIds);
  await queries.deleteReports(trx, reportIds);
  const files = await queries.deleteUnusedPictures(trx, used.pictures);
  const removed: RemovedSample = {
    reports: reportIds.length,
    sources: await queries.deleteUnusedSources(trx, used.sources),
    authors: await queries.deleteUnusedAuthors(trx, used.authors),
    topics: await queries.deleteUnusedTopics(trx, used.topics),
    entities: await queries.deleteUnusedEntities(trx, used.entities),
    pictures: files.length,
    books,
  };
  // Also the words by which typing errors are told.
  await rebuildIndex(trx);
  if (publication.isSample) await rename(trx, publication);
  await writeSampleRecord(trx, null);
  await enqueue(trx, "press", { tags: ["all"] });
  await writeAudit(trx, clock, {
    actor: "system",
    action: "sample.remove",
    subject: "sample",
    details: { ...removed },
  });
  return { removed, files };
}

/**
 * Ledger rows are only ever added, because they tell what became of people's money. The sample's tell of money that
 * never was. So they may go, but only where every row of the ledger is the sample's (or reverses one of the sample's):
 * then nothing that is kept was ever summed with them, no balance and no month of a real book changes, and what is left
 * is a ledger that has not begun. What makes it safe:
 * - the tables are held against every other writer before it is asked whose the rows are, and until the end;
 * - the sample's rows are known by the ids that were noted when they were made, not by keys, which anybody may choose;
 * - only the four guards against deleting are lifted, inside this transaction, and no other session ever sees them
 *   lifted: a trigger is switched off for others at the commit, and by then they are on again (as "always", as the
 *   migration made them). A crash or an error in between takes the lifting back together with the deleting.
 * One transfer of anybody else's, and all of it stays and is reversed, as in any book.
 */
async function removeBooks(trx: Trx, clock: Clock, record: SampleRecord): Promise<RemovedSample["books"]> {
  if (await queries.isLedgerOnly(trx, record.transferIds)) {
    await queries.deleteBooks(trx, record.campaignId);
    return "removed";
  }
  for (const transferId of await queries.listStanding(trx, record.transferIds)) {
    await reverseTransfer(trx, clock, { transferId, reason: "the sample publication was removed" });
  }
  await queries.endCampaign(trx, record.campaignId, clock.now());
  return "reversed";
}

/** A name that someone gave the sample meanwhile is theirs; the sample's own is replaced by the default. */
async function rename(trx: Trx, publication: Awaited<ReturnType<typeof readPublication>>): Promise<void> {
  const { name, tagline } = SAMPLE_PUBLICATION;
  await writeSetting(trx, "publication", undefined);
  const unnamed = await readPublication(trx);
  // Written down even where it is the default: a stored name is what keeps the sample from coming again.
  await writePublication(trx, {
    ...publication,
    name: publication.name === name ? unnamed.name : publication.name,
    tagline: publication.tagline === tagline ? unnamed.tagline : publication.tagline,
    isSample: false,
  });
}

/**
 * Runs `work` in a transaction that holds all the tables it touches from its start, so that nobody publishes or books
 * beside it. It takes all of them at once or none, and never waits for one while it holds another: no other
 * transaction can come to stand in a ring with it.
 */
async function whenFree<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; attempt <= LOCK_ATTEMPTS_MAX; attempt++) {
    try {
      return await inTransaction(db, async (trx) => {
        await queries.holdTables(trx);
        return work(trx);
      });
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== LOCKED) throw error;
      await setTimeout(LOCK_RETRY_MS);
    }
  }
  throw new Refusal(
    "busy",
    "The sample was not removed: somebody is publishing or booking without a pause. Try again in a minute.",
  );
}
