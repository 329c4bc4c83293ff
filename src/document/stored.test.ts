/** What is read from the store, or from an editor: it fits the schema or is refused, and is drawn whole. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { Refusal } from "../platform/errors.ts";
import { DOCUMENT_VERSION, readDocument, schema, storeDocument } from "./schema.ts";
import { toPlainHtml } from "./to-html.ts";
import { toText } from "./to-text.ts";

const SEED = 20_261_124;

interface Json {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: Json[];
}

const mark = fc.oneof(
  fc.constantFrom({ type: "strong" }, { type: "em" }, { type: "unsourced" }),
  fc.record({ type: fc.constant("claim"), attrs: fc.record({ id: fc.constantFrom("a", "b", "c") }) }),
  fc.record({
    type: fc.constant("link"),
    attrs: fc.record({
      href: fc.constantFrom("https://paper.example/?a=1&b=2", "/reports/x", "mailto:desk@paper.example"),
    }),
  }),
);
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const inline: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("text"),
      text: words,
      marks: fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "hard_break" }) },
);
const line = fc.array(inline, { maxLength: 5 });
const { block } = fc.letrec<{ block: Json }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: "block" },
    fc.record({ type: fc.constant("paragraph"), content: line }),
    fc.record({
      type: fc.constant("heading"),
      attrs: fc.record({ level: fc.integer({ min: -1, max: 9 }) }),
      content: line,
    }),
    fc.constant({ type: "rule" }),
    fc.record({ type: fc.constant("blockquote"), content: fc.array(tie("block"), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constantFrom("bullet_list", "ordered_list"),
      content: fc.array(
        fc.record({
          type: fc.constant("list_item"),
          content: fc.tuple(fc.record({ type: fc.constant("paragraph"), content: line }), tie("block")),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  ),
}));
const document = fc.array(block, { minLength: 1, maxLength: 5 }).map((content) => ({ type: "doc", content }));

test("any document of the schema reads back as it was stored, and every word of it is drawn as it is", () => {
  fc.assert(
    fc.property(document, (json) => {
      const doc = readDocument({ version: DOCUMENT_VERSION, doc: json });
      assert.ok(readDocument(JSON.parse(JSON.stringify(storeDocument(doc)))).eq(doc));
      const drawn = toPlainHtml(doc);
      const { document: page } = parseHTML(`<!doctype html><html><body>${drawn}</body></html>`);
      const letters = (text: string) => text.replace(/\s+/g, "");
      assert.equal(letters(page.body.textContent ?? ""), letters(doc.textContent));
      assert.equal(letters(toText(doc)), letters(doc.textContent));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test("anything else that could stand in the store is refused in one line", () => {
  const mutated = fc
    .tuple(document, fc.constantFrom("type", "content", "marks", "attrs", "text"), fc.jsonValue({ maxDepth: 2 }))
    .map(([json, key, value]) => ({
      ...json,
      content: [...json.content, { type: "paragraph", [key]: value }],
    }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), mutated, block), (json) => {
      try {
        assert.equal(readDocument({ version: DOCUMENT_VERSION, doc: json }).type, schema.nodes.doc);
      } catch (thrown) {
        assert.ok(thrown instanceof Refusal, String(thrown));
        assert.equal(thrown.code, "bad-document");
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test("a document of a newer version is refused, and so is every link that runs a script", () => {
  const linked = (href: unknown) => ({
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href } }] }] },
    ],
  });
  assert.throws(
    () => readDocument({ version: DOCUMENT_VERSION + 1, doc: linked("/") }),
    (thrown) => thrown instanceof Refusal && thrown.code === "newer-document",
  );
  for (const href of [
    "javascript:alert(1)",
    "/\\other.example",
    "/\t/other.example",
    "\n//other.example",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//",
    7,
  ]) {
    assert.throws(() => readDocument({ version: DOCUMENT_VERSION, doc: linked(href) }), Refusal, String(href));
  }
  for (const href of ["https://paper.example/a?b=1", "/reports/x", "mailto:desk@paper.example"]) {
    assert.doesNotThrow(() => readDocument({ version: DOCUMENT_VERSION, doc: linked(href) }));
  }
});
