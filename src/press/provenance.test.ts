/** Provenance of reports that went the whole way: drafted, corrected, published, printed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import type { Attribution } from "../attribution/types.ts";
import { inTransaction } from "../platform/db.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { provenance } from "../site/provenance.ts";
import { claims, reportView, site } from "../site/testing.ts";
import { createTestPress } from "./testing.ts";

const { db, press, edition, clock } = await createTestPress(PAGE_KINDS);

const node = z.looseObject({ id: z.string(), type: z.union([z.string(), z.array(z.string())]) });
const annotationShape = z.looseObject({
  type: z.literal("Annotation"),
  body: z.string(),
  target: z.array(
    z.object({
      source: z.string(),
      selector: z.tuple([
        z.object({ type: z.literal("TextQuoteSelector"), exact: z.string(), prefix: z.string(), suffix: z.string() }),
        z.object({ type: z.literal("TextPositionSelector"), start: z.number(), end: z.number() }),
      ]),
    }),
  ),
});
const documentShape = z.object({ "@context": z.array(z.unknown()), id: z.string(), "@graph": z.array(node) });

/** Finds every annotation's words in the text again, by either selector; gives them by the number of the claim. */
function reanchor(document: z.infer<typeof documentShape>): Map<string, string[]> {
  const text = z
    .looseObject({ value: z.string() })
    .parse(document["@graph"].find(({ id }) => id === `${document.id}#text`)).value;
  const characters = [...text];
  const found = new Map<string, string[]>();
  for (const one of document["@graph"].filter(({ type }) => type === "Annotation")) {
    const words = annotationShape.parse(one).target.map(({ source, selector: [quote, position] }) => {
      assert.equal(source, `${document.id}#text`);
      assert.equal(characters.slice(position.start, position.end).join(""), quote.exact);
      const whole = quote.prefix + quote.exact + quote.suffix;
      const at = text.indexOf(whole);
      assert.ok(at >= 0, `“${whole}” stands in the text`);
      assert.equal([...text.slice(0, at + quote.prefix.length)].length, position.start, "both lead to the same place");
      return quote.exact;
    });
    found.set(one.id.slice(one.id.lastIndexOf("-") + 1), words);
  }
  return found;
}

function contentOf(headline: string): ReportContent {
  // Characters of two UTF-16 units stand before the claims, and the same words twice.
  const paragraphs = [
    "𝔊𝔞𝔱𝔢 🌊 news. The gate leaks, the Larkhaven Courier reported, citing an official.",
    "The gate leaks, a memo says. “The gate leaks,” Ida Brandt said, “and it will go on.”",
  ];
  const piece = (paragraph: number, words: string, from = 0) => {
    const start = (paragraphs[paragraph] ?? "").indexOf(words, from);
    return { paragraph, start, end: start + words.length, text: words };
  };
  const source = (
    id: string,
    name: string,
    kind: Attribution["sources"][number]["kind"],
    reason: string | null = null,
  ) => ({
    ...{ id, name, kind, role: null, mentions: [], reasonForAnonymity: reason },
  });
  const claim = (id: string, form: "direct" | "indirect", content: ReturnType<typeof piece>[], chain: string[]) => ({
    ...{
      id,
      form,
      content,
      chain,
      cue: null,
      source: null,
      stance: "asserts" as const,
      relation: null,
      confidence: 0.9,
    },
    paragraph: content[0]?.paragraph ?? 0,
  });
  const attribution: Attribution = {
    ...{ language: "en", supported: true, unsourced: [], roots: { min: 3, max: 3 } },
    sources: [
      source("courier", "Larkhaven Courier", "outlet"),
      source("official", "an official", "anonymous", "she feared for her post"),
      source("memo", "memo", "document"),
      source("ida", "Ida Brandt", "person"),
    ],
    claims: [
      claim("c1", "indirect", [piece(0, "The gate leaks")], ["courier", "official"]),
      claim("c2", "indirect", [piece(1, "The gate leaks")], ["memo"]),
      claim("c3", "direct", [piece(1, "The gate leaks", 5), piece(1, "and it will go on")], ["ida"]),
    ],
  };
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

async function read(path: string): Promise<string> {
  return (await edition.read(path, "identity"))?.toString() ?? assert.fail(`${path} is printed`);
}

test("every claim's selectors lead back to its words, and its chain to the root", async () => {
  const { reportId } = await inTransaction(db, async (trx) => {
    const drafted = await draftReport(trx, clock, { content: contentOf("Gate leaks"), actor: "test" });
    await publishReport(trx, clock, { reportId: drafted.reportId, actor: "test" });
    return drafted;
  });
  await inTransaction(db, async (trx) => {
    await reviseReport(trx, clock, { reportId, content: contentOf("The gate leaks"), actor: "test" });
    await publishReport(trx, clock, {
      reportId,
      actor: "test",
      correction: { kind: "correction", note: "It leaks.", claimNumber: 2 },
    });
  });
  await press.printAll();
  const document = documentShape.parse(JSON.parse(await read("/reports/gate-leaks/provenance.jsonld")));
  assert.deepEqual(
    [...reanchor(document)],
    [
      ["1", ["The gate leaks"]],
      ["2", ["The gate leaks"]],
      ["3", ["The gate leaks", "and it will go on"]],
    ],
  );
  const nodes = new Map(document["@graph"].map((one) => [one.id, one]));
  const url = "https://saltmarsh.example/reports/gate-leaks";
  const get = (id: string) => nodes.get(id) ?? assert.fail(`${id} is described`);
  assert.equal(get(url).wasRevisionOf, `${url}/versions/1`);
  assert.match(
    JSON.stringify(get(url).correction),
    /"schema:about":\{"id":"https:\/\/saltmarsh.example\/reports\/gate-leaks\/claims\/2"\}/,
  );
  const first = get(`${url}/claims/1`);
  const told = get(String(first.wasDerivedFrom));
  const root = get(String(get(String(told.wasDerivedFrom)).wasAttributedTo));
  assert.equal(get(String(told.wasAttributedTo)).name, "Larkhaven Courier");
  assert.deepEqual(
    [root.name, root.type, root.reasonForAnonymity],
    ["an official", "prov:Agent", "she feared for her post"],
  );
  assert.equal(first.wasAttributedTo, root.id);
  assert.equal(get(String(get(`${url}/claims/2`).hadPrimarySource)).name, "memo");
  assert.ok(get(`${url}/claims/3`).wasQuotedFrom);
  assert.match(
    await read("/reports/gate-leaks"),
    /<link rel="alternate" href="\/reports\/gate-leaks\/provenance.jsonld" type="application\/ld\+json">/,
  );
  assert.match(await read("/reports/gate-leaks/claims/2"), /provenance.jsonld#claim-2"/);
});

test("the document says of a source that isn't named no more than its public label", () => {
  const printed = provenance(site, {
    ...reportView,
    text: "",
    versions: [],
    claims: claims.map((claim) => ({ claim, ranges: [], sourceKeys: claim.chain.map((hop) => `SECRET ${hop.name}`) })),
  });
  assert.doesNotMatch(printed, /SECRET/);
  const unnamed = documentShape.parse(JSON.parse(printed))["@graph"].filter(({ kind }) => kind === "anonymous");
  assert.ok(unnamed.length > 0);
  for (const one of unnamed)
    for (const key of Object.keys(one)) assert.match(key, /^(?:id|type|name|kind|role|reasonForAnonymity)$/);
});

test("every word it uses is one that its contexts define, and the documentation's example is of that shape", () => {
  const doc = readFileSync(new URL("../../docs/provenance.md", import.meta.url), "utf8");
  const example = documentShape.parse(JSON.parse(/```json\n([\s\S]*?)```/.exec(doc)?.[1] ?? ""));
  assert.ok(reanchor(example).size > 0);
  const printed = documentShape.parse(
    JSON.parse(
      provenance(site, {
        ...reportView,
        text: "x",
        versions: [],
        claims: claims.map((claim) => ({ claim, ranges: [], sourceKeys: [] })),
      }),
    ),
  );
  const ours = z.record(z.string(), z.unknown()).parse(printed["@context"][1]);
  const annotations = new Set([
    "id",
    "type",
    "format",
    "language",
    "value",
    "body",
    "target",
    "motivation",
    "source",
    "selector",
    "exact",
    "prefix",
    "suffix",
    "start",
    "end",
  ]);
  const check = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(check);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        assert.ok(key in ours || annotations.has(key) || key.startsWith("schema:"), `${key} is defined`);
        check(inner);
      }
  };
  for (const document of [printed, example]) check(document["@graph"]);
});
