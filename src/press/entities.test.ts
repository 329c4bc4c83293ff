import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { draftReport, type ReportContent } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { createTestPress } from "./testing.ts";

const { db, press, edition } = await createTestPress(PAGE_KINDS);

async function publish(headline: string, paragraphs: readonly string[]): Promise<readonly string[]> {
  return inTransaction(db, async (trx) => {
    const content: ReportContent = {
      ...{ label: "report", headline, byline: null, paragraphs, topics: [], isConfirmed: true },
      attribution: {
        language: "en",
        supported: true,
        sources: [],
        claims: [],
        unsourced: [],
        roots: { min: 0, max: 0 },
      },
    };
    const { reportId } = await draftReport(trx, systemClock, { content, actor: "test" });
    return (await publishReport(trx, systemClock, { reportId, actor: "test" })).tags;
  });
}

test("what a report is mostly about has a page, which leads to every such report, and a draft's names have none", async () => {
  const names = [
    "Skell Harbour Board",
    "Cape Arrow",
    "Orla Fenwick",
    "Lock Island",
    "Upper Corvane",
    "Saint Ansgar",
    "Little Marsh",
  ];
  const tags = await publish(
    "The board met",
    names.flatMap((name, i) => Array.from({ length: 9 - i }, () => `Then ${name} was named.`)),
  );
  await press.printTags(tags);
  const page = async (path: string) => (await edition.read(path, "identity"))?.toString() ?? null;
  assert.match(
    (await page("/entities/skell-harbour-board")) ?? "",
    /<h1[^>]*>(?:<bdi>)?Skell Harbour Board[\s\S]*The board met/,
  );
  assert.match(
    (await page("/reports/the-board-met")) ?? "",
    /<a href="\/entities\/saint-ansgar"><bdi>Saint Ansgar<\/bdi>/,
  );
  assert.equal(await page("/entities/little-marsh"), null, "six have a list, not the seventh");
  await press.printTags(await publish("The board met again", ["Nobody came but Skell Harbour Board itself."]));
  assert.match((await page("/entities/skell-harbour-board")) ?? "", /The board met again[\s\S]*The board met</);
  await press.printAll();
  assert.ok(await page("/entities/cape-arrow"));
  assert.equal(await page("/entities/little-marsh"), null);
});
