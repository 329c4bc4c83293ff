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

const strong = { type: "strong" };
const aLink = { type: "link", attrs: { href: "/about" } };
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
  { weight: 1, arbitrary: fc.record({ type: fc.constant("footnote_ref"), marks: fc.subarray([strong, aLink]) }) },
);
const line = fc.array(inline, { maxLength: 5 });
const cell = fc.record({
  type: fc.constantFrom("table_cell", "table_header"),
  attrs: fc.record({ colspan: fc.integer({ min: -1, max: 99 }), rowspan: fc.double() }),
  content: line,
});
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
    fc.record({
      type: fc.constant("table"),
      attrs: fc.record({ caption: fc.oneof(fc.constant(""), words) }),
      content: fc.array(fc.record({ type: fc.constant("table_row"), content: fc.array(cell, { minLength: 1 }) }), {
        ...{ minLength: 1, maxLength: 3 },
      }),
    }),
    fc.record({
      type: fc.constant("figure"),
      attrs: fc.record({ picture: fc.uuid(), alt: words, credit: fc.oneof(fc.constant(""), words) }),
      content: line,
    }),
    fc.record({
      type: fc.constant("embed"),
      attrs: fc.record({ href: fc.constant("https://paper.example/?a=1&b=2"), title: words, siteName: words }),
    }),
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
const document = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 5 }), line)
  .map(([content, note]) => withFootnotes({ type: "doc", content }, note));

/** Gives each place of a footnote its own, at the document's end; what stands in those leads to no further one. */
function withFootnotes(doc: Json, note: readonly Json[]): Json & { content: Json[] } {
  let last = 0;
  const numbered = (node: Json): Json =>
    node.type === "footnote_ref"
      ? { ...node, attrs: { id: `n${++last}` } }
      : node.content
        ? { ...node, content: node.content.map(numbered) }
        : node;
  const content = (doc.content ?? []).map(numbered);
  const plain = note.filter((leaf) => leaf.type !== "footnote_ref");
  const footnotes = Array.from({ length: last }, (_, i) => ({
    ...{ type: "footnote", attrs: { id: `n${last - i}` } },
    content: [{ type: "paragraph", content: plain }],
  }));
  return { ...doc, content: last === 0 ? content : [...content, { type: "footnotes", content: footnotes }] };
}

test("any document of the schema reads back as it was stored, and every word of it is drawn as it is", () => {
  fc.assert(
    fc.property(document, (json) => {
      const doc = readDocument({ version: DOCUMENT_VERSION, doc: json });
      assert.ok(readDocument(JSON.parse(JSON.stringify(storeDocument(doc)))).eq(doc));
      const drawn = toPlainHtml(doc);
      const { document: page } = parseHTML(`<!doctype html><html><body>${drawn}</body></html>`);
      assert.equal(page.querySelectorAll("a a").length, 0);
      for (const link of page.querySelectorAll('a[href^="#"]'))
        assert.ok(page.querySelector(`[id="${link.getAttribute("href")?.slice(1)}"]`), link.outerHTML);
      // What is drawn besides the words themselves: footnotes' numbers, cards, what stands about a table or a picture.
      for (const other of page.querySelectorAll("sup, .footnotes li > a, .embed, caption, small")) other.remove();
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
        assert.match(thrown.code, /^bad-/);
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test("a footnote without a place in the text, a place without a footnote, and two of one name are refused", () => {
  const place = (id: string) => ({ type: "paragraph", content: [{ type: "footnote_ref", attrs: { id } }] });
  const note = (id: string) => ({ type: "footnote", attrs: { id }, content: [{ type: "paragraph" }] });
  const doc = (places: string[], notes: string[]) => ({
    type: "doc",
    content: [...places.map(place), { type: "footnotes", content: notes.map(note) }],
  });
  assert.doesNotThrow(() => readDocument({ version: DOCUMENT_VERSION, doc: doc(["a", "b"], ["b", "a"]) }));
  for (const [places, notes] of [
    [["a"], ["b"]],
    [["a", "b"], ["a"]],
    [["a", "a"], ["a"]],
    [["a"], ["a", "a"]],
  ] as const) {
    assert.throws(() => readDocument({ version: DOCUMENT_VERSION, doc: doc([...places], [...notes]) }), {
      code: "bad-footnotes",
    });
  }
});

test("a document stored by the first version of the schema stands as it was", () => {
  const doc = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "The lake rose." }] }] };
  assert.equal(toText(readDocument({ version: 1, doc })), "The lake rose.");
});

test("a card leads nowhere but to a web page, and a picture has the id of one", () => {
  const embed = (href: string) => ({ type: "doc", content: [{ type: "embed", attrs: { href, title: "x" } }] });
  for (const href of ["javascript:alert(1)", "/reports/x", "https://", "#a", "mailto:a@b.example x"])
    assert.throws(() => readDocument({ version: DOCUMENT_VERSION, doc: embed(href) }), { code: "bad-link" }, href);
  const figure = { type: "doc", content: [{ type: "figure", attrs: { picture: "../x" } }] };
  assert.throws(() => readDocument({ version: DOCUMENT_VERSION, doc: figure }), { code: "bad-picture" });
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
