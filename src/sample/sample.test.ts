import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { checkLedger } from "../funding/check.ts";
import { recordDonation } from "../funding/commands.ts";
import { findMainCampaign, readMeter } from "../funding/meter.ts";
import { FixedClock } from "../platform/clock.ts";
import type { Db } from "../platform/db.ts";
import { diskFiles } from "../platform/files.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { loadReports } from "../site/load-reports.ts";
import { parseMarked } from "./marked.ts";
import { publishSample } from "./publish.ts";
import { removeSample } from "./remove.ts";

const clock = new FixedClock("2026-05-20T10:00:00Z");
const folder = await mkdtemp(join(tmpdir(), "attribune-sample-"));
after(() => rm(folder, { recursive: true }));
const pictures = diskFiles(folder);

const KEPT = new Set(["migrations", "audit", "press_pages", "settings"]);

async function countRows(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  const counts: Record<string, number> = {};
  for (const { name } of rows.filter((row) => !KEPT.has(row.name))) {
    const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(db);
    counts[name] = counted[0]?.n ?? 0;
  }
  return counts;
}

test("the sample shows what the product can do: chains, one origin, a dispute, a correction, books", async () => {
  const { db } = await createTestDatabase();
  assert.equal(await publishSample({ db, clock, pictures }), true);
  assert.equal(await publishSample({ db, clock, pictures }), false, "a second start leaves it alone");

  const ids = (await db.selectFrom("reports").select("id").execute()).map((row) => row.id);
  const reports = (await loadReports(db, ids)).map((report) => report.view);
  assert.equal(reports.length, 5);
  assert.deepEqual([...new Set(reports.map((report) => report.label))].sort(), ["analysis", "opinion", "report"]);
  assert.ok(reports.some((report) => report.facts.singleOrigins.length > 0));
  assert.ok(reports.some((report) => report.facts.anonymous.some((source) => source.reason !== null)));
  const claims = reports.flatMap((report) => report.blocks.flatMap((block) => block.claims));
  assert.ok(Math.max(...claims.map((claim) => claim.chain.length)) >= 3);
  for (const standing of ["named", "document", "anonymous", "vague", "unsourced"])
    assert.ok(
      claims.some((claim) => claim.standing === standing),
      standing,
    );
  assert.ok(claims.some((claim) => claim.relations.some((relation) => relation.type === "disputes")));
  assert.ok(reports.filter((report) => report.picture).length >= 3);
  assert.ok(reports.every((report) => report.related.length > 0));
  const corrected = reports.filter((report) => report.corrections.length > 0);
  assert.deepEqual(
    corrected.map((report) => report.corrections[0]?.claim?.number),
    [4],
  );

  const campaign = await findMainCampaign(db, clock.now());
  assert.ok(campaign);
  const meter = await readMeter(db, campaign.id, clock.now());
  assert.ok(meter.raisedMinor > 0n && meter.supporters >= 12);
  assert.deepEqual((await checkLedger(db)).faults, []);
});

test("one command takes all of it away, and the books stay guarded", async () => {
  const { db } = await createTestDatabase();
  const before = await countRows(db);
  await publishSample({ db, clock, pictures });
  assert.deepEqual(await removeSample({ db, clock, pictures }), { reports: 5, books: "taken away" });
  assert.deepEqual(await countRows(db), before);
  assert.deepEqual(
    (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name)),
    [],
  );
  assert.deepEqual((await checkLedger(db)).faults, []);
  assert.deepEqual(await removeSample({ db, clock, pictures }), { reports: 0, books: "none" });
});

test("what was booked besides stays, and then the sample's own bookings are reversed", async () => {
  const { db } = await createTestDatabase();
  await publishSample({ db, clock, pictures });
  await recordDonation(db, clock, { campaign: "three-reporters", amount: "5.00", method: "cash", key: "real" });
  assert.deepEqual(await removeSample({ db, clock, pictures }), { reports: 5, books: "reversed" });
  const campaign = await db.selectFrom("campaigns").select("id").executeTakeFirstOrThrow();
  assert.equal((await readMeter(db, campaign.id, clock.now())).raisedMinor, 500n);
  assert.deepEqual((await checkLedger(db)).faults, []);
});

test("marks that do not fit together are refused with file and line", () => {
  const head = "HEADLINE A\nLABEL report\nTOPIC T\nSRC s1 | person | Ada Voss\n";
  const read = (text: string) => parseMarked(text, { name: "x.txt", publishedAt: clock.now(), version: "first" });
  assert.equal(
    read(`${head}P <s 1>Ada Voss</s> <k 1>said</k> <c 1>it leaks</c>.\nCLAIM 1 s1 asserts`).attribution.claims.length,
    1,
  );
  for (const bad of [
    "P <c 1>open",
    "P <c 1>x</c>",
    "P x\nCLAIM 1 s1 asserts",
    "P <c 1>x</c>\nCLAIM 1 s9 asserts",
    "NONSENSE x",
  ]) {
    assert.throws(() => read(`${head}${bad}`), { code: "bad-markup", message: /x\.txt/ }, bad);
  }
});
