import type { ColumnType, Generated } from "kysely";

export interface AuthorsTable {
  id: string;
  slug: string;
  name: string;
  about: string | null;
  created_at: Date;
}

export interface AuditTable {
  sequence: Generated<bigint>;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  details: ColumnType<unknown, string, never>;
  hash: Generated<Buffer>;
}

declare module "../platform/db.ts" {
  interface Tables {
    authors: AuthorsTable;
    audit: AuditTable;
  }
}
