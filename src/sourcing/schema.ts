import type { Form, RelationType, SourceKind, Stance } from "../attribution/types.ts";
import type { Standing } from "./standing.ts";

export interface SourcesTable {
  id: string;
  slug: string | null;
  kind: SourceKind;
  name: string;
  role: string | null;
  reason_for_anonymity: string | null;
  created_at: Date;
}

export interface ClaimsTable {
  id: string;
  report_id: string;
  number: number;
  created_at: Date;
}

export interface ClaimVersionsTable {
  revision_id: string;
  claim_id: string;
  position: number;
  text: string;
  form: Form;
  stance: Stance;
  cue: string | null;
  source_text: string | null;
  standing: Standing;
  root_source_id: string | null;
  is_circular: boolean;
  confidence: number;
  is_confirmed: boolean;
}

/** What one source told in one published report, and how it stood. */
export interface SourceReportsTable {
  report_id: string;
  source_id: string;
  claims: number;
  supported: number;
  disputed: number;
  corrected: number;
  as_root: number;
  /** In which the report first came out, in UTC: "2026-11". */
  month: string;
}

export interface SourceRecordsTable extends Omit<SourceReportsTable, "report_id" | "month"> {
  reports: number;
}

/** The sums of what a source told in the reports of one month. */
export type SourceMonthsTable = Omit<SourceReportsTable, "report_id" | "as_root">;

declare module "../platform/db.ts" {
  interface Tables {
    sources: SourcesTable;
    source_aliases: { folded: string; is_person: boolean; source_id: string };
    claims: ClaimsTable;
    claim_versions: ClaimVersionsTable;
    claim_hops: { revision_id: string; claim_id: string; position: number; source_id: string };
    claim_translations: { claim_id: string; original_claim_id: string };
    source_reports: SourceReportsTable;
    source_records: SourceRecordsTable;
    source_months: SourceMonthsTable;
    claim_relations: { revision_id: string; claim_id: string; type: RelationType; to_claim_id: string };
  }
}
