import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { FixedClock } from "../platform/clock.ts";
import { Refusal } from "../platform/errors.ts";
import { type MarkedReport, parseMarked } from "./marked.ts";
import { readReports } from "./publish.ts";

const bridge = `# a comment
HEADLINE The bridge was never inspected
LABEL analysis
STANDFIRST It stands.
TOPIC Town hall
TOPIC Harbour
PICTURE bridge.svg
ALT A bridge.
CORRECTION correction | 1 | It said "old".
SRC s1 | outlet | Echo
SRC s2 | anonymous | city engineer
SRC s3 | person | Ada Voss | Mayor
P <c 1>The [[old||new]] bridge was never inspected</c>, <s 1>the Echo</s> <k 1>reported</k> on {{day 2}}, citing <m s2>a city engineer</m>.
P “<c 2>Nobody asked us</c>,” <s 2 s2>the engineer</s> <k 2>told</k> <m s1>the paper</m>, unnamed because <r s2>he works there</r>. <s 3>Mayor Ada Voss</s> <k 3>rejected</k> <c 3>the “thin” report</c>. <u>The bridge opened in {{month 40}}.</u>
CLAIM 1 s1>s2 asserts
CLAIM 2 s1>s2 asserts
CLAIM 3 s3 denies disputes:1
`;

function parse(text: string, version: "first" | "corrected" = "corrected"): MarkedReport {
  return parseMarked(text, { name: "bridge.txt", publishedAt: new Date("2026-05-14T06:00:00Z"), version });
}

test("a marked report gives its head, its plain paragraphs and its claims with exact offsets", () => {
  const report = parse(bridge);
  assert.deepEqual(
    [report.headline, report.label, report.standfirst, report.byline, report.topics],
    ["The bridge was never inspected", "analysis", "It stands.", null, ["Town hall", "Harbour"]],
  );
  assert.deepEqual(report.picture, { file: "bridge.svg", alt: "A bridge.", caption: null, credit: null });
  assert.deepEqual(report.correction, { kind: "correction", claimNumber: 1, note: 'It said "old".' });
  assert.deepEqual(report.paragraphs, [
    "The new bridge was never inspected, the Echo reported on Tuesday, citing a city engineer.",
    "“Nobody asked us,” the engineer told the paper, unnamed because he works there. Mayor Ada Voss rejected the “thin” report. The bridge opened in April.",
  ]);
  const { claims, sources, unsourced, roots } = report.attribution;
  assert.deepEqual(
    claims.map((claim) => [
      claim.id,
      claim.form,
      claim.stance,
      claim.chain.join(">"),
      claim.source?.text,
      claim.cue?.text,
    ]),
    [
      ["c1", "indirect", "asserts", "s1>s2", "the Echo", "reported"],
      ["c2", "direct", "asserts", "s1>s2", "the engineer", "told"],
      ["c3", "mixed", "denies", "s3", "Mayor Ada Voss", "rejected"],
    ],
  );
  assert.deepEqual(claims[2]?.relation, { type: "disputes", of: "c1" });
  assert.deepEqual(
    sources.map((source) => [source.name, source.role, source.reasonForAnonymity, source.mentions.map((m) => m.text)]),
    [
      ["Echo", null, null, ["the Echo", "the paper"]],
      ["city engineer", null, "he works there", ["a city engineer", "the engineer"]],
      ["Ada Voss", "Mayor", null, ["Mayor Ada Voss"]],
    ],
  );
  assert.deepEqual(
    unsourced.map((piece) => piece.text),
    ["The bridge opened in April."],
  );
  assert.deepEqual(roots, { min: 2, max: 2 });
  assertExact(report);
});

test("a report has the words from before its correction and those from after it", () => {
  assert.equal(parse(bridge, "first").attribution.claims[0]?.content[0]?.text, "The old bridge was never inspected");
  assert.equal(parse(bridge).attribution.claims[0]?.content[0]?.text, "The new bridge was never inspected");
});

const REFUSED: readonly (readonly [string, string, string, RegExp])[] = [
  ["an unknown line", "LABEL analysis", "KICKER analysis", /bridge\.txt, line 3: a line begins with "KICKER"/],
  ["an empty line of a key", "STANDFIRST It stands.", "STANDFIRST", /line 4: "STANDFIRST" has nothing behind it/],
  ["a second headline", "STANDFIRST It", "HEADLINE It", /line 4: there is a second HEADLINE/],
  ["an unknown label", "LABEL analysis", "LABEL rumour", /line 3: the label "rumour" is not known/],
  ["no headline", "HEADLINE The bridge was never inspected", "", /there is no HEADLINE/],
  ["a picture without its description", "ALT A bridge.", "", /line 7: the picture has no ALT/],
  ["an unknown kind", "| anonymous |", "| secret |", /line 11: the kind "secret" is not known/],
  ["a source twice", "SRC s3", "SRC s2", /line 12: there is a second source s2/],
  ["a source that no claim rests on", "CLAIM 3 s3", "CLAIM 3 s1", /line 12: no claim rests on s3/],
  ["an unknown stance", "denies", "shouts", /line 17: the stance "shouts" is not known/],
  ["a relation to a later claim", "disputes:1", "disputes:4", /line 17: "disputes:4" is no relation/],
  ["a claim out of turn", "CLAIM 2", "CLAIM 4", /line 16: this is claim 4, where 2 is due/],
  [
    "claims numbered against the text",
    "<c 2>Nobody asked us</c>",
    "<c 3>Nobody asked us</c>",
    /line 16: claim 2 has no <c 2>/,
  ],
  ["a chain with an unknown source", "CLAIM 1 s1>s2", "CLAIM 1 s1>s9", /line 15: the chain of claim 1 names s9/],
  ["a correction of no claim", "correction | 1", "correction | 9", /line 9: the correction touches claim 9/],
  ["marks that cross", "reported</k>", "reported</s>", /line 13: <\/s> closes <k 1>/],
  ["a mark that is not closed", "<u>The bridge", "<c 3>The bridge", /line 14: <\/u> closes <c 3>/],
  ["a mark left open", "</u>", "", /line 14: <u > is not closed/],
  ["a mark of no kind", "<m s2>", "<q s2>", /line 13: the mark <q s2> is not known/],
  ["a mark of no claim", "<k 3>", "<k 7>", /line 14: <k 7> belongs to no CLAIM/],
  ["a mark that ends in a blank", "inspected</c>", "inspected </c>", /line 13: <c 1> is empty or has a blank/],
  [
    "a mark inside an unsourced sentence",
    "opened in",
    "<m s1>opened</m> in",
    /line 14: <m s1> stands inside another mark/,
  ],
  ["a reason of a source that has a name", "<r s2>", "<r s3>", /line 14: <r s3> gives a reason for anonymity/],
  ["a cue twice", "asked us</c>", "<k 2>asked</k> us</c>", /line 16: claim 2 has more than one <k>/],
  ["a placeholder that is not understood", "{{day 2}}", "{{year 2}}", /line 13: .* holds a placeholder/],
  [
    "a source outside the claim's chain",
    "<s 2 s2>",
    "<s 2 s3>",
    /line 14: <s 2> names s3, which is not in that claim's chain/,
  ],
];

for (const [what, right, wrong, message] of REFUSED) {
  test(`${what} is refused by file and line`, () => {
    assert.ok(bridge.includes(right));
    assert.throws(
      () => parse(bridge.replace(right, wrong)),
      (error) => error instanceof Refusal && error.code === "bad-markup" && message.test(error.message),
    );
  });
}

test("whatever the text, it is read with exact offsets or refused", () => {
  const pieces = fc.constantFrom(
    ..."<c 1>|</c>|<k 1>|</k>|<s 1>|</s>|<m s1>|</m>|<u>|</u>|“|”|[[a||b]]|{{day 3}}|<|>|word |, ".split("|"),
    "\nP ",
    "\nSRC s1 | outlet | Echo",
    "\nCLAIM 1 s1 asserts",
    "\n",
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((parts) => `HEADLINE x\nP ${parts.join("")}`),
    fc.string(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        assertExact(parse(text));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { seed: 20_260_514, numRuns: 3_000 },
  );
});

test("the README's example is read as it says", () => {
  const readme = readFileSync(new URL("./reports/README.md", import.meta.url), "utf8");
  const report = parse(/```\n([\s\S]*?)```/.exec(readme)?.[1] ?? "");
  assert.deepEqual(
    report.attribution.claims.map((claim) => claim.form),
    ["indirect", "direct"],
  );
  assertExact(report);
});

test("the sample's reports are what was promised: their length, and marks that fit", () => {
  const reports = [...readReports(new FixedClock("2026-05-14T06:00:00Z")).values()];
  assert.equal(reports.length, 5);
  for (const { first, corrected } of reports) {
    assertExact(first);
    assertExact(corrected);
    const words_count = corrected.paragraphs.join(" ").split(/\s+/).length;
    assert.ok(words_count >= 250 && words_count <= 450, `${corrected.headline}: ${words_count} words`);
  }
});

function assertExact({ paragraphs, attribution }: MarkedReport): void {
  const pieces = [
    ...attribution.claims.flatMap((claim) => [...claim.content, claim.cue, claim.source]),
    ...attribution.sources.flatMap((source) => source.mentions),
    ...attribution.unsourced,
  ];
  for (const piece of pieces) {
    if (piece) assert.equal(paragraphs[piece.paragraph]?.slice(piece.start, piece.end), piece.text);
  }
}
