import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SourceKind } from "../attribution/types.ts";
import { findSingleOrigins, isCircular, isShared } from "./rules.ts";
import { STANDINGS, standingOf } from "./standing.ts";

test("a claim stands on what its chain's root is", () => {
  const roots: readonly (readonly [SourceKind | null, string])[] = [
    ["person", "named"],
    ["official_body", "named"],
    ["organisation", "named"],
    ["document", "document"],
    ["dataset", "document"],
    ["outlet", "relayed"],
    ["anonymous", "anonymous"],
    ["group", "anonymous"],
    ["vague", "vague"],
    [null, "unsourced"],
  ];
  for (const [root, standing] of roots) {
    assert.equal(standingOf(root), standing, String(root));
    assert.ok(STANDINGS.includes(standingOf(root)));
  }
});

test("a source is shared between reports where its name can only be one's", () => {
  for (const [kind, name, shared] of [
    ["person", "Ada Voss", true],
    ["person", "Voss", false],
    ["person", "a nurse", false],
    ["outlet", "Larkhaven Courier", true],
    ["outlet", "a newspaper", false],
    ["official_body", "Harbour Office", true],
    ["organisation", "港務局", true],
    ["anonymous", "Council source", false],
    ["group", "Residents", false],
    ["document", "The Gate Report", false],
    ["dataset", "Tide Register", false],
    ["vague", "Some", false],
  ] as const) {
    assert.equal(isShared(kind, name), shared, `${kind} ${name}`);
  }
});

test("a chain is circular where it passes a source twice", () => {
  assert.equal(isCircular([]), false);
  assert.equal(isCircular(["courier", "official"]), false);
  assert.equal(isCircular(["courier", "herald", "courier"]), true);
  assert.equal(isCircular(["courier", "courier"]), true);
});

const kinds = new Map<string, SourceKind>([
  ["courier", "outlet"],
  ["herald", "outlet"],
  ["wire", "outlet"],
  ["official", "anonymous"],
  ["mayor", "person"],
]);

test("a single origin is a root that several outlets have something from, with the claims it carries", () => {
  const claims = [
    { id: "c1", chain: ["courier", "official"] },
    { id: "c2", chain: ["herald", "official"] },
    { id: "c3", chain: ["courier", "wire", "official"] },
    { id: "c4", chain: ["mayor"] },
    { id: "c5", chain: ["courier", "mayor"] },
    { id: "c6", chain: [] },
  ];
  assert.deepEqual(findSingleOrigins(claims, kinds), [
    { root: "official", outlets: ["courier", "herald", "wire"], claimIds: ["c1", "c2", "c3"] },
  ]);
});

test("one outlet that tells several things from one source is no single origin", () => {
  const claims = [
    { id: "c1", chain: ["courier", "official"] },
    { id: "c2", chain: ["courier", "official"] },
    // A person in between is no outlet.
    { id: "c3", chain: ["mayor", "official"] },
  ];
  assert.deepEqual(findSingleOrigins(claims, kinds), []);
  assert.deepEqual(findSingleOrigins([], kinds), []);
});

test("of any chains, each single origin has outlets enough, each once, and only claims that end at its root", () => {
  const chain = fc.array(fc.constantFrom(...kinds.keys()), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(chain, { maxLength: 12 }), (chains) => {
      const claims = chains.map((names, number) => ({ id: `c${number}`, chain: names }));
      const origins = findSingleOrigins(claims, kinds);
      assert.equal(new Set(origins.map((origin) => origin.root)).size, origins.length);
      for (const { root, outlets, claimIds } of origins) {
        assert.ok(outlets.length > 1 && new Set(outlets).size === outlets.length);
        assert.ok(outlets.every((outlet) => kinds.get(outlet) === "outlet"));
        for (const claim of claims) if (claimIds.includes(claim.id)) assert.equal(claim.chain.at(-1), root);
      }
    }),
    { seed: 20_260_503, numRuns: 300 },
  );
});
