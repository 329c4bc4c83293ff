/** How words are stemmed: by a language that PostgreSQL knows, or not at all. */
export const STEMMINGS = ["simple", "english", "arabic", "spanish", "french", "german", "russian"] as const;
export type Stemming = (typeof STEMMINGS)[number];

/** How many characters a query may have. */
export const QUERY_LENGTH_MAX = 200;

declare module "../platform/db.ts" {
  interface Tables {
    search_documents: {
      report_id: string;
      stemming: Stemming;
      published_at: Date;
      text: string;
      headline_words: string;
      words: string;
    };
    search_claims: { claim_id: string; report_id: string; published_at: Date; words: string };
    search_words: { word: string };
  }
}
