import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asksForSomething, nearestWord, parseQuery, replaceWords, slipsBetween, wordsToCheck } from "./rules.ts";

const terms = (typed: string) =>
  parseQuery(typed).terms.map((term) => `${term.isExcluded ? "-" : ""}${term.kind}:${term.text}`);

test("words, phrases, beginnings and exclusions are told apart", () => {
  assert.deepEqual(terms('gate "storm surge" harb* -ferry quay'), [
    "word:gate",
    "phrase:storm surge",
    "prefix:harb",
    "-word:ferry",
    "last:quay",
  ]);
  assert.deepEqual(terms("«bouclier rouge» “two words”"), ["phrase:bouclier rouge", "phrase:two words"]);
  assert.deepEqual(terms('"never closed'), ["phrase:never closed"]);
  assert.deepEqual(
    terms("well-known fact-"),
    ["word:well-known", "word:fact-"],
    "a hyphen within a word excludes nothing",
  );
  assert.deepEqual(terms("a* ab"), ["word:a", "word:ab"], "a short beginning is only a word");
});

test("names and dates are operators, whatever their case; what the calendar has not are words", () => {
  assert.deepEqual(terms('Source:"Harbour Board" topic:schools -author:wexley'), [
    "source:Harbour Board",
    "topic:schools",
    "-author:wexley",
  ]);
  const query = parseQuery("before:2026-03 AFTER:2025");
  assert.equal(query.before?.toISOString(), "2026-03-01T00:00:00.000Z");
  assert.equal(query.after?.toISOString(), "2025-01-01T00:00:00.000Z");
  assert.equal(parseQuery("after:2026-02-29").after, null);
  assert.deepEqual(terms("after:2026-13 x"), ["word:after 2026-13", "word:x"]);
  assert.deepEqual(terms("resource:x"), ["word:resource:x"]);
});

test("a query that only leaves out asks for nothing", () => {
  for (const typed of ["", " ", "-gate", '""', "* - :"])
    assert.equal(asksForSomething(parseQuery(typed)), false, typed);
  assert.equal(asksForSomething(parseQuery("before:2026")), true);
});

test("any text is a query, bounded, of letters that a database takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
      const query = parseQuery(typed);
      assert.ok(query.terms.length <= 20);
      for (const term of query.terms) {
        assert.ok(term.text.isWellFormed() && !/\p{Cc}/u.test(term.text) && /[\p{L}\p{N}]/u.test(term.text));
        if (term.kind === "prefix" || term.kind === "last") assert.match(term.text, /^[\p{L}\p{M}\p{N}]+$/u);
      }
      wordsToCheck(query);
    }),
    { seed: 20260503, numRuns: 2_000 },
  );
});

test("the nearest word takes the fewest slips", () => {
  assert.equal(slipsBetween("reinhotl", "reinholt"), 1);
  assert.equal(slipsBetween("gate", "gates"), 1);
  assert.equal(slipsBetween("", "abc"), 3);
  assert.equal(nearestWord("habrour", ["arbour", "harbour", "labour"]), "harbour");
  assert.equal(nearestWord("gate", ["harbour", "gallop"]), null);
});

test("a slip is put right where it stands", () => {
  const query = parseQuery('Habrour -ferry source:"Élise"');
  assert.deepEqual(wordsToCheck(query), ["habrour", "elise"]);
  assert.equal(replaceWords(query, new Map([["habrour", "harbour"]])), 'harbour -ferry source:"Élise"');
});
