import type { ColumnType } from "kysely";

export type Label = "report" | "analysis" | "opinion";
export type CorrectionKind = "correction" | "clarification" | "update" | "retraction";
export type FeatureKind = "topic" | "entity" | "source" | "term";

export interface ReportsTable {
  id: string;
  slug: string;
  status: "draft" | "published" | "withdrawn";
  language: string;
  latest_revision_id: string;
  published_revision_id: string | null;
  first_published_at: Date | null;
  published_at: Date | null;
  ordinal: bigint | null;
  /** The report that this one renders in another language. */
  translation_of: string | null;
  is_sample: boolean;
  created_at: Date;
}

export interface RevisionsTable {
  id: string;
  report_id: string;
  number: number;
  label: Label;
  headline: string;
  standfirst: string | null;
  byline: string | null;
  dateline: string | null;
  support_call: string | null;
  picture_id: string | null;
  picture_alt: string | null;
  picture_caption: string | null;
  picture_credit: string | null;
  document_version: number;
  document: ColumnType<unknown, string, never>;
  words_count: number;
  claims_count: number;
  confirmed_count: number;
  unsourced_count: number;
  roots_min: number;
  roots_max: number;
  created_at: Date;
  created_by: string;
}

export interface CorrectionsTable {
  id: string;
  report_id: string;
  publication_number: number;
  kind: CorrectionKind;
  note: string;
  claim_id: string | null;
  published_at: Date;
}

export interface ReportFeaturesTable {
  report_id: string;
  kind: FeatureKind;
  key: string;
  weight: number;
  ordinal: bigint;
}

declare module "../platform/db.ts" {
  interface Tables {
    reports: ReportsTable;
    revisions: RevisionsTable;
    revision_pictures: { revision_id: string; picture_id: string };
    revision_authors: { revision_id: string; position: number; author_id: string };
    publications: { report_id: string; number: number; revision_id: string; published_at: Date };
    corrections: CorrectionsTable;
    report_topics: { report_id: string; topic_id: string; position: number; is_suggested: boolean };
    front_places: { position: number; report_id: string; placed_at: Date };
    report_entities: { report_id: string; entity_id: string; mentions_count: number };
    intakes: {
      report_id: string;
      origin: string;
      sha256: string;
      taken_at: Date;
      page: ColumnType<unknown, string, never>;
    };
    withdrawals: { report_id: string; withdrawn_at: Date; reason: string };
    earlier_slugs: { slug: string; report_id: string; left_at: Date };
    list_ends: { list: string; last: bigint };
    list_items: { list: string; ordinal: bigint; item_id: string };
    report_features: ReportFeaturesTable;
  }
}
