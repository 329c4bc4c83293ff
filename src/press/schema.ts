export interface PressPagesTable {
  path: string;
  /** The kind of page and the unit it is printed with: "report /reports/lake". */
  unit: string;
  tags: string[];
  hash: string;
  printed_at: Date;
}

declare module "../platform/db.ts" {
  interface Tables {
    press_pages: PressPagesTable;
  }
}
