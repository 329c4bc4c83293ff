import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromMarkdown } from "../document/from-markdown.ts";
import { systemClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { writePolicy } from "./commands.ts";
import { listPolicyTexts } from "./queries.ts";
import { firstPolicyText, parsePolicySlug, parsePolicyText } from "./rules.ts";
import { POLICY_SLUGS } from "./schema.ts";

const { db, pool } = await createTestDatabase();
const clock = systemClock;

const write = (title: string, markdown = "We take nothing.") =>
  inTransaction(db, (trx) => writePolicy(trx, clock, { slug: "ethics", text: { title, markdown }, actor: "test" }));

test("every policy has a first text that can be printed, with the publication's name as it is written", () => {
  for (const slug of POLICY_SLUGS) {
    const text = firstPolicyText(slug, "The *Tide* & <Post>");
    assert.ok(fromMarkdown(text.markdown).childCount > 1, slug);
    assert.doesNotMatch(text.title + text.markdown, /\{\{/);
  }
  assert.match(
    fromMarkdown(firstPolicyText("about", "The *Tide* & <Post>").markdown).textContent,
    /The \*Tide\* & <Post> is/,
  );
});

test("a written text stands in place of the one before it, which is kept", async () => {
  assert.equal(await write("Ethics"), 1);
  assert.equal(await write("Our ethics"), 2);
  assert.equal(await write("Our ethics"), 2, "the same text again changes nothing");
  assert.deepEqual(
    (await listPolicyTexts(db, ["ethics", "about"])).map(({ number, title }) => ({ number, title })),
    [{ number: 2, title: "Our ethics" }],
  );
  await assert.rejects(pool.query("update policy_texts set title = 'x'"), /never changed/);
  await assert.rejects(pool.query("delete from policy_texts"), /never changed/);
});

test("a text with a link that leads nowhere good is refused, and nothing is stored", async () => {
  await assert.rejects(write("Ethics", "[here](//evil.example)"), { code: "bad-link" });
  assert.equal((await listPolicyTexts(db, ["ethics"]))[0]?.title, "Our ethics");
});

test("the first line of a file is the title", () => {
  assert.deepEqual(parsePolicyText("\u{feff}# About us #\r\n\r\nWe are\r\nthree.\n"), {
    title: "About us",
    markdown: "We are\nthree.",
  });
  for (const file of ["", "About us\n", "#\ntext", `# ${"x".repeat(121)}\ntext`])
    assert.throws(() => parsePolicyText(file), { code: "no-title" });
  assert.throws(() => parsePolicySlug("manifesto"), { code: "no-policy" });
});

test("whatever a file holds, it is refused or has a title", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("#", " ", "\n", "\r", "\t", "a", "\0"), maxLength: 200 }), (file) => {
      try {
        assert.notEqual(parsePolicyText(file).title, "");
      } catch (error) {
        assert.ok(error instanceof Refusal);
      }
    }),
    { seed: 20_261_125, numRuns: 500 },
  );
});
