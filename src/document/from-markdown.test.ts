import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../platform/errors.ts";
import { fromMarkdown } from "./from-markdown.ts";
import { readDocument, storeDocument } from "./schema.ts";
import { toPlainHtml } from "./to-html.ts";

test("a text in Markdown becomes a document with headings, lists, quotes and links", () => {
  const doc = fromMarkdown(
    "# Ethics\n\nWe *say* **who** [said it](/how-to-read).\n\n> No favours.\n\n3. three\n4. four\n\n- one\n- two\n\n---",
  );
  assert.equal(
    toPlainHtml(doc).replaceAll("\n", ""),
    '<h2>Ethics</h2><p>We <em>say</em> <strong>who</strong> <a href="/how-to-read">said it</a>.</p><blockquote><p>No favours.</p></blockquote><ol start="3"><li><p>three</p></li><li><p>four</p></li></ol><ul><li><p>one</p></li><li><p>two</p></li></ul><hr>',
  );
});

test("HTML in a text stays words", () => {
  assert.equal(toPlainHtml(fromMarkdown("<script>alert(1)</script>")), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
});

test("a text without words is refused, and so is a link to anywhere but the web, mail and this site", () => {
  for (const [text, code] of [
    ["", "empty-text"],
    ["---", "empty-text"],
    ["[a](//evil.example)", "bad-link"],
    ["[a](ftp://files.example)", "bad-link"],
    ["x".repeat(200_001), "long-text"],
  ] as const)
    assert.throws(
      () => fromMarkdown(text),
      (error: unknown) => error instanceof Refusal && error.code === code,
      text,
    );
});

test("whatever the text, it is refused or becomes a document that can be stored", () => {
  const bits = fc.constantFrom(
    "# ",
    "> ",
    "- ",
    "1. ",
    "*",
    "**",
    "[",
    "](",
    ")",
    "\n",
    "\n\n",
    "    ",
    "`",
    "<b>",
    "word ",
    "!",
    "\\",
    "---",
    "http://a.example",
    "é",
    "\0",
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
      let doc: ReturnType<typeof fromMarkdown>;
      try {
        doc = fromMarkdown(parts.join(""));
      } catch (error) {
        if (error instanceof Refusal) return;
        throw error;
      }
      assert.ok(readDocument(storeDocument(doc)).eq(doc));
    }),
    { seed: 20_261_125, numRuns: 500 },
  );
});
