import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { giveReasons, isAboutAnonymity, statedReason, type Unnamed } from "./anonymity.ts";

test("the reason for keeping a name back is what follows because, citing, for or as", () => {
  for (const [sentence, reason] of [
    ["They asked not to be named because they still work there.", "they still work there"],
    ["She did not want to give her name for fear of losing her flat.", "fear of losing her flat"],
    ["All three asked to remain anonymous, citing fear of the fans.", "fear of the fans"],
    ["The clerk, who requested anonymity because of a gag clause, told Radio Skell so.", "a gag clause"],
    ["He asked us not to use his name, as he fears for his pension.", "he fears for his pension"],
    ["The man, who can’t be named for legal reasons, left.", "legal reasons"],
    ["One of them declined to be identified so as not to anger the coach.", "so as not to anger the coach"],
    ["The court ordered that her identity be protected because she was threatened.", "she was threatened"],
    ["An aide, who was not allowed to speak on the record, said so.", "was not allowed to speak on the record"],
    ["A guard, who wasn’t authorised to talk to reporters, saw it.", "wasn’t authorised to talk to reporters"],
    ["They withheld their names out of fear.", "fear"],
  ] as const) {
    assert.equal(statedReason(sentence)?.reason, reason, sentence);
  }
});

test("where no reason is stated, or no name kept back, there is none", () => {
  for (const sentence of [
    "A council official spoke on condition of anonymity.",
    "The anonymous letter has been known since 2022.",
    "The ship was named for the mayor because he paid for it.",
    "He was not hurt because the wall held.",
    "",
  ]) {
    assert.equal(statedReason(sentence), null, sentence);
  }
});

test("what tells only that a name is kept back is told from what a source is", () => {
  assert.ok(isAboutAnonymity("who spoke on condition of anonymity"));
  assert.ok(isAboutAnonymity("who did not want to be named"));
  assert.ok(!isAboutAnonymity("who worked on the gates"));
});

test("a reason goes to the unnamed source spoken of last, that agrees in number, and the first one stands", () => {
  const unnamed = (start: number, plural: boolean, kind: Unnamed["kind"] = "anonymous"): Unnamed => ({
    ...{ kind, plural, reason: null },
    mentions: [{ paragraph: 0, start, end: start + 5 }],
  });
  const [officials, nurse, person] = [unnamed(0, true), unnamed(30, false), unnamed(40, false, "person")];
  const sentence = (start: number, text: string) => ({ paragraph: 0, start, end: start + text.length, text });
  giveReasons(
    [
      sentence(0, "Two officials said so."),
      sentence(25, "A nurse agreed with Ada Voss."),
      sentence(60, "They asked not to be named because they fear the mayor."),
      sentence(120, "She asked not to be named for fear of the board."),
      sentence(180, "She asked not to be named for fear of nothing."),
    ],
    [officials, nurse, person],
  );
  assert.deepEqual([officials.reason, nurse.reason, person.reason], ["they fear the mayor", "fear of the board", null]);
});

test("of any sentence, a reason is some of its words", () => {
  const words = fc.constantFrom(
    ...[
      "anonymity",
      "because",
      "of",
      "not",
      "to be",
      "named",
      "for",
      "fear",
      ",",
      "“",
      "his name",
      "as",
      "he",
      "citing",
    ],
    ...["so as", "withheld", "was not allowed to speak", "x".repeat(250), "."],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const sentence = parts.join(" ");
      const stated = statedReason(sentence);
      if (stated) assert.ok(sentence.includes(stated.reason) && stated.at >= 0 && stated.at < sentence.length);
    }),
    { seed: 20_261_124, numRuns: 2_000 },
  );
});
