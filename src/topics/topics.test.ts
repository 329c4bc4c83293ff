import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { ensureTopic } from "./commands.ts";
import {
  findTopicByAlias,
  findTopicsBySlug,
  insertEntities,
  insertTopic,
  insertTopicAliases,
  listEntitySlugs,
  listNavigationTopics,
  matchEntities,
  matchTopics,
  topicSlugTaken,
} from "./queries.ts";
import { foldName, phrasesOf, suggestEntities, suggestTopics, tellingTerms } from "./rules.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");

async function topic(slug: string, aliases: readonly string[], position: number | null = null): Promise<string> {
  const id = newId(clock);
  const row = { id, slug, name: slug, about: null, navigation_position: position, created_at: clock.now() };
  await inTransaction(db, async (trx) => {
    await insertTopic(trx, row);
    await insertTopicAliases(trx, id, aliases);
  });
  return id;
}

test("a name is folded to what people may type for it", () => {
  for (const [name, folded] of [
    ["The Harbour Board", "harbour board"],
    ["Société  Générale", "societe generale"],
    ["“E. B. Voss” (Ltd.)", "e b voss ltd"],
    ["A. Voss", "a voss"],
    ["The A. Voss Fund", "a voss fund"],
    ["Larkhaven’s", "larkhaven's"],
    ["The", "the"],
    ["Й", "й"],
    ["", ""],
  ] as const) {
    assert.equal(foldName(name), folded, name);
  }
});

test("whatever a name is, folded twice it is what it was folded once, but for articles in a row", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
      const folded = foldName(name);
      if (!/^(?:the|a|an) /.test(folded)) assert.equal(foldName(folded), folded);
      assert.ok(!/\s\s|^\s|\s$/.test(folded));
    }),
    { seed: 20_260_503, numRuns: 500 },
  );
});

test("the phrases of a text are its runs of words, within a clause, without articles at their head or possessives", () => {
  assert.deepEqual(
    [...phrasesOf("The harbour's gate leaks. Nobody knew", 2)].sort(),
    ["gate", "gate leaks", "harbour", "harbour gate", "knew", "leaks", "nobody", "nobody knew"].sort(),
  );
  assert.ok(phrasesOf("the South Harbour Gate Board met").has("south harbour gate board"));
  assert.ok(!phrasesOf("the South Harbour Gate Board met").has("south harbour gate board met"));
  assert.equal(phrasesOf(" .,;\n").size, 0);
});

test("the phrases of any text are bounded by its words, and none is empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const phrases = phrasesOf(text, 3);
      const words = text.split(/[\s.,;:!?()“”"]+/).length;
      assert.ok(phrases.size <= words * 3);
      for (const phrase of phrases) assert.ok(phrase !== "" && phrase.split(" ").length <= 3);
    }),
    { seed: 20_260_503, numRuns: 500 },
  );
});

test("topics are matched by any of their names, and found by slug", async () => {
  const harbour = await topic("harbour", ["harbour", "port"], 2);
  const water = await topic("water", ["water", "port"], 1);
  const matched = await matchTopics(db, [...phrasesOf("The port's water is low")]);
  // An alias belongs to whom it was given first.
  assert.deepEqual(
    new Map(matched.map((row) => [row.folded, row.id])),
    new Map([
      ["port", harbour],
      ["water", water],
    ]),
  );
  assert.deepEqual(await matchTopics(db, []), []);
  assert.deepEqual(await matchTopics(db, ["rail"]), []);
  assert.equal((await findTopicByAlias(db, "port"))?.id, harbour);
  assert.equal(await findTopicByAlias(db, "rail"), undefined);
  assert.equal((await findTopicsBySlug(db, ["water"]))[0]?.id, water);
  assert.deepEqual([await topicSlugTaken(db, "water"), await topicSlugTaken(db, "rail")], [true, false]);
});

test("the navigation lists the topics that have a place in it, in that order and no more than asked for", async () => {
  await topic("unlisted", ["unlisted"]);
  const slugs = async (topics_max: number) => (await listNavigationTopics(db, topics_max)).map((row) => row.slug);
  assert.deepEqual(await slugs(7), ["water", "harbour"]);
  assert.deepEqual(await slugs(1), ["water"]);
});

test("entities are matched by their folded names", async () => {
  const row = {
    id: newId(clock),
    slug: "larkhaven",
    kind: "place" as const,
    name: "Larkhaven",
    created_at: clock.now(),
  };
  await inTransaction(db, async (trx) => {
    await insertEntities(trx, [{ folded: "larkhaven", row }]);
    await insertEntities(trx, []);
  });
  assert.deepEqual(await matchEntities(db, ["larkhaven", "tern bay"]), [{ folded: "larkhaven", id: row.id }]);
  assert.deepEqual(await matchEntities(db, []), []);
  assert.deepEqual(await listEntitySlugs(db, ["larkhaven", "tern-bay"]), ["larkhaven"]);
  assert.deepEqual(await listEntitySlugs(db, []), []);
});

test("suggested entities are names inside sentences or of several words, a short name counted with its longer one", () => {
  const suggested = suggestEntities(
    [
      "Last week, on Monday, the Larkhaven Harbour Board met Ada Voss in Tern Bay. Voss said nothing of Larkhaven Harbour Board.",
      "Nothing was decided in Tern Bay. Nobody from Quill spoke.",
    ],
    new Set(["ada voss"]),
  );
  const kinds = new Map(suggested.map((entity) => [entity.name, entity.kind]));
  assert.equal(kinds.get("Larkhaven Harbour Board"), "body");
  assert.equal(kinds.get("Ada Voss"), "person");
  assert.equal(kinds.get("Tern Bay"), "place");
  for (const absent of ["Monday", "Nothing", "Nobody", "Voss", "Quill"]) assert.ok(!kinds.has(absent), absent);
  const counts = suggested.map((entity) => entity.mentions_count);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
  );
  assert.equal(suggestEntities(["Ada Voss met Bo Lind and Cy Marsh."], new Set(), 2).length, 2);
});

test("telling terms are long words that are often used, the headline's first", () => {
  const terms = tellingTerms(
    "Sluice gate fails",
    "The sluice was tested. A sluice of that kind leaks; leaks are common.",
  );
  assert.equal(terms[0], "sluice");
  assert.ok(terms.includes("fail") || terms.includes("fails"));
  assert.ok(!terms.includes("common") && !terms.includes("that"));
  assert.deepEqual(tellingTerms("", ""), []);
  assert.equal(tellingTerms("alpha bravo charlie delta echo", "", 3).length, 3);
});

test("a text is about the topics that its headline names, or that it names more than once, by any name", () => {
  const names = [
    { folded: "harbour", id: "h" },
    { folded: "port", id: "h" },
    { folded: "sea water", id: "w" },
    { folded: "schools", id: "s" },
    { folded: "gate", id: "g" },
  ];
  const body = [
    "The port is full of sea water. Sea water, again!",
    "The port's schools are closed; a floodgate is not.",
  ];
  assert.deepEqual(suggestTopics("Gate closed", body, names), ["g", "h", "w"]);
  assert.deepEqual(suggestTopics("Gate closed", body, names, 1), ["g"]);
  assert.deepEqual(suggestTopics("Nothing", ["It is sea. Water is not named."], names), []);
  assert.deepEqual(suggestTopics("Gate closed", body, []), []);
});

test("a day before a name is no part of it", () => {
  const suggested = suggestEntities(
    ["On Monday the Larkhaven Harbour Board met; in March Larkhaven Marine did."],
    new Set(),
  );
  assert.deepEqual(suggested.map((entity) => entity.name).sort(), ["Larkhaven Harbour Board", "Larkhaven Marine"]);
});

test("a topic named again gets the aliases that it did not have, and takes none from another", async () => {
  const ids = await inTransaction(db, async (trx) => [
    await ensureTopic(trx, clock, { name: "Ferries", aliases: ["boats"] }),
    await ensureTopic(trx, clock, { name: "Ships", aliases: ["boats", "vessels"] }),
    await ensureTopic(trx, clock, { name: "ferries", aliases: ["the crossing", "vessels"] }),
  ]);
  assert.equal(ids[2], ids[0]);
  const idOf = async (folded: string) => (await findTopicByAlias(db, folded))?.id;
  assert.equal(await idOf("crossing"), ids[0]);
  assert.equal(await idOf("boats"), ids[0]);
  assert.equal(await idOf("vessels"), ids[1]);
});

test("a word counts with its plural", () => {
  assert.deepEqual(
    tellingTerms("Parties", "The party, the parties; houses and a house; classes, class; buses, buses"),
    ["party", ...["buse", "class", "house"]],
  );
});

test("a word that begins a sentence is no part of the name behind it", () => {
  const names = suggestEntities(["Then Cape Arrow was named. While The Skell Board met, Cape Arrow slept."], new Set());
  assert.deepEqual(
    names.map(({ name }) => name),
    ["Cape Arrow", "Skell Board"],
  );
});
