/** How much a change reprints: what it touches, whatever the size of the archive. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attribution } from "../attribution/types.ts";
import { createCampaign, recordDonation } from "../funding/commands.ts";
import { inTransaction } from "../platform/db.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { type CorrectionInput, publishReport } from "../reports/publish.ts";
import { findReportBySlug } from "../reports/queries.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { createTestPress } from "./testing.ts";

const OUTLETS = ["Larkhaven Courier", "Radio Skell", "Evening Herald"];
const { db, pool, press, edition, clock } = await createTestPress(PAGE_KINDS);

/** A report with a claim of each outlet. */
function contentOf(number: number, headline: string): ReportContent {
  const paragraphs = OUTLETS.map((name) => `The gate of lock ${number} leaks, the ${name} reported.`);
  const attribution: Attribution = {
    language: "en",
    supported: true,
    sources: OUTLETS.map((name, i) => ({
      ...{ id: `s${i}`, name, kind: "outlet", role: null, mentions: [], reasonForAnonymity: null },
    })),
    claims: OUTLETS.map((_, i) => ({
      ...{ id: `c${i}`, paragraph: i, form: "indirect", cue: null, source: null, stance: "asserts", relation: null },
      content: [{ paragraph: i, start: 0, end: 8, text: "The gate" }],
      ...{ chain: [`s${i}`], confidence: 0.9 },
    })),
    unsourced: [],
    roots: { min: 3, max: 3 },
  };
  return {
    ...{ label: "report", headline, byline: "Mara Lindqvist", paragraphs },
    ...{ attribution, topics: [{ name: "Harbour" }], isConfirmed: true },
  };
}

/** Publishes a report; gives what the press is told. */
async function publish(number: number): Promise<readonly string[]> {
  return inTransaction(db, async (trx) => {
    const content = contentOf(number, `Lock ${number} leaks`);
    const { reportId } = await draftReport(trx, clock, { content, actor: "test" });
    return (await publishReport(trx, clock, { reportId, actor: "test" })).tags;
  });
}

async function publishUntil(reports_count: number, from: number): Promise<void> {
  for (let number = from; number < reports_count; number++) await publish(number);
  await press.printAll();
}

test("a publication reprints as many pages in a large archive as in a small one", async () => {
  await publishUntil(23, 0);
  const small = await press.printTags(await publish(23));
  await publishUntil(183, 24);
  const large = await press.printTags(await publish(183));
  assert.ok(small.changed.includes("/reports/lock-23-leaks") && large.changed.includes("/reports/lock-183-leaks"));
  assert.ok(large.changed.includes("/"));
  assert.ok(
    large.printed_count <= small.printed_count,
    `${large.printed_count} pages at 184 reports, ${small.printed_count} at 24`,
  );
  assert.deepEqual((await press.printTags(["list:all"])).changed, [], "and what is printed again is the same");
});

test("a corrected headline stands corrected wherever it stands", async () => {
  await publishUntil(190, 184);
  const slug = "lock-31-leaks";
  const report = (await findReportBySlug(db, slug)) ?? assert.fail();
  const correction: CorrectionInput = { kind: "correction", note: "It is the weir that leaks." };
  const { tags } = await inTransaction(db, async (trx) => {
    const content = contentOf(31, "Weir 31 leaks");
    await reviseReport(trx, clock, { reportId: report.id, content, actor: "test" });
    return publishReport(trx, clock, { reportId: report.id, correction, actor: "test" });
  });
  const { changed } = await press.printTags(tags);
  for (const path of ["/archive/2", "/topics/harbour/2", "/authors/mara-lindqvist/2", "/sources/radio-skell/2"])
    assert.ok(changed.includes(path), path);
  const { rows } = await pool.query<{ path: string }>("select path from press_pages where path not like '%/versions%'");
  for (const { path } of rows)
    assert.doesNotMatch((await edition.read(path, "identity"))?.toString() ?? "", /Lock 31 leaks/, path);
});

test("a donation reprints the meter and the books, and no report", async () => {
  const campaign = await createCampaign(db, clock, {
    ...{ title: "The Harbour Fund", currency: "EUR", isMain: true, marks: [{ minor: 100_000n }] },
  });
  await press.printAll();
  await pool.query("delete from graphile_worker._private_jobs");
  await recordDonation(db, clock, { campaign: campaign.slug, amount: "12.50", method: "bank", key: "gift-1" });
  const { rows } = await pool.query<{ payload: { tags: string[] } }>(
    "select payload from graphile_worker._private_jobs",
  );
  const { changed, printed_count } = await press.printTags(rows.flatMap((row) => row.payload.tags));
  assert.ok(changed.some((path) => path.endsWith("meter.json")));
  assert.ok(printed_count <= 12, `${printed_count} pages`);
  for (const path of changed) assert.match(path, /meter|^\/ledger|^\/support/);
});
