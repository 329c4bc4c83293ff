import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Attribution, SourceKind } from "../attribution/types.ts";
import { readDocument } from "../document/schema.ts";
import { toText } from "../document/to-text.ts";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { listClaims, listHops, readSourceRecords } from "../sourcing/queries.ts";
import { draftReport, type ReportContent, reviseReport } from "./commands.ts";
import { headStart, neighbours, PAGE_SIZE, pagesTouchedBy, readListPage } from "./lists.ts";
import { matchClaims } from "./matching.ts";
import { publishReport } from "./publish.ts";
import { findNear, findReport, findRevision } from "./queries.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");

/** A report whose paragraphs are each one claim of the named source, or of nobody. */
function contentOf(
  headline: string,
  told: readonly (readonly [words: string, source: string | null, kind?: SourceKind])[],
): ReportContent {
  const names = [...new Set(told.map(([, source]) => source).filter((name) => name !== null))];
  const attribution: Attribution = {
    language: "en",
    supported: true,
    sources: names.map((name, i) => {
      const kind = told.find(([, source]) => source === name)?.[2] ?? "person";
      return {
        id: `s${i}`,
        name,
        kind,
        role: null,
        mentions: [],
        reasonForAnonymity: kind === "anonymous" ? "fear of losing work" : null,
      };
    }),
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
  };
}

async function published(content: ReportContent) {
  return inTransaction(db, async (trx) => {
    const draft = await draftReport(trx, clock, { content, actor: "system" });
    return publishReport(trx, clock, { reportId: draft.reportId, actor: "system" });
  });
}

test("two reports that cite one outlet share the source; their anonymous sources stay apart", async () => {
  const told = [
    ["The gate leaks", "Larkhaven Courier", "outlet"],
    ["It was never tested", "council source", "anonymous"],
  ] as const;
  const a = await published(contentOf("Gate leaks", told));
  const b = await published(contentOf("Gate still leaks", told));
  const revisions = await Promise.all(
    [a, b].map(async ({ reportId }) => (await findReport(db, reportId))?.published_revision_id ?? ""),
  );
  const hops = await listHops(db, revisions);
  const ids = (name: string) => new Set(hops.filter((hop) => hop.name === name).map((hop) => hop.id));
  assert.equal(ids("Larkhaven Courier").size, 1);
  assert.equal(ids("council source").size, 2);
  assert.deepEqual(
    hops.filter((hop) => hop.kind === "anonymous").map((hop) => hop.slug),
    [null, null],
  );
  const [courier] = ids("Larkhaven Courier");
  assert.deepEqual((await readSourceRecords(db, [courier ?? ""])).get(courier ?? ""), {
    claims: 2,
    reports: 2,
    supported: 0,
    disputed: 0,
    corrected: 0,
    as_root: 2,
  });
});

test("a report that nobody gave topics gets those its text is about, until somebody chooses", async () => {
  const topicsOf = (reportId: string) =>
    db
      .selectFrom("report_topics")
      .innerJoin("topics", "topics.id", "report_topics.topic_id")
      .select(["topics.name", "report_topics.is_suggested"])
      .where("report_id", "=", reportId)
      .execute();
  const { topics: _, ...silent } = contentOf("The harbour gate opens", [["It was opened at noon", null]]);
  const { reportId } = await published(contentOf("Old gate", [["It is old", null]]));
  assert.deepEqual(await topicsOf(reportId), [{ name: "Harbour", is_suggested: false }]);
  await inTransaction(db, (trx) =>
    reviseReport(trx, clock, { reportId, content: { ...silent, headline: "Nothing of the kind" }, actor: "system" }),
  );
  assert.deepEqual(await topicsOf(reportId), [{ name: "Harbour", is_suggested: false }], "a person's choice stays");
  const suggested = await published(silent);
  assert.deepEqual(await topicsOf(suggested.reportId), [{ name: "Harbour", is_suggested: true }]);
  assert.ok(suggested.tags.some((tag) => tag.startsWith("list:topic:")));
});

test("a publication enqueues press jobs that name what changed, the report itself first, and writes the audit", async () => {
  const { reportId, tags } = await published(contentOf("The pier reopens", [["The pier is open", "Ada Voss"]]));
  assert.ok(tags.includes(`report:${reportId}`) && tags.includes("list:all"));
  assert.equal(
    tags.filter(
      (tag) => tag.startsWith("list:topic:") || tag.startsWith("list:author:") || tag.startsWith("list:source:"),
    ).length,
    3,
  );
  const { rows } = await sql<{ tags: string[] }>`
    select array(select json_array_elements_text(payload -> 'tags')) as tags from graphile_worker._private_jobs
    order by id desc limit 2`.execute(db);
  const jobs = rows.map((row) => row.tags).reverse();
  const first = jobs.findIndex((job) => job[0] === `report:${reportId}`);
  assert.deepEqual(jobs.slice(first).flat(), tags);
  const audit = await db
    .selectFrom("audit")
    .select("action")
    .where("subject", "=", `report:${reportId}`)
    .orderBy("sequence")
    .execute();
  assert.deepEqual(
    audit.map((row) => row.action),
    ["report.draft", "report.publish"],
  );
});

test("what is published changes only with a public note, and the claims keep their numbers", async () => {
  const first = contentOf("Hinges replaced", [
    ["Twenty hinges were replaced in January", "Harbour Board", "official_body"],
    ["The rest will follow", "Ada Voss"],
  ]);
  const { reportId } = await published(first);
  await assert.rejects(
    inTransaction(db, (trx) => publishReport(trx, clock, { reportId, actor: "system" })),
    { code: "already-published" },
  );
  const before = (await findReport(db, reportId))?.published_revision_id ?? "";

  const mended = contentOf("Hinges replaced", [
    ["Nobody saw it", null],
    ["Four hinges were replaced in January", "Harbour Board", "official_body"],
    ["The rest will follow", "Ada Voss"],
  ]);
  const revisionId = await inTransaction(db, (trx) =>
    reviseReport(trx, clock, { reportId, content: mended, actor: "system" }),
  );
  assert.deepEqual(
    (await listClaims(db, [revisionId])).map((claim) => [claim.number, claim.standing]),
    [
      [3, "unsourced"],
      [1, "named"],
      [2, "named"],
    ],
  );
  assert.equal((await findReport(db, reportId))?.published_revision_id, before, "readers still see the first revision");

  await assert.rejects(
    inTransaction(db, (trx) => publishReport(trx, clock, { reportId, actor: "system" })),
    { code: "correction-needed" },
  );
  const wrong = { kind: "correction" as const, note: "The number was wrong.", claimNumber: 9 };
  await assert.rejects(
    inTransaction(db, (trx) => publishReport(trx, clock, { reportId, correction: wrong, actor: "system" })),
    { code: "no-claim" },
  );
  const { publicationNumber } = await inTransaction(db, (trx) =>
    publishReport(trx, clock, { reportId, correction: { ...wrong, claimNumber: 1 }, actor: "system" }),
  );
  assert.equal(publicationNumber, 2);
  assert.equal((await findReport(db, reportId))?.published_revision_id, revisionId);
});

test("a published revision, its claims and its corrections can't be changed behind the application's back", async () => {
  for (const attack of [
    sql`update revisions set headline = 'x'`,
    sql`update claim_versions set text = 'x'`,
    sql`update claim_hops set position = 7`,
    sql`update corrections set note = 'x'`,
    sql`update publications set published_at = now()`,
  ]) {
    await assert.rejects(attack.execute(db), /never changed or deleted/);
  }
});

test("a draft without headline or words is refused, and nothing of it stays", async () => {
  const count = async () =>
    Number(
      (
        await db
          .selectFrom("reports")
          .select((e) => e.fn.countAll<bigint>().as("n"))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const before = await count();
  for (const [content, code] of [
    [contentOf(" ", [["Words", null]]), "no-headline"],
    [{ ...contentOf("Empty", []), paragraphs: [" ", ""] }, "no-body"],
  ] as const) {
    await assert.rejects(
      inTransaction(db, (trx) => draftReport(trx, clock, { content, actor: "system" })),
      { code },
    );
  }
  assert.equal(await count(), before);
});

test("the document holds the words with the claims' marks on them", async () => {
  const { reportId } = await published(
    contentOf("Marks", [
      ["One is said", "Ada Voss"],
      ["Two is said", null],
    ]),
  );
  const revision = await findRevision(db, (await findReport(db, reportId))?.published_revision_id ?? "");
  assert.ok(revision);
  const doc = readDocument({ version: revision.document_version, doc: revision.document });
  assert.equal(toText(doc), "One is said\nTwo is said");
  const claims = await listClaims(db, [revision.id]);
  assert.deepEqual(
    doc
      .child(0)
      .child(0)
      .marks.map((mark) => mark.attrs.id),
    [claims[0]?.claim_id],
  );
});

test("what shares a source is nearer than what shares words alone", async () => {
  const a = await published(contentOf("Ferry timetable", [["Ferries leave at noon", "Ferry Office", "official_body"]]));
  const b = await published(contentOf("Ferry fares", [["Fares rise in June", "Ferry Office", "official_body"]]));
  const near = await findNear(db, [a.reportId], 5);
  assert.equal(near[0]?.near_id, b.reportId);
  assert.equal(near[0]?.why_kind, "source");
  assert.ok(near.length <= 5 && near.every((other) => other.near_id !== a.reportId));
});

test("a list's full pages never change while it grows, and its head page shows the newest", async () => {
  const content = (i: number) => ({
    ...contentOf(`Tide ${i}`, [[`Tide number ${i}`, null]]),
    topics: [{ name: "Tides" }],
  });
  const ids: string[] = [];
  for (let i = 1; i <= 2 * PAGE_SIZE + 1; i++) ids.push((await published(content(i))).reportId);
  const topic = await db.selectFrom("topics").select("id").where("slug", "=", "tides").executeTakeFirstOrThrow();
  assert.deepEqual((await readListPage(db, `topic:${topic.id}`, 1)).items, ids.slice(0, PAGE_SIZE).reverse());
  assert.deepEqual((await readListPage(db, `topic:${topic.id}`, null)).items, ids.slice(PAGE_SIZE).reverse());
  assert.deepEqual(pagesTouchedBy(PAGE_SIZE), [1]);
  assert.deepEqual(pagesTouchedBy(PAGE_SIZE + 1), [1, 2]);
  assert.deepEqual(pagesTouchedBy(PAGE_SIZE + 2), [2]);
  assert.equal(headStart(5), 0);
  assert.deepEqual(neighbours(null, 3 * PAGE_SIZE), { older: 1, newer: null });
  assert.deepEqual(neighbours(3, 3 * PAGE_SIZE), { older: 2, newer: "head" });
});

test("two publications at once get different places in the lists", async () => {
  const results = await Promise.all([1, 2, 3, 4].map((i) => published(contentOf(`At once ${i}`, [["Words", null]]))));
  const rows = await db
    .selectFrom("reports")
    .select("ordinal")
    .where(
      "id",
      "in",
      results.map((result) => result.reportId),
    )
    .execute();
  assert.equal(new Set(rows.map((row) => row.ordinal)).size, 4);
});

test("claims of a new revision are matched to the nearest words of the old, each once", () => {
  const earlier = [
    { id: "a", text: "four of the hinges were replaced" },
    { id: "b", text: "the gate will hold" },
  ];
  assert.deepEqual(
    matchClaims(earlier, ["the gate will not hold", "five of the hinges were replaced", "something else"]),
    ["b", "a", null],
  );
  assert.deepEqual(matchClaims([{ id: "a", text: "same" }], ["same", "same"]), ["a", null]);
  assert.deepEqual(matchClaims([], ["x"]), [null]);
});
