/** What readers get of a report's versions and corrections, and how much of it a publication prints. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Node } from "prosemirror-model";
import { attribute } from "../attribution/attribute.ts";
import { schema } from "../document/schema.ts";
import { toParagraphs } from "../document/to-text.ts";
import { correctReport } from "../intake/correct.ts";
import { readPage } from "../intake/page.ts";
import { inTransaction } from "../platform/db.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { type CorrectionInput, publishReport } from "../reports/publish.ts";
import { findReportBySlug } from "../reports/queries.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { createTestPress } from "./testing.ts";

const { db, press, edition, clock } = await createTestPress(PAGE_KINDS);
const parts = { db, clock };
const correction: CorrectionInput = { kind: "correction", note: "It was four hinges.", claimNumber: 1 };

const contentOf = (headline: string, ...paragraphs: string[]): ReportContent => ({
  ...{ label: "report", headline, paragraphs, attribution: attribute(paragraphs), isConfirmed: true },
});
const read = async (path: string) => (await edition.read(path, "identity"))?.toString() ?? null;

async function publish(content: ReportContent): Promise<string> {
  const made = await inTransaction(db, async (trx) => {
    const { reportId } = await draftReport(trx, clock, { content, actor: "test" });
    return publishReport(trx, clock, { reportId, actor: "test" });
  });
  await press.printTags(made.tags);
  return made.slug;
}

async function correct(slug: string, content: ReportContent, input = correction) {
  const report = (await findReportBySlug(db, slug)) ?? assert.fail();
  const made = await inTransaction(db, async (trx) => {
    await reviseReport(trx, clock, { reportId: report.id, content, actor: "test" });
    return publishReport(trx, clock, { reportId: report.id, correction: input, actor: "test" });
  });
  return press.printTags(made.tags);
}

test("a correction of substance stands above the text, at its claim's note, and leads to what it changed", async () => {
  const slug = await publish(contentOf("Hinges replaced", "Twenty hinges were replaced, the Harbour Board said."));
  assert.equal(await read(`/reports/${slug}/versions`), null, "one version is no list");
  await correct(slug, contentOf("Hinges replaced", "Four hinges were replaced, the Harbour Board said."));
  const page = (await read(`/reports/${slug}`)) ?? "";
  assert.ok(page.indexOf('id="correction-2"') < page.indexOf('id="claim-1"'));
  assert.match(page, /<div id="note-1">[\s\S]*?<a href="#correction-2">Corrected <time/);
  const changes = (await read(`/reports/${slug}/versions/2/changes`)) ?? "";
  assert.match(changes, /<del>.*Twenty.*<\/del><ins>.*Four.*<\/ins> hinges were replaced/);
  assert.match((await read(`/reports/${slug}/versions/1`)) ?? "", /Twenty hinges/);
  assert.match((await read(`/reports/${slug}/versions`)) ?? "", /It was four hinges\./);
});

test("an update stands below the text", async () => {
  const slug = await publish(contentOf("Storm nears", "The storm will come on Monday, the Harbour Board said."));
  const update = { kind: "update" as const, note: "It came on Tuesday." };
  await correct(slug, contentOf("Storm nears", "The storm came on Tuesday, the Harbour Board said."), update);
  const page = (await read(`/reports/${slug}`)) ?? "";
  assert.ok(page.indexOf("</article>") < page.indexOf('id="correction-2"'));
});

test("a publication prints as much for the tenth version as for the third", async () => {
  const slug = await publish(contentOf("Level 1", "The lake stands at 1 metre, the Harbour Board said."));
  const counts: number[] = [];
  for (let number = 2; number <= 10; number++) {
    const text = `The lake stands at ${number} metres, the Harbour Board said.`;
    counts.push((await correct(slug, contentOf(`Level ${number}`, text))).printed_count);
  }
  assert.ok((counts.at(-1) ?? 0) <= (counts[1] ?? 0), counts.join(" "));
  for (let number = 1; number < 10; number++)
    assert.match((await read(`/reports/${slug}/versions/${number}`)) ?? "", new RegExp(`Level ${number}<`));
  for (let number = 2; number <= 10; number++) {
    assert.match(
      (await read(`/reports/${slug}/versions/${number}/changes`)) ?? "",
      new RegExp(`Level[\\s\\S]*${number}`),
    );
  }
  assert.match((await read(`/reports/${slug}/versions/changes`)) ?? "", /since it was first published/);
  assert.deepEqual((await press.printAll()).removed, [], "and a whole print leaves them all where they are");
});

test("a retracted report keeps its address and text, says why above it, in lists, in feeds and in its earlier versions", async () => {
  const slug = await publish(contentOf("Captain quits", "The captain will leave, her sister said."));
  await correct(slug, contentOf("Captain quits", "The captain will leave in May, her sister said."));
  const report = (await findReportBySlug(db, slug)) ?? assert.fail();
  // A draft that waits is not published by a note.
  const draft = contentOf("Captain stays", "The captain will stay, her sister said.");
  await inTransaction(db, (trx) => reviseReport(trx, clock, { reportId: report.id, content: draft, actor: "test" }));
  const retraction = { kind: "retraction" as const, note: "The letter was not hers.", claimNumber: null };
  const made = await correctReport(parts, { slug, correction: retraction, page: null, actor: "test" });
  assert.equal(made.publicationNumber, 3);
  await press.printTags(made.tags);
  const page = (await read(`/reports/${slug}`)) ?? "";
  assert.match(page, /<title>Retracted: Captain quits/);
  assert.ok(page.indexOf("The letter was not hers.") < page.indexOf("<h1>"));
  assert.match(page, /<article class="report is-bare is-retracted"|<article class="report[^"]*is-retracted/);
  assert.match(page, /leave in May/);
  assert.doesNotMatch(page, /noindex/);
  for (const path of [1, 2].map((number) => `/reports/${slug}/versions/${number}`))
    assert.match((await read(path)) ?? "", /The letter was not hers\./, path);
  assert.match((await read(`/reports/${slug}/versions/3/changes`)) ?? "", /Not a word of the text was changed/);
  assert.match((await read(`/reports/${slug}/claims/1`)) ?? "", /The letter was not hers\./);
  assert.match((await read("/feed.atom")) ?? "", /<title>Retracted: Captain quits<\/title>/);
  assert.match((await read("/feed.json")) ?? "", /Retracted: Captain quits/);
  assert.match((await read("/")) ?? "", />Retracted</);
});

test("a corrected file keeps what it does not say: the standfirst, the byline and the numbers of claims", async () => {
  const content = contentOf("Gate stands open", "The gate stands open, the Harbour Board said on Monday.");
  const slug = await publish({ ...content, standfirst: "Nobody knows why.", byline: "Mara Lindqvist" });
  const file =
    "Gate stands open\n\nThe gate stands half open, the Harbour Board said on Monday.\n\nNobody else was near it in the night, and nobody came in the morning.\n";
  const page = readPage(Buffer.from(file), { name: "fixed.txt" });
  const made = await correctReport(parts, { slug, correction, page, actor: "test" });
  await press.printTags(made.tags);
  const printed = (await read(`/reports/${slug}`)) ?? "";
  assert.match(printed, /Nobody knows why\./);
  assert.match(printed, /Mara Lindqvist/);
  assert.match(printed, /half open/);
  await assert.rejects(correctReport(parts, { slug: "no-such", correction, page: null, actor: "test" }), {
    code: "no-report",
  });
});

test("a table, a card and a footnote are printed with the claims that stand in them", async () => {
  const { nodes, text } = { nodes: schema.nodes, text: (words: string) => schema.text(words) };
  const paragraph = (...content: Node[]) => nodes.paragraph.create(null, content);
  const cell = (words: string) => nodes.table_cell.create(null, text(words));
  const document = nodes.doc.create(null, [
    paragraph(text("The board keeps a table."), nodes.footnote_ref.create({ id: "a" })),
    nodes.table.create(
      { caption: "Levels" },
      nodes.table_row.create(null, [cell("The lake rose, the Harbour Board said.")]),
    ),
    nodes.embed.create({ href: "https://board.example/", title: "The board", siteName: "" }),
    nodes.footnotes.create(null, nodes.footnote.create({ id: "a" }, paragraph(text("Mara Voss said it was hers.")))),
  ]);
  const slug = await publish({ ...contentOf("A table", ...toParagraphs(document)), document });
  const page = (await read(`/reports/${slug}`)) ?? "";
  assert.match(page, /<td>.*<mark class="claim named" id="claim-1">The lake rose<\/mark>/);
  assert.match(page, /<li id="footnote-1"><p>.*<mark/);
  assert.match(page, /\.footnotes\{/);
});
