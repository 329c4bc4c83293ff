import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import type { Standing } from "../sourcing/standing.ts";
import { reportHref } from "./load-lines.ts";
import type { FactsCardView, Label } from "./views.ts";

export interface LoadedFacts {
  readonly reportId: string;
  /** Its place among all reports. */
  readonly ordinal: bigint;
  readonly view: FactsCardView;
}

interface FactsRow {
  report_id: string;
  ordinal: bigint;
  slug: string;
  language: string;
  label: Label;
  headline: string;
  claims_count: number;
  unsourced_count: number;
  roots_min: number;
  roots_max: number;
  standings: Partial<Record<string, number>>;
}

/** The sourcing facts of published reports: of these ids or slugs, or of those that come after an ordinal, oldest first. */
export async function loadFacts(
  db: Db,
  of:
    | { readonly ids?: readonly string[]; readonly slugs?: readonly string[] }
    | { readonly after: bigint; readonly reports_max: number },
): Promise<LoadedFacts[]> {
  const which =
    "after" in of
      ? sql`r.ordinal > ${of.after} order by r.ordinal limit ${of.reports_max}`
      : sql`(r.id = any(${of.ids ?? []}::uuid[]) or r.slug = any(${of.slugs ?? []}::text[])) order by r.ordinal`;
  const { rows } = await sql<FactsRow>`
    select r.id as report_id, r.ordinal, r.slug, r.language, v.label, v.headline, v.claims_count, v.unsourced_count, v.roots_min,
      v.roots_max, (select coalesce(jsonb_object_agg(s.standing, s.count), '{}') from (
        select standing, count(*) from claim_versions c where c.revision_id = v.id group by standing) s) as standings
    from reports r join revisions v on v.id = r.published_revision_id
    where ${which}`.execute(db);
  return rows.map((row) => ({
    reportId: row.report_id,
    ordinal: row.ordinal,
    view: {
      href: reportHref(row.slug),
      label: row.label,
      headline: row.headline,
      language: row.language,
      facts: {
        claims_count: row.claims_count,
        roots: { min: row.roots_min, max: row.roots_max },
        byStanding: countsOf(row.standings),
        unsourcedSentences_count: row.unsourced_count,
      },
    },
  }));
}

function countsOf(counted: FactsRow["standings"]): FactsCardView["facts"]["byStanding"] {
  const of = (standing: Standing) => counted[standing] ?? 0;
  return {
    named: of("named"),
    document: of("document"),
    own: of("own"),
    relayed: of("relayed"),
    anonymous: of("anonymous"),
    vague: of("vague"),
    unsourced: of("unsourced"),
  };
}
