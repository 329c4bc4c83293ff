import { sql } from "kysely";
import { claimRanges } from "../document/claim-ranges.ts";
import { readDocument } from "../document/schema.ts";
import { toText } from "../document/to-text.ts";
import type { Db } from "../platform/db.ts";
import { loadClaims } from "./load-claims.ts";
import { loadCorrections } from "./load-corrections.ts";
import { reportHref } from "./load-lines.ts";
import type { ProvenanceView } from "./provenance.ts";
import { versionHref } from "./version-paths.ts";
import type { Label } from "./views.ts";

export interface LoadedProvenance {
  readonly reportId: string;
  readonly sourceIds: readonly string[];
  readonly view: ProvenanceView;
}

interface ProvenanceRow {
  report_id: string;
  revision_id: string;
  slug: string;
  language: string;
  published_at: Date;
  label: Label;
  headline: string;
  document_version: number;
  document: unknown;
  authors: { title: string; slug: string }[];
  versions: { number: number; at: string }[];
}

/** The provenance of the published reports of these slugs. */
export async function loadProvenance(db: Db, slugs: readonly string[]): Promise<LoadedProvenance[]> {
  if (slugs.length === 0) return [];
  const { rows } = await sql<ProvenanceRow>`
    select r.id as report_id, v.id as revision_id, r.slug, r.language, r.published_at, v.label, v.headline,
      v.document_version, v.document,
      (select coalesce(json_agg(json_build_object('title', a.name, 'slug', a.slug) order by ra.position), '[]')
        from revision_authors ra join authors a on a.id = ra.author_id where ra.revision_id = v.id) as authors,
      (select coalesce(json_agg(json_build_object('number', p.number, 'at', p.published_at) order by p.number), '[]')
        from publications p where p.report_id = r.id and p.revision_id <> v.id
          and not exists (select 1 from withdrawals w where w.report_id = r.id and w.withdrawn_at >= p.published_at)) as versions
    from reports r join revisions v on v.id = r.published_revision_id
    where r.slug = any(${slugs}::text[]) order by r.ordinal`.execute(db);
  const [claims, corrections] = await Promise.all([
    loadClaims(
      db,
      rows.map((row) => row.revision_id),
    ),
    loadCorrections(db, { reportIds: rows.map((row) => row.report_id) }),
  ]);
  return rows.map((row) => {
    const own = claims.get(row.revision_id) ?? [];
    const doc = readDocument({ version: row.document_version, doc: row.document });
    const ranges = claimRanges(doc);
    const view: ProvenanceView = {
      href: reportHref(row.slug),
      label: row.label,
      headline: row.headline,
      language: row.language,
      publishedAt: row.published_at,
      authors: row.authors.map(({ title, slug }) => ({ title, href: `/authors/${slug}` })),
      text: toText(doc),
      versions: row.versions.map(({ number, at }) => ({
        href: versionHref(row.slug, number),
        publishedAt: new Date(at),
      })),
      corrections: corrections.get(row.report_id) ?? [],
      claims: own.map(({ row: claim, view: shown, chain }) => ({
        claim: shown,
        ranges: ranges.get(claim.claim_id) ?? [],
        sourceKeys: chain,
      })),
    };
    return { reportId: row.report_id, sourceIds: [...new Set(own.flatMap((claim) => claim.chain))], view };
  });
}
