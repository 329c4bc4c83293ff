/** What becomes of a report's address when it gets another one, or is withdrawn, as readers meet it. */
import assert from "node:assert/strict";
import { createServer, get } from "node:http";
import { after, test } from "node:test";
import type { Attribution } from "../attribution/types.ts";
import { inTransaction } from "../platform/db.ts";
import { moveReport, withdrawReport } from "../reports/addresses.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { createNewsstand } from "./newsstand.ts";
import { createTestPress } from "./testing.ts";

const { db, pool, press, edition, clock } = await createTestPress(PAGE_KINDS, (paths) => newsstand.forget(paths));
const newsstand = createNewsstand({
  ...{ edition, bytes_max: 1_000_000, headers: {}, isEmbeddable: () => false, elsewhere: () => false },
});
const server = createServer(newsstand.serve);
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = typeof address === "object" && address ? address.port : 0;
after(() => {
  newsstand.close();
  server.close();
});

function ask(path: string): Promise<{ status: number; location: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, body }),
      );
    }).on("error", reject);
  });
}

function contentOf(headline: string): ReportContent {
  const attribution: Attribution = {
    ...{ language: "en", supported: true, unsourced: [], roots: { min: 1, max: 1 } },
    sources: [{ id: "s", name: "Radio Skell", kind: "outlet", role: null, mentions: [], reasonForAnonymity: null }],
    claims: [
      {
        ...{ id: "c", paragraph: 0, form: "indirect", cue: null, source: null, stance: "asserts", relation: null },
        ...{ content: [{ paragraph: 0, start: 0, end: 14, text: "The gate leaks" }], chain: ["s"], confidence: 0.9 },
      },
    ],
  };
  const paragraphs = ["The gate leaks, Radio Skell reported."];
  return {
    label: "report",
    headline,
    byline: "Mara Lindqvist",
    paragraphs,
    attribution,
    topics: [{ name: "Harbour" }],
    isConfirmed: true,
  };
}

async function publish(headline: string): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { reportId } = await draftReport(trx, clock, { content: contentOf(headline), actor: "test" });
    await publishReport(trx, clock, { reportId, actor: "test" });
    return reportId;
  });
}

const move = async (reportId: string, slug: string) =>
  press.printTags(await inTransaction(db, (trx) => moveReport(trx, clock, { reportId, slug, actor: "test" })));

test("a report that moved is found at every address it had, with all that stands below", async () => {
  const reportId = await publish("Gate leaks");
  const other = await publish("Weir holds");
  await press.printAll();
  await move(reportId, "gate-leaks-badly");
  await move(reportId, "gate-is-mended");
  for (const path of ["/reports/gate-leaks", "/reports/gate-leaks-badly"]) {
    const { status, location } = await ask(path);
    assert.deepEqual([status, location], [301, "/reports/gate-is-mended"], path);
  }
  assert.equal((await ask("/reports/gate-leaks/claims/1")).location, "/reports/gate-is-mended/claims/1");
  assert.equal((await ask("/reports/gate-is-mended/claims/1")).status, 200);
  for (const path of [
    "/",
    "/topics/harbour",
    "/sources/radio-skell",
    "/feed.rss",
    "/authors/mara-lindqvist/feed.json",
  ]) {
    const { body } = await ask(path);
    assert.match(body, /\/reports\/gate-is-mended/, path);
    assert.doesNotMatch(body, /\/reports\/gate-leaks/, path);
  }
  await move(reportId, "gate-leaks");
  assert.equal((await ask("/reports/gate-leaks")).status, 200, "it may go back");
  assert.equal((await ask("/reports/gate-is-mended")).location, "/reports/gate-leaks");
  const refused = (slug: string, code: string) =>
    assert.rejects(move(other, slug), (error) => error instanceof Error && "code" in error && error.code === code);
  for (const slug of ["gate-leaks", "gate-is-mended"]) await refused(slug, "slug-taken");
  for (const slug of ["", "Weir", "a/b", "..", "7", "x.gone"]) await refused(slug, "bad-slug");
  const drafted = await inTransaction(db, (trx) =>
    draftReport(trx, clock, { content: contentOf("Gate leaks badly"), actor: "test" }),
  );
  assert.equal(drafted.slug, "gate-leaks-badly-2", "an address that was given up is nobody else's");
});

test("a withdrawn report says why at its address, is nowhere else, and comes back only by being published", async () => {
  const reportId = await publish("Captain sank the ferry");
  await press.printAll();
  const slug = "captain-sank-the-ferry";
  await inTransaction(db, async (trx) => {
    await reviseReport(trx, clock, { reportId, content: contentOf("Captain steered the ferry"), actor: "test" });
    await publishReport(trx, clock, {
      reportId,
      actor: "test",
      correction: { kind: "correction", note: "She steered it." },
    });
  });
  await press.printAll();
  assert.equal((await ask(`/reports/${slug}/versions/1`)).status, 200);
  const withdraw = (reason: string) =>
    inTransaction(db, (trx) => withdrawReport(trx, clock, { reportId, reason, actor: "test" }));
  await assert.rejects(withdraw("  "), /says why/);
  await press.printTags(await withdraw("The letter was <forged>."));
  await assert.rejects(withdraw("Again."), /not published/);
  for (const below of ["", "/claims/1", "/versions/1", "/provenance.jsonld", "/facts"]) {
    const { status, body } = await ask(`/reports/${slug}${below}`);
    assert.equal(status, 410, below);
    assert.match(body, /The letter was &lt;forged&gt;\./);
    assert.doesNotMatch(body, /Captain/);
  }
  const { rows } = await pool.query<{ path: string }>(
    "select path from press_pages where path not like '%.png' and path not like '%.ico'",
  );
  for (const { path } of rows)
    assert.doesNotMatch((await edition.read(path, "identity"))?.toString() ?? "", /Captain|captain/, path);

  await press.printTags(
    await inTransaction(db, async (trx) => {
      await reviseReport(trx, clock, { reportId, content: contentOf("Ferry sank"), actor: "test" });
      return (await publishReport(trx, clock, { reportId, actor: "test" })).tags;
    }),
  );
  assert.equal((await ask(`/reports/${slug}`)).status, 200);
  assert.equal((await ask(`/reports/${slug}/versions/1`)).status, 404, "what was withdrawn stays gone");
});
