import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import type { CorrectionKind } from "../reports/schema.ts";
import { claimHref, reportHref } from "./load-lines.ts";
import { changesHref, versionHref } from "./version-paths.ts";
import type { CorrectionView } from "./views.ts";

interface CorrectionRow {
  id: string;
  report_id: string;
  kind: CorrectionKind;
  note: string;
  published_at: Date;
  publication_number: number;
  slug: string;
  headline: string;
  language: string;
  claim_number: number | null;
}

/** Corrections of these reports, or of these ids, by report, newest first. */
export async function loadCorrections(
  db: Db,
  of: { readonly reportIds?: readonly string[]; readonly ids?: readonly string[] },
): Promise<Map<string, (CorrectionView & { readonly id: string; readonly reportId: string })[]>> {
  const { rows } = await sql<CorrectionRow>`
    select c.id, c.report_id, c.kind, c.note, c.published_at, c.publication_number, r.slug, r.language, v.headline, claims.number as claim_number
    from corrections c
    join reports r on r.id = c.report_id
    join revisions v on v.id = r.published_revision_id
    left join claims on claims.id = c.claim_id
    where c.report_id = any(${of.reportIds ?? []}::uuid[]) or c.id = any(${of.ids ?? []}::uuid[])
    order by c.published_at desc, c.id desc`.execute(db);
  const views = rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    kind: row.kind,
    publishedAt: row.published_at,
    note: row.note,
    version: row.publication_number,
    claim: row.claim_number === null ? null : { number: row.claim_number, href: claimHref(row.slug, row.claim_number) },
    earlierVersionHref: versionHref(row.slug, row.publication_number - 1),
    changesHref: changesHref(row.slug, row.publication_number),
    report: { title: row.headline, href: reportHref(row.slug), language: row.language },
  }));
  return Map.groupBy(views, (view) => view.reportId);
}

/** Whether it withdraws a whole report, not one claim of it. */
export function isRetraction(correction: Pick<CorrectionView, "kind" | "claim">): boolean {
  return correction.kind === "retraction" && correction.claim === null;
}
