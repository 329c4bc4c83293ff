/** What a publication says of itself, each a page at the address of that name. */
export const POLICY_SLUGS = [
  "about",
  "ethics",
  "corrections-policy",
  "unnamed-sources",
  "ownership",
  "privacy",
  "accessibility",
  "contact",
  "masthead",
] as const;
export type PolicySlug = (typeof POLICY_SLUGS)[number];

export interface PolicyTextsTable {
  slug: string;
  /** Counts the texts that this policy had, from 1. */
  number: number;
  title: string;
  markdown: string;
  written_at: Date;
}

declare module "../platform/db.ts" {
  interface Tables {
    policy_texts: PolicyTextsTable;
  }
}
