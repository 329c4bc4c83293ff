/** The front page as an editor orders it, and as it orders itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inTransaction } from "../platform/db.ts";
import { draftReport, type ReportContent } from "../reports/commands.ts";
import { arrangeFront } from "../reports/front.ts";
import { publishReport } from "../reports/publish.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { createTestPress } from "./testing.ts";

const { db, press, edition, clock } = await createTestPress(PAGE_KINDS);

async function publish(headline: string): Promise<void> {
  const tags = await inTransaction(db, async (trx) => {
    const content: ReportContent = {
      ...{ label: "report", headline, byline: null, paragraphs: ["It rained."], topics: [], isConfirmed: true },
      attribution: {
        ...{ language: "en", supported: true, sources: [], claims: [], unsourced: [], roots: { min: 0, max: 0 } },
      },
    };
    const { reportId } = await draftReport(trx, clock, { content, actor: "test" });
    return (await publishReport(trx, clock, { reportId, actor: "test" })).tags;
  });
  await press.printTags(tags);
}

async function arrange(...slugs: string[]): Promise<string[]> {
  await inTransaction(db, (trx) => arrangeFront(trx, clock, { slugs, actor: "test" }));
  const { changed } = await press.printTags(["front"]);
  return [...changed];
}

async function headlines(): Promise<string[]> {
  const page = (await edition.read("/", "identity"))?.toString() ?? "";
  return [...page.matchAll(/<h[23]><a href="\/reports\/[^"]+">([^<]+)</g)].map((match) => match[1] ?? "");
}

test("the newest reports lead until an editor puts others there, and again when they are taken away", async () => {
  for (const name of ["One", "Two", "Three", "Four", "Five", "Six"]) await publish(name);
  assert.deepEqual(await headlines(), ["Six", "Five", "Four", "Three", "Two", "One"]);
  assert.deepEqual(await arrange("two", "five"), ["/"], "nothing else is printed");
  assert.deepEqual(await headlines(), ["Two", "Five", "Six", "Four", "Three", "One"]);
  await publish("Seven");
  assert.deepEqual((await headlines()).slice(0, 3), ["Two", "Five", "Seven"]);
  await arrange();
  assert.deepEqual((await headlines()).slice(0, 2), ["Seven", "Six"]);
});

test("more reports than there are places, one twice and one that is not published are refused, and nothing changes", async () => {
  await arrange("three");
  await assert.rejects(arrange("one", "two", "three", "four", "five"), { code: "front-full" });
  await assert.rejects(arrange("one", "two", "one"), { code: "front-twice" });
  await assert.rejects(arrange("one", "nowhere"), { code: "not-published" });
  assert.equal((await headlines())[0], "Three");
});
