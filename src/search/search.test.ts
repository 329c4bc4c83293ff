import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Attribution, SourceKind } from "../attribution/types.ts";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { rebuildSearch, search, suggestFor } from "./commands.ts";
import { FOUND_END, FOUND_START } from "./queries.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");

type Told = readonly (readonly [words: string, source: string | null, kind?: SourceKind])[];

function contentOf(
  headline: string,
  told: Told,
  rest: Partial<ReportContent> & { language?: string } = {},
): ReportContent {
  const names = [...new Set(told.map(([, source]) => source).filter((name) => name !== null))];
  const { language = "en", ...other } = rest;
  const attribution: Attribution = {
    language,
    supported: true,
    sources: names.map((name, i) => ({
      id: `s${i}`,
      name,
      kind: told.find(([, source]) => source === name)?.[2] ?? "person",
      role: null,
      mentions: [],
      reasonForAnonymity: null,
    })),
    claims: told.map(([words, source], paragraph) => ({
      id: `c${paragraph}`,
      paragraph,
      content: [{ paragraph, start: 0, end: words.length, text: words }],
      form: "indirect" as const,
      cue: null,
      source: null,
      chain: source === null ? [] : [`s${names.indexOf(source)}`],
      stance: "asserts" as const,
      relation: null,
      confidence: 0.8,
    })),
    unsourced: [],
    roots: { min: names.length, max: names.length },
  };
  return {
    label: "report",
    headline,
    byline: "Mara Lindqvist",
    paragraphs: told.map(([words]) => words),
    attribution,
    topics: [{ name: "Harbour" }],
    isConfirmed: false,
    ...other,
  };
}

const drafted = (content: ReportContent) =>
  inTransaction(db, (trx) => draftReport(trx, clock, { content, actor: "system" }));

async function published(content: ReportContent): Promise<string> {
  const { reportId } = await drafted(content);
  await inTransaction(db, (trx) => publishReport(trx, clock, { reportId, actor: "system" }));
  return reportId;
}

const look = (typed: string, page = 1) => search(db, typed, { page, now: clock.now() });
const found = async (typed: string) => (await look(typed)).reports.map((report) => report.id);

const gate = await published(
  contentOf("Storm gate stays shut", [
    ["The hinges of the gate were tested twice by divers in spring", "Tomas Reinholt"],
    ["The council had known of the cracks for years", "a nurse on the ward", "anonymous"],
  ]),
);
clock.advance(38 * 86_400_000);
const school = await published(
  contentOf("Schools reopen after the flood", [["Teachers counted forty pupils and one hinge", "Ilse Marrin"]], {
    byline: "Jonas Wexley",
    topics: [{ name: "Schools" }],
  }),
);

test("words are found in any of their forms, the headline before the body", async () => {
  assert.deepEqual(await found("test"), [gate]);
  assert.deepEqual(
    await found("hinge"),
    [school, gate].sort((a) => (a === school ? -1 : 1)),
  );
  assert.deepEqual((await found("reopening schools")).at(0), school);
});

test("phrases, beginnings and exclusions hold", async () => {
  assert.deepEqual(await found('"tested twice"'), [gate]);
  assert.deepEqual(await found('"twice tested"'), []);
  assert.deepEqual(await found("cou*  -pupils"), [gate]);
  assert.deepEqual(await found("hinge -pupils"), [gate]);
  assert.deepEqual(await found("reop"), [school], "the last word may be unfinished");
  assert.deepEqual(await found("-pupils"), [], "an exclusion alone asks for nothing");
});

test("source, topic, author and dates narrow the search", async () => {
  assert.deepEqual(await found("source:reinholt"), [gate]);
  assert.deepEqual(await found('hinge source:"ilse marrin"'), [school]);
  assert.deepEqual(await found("topic:harbour"), [gate]);
  assert.deepEqual(await found("author:wexley"), [school]);
  assert.deepEqual(await found("before:2026-06"), [gate]);
  assert.deepEqual(await found("after:2026-06"), [school]);
  assert.deepEqual(await found("hinge after:2026-05-03 before:2026-06-10"), [gate]);
  assert.deepEqual(await found("hinge after:2027"), []);
});

test("snippets show what was found as plain text", async () => {
  const [first] = (await look("divers")).reports;
  assert.match(first?.snippet ?? "", new RegExp(`by ${FOUND_START}divers${FOUND_END} in spring`));
});

test("claims and sources stand in groups of their own, without those that belong to one report", async () => {
  const { claimIds, sources } = await look("hinges");
  assert.equal(claimIds.length, 2);
  assert.deepEqual(sources, []);
  assert.deepEqual((await look("reinholt")).sources, [
    { slug: "tomas-reinholt", name: "Tomas Reinholt", role: null, claims_count: 1 },
  ]);
  assert.deepEqual((await look("nurse")).sources, []);
  assert.deepEqual(await found("nurse"), [], "who tells it is in no text of the page's own");
  assert.deepEqual(await found("source:nurse"), []);
});

test("a typing error is forgiven by what was published", async () => {
  assert.equal((await look("reinhotl")).meant, "reinholt");
  assert.equal((await look("Habrour gate")).meant, "harbour gate");
  assert.equal((await look("zzzzqqq")).meant, null);
  assert.deepEqual(
    (await suggestFor(db, "/reports/storm-gate-stay-shutt")).map(({ slug }) => slug),
    ["storm-gate-stays-shut"],
  );
});

test("languages are stemmed each in its way, accents are folded", async () => {
  const french = await published(
    contentOf("Les élections municipales", [["Les électeurs négocient encore à Béziers", null]], { language: "fr" }),
  );
  const arabic = await published(
    contentOf("إغلاق بوابة الميناء", [["قال المجلس إن البوابة ستبقى مغلقة", null]], { language: "ar" }),
  );
  const ukrainian = await published(
    contentOf("Порт закрито", [["Шлюз лишається зачиненим", null]], { language: "uk" }),
  );
  assert.deepEqual(await found("election"), [french]);
  assert.deepEqual(await found("beziers"), [french]);
  assert.deepEqual(await found("بوابة"), [arabic]);
  assert.deepEqual(await found("шлюз"), [ukrainian]);
  assert.deepEqual(await found("hinge -pupils"), [gate], "an exclusion holds in every language");
});

test("drafts are never found, and corrected or withdrawn words no more", async () => {
  const { reportId } = await drafted(
    contentOf("Unprinted sluice scandal", [["The ombudsperson whispered quicksilver", "Quirin Draftsman"]]),
  );
  for (const word of ["sluice", "quicksilver", "source:draftsman"]) assert.deepEqual(await found(word), [], word);
  const traces = await sql<{ n: bigint }>`
    select (select count(*) from search_documents where report_id = ${reportId})
      + (select count(*) from search_claims where report_id = ${reportId})
      + (select count(*) from search_words where word in ('quicksilver', 'unprinted', 'draftsman')) as n`.execute(db);
  assert.equal(traces.rows[0]?.n, 0n);
  assert.deepEqual((await look("draftsman")).sources, []);

  await inTransaction(db, (trx) => publishReport(trx, clock, { reportId, actor: "system" }));
  assert.deepEqual(await found("quicksilver"), [reportId]);
  const content = contentOf("Printed sluice scandal", [["The ombudsperson whispered mercury", null]]);
  await inTransaction(db, (trx) => reviseReport(trx, clock, { reportId, content, actor: "system" }));
  assert.deepEqual(await found("mercury"), [], "a revision that is not published is a draft");
  const correction = { kind: "correction" as const, note: "It was mercury." };
  await inTransaction(db, (trx) => publishReport(trx, clock, { reportId, correction, actor: "system" }));
  assert.deepEqual(await found("mercury"), [reportId]);
  assert.deepEqual(await found("quicksilver"), []);

  await sql`update reports set status = 'draft', published_revision_id = null, first_published_at = null, published_at = null, ordinal = null where id = ${reportId}`.execute(
    db,
  );
  assert.deepEqual(await found("mercury"), []);
});

test("what fails to be published leaves nothing in the index", async () => {
  const { reportId } = await drafted(contentOf("Half written ledger", [["The anchovy was counted", null]]));
  await assert.rejects(
    inTransaction(db, async (trx) => {
      await publishReport(trx, clock, { reportId, actor: "system" });
      throw new Error("the lights went out");
    }),
  );
  assert.deepEqual(await found("anchovy"), []);
});

test("a rebuilt index finds the same", async () => {
  const before = [await found("hinge"), await found("source:reinholt")];
  assert.equal(await rebuildSearch(db), 5);
  assert.deepEqual([await found("hinge"), await found("source:reinholt")], before);
});

test("results stand on pages, and a page beyond the last is the last", async () => {
  for (let i = 0; i < 23; i++) await published(contentOf(`Buoy number ${i}`, [["It floats", null]]));
  const first = await look("buoy");
  const second = await look("buoy", 999);
  assert.deepEqual([first.reports.length, first.pages_count, first.reports_count], [20, 2, 23]);
  assert.deepEqual([second.reports.length, second.page], [3, 2]);
  assert.equal(new Set([...first.reports, ...second.reports].map(({ id }) => id)).size, 23);
});

test("any text is a query that the database understands", async () => {
  const bits = [
    "source:",
    "topic:",
    "before:2026",
    "after:1999-99",
    '"',
    "-",
    "*",
    "'",
    "\\",
    "&",
    "|",
    "!",
    ":*",
    "<->",
    "(",
    ")",
    "\u0000",
    "\ud800",
    "%",
    "cou*",
    "ة",
    "é",
    " ",
    "%00",
  ];
  const queries = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 6 })), { maxLength: 25 })
      .map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(queries, async (typed) => {
      await look(typed);
      await suggestFor(db, typed);
    }),
    { seed: 20260503, numRuns: 150 },
  );
});
