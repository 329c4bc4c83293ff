import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { documentFromParagraphs, findClaims, markClaims } from "./anchor.ts";
import { readDocument, schema, storeDocument } from "./schema.ts";
import { toBlocks } from "./to-html.ts";
import { toParagraphs, toText } from "./to-text.ts";

const twoParagraphs = ["The lake rose, she said, by a metre.", "“It did,” he added. Nobody measured it."];

test("a claim of two pieces keeps one address, and its note's link follows the last piece", () => {
  const doc = documentFromParagraphs(twoParagraphs, [
    { paragraph: 0, start: 0, end: 13, claimId: "a" },
    { paragraph: 0, start: 25, end: 35, claimId: "a" },
  ]);
  const [first] = toBlocks(doc, new Map([["a", { number: 1, standing: "named" }]]));
  assert.equal(
    first?.html.toString(),
    '<p><mark class="claim named" id="claim-1">The lake rose</mark>, she said, <mark class="claim named">by a metre</mark><a class="ref" href="#note-1">1</a>.</p>',
  );
  assert.deepEqual(first.claimNumbers, [1]);
});

test("a claim inside another and a claim that crosses it are both drawn as whole elements", () => {
  const doc = documentFromParagraphs(
    ["one two three four"],
    [
      { paragraph: 0, start: 0, end: 13, claimId: "a" },
      { paragraph: 0, start: 4, end: 18, claimId: "b" },
    ],
  );
  const drawn = toBlocks(
    doc,
    new Map([
      ["a", { number: 1, standing: "named" }],
      ["b", { number: 2, standing: "vague" }],
    ]),
  );
  assert.equal(
    drawn[0]?.html.toString(),
    '<p><mark class="claim named" id="claim-1">one <mark class="claim vague" id="claim-2">two three</mark></mark><a class="ref" href="#note-1">1</a><mark class="claim vague"> four</mark><a class="ref" href="#note-2">2</a></p>',
  );
});

test("a claim over two paragraphs has its note after the second", () => {
  const doc = documentFromParagraphs(twoParagraphs, [
    { paragraph: 0, start: 0, end: 13, claimId: "a" },
    { paragraph: 1, start: 1, end: 7, claimId: "a" },
  ]);
  const blocks = toBlocks(doc, new Map([["a", { number: 4, standing: "named" }]]));
  assert.deepEqual(
    blocks.map((block) => block.claimNumbers),
    [[], [4]],
  );
  assert.deepEqual(findClaims(doc), [{ id: "a", pieces: ["The lake rose", "It did"], block: 0 }]);
});

test("a claim stands in a cell, in an item of a list and in a footnote as it does in a paragraph", () => {
  const { doc, paragraph, table, table_row, table_header, table_cell, bullet_list, list_item, ...nodes } = schema.nodes;
  const text = (words: string) => schema.text(words);
  const plain = doc.create(null, [
    table.create({ caption: "Levels" }, [
      table_row.create(null, [table_header.create(null, text("Year")), table_header.create(null, text("Metres"))]),
      table_row.create(null, [table_cell.create({ colspan: 2 }, text("The lake rose"))]),
    ]),
    bullet_list.create(null, list_item.create(null, paragraph.create(null, text("It fell again")))),
    paragraph.create(null, [text("She said so"), nodes.footnote_ref.create({ id: "n" }), text(" twice.")]),
    nodes.footnotes.create(null, nodes.footnote.create({ id: "n" }, paragraph.create(null, text("In a letter.")))),
  ]);
  assert.deepEqual(toParagraphs(plain).slice(2), [
    "The lake rose",
    "It fell again",
    "She said so twice.",
    "In a letter.",
  ]);
  const marked = markClaims(plain, [
    { paragraph: 2, start: 4, end: 13, claimId: "a" },
    { paragraph: 3, start: 0, end: 7, claimId: "b" },
    { paragraph: 4, start: 4, end: 17, claimId: "c" },
    { paragraph: 5, start: 3, end: 11, claimId: "d" },
  ]);
  const drawings = ["a", "b", "c", "d"].map((id, i) => [id, { number: i + 1, standing: "named" }] as const);
  const blocks = toBlocks(marked, new Map(drawings));
  assert.deepEqual(
    blocks.map((block) => block.claimNumbers),
    [[1], [2], [3], [4]],
  );
  const drawn = blocks.map((block) => block.html.toString());
  const mark = (number: number, words: string) =>
    `<mark class="claim named" id="claim-${number}">${words}</mark><a class="ref" href="#note-${number}">${number}</a>`;
  assert.equal(
    drawn[0],
    `<section class="table" tabindex="0" aria-label="Levels"><table><caption>Levels</caption><tbody><tr><th>Year</th><th>Metres</th></tr><tr><td colspan="2">The ${mark(1, "lake rose")}</td></tr></tbody></table></section>`,
  );
  assert.equal(
    drawn[2],
    `<p>She ${mark(3, 'said so<sup><a href="#footnote-1" id="to-footnote-1" aria-label="1">1</a></sup> twice')}.</p>`,
  );
  assert.match(drawn[3] ?? "", /<li id="footnote-1"><p>In .*<a href="#to-footnote-1" aria-label="↩ 1">↩<\/a><\/li>/);
  assert.ok(readDocument(storeDocument(marked)).eq(marked));
});

test("words are escaped and a link that runs a script is refused", () => {
  const doc = documentFromParagraphs(['<script>"&'], []);
  assert.equal(toBlocks(doc, new Map())[0]?.html.toString(), "<p>&lt;script&gt;&quot;&amp;</p>");
  const evil = schema.text("x", [schema.marks.link.create({ href: "javascript:alert(1)" })]);
  const stored = storeDocument(schema.nodes.doc.create(null, schema.nodes.paragraph.create(null, evil)));
  assert.throws(() => readDocument(stored), { code: "bad-link" });
});

test("what does not fit the schema is refused with a reason", () => {
  assert.throws(() => readDocument({ version: 1, doc: { type: "doc", content: [{ type: "script" }] } }), {
    code: "bad-document",
  });
  assert.throws(() => readDocument({ version: 99, doc: {} }), { code: "newer-document" });
  assert.throws(() => documentFromParagraphs(["short"], [{ paragraph: 0, start: 2, end: 9, claimId: "a" }]), {
    code: "bad-anchor",
  });
});

test("any anchors in any text: each claim is found again on exactly its words, and the stored form reads back the same", () => {
  const anchored = fc
    .array(fc.string({ minLength: 1, maxLength: 40, unit: "binary" }), { minLength: 1, maxLength: 4 })
    .chain((paragraphs) =>
      fc.tuple(
        fc.constant(paragraphs),
        fc.array(
          fc.record({
            paragraph: fc.nat(paragraphs.length - 1),
            a: fc.nat(40),
            b: fc.nat(40),
            unsourced: fc.boolean(),
          }),
          { maxLength: 6 },
        ),
      ),
    );
  fc.assert(
    fc.property(anchored, ([paragraphs, spans]) => {
      const anchors = spans.flatMap(({ paragraph, a, b, unsourced }, i) => {
        const length = paragraphs[paragraph]?.length ?? 0;
        const start = Math.min(a, b, length);
        const end = Math.min(Math.max(a, b), length);
        return start < end ? [{ paragraph, start, end, claimId: unsourced ? null : `c${i}` }] : [];
      });
      const doc = documentFromParagraphs(paragraphs, anchors);
      assert.equal(toText(doc), paragraphs.join("\n"));
      const claims = new Map(findClaims(doc).map((claim) => [claim.id, claim.pieces]));
      for (const { claimId, paragraph, start, end } of anchors) {
        if (claimId !== null) assert.deepEqual(claims.get(claimId), [paragraphs[paragraph]?.slice(start, end)]);
      }
      assert.ok(readDocument(JSON.parse(JSON.stringify(storeDocument(doc)))).eq(doc));
    }),
    { seed: 20_260_501, numRuns: 300 },
  );
});
