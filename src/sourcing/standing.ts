import type { SourceKind } from "../attribution/types.ts";

/**
 * What a claim stands on, told from its chain's root:
 * named (a person, body or organisation that can be asked), document (a text or data that can be looked up),
 * relayed (the root is an outlet whose own source is unknown), anonymous (particular people without their names, or
 * a crowd), vague (nobody can be found behind it), own (we saw it), unsourced (no source at all).
 */
export const STANDINGS = ["named", "document", "own", "relayed", "anonymous", "vague", "unsourced"] as const;
export type Standing = (typeof STANDINGS)[number];

/** The standing of a claim whose chain ends at a source of that kind; `null` where the chain is empty. */
export function standingOf(root: SourceKind | null): Standing {
  switch (root) {
    case null:
      return "unsourced";
    case "person":
    case "official_body":
    case "organisation":
      return "named";
    case "document":
    case "dataset":
      return "document";
    case "outlet":
      return "relayed";
    case "anonymous":
    case "group":
      return "anonymous";
    case "vague":
      return "vague";
  }
}
