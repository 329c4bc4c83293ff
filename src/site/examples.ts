import type { Words } from "./messages.ts";
import type { FactsView, HopView } from "./views.ts";

/** Invented examples by which the site explains itself. */

/** Three hops: an outlet, somebody who is not named, and the root. */
export function exampleChain(words: Words): HopView[] {
  const hop = (kind: HopView["kind"], name: string, role: string | null = null): HopView => ({
    name,
    kind,
    role,
    href: null,
    reasonForAnonymity: null,
  });
  return [
    hop("outlet", words.text("how.example.outlet")),
    hop("anonymous", words.text("how.example.unnamed")),
    hop("person", words.text("how.example.person"), words.text("how.example.role")),
  ];
}

/** The facts of an invented report. */
export function exampleFacts(words: Words): FactsView {
  return {
    claims_count: 12,
    roots: { min: 5, max: 6 },
    byStanding: { named: 5, document: 2, own: 1, relayed: 1, anonymous: 2, vague: 1, unsourced: 0 },
    unsourcedSentences_count: 3,
    anonymous: [],
    singleOrigins: [
      {
        outlets: [words.text("how.example.outlet"), words.text("how.example.outlet2")],
        root: words.text("how.example.person"),
        claimNumbers: [],
      },
    ],
    circularClaimNumbers: [],
    confirmed_count: 12,
  };
}
