import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { checkLedger } from "../funding/check.ts";
import { createCampaign, recordDonation, reverseTransfer } from "../funding/commands.ts";
import { findMainCampaign, readMeter } from "../funding/meter.ts";
import { listLedgerMonths, readLedgerPage } from "../funding/public-ledger.ts";
import { FixedClock } from "../platform/clock.ts";
import { type Db, inTransaction } from "../platform/db.ts";
import { diskFiles } from "../platform/files.ts";
import { writeSetting } from "../platform/settings.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { draftReport, type ReportContent } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { loadReports } from "../site/load-reports.ts";
import { readPublication, writePublication } from "../site/publication.ts";
import { listSameRoots } from "../sourcing/queries.ts";
import { publishSample } from "./publish.ts";
import { removeSample } from "./remove.ts";

const clock = new FixedClock("2026-05-14T06:00:00Z");
const folder = await mkdtemp(join(tmpdir(), "attribune-sample-"));
const pictures = diskFiles(folder);
after(() => rm(folder, { recursive: true }));
/** For the tests that only read what the first one publishes. */
const published = await createTestDatabase();

/** What stays behind by design: what was done, the job queue, and the name that keeps the sample from coming again. */
const STAYING = new Set(["audit", "settings", "migrations"]);

async function countRows(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    if (STAYING.has(name)) continue;
    const counted = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(db);
    counts[name] = counted.rows[0]?.n ?? 0;
  }
  return counts;
}

async function listPictureFiles(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names.filter((name) => name.isFile()).map((name) => name.name);
}

test("the sample publishes five reports with everything that they are to show, once", async () => {
  const { db } = published;
  assert.equal(await publishSample({ db, clock, pictures }), true);
  const once = await countRows(db);
  assert.equal(await publishSample({ db, clock, pictures }), false);
  assert.deepEqual(await countRows(db), once);

  const rows = await db
    .selectFrom("reports")
    .select(["id", "status", "is_sample", "first_published_at"])
    .orderBy("ordinal")
    .execute();
  assert.ok(rows.every((row) => row.status === "published" && row.is_sample));
  const times = rows.map((row) => row.first_published_at?.getTime() ?? 0);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
    "the lists run from the oldest",
  );
  assert.ok(times.every((time) => time < clock.now().getTime() && time > clock.now().getTime() - 45 * 86_400_000));
  const reports = await loadReports(
    db,
    rows.map((row) => row.id),
  );
  const views = reports.map((report) => report.view);
  assert.deepEqual(views.map((view) => view.label).sort(), ["analysis", "opinion", "report", "report", "report"]);
  assert.ok(views.filter((view) => view.picture).length >= 3);
  assert.ok(
    views.every((view) => view.picture === null || (view.picture.alt && view.picture.caption && view.picture.credit)),
  );

  const claims = views.flatMap((view) => view.blocks.flatMap((block) => block.claims));
  assert.equal(claims.length, 66);
  assert.ok(claims.every((claim) => claim.isConfirmed));
  const standings = Object.groupBy(claims, (claim) => claim.standing);
  for (const standing of ["named", "document", "relayed", "anonymous", "vague", "unsourced"] as const) {
    assert.ok((standings[standing]?.length ?? 0) > 0, standing);
  }
  assert.equal(Math.max(...claims.map((claim) => claim.chain.length)), 3);
  const kinds = new Set(claims.flatMap((claim) => claim.chain.map((hop) => hop.kind)));
  assert.ok(kinds.has("document") && kinds.has("dataset"));
  const anonymous = views.flatMap((view) => view.facts.anonymous);
  assert.ok(anonymous.length >= 3 && anonymous.every((source) => source.reason !== null));
  assert.ok(claims.some((claim) => claim.relations.some((relation) => relation.type === "disputes")));
  assert.ok(views.every((view) => view.facts.unsourcedSentences_count > 0));

  const boat = views.find((view) => view.headline.startsWith("Island ferry"));
  assert.ok(boat);
  assert.deepEqual(boat.facts.singleOrigins, [
    { outlets: ["Oddmouth Herald", "Radio Skell"], root: "purser on the ferry", claimNumbers: [1, 2, 3] },
  ]);
  assert.deepEqual(boat.facts.roots, { min: 6, max: 7 });
  assert.deepEqual(
    boat.corrections.map(({ kind, claim }) => [kind, claim?.number]),
    [["correction", 4]],
  );
  assert.ok(
    boat.blocks.flatMap((block) => block.claims).some((claim) => claim.number === 4 && claim.text.startsWith("twelve")),
  );
  assert.ok(boat.updatedAt && boat.related.some((other) => other.label === "analysis"));

  const achterberg = await db
    .selectFrom("sources")
    .select("id")
    .where("name", "=", "Runa Achterberg")
    .executeTakeFirstOrThrow();
  const told = await listSameRoots(db, [achterberg.id], 20);
  assert.equal(new Set(told.map((claim) => claim.report_id)).size, 2, "outlets of two reports rest on one person");

  assert.deepEqual(await readPublication(db), {
    name: "Tideline (sample)",
    tagline: "News from the Skell coast, paid for by its readers",
    language: "en",
    isSample: true,
  });
  const topics = await db
    .selectFrom("topics")
    .select("name")
    .where("navigation_position", "is not", null)
    .orderBy("navigation_position")
    .execute();
  assert.deepEqual(
    topics.map((topic) => topic.name),
    ["Harbour", "Shore", "Health", "Town hall"],
  );
});

test("the sample's books are in order: the meter is their sum, and the ledger has months worth reading", async () => {
  const { db } = published;
  const campaign = await findMainCampaign(db, clock.now());
  assert.ok(campaign);
  const meter = await readMeter(db, campaign.id, clock.now());
  assert.deepEqual([meter.raisedMinor, meter.supporters, meter.isOpen], [309_550n, 12, true]);
  assert.ok(meter.marks.slice(1).every((mark) => mark.label));
  const months = await listLedgerMonths(db);
  assert.ok(months.length >= 2);
  const transfers = (await Promise.all(months.map((month) => readLedgerPage(db, month)))).flatMap(
    (page) => page.transfers,
  );
  const counts = Object.groupBy(transfers, (transfer) => transfer.kind);
  assert.deepEqual(
    [counts.donation?.length, counts.opening?.length, counts.expense?.length, counts.reversal?.length],
    [13, 1, 2, 1],
  );
  assert.ok(transfers.filter((transfer) => transfer.donor).length >= 5);
  assert.ok(transfers.every((transfer) => transfer.bookedOn < "2026-05-14"));
  assert.ok(transfers.every((transfer) => transfer.heldAfter.every((held) => held.minor >= 0n)));
  const check = await checkLedger(db);
  assert.deepEqual([check.ok, check.faults], [true, []]);
});

test("also on a leap day, a second before midnight, the sample lies in the past and its books check", async () => {
  const { db } = await createTestDatabase();
  const then = new FixedClock("2028-02-29T23:59:59Z");
  assert.equal(await publishSample({ db, clock: then, pictures }), true);
  const { rows } = await sql<{ late: boolean }>`
    select max(published_at) > ${then.now()} as late from publications`.execute(db);
  assert.equal(rows[0]?.late, false);
  assert.equal((await checkLedger(db)).ok, true);
});

test("removed, the sample leaves nothing in the tables and no picture's file, and does not come again", async () => {
  const { db, pool } = await createTestDatabase();
  const before = await countRows(db);
  await publishSample({ db, clock, pictures });
  assert.ok((await listPictureFiles()).length >= 3);
  const removed = await removeSample({ db, clock, pictures });
  assert.deepEqual(
    [removed.reports, removed.topics, removed.authors, removed.pictures, removed.books],
    [5, 4, 4, 5, "removed"],
  );
  assert.deepEqual(await countRows(db), before);
  assert.deepEqual(await listPictureFiles(), []);
  const { name, isSample } = await readPublication(db);
  assert.deepEqual([name, isSample], ["Attribune", false]);
  assert.equal(await publishSample({ db, clock, pictures }), false);
  const again = await removeSample({ db, clock, pictures });
  assert.deepEqual([again.reports, again.books], [0, "none"]);

  const check = await checkLedger(db);
  assert.deepEqual([check.ok, check.faults], [true, []], "the guards stand as before");
  const campaign = await createCampaign(db, clock, { title: "Ours", currency: "EUR", marks: [{ minor: 100n }] });
  await recordDonation(db, clock, { campaign: campaign.id, amount: "1.00", method: "bank", key: "first" });
  for (const table of ["transfers", "entries", "accounts", "campaigns"]) {
    await assert.rejects(pool.query(`delete from ${table}`), { code: "23001" });
  }
});

test("somebody else's report, its sources and its place in the lists stay when the sample goes", async () => {
  const { db } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  const slug = await publishOwn(db);
  const removed = await removeSample({ db, clock, pictures });
  assert.equal(removed.reports, 5);

  const reports = await db.selectFrom("reports").select(["id", "slug", "ordinal"]).execute();
  assert.deepEqual(
    reports.map((report) => [report.slug, report.ordinal]),
    [[slug, 6n]],
  );
  const items = await db.selectFrom("list_items").select(["list", "ordinal"]).orderBy("list").execute();
  assert.deepEqual(
    items.map((item) => item.list.split(":")[0]),
    ["all", "author", "entity", "source", "topic"],
  );
  assert.equal(items[0]?.ordinal, 6n);
  const [view] = (
    await loadReports(
      db,
      reports.map((report) => report.id),
    )
  ).map((report) => report.view);
  assert.deepEqual(
    view?.authors.map((author) => author.title),
    ["Hanne Okafor"],
  );
  assert.deepEqual(
    view?.topics.map((topic) => topic.title),
    ["Harbour"],
  );
  assert.deepEqual(
    view?.blocks[0]?.claims[0]?.chain.map((hop) => hop.name),
    ["Radio Skell"],
  );
  assert.deepEqual(view?.related, []);
  const sources = await db.selectFrom("sources").select("name").execute();
  assert.deepEqual(
    sources.map((source) => source.name),
    ["Radio Skell"],
  );
  await publishOwn(db);
  const last = await db
    .selectFrom("list_items")
    .select("ordinal")
    .where("list", "=", "all")
    .orderBy("ordinal", "desc")
    .executeTakeFirst();
  assert.equal(last?.ordinal, 7n, "the list goes on where it was");
});

test("a sample transfer that somebody reversed by hand is still the sample's", async () => {
  const { db } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  const { id } = await db
    .selectFrom("transfers")
    .select("id")
    .where("idempotency_key", "=", "sample:jar")
    .executeTakeFirstOrThrow();
  await reverseTransfer(db, clock, { transferId: id, reason: "trying it out" });
  assert.equal((await removeSample({ db, clock, pictures })).books, "removed");
});

test("where anybody else's transfer was booked, the sample's are reversed and its campaign ends", async () => {
  const { db } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  const own = await createCampaign(db, clock, { title: "Ours", currency: "EUR", marks: [{ minor: 10_000n }] });
  // A key that looks like the sample's makes nobody's money the sample's.
  await recordDonation(db, clock, { campaign: own.id, amount: "25.00", method: "bank", key: "sample:mine" });
  const before = await countRows(db);
  const later = new FixedClock("2026-05-15T06:00:00Z");
  assert.equal((await removeSample({ db, clock: later, pictures })).books, "reversed");

  const rows = await countRows(db);
  assert.equal(rows.transfers, (before.transfers ?? 0) + 15, "each that stood is reversed once");
  const sample = await db
    .selectFrom("campaigns")
    .selectAll()
    .where("slug", "=", "three-reporters")
    .executeTakeFirstOrThrow();
  assert.deepEqual([sample.is_main, sample.ends_at], [false, later.now()]);
  const meter = await readMeter(db, sample.id, later.now());
  assert.deepEqual([meter.raisedMinor, meter.supporters, meter.isOpen], [0n, 0, false]);
  assert.equal((await readMeter(db, own.id, later.now())).raisedMinor, 2_500n);
  const check = await checkLedger(db);
  assert.deepEqual([check.ok, check.faults], [true, []]);
  const balances = check.trialBalance.filter((account) => account.minor !== 0n).map((account) => account.code);
  assert.deepEqual(balances, ["bank:EUR", "donations:ours"]);
  assert.deepEqual([rows.reports, rows.claims, rows.topics, rows.pictures, rows.list_items], [0, 0, 0, 0, 0]);
  assert.equal((await removeSample({ db, clock: later, pictures })).books, "none");
});

test("a name that somebody gave the sample stays theirs", async () => {
  const { db } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  await writePublication(db, { name: "The Lark", tagline: "Ours", language: "en", isSample: true });
  await removeSample({ db, clock, pictures });
  assert.deepEqual(await readPublication(db), { name: "The Lark", tagline: "Ours", language: "en", isSample: false });
});

test("two first starts at once publish the sample once", async () => {
  const { db } = await createTestDatabase();
  const made = await Promise.all([1, 2].map(() => publishSample({ db, clock, pictures })));
  assert.equal(made.filter(Boolean).length, 1);
  assert.equal((await countRows(db)).reports, 5);
});

test("nothing is published beside a name, a report or a campaign that is there", async () => {
  const named = await createTestDatabase();
  await writeSetting(named.db, "publication", { name: "The Lark", tagline: "", language: "en", isSample: false });
  assert.equal(await publishSample({ db: named.db, clock, pictures }), false);
  const reported = await createTestDatabase();
  await publishOwn(reported.db);
  assert.equal(await publishSample({ db: reported.db, clock, pictures }), false);
  const funded = await createTestDatabase();
  await createCampaign(funded.db, clock, { title: "Ours", currency: "EUR", marks: [{ minor: 100n }] });
  assert.equal(await publishSample({ db: funded.db, clock, pictures }), false);
  assert.equal((await countRows(funded.db)).reports, 0);
});

test("a publication that fails half-way leaves nothing", async () => {
  const { db, pool } = await createTestDatabase();
  const before = await countRows(db);
  await pool.query(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger fails before insert on corrections for each row execute function fail()`);
  await assert.rejects(publishSample({ db, clock, pictures }), /no/);
  assert.deepEqual(await countRows(db), before);
  await pool.query("drop trigger fails on corrections");
  assert.equal(await publishSample({ db, clock, pictures }), true);
});

test("a removal waits for who is at work, and takes no lock meanwhile", async () => {
  const { db, pool } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  const client = await pool.connect();
  await client.query("begin; update campaigns set title = title");
  const removal = removeSample({ db, clock, pictures });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await publishOwn(db);
  await client.query("commit");
  client.release();
  assert.equal((await removal).reports, 5);
  assert.equal((await countRows(db)).reports, 1);
});

/** A report of somebody else's that uses the sample's outlet, author and topic. */
async function publishOwn(db: Db): Promise<string> {
  const text = "The lamps on the quay stay off, Radio Skell reported.";
  const piece = (words: string) => {
    const start = text.indexOf(words);
    return { paragraph: 0, start, end: start + words.length, text: words };
  };
  const content: ReportContent = {
    label: "report",
    headline: "The lamps stay off",
    byline: "Hanne Okafor",
    paragraphs: [text],
    topics: [{ name: "Harbour" }],
    isConfirmed: true,
    attribution: {
      language: "en",
      supported: true,
      sources: [
        {
          id: "a",
          name: "Radio Skell",
          kind: "outlet",
          role: null,
          mentions: [piece("Radio Skell")],
          reasonForAnonymity: null,
        },
      ],
      claims: [
        {
          id: "1",
          paragraph: 0,
          content: [piece("The lamps on the quay stay off")],
          form: "indirect",
          cue: piece("reported"),
          source: piece("Radio Skell"),
          chain: ["a"],
          stance: "asserts",
          relation: null,
          confidence: 1,
        },
      ],
      unsourced: [],
      roots: { min: 1, max: 1 },
    },
  };
  return inTransaction(db, async (trx) => {
    const { reportId, slug } = await draftReport(trx, clock, { content, actor: "command-line" });
    await publishReport(trx, clock, { reportId, actor: "command-line" });
    return slug;
  });
}
