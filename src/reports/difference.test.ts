import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countChanges, differenceOf, isUnchanged, type Passage, type VersionText } from "./difference.ts";

const version = (headline: string, ...paragraphs: string[]): VersionText => ({
  headline,
  standfirst: null,
  paragraphs,
});
const shown = (passages: readonly Passage[]) =>
  passages.map(({ pieces }) =>
    pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `+${text}+` : `-${text}-`)).join(""),
  );

test("a changed number is shown within its sentence, and what stayed stays", () => {
  const passages = differenceOf(
    version("Gate leaks", "Twenty of the hinges were replaced.", "Nobody was hurt."),
    version("Gate leaks", "Four of the 22 hinges were replaced.", "Nobody was hurt."),
    "en",
  );
  assert.deepEqual(shown(passages), [
    "Gate leaks",
    "-Twenty-+Four+ of the +22 +hinges were replaced.",
    "Nobody was hurt.",
  ]);
  assert.deepEqual(passages.map(isUnchanged), [true, false, true]);
  assert.deepEqual(countChanges(passages, "en"), { added: 2, removed: 1 });
});

test("words that changed side by side are one change, and paragraphs that have nothing in common two", () => {
  const passages = differenceOf(
    version("A", "The old stone bridge stood open.", "A note on tides."),
    version("A", "The new steel bridge stood open.", "Whoever knows more may write to us.", "The end."),
    "en",
  );
  assert.deepEqual(shown(passages), [
    "A",
    "The -old stone-+new steel+ bridge stood open.",
    "-A note on tides.-",
    "+Whoever knows more may write to us.+",
    "+The end.+",
  ]);
});

test("a line of what it is about that came or went is a change too", () => {
  const [, standfirst] = differenceOf({ ...version("A"), standfirst: "Two say so." }, version("A"), "en");
  assert.deepEqual(standfirst, { part: "standfirst", pieces: [{ kind: "removed", text: "Two say so." }] });
});

test("of any two versions, what is not added is the older one, and what is not removed the newer", () => {
  const words = fc.array(fc.constantFrom("lake", "rose", "by", "a", "metre", ",", "بوابة", "湖水", "👩‍🚒", "  "), {
    maxLength: 12,
  });
  const paragraph = words.map((some) => some.join(" "));
  const text = fc.record({
    headline: paragraph,
    standfirst: fc.option(paragraph),
    paragraphs: fc.array(paragraph, { maxLength: 6 }),
  });
  const readBack = (passages: readonly Passage[], without: string) =>
    passages
      .map(({ pieces }) =>
        pieces
          .filter((piece) => piece.kind !== without)
          .map((piece) => piece.text)
          .join(""),
      )
      .filter((each) => each !== "");
  const whole = ({ headline, standfirst, paragraphs }: VersionText) =>
    [headline, standfirst ?? "", ...paragraphs].filter((each) => each !== "");
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const passages = differenceOf(older, newer, "en");
      assert.deepEqual(readBack(passages, "added"), whole(older));
      assert.deepEqual(readBack(passages, "removed"), whole(newer));
      assert.ok(differenceOf(older, older, "en").every(isUnchanged));
    }),
    { seed: 20_261_125, numRuns: 300 },
  );
});
