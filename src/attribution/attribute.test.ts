/** What the rules together make of a text: one example for each thing that a reader of news meets. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { attribute } from "./attribute.ts";
import type { Attribution } from "./types.ts";

/** A claim in one line: `“words” form stance: nearest <- root`, with what is not asserted plainly or told indirectly. */
function linesOf(result: Attribution): string[] {
  const names = new Map(result.sources.map((source) => [source.id, `${source.name} (${source.kind})`]));
  return result.claims.map((claim) => {
    const words = claim.content.map((piece) => piece.text).join(" … ");
    const manner = [claim.form, claim.stance].filter((word) => word !== "indirect" && word !== "asserts").join(" ");
    return `[${words}]${manner === "" ? "" : ` ${manner}`}: ${claim.chain.map((id) => names.get(id)).join(" <- ") || "nobody"}`;
  });
}

function read(...paragraphs: string[]): Attribution {
  return attribute(paragraphs, { language: "en", headline: "A headline" });
}

function gives(title: string, paragraphs: readonly string[], lines: readonly string[]): void {
  test(title, () => assert.deepEqual(linesOf(read(...paragraphs)), lines));
}

describe("quotes", () => {
  gives(
    "are told from what is told in other words",
    ["“The wall will hold,” said Mara Lindqvist, director of the Harbour Board. She added that repairs begin in May."],
    ["[The wall will hold] direct: Mara Lindqvist (person)", "[repairs begin in May]: Mara Lindqvist (person)"],
  );
  gives(
    "run on over paragraphs that open with a mark and don't close",
    ["“We were told nothing,” Ada Voss said.", "“Nobody rang.", "“Nobody wrote.” she said."],
    ["[We were told nothing] direct: Ada Voss (person)", "[Nobody rang … Nobody wrote] direct: Ada Voss (person)"],
  );
  gives(
    "hold the quotes within them",
    ["The mayor, Bo Lind, said: “My father told me, ‘Never sell the pier.’ I never will.”"],
    ["[My father told me, ‘Never sell the pier.’ I never will] direct: Bo Lind (person)"],
  );
  gives(
    "are no claims where they are titles or scare quotes",
    ["The film “The Long Tide” opens on Friday.", "The so-called “ghost ferry” left at nine."],
    [],
  );
});

describe("titles", () => {
  gives(
    "that are cut short let their bearer be taken up by the whole word",
    ["Gov. Dale Harker signed the bill. Bo Lind waited outside.", "The governor said the river was safe."],
    ["[the river was safe]: Dale Harker (person)"],
  );
  gives(
    "of the cloth, the bench and the beat are no part of a name",
    ["Trade Commissioner Hedda Vans said the duty would stay. Abbot Cyril Hale said the bells would too."],
    ["[the duty would stay]: Hedda Vans (person)", "[the bells would too]: Cyril Hale (person)"],
  );
});

describe("chains", () => {
  gives(
    "go from a newspaper to its unnamed source",
    ["The gate leaks, the Larkhaven Courier reported on Sunday, citing two council officials."],
    ["[The gate leaks]: Larkhaven Courier (outlet) <- two council officials (anonymous)"],
  );
  gives(
    "go from a report to who made it",
    ["According to a report by the Coast Institute, sea level rose by 4 cm in ten years."],
    [
      "[sea level rose by 4 cm in ten years]: report by the Coast Institute (document) <- Coast Institute (organisation)",
    ],
  );
  gives(
    "go through the station that somebody told",
    ["A council official said the pier was unsafe. The same official told Radio Skell that nobody had checked it."],
    [
      "[the pier was unsafe]: council official (anonymous)",
      "[nobody had checked it]: Radio Skell (outlet) <- council official (anonymous)",
    ],
  );
});

describe("later references", () => {
  gives(
    "find a name in its part, however it begins",
    ["Hisham al-Hashemi, a historian, said the archive was sold. Al-Hashemi warned that more would follow."],
    ["[the archive was sold]: Hisham al-Hashemi (person)", "[more would follow] warns: Hisham al-Hashemi (person)"],
  );
  gives(
    "find an outlet by where it sits and by what it is",
    [
      "The gate leaks, the Larkhaven Courier reported. The Larkhaven-based outlet added that the wall had moved. The paper said that nobody slept.",
    ],
    [
      "[The gate leaks]: Larkhaven Courier (outlet)",
      "[the wall had moved]: Larkhaven Courier (outlet)",
      "[nobody slept]: Larkhaven Courier (outlet)",
    ],
  );
  test("make one source of one person, with the role that is told", () => {
    const { sources } = read(
      "Ada Voss, head of the clinic, said beds were short. Voss said nurses had left. She said it was bad.",
    );
    assert.deepEqual(
      sources.map(({ name, role, mentions }) => [name, role, mentions.length]),
      [["Ada Voss", "head of the clinic", 3]],
    );
  });
});

describe("stance", () => {
  gives(
    "is the verb's",
    [
      "The minister denied that the bridge was closed. Some believe the mast will fall. Ada Voss warned that it would rain. Bo Lind expects that it will snow.",
    ],
    [
      "[the bridge was closed] denies: minister (anonymous)",
      "[the mast will fall] believes: Some (vague)",
      "[it would rain] warns: Ada Voss (person)",
      "[it will snow] expects: Bo Lind (person)",
    ],
  );
});

describe("relations", () => {
  test("tell that a claim disputes the one it points back to", () => {
    const { claims } = read(
      "Police confirmed that two people were hurt. The hospital denied that two people were hurt, saying five people were treated.",
    );
    assert.deepEqual(
      claims.map((claim) => claim.relation),
      [null, { type: "disputes", of: claims[0]?.id }, null],
    );
  });
});

describe("sources without a name", () => {
  test("are called what they are, with the reason that is stated for keeping the name back", () => {
    const { sources } = read(
      "The gate leaks, the Larkhaven Courier reported on Sunday, citing two council officials who spoke on condition of anonymity because they feared for their jobs.",
    );
    assert.deepEqual(
      sources.map(({ name, kind, reasonForAnonymity }) => [name, kind, reasonForAnonymity]),
      [
        ["Larkhaven Courier", "outlet", null],
        ["two council officials", "anonymous", "they feared for their jobs"],
      ],
    );
  });

  test("get the reason that a later sentence states", () => {
    const { sources } = read(
      "A welder said the hinge was old. He did not want to give his name for fear of losing work.",
    );
    assert.deepEqual(
      sources.map(({ name, reasonForAnonymity }) => [name, reasonForAnonymity]),
      [["welder", "fear of losing work"]],
    );
  });
});

describe("sentences that nobody vouches for", () => {
  test("are the writer's own statements of fact, not questions or what somebody said", () => {
    const { unsourced, claims } = read("The harbour was built in 1902. Who knows why? It rains, Ada Voss said.");
    assert.deepEqual(
      unsourced.map((piece) => piece.text),
      ["The harbour was built in 1902."],
    );
    assert.equal(claims.length, 1);
  });
});

describe("sentences about the reporting itself", () => {
  test("are no statements of fact: who would not speak, and who would not be named", () => {
    const { unsourced } = read(
      "Skarne Lines declined to comment. The mayor did not respond to two calls. Ada Voss could not be reached.",
      "The welder said the hinge was old. He asked not to be named.",
    );
    assert.deepEqual(unsourced, []);
  });
});

describe("independent roots", () => {
  test("are counted once, however many outlets tell what they know", () => {
    const { roots } = read(
      "The gate leaks, the Larkhaven Courier reported, citing Ada Voss. The Evening Herald wrote that the gate leaks, citing Ada Voss.",
    );
    assert.deepEqual(roots, { min: 1, max: 1 });
  });

  test("are none where there is no claim", () => {
    assert.deepEqual(read("The harbour was built in 1902.").roots, { min: 0, max: 0 });
  });
});

describe("a text", () => {
  test("in a language without rules gives no claims, and says so", () => {
    const german = attribute(["Der Bürgermeister sagte, die Brücke sei sicher."], {
      language: "de",
      headline: "Brücke",
    });
    assert.deepEqual([german.supported, german.claims, german.sources, german.unsourced], [false, [], [], []]);
  });

  test("that is empty gives nothing", () => {
    for (const paragraphs of [[], [""], ["   "], ["\u2029"]]) {
      const { claims, sources, roots } = attribute(paragraphs, { language: "en", headline: "" });
      assert.deepEqual([claims, sources, roots], [[], [], { min: 0, max: 0 }]);
    }
  });

  const fragment = fc.oneof(
    fc.constantFrom(
      ...["“", "”", "‘", "’", '"', "'", "(", ")", "[", "]", ",", ".", ":", "?", "—", "...", "¶", "\u00a0", "😀", "ﬁ"],
      ...[
        "said",
        "Ada Voss",
        "she",
        "they",
        "the officials",
        "according to",
        "a report by",
        "citing",
        "told",
        "denied",
      ],
      ...[
        "that",
        "who asked not to be named",
        "because",
        "the Courier",
        "Larkhaven-based",
        "of",
        "and",
        "The",
        "warned",
      ],
      ...[
        "the same account",
        "reportedly",
        "allegedly",
        "is expected to",
        "some",
        "Dr.",
        "Mr",
        "U.S.",
        "al-Hashemi",
        "4.5",
      ],
    ),
    fc.string({ unit: "binary", maxLength: 6 }),
  );
  const paragraph = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(" "));

  test("of any words gives claims whose words stand in it and whose chains lead to its sources", () => {
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 6 }), (paragraphs) => {
        const result = attribute(paragraphs, { language: "en", headline: "A headline" });
        const stands = (piece: { paragraph: number; start: number; end: number; text: string }) => {
          assert.equal(paragraphs[piece.paragraph]?.slice(piece.start, piece.end), piece.text);
          assert.ok(piece.end > piece.start);
        };
        const sources = new Set(result.sources.map((source) => source.id));
        assert.equal(sources.size, result.sources.length);
        const earlier = new Set<string>();
        for (const claim of result.claims) {
          for (const piece of claim.content) stands(piece);
          if (claim.cue) stands(claim.cue);
          if (claim.source) stands(claim.source);
          for (const id of claim.chain) assert.ok(sources.has(id));
          if (claim.relation) assert.ok(earlier.has(claim.relation.of), "a relation leads back");
          assert.ok(claim.confidence >= 0 && claim.confidence <= 1);
          assert.ok(!earlier.has(claim.id));
          earlier.add(claim.id);
        }
        for (const source of result.sources) {
          for (const mention of source.mentions) stands(mention);
          if (source.reasonForAnonymity !== null) assert.match(source.kind, /^(?:anonymous|group)$/);
        }
        for (const piece of result.unsourced) stands(piece);
        assert.ok(result.roots.min <= result.roots.max);
      }),
      { seed: 20_261_124, numRuns: 400 },
    );
  });
});
