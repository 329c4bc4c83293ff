import type { Db } from "../platform/db.ts";
import {
  type ClaimRow,
  type HopRow,
  listClaims,
  listHops,
  listRelations,
  type RelationRow,
} from "../sourcing/queries.ts";
import { claimHref, loadLines, loadReportLinks } from "./load-lines.ts";
import type { ClaimView, HopView, RelationView, SourceClaimView } from "./views.ts";

export interface LoadedClaim {
  readonly row: ClaimRow;
  /** Ids of the chain's sources, nearest first. */
  readonly chain: readonly string[];
  readonly hops: readonly HopRow[];
  readonly view: ClaimView;
}

/**
 * The claims of many revisions at once (all, or those of `claimIds`), by revision, in the order of their texts.
 */
export async function loadClaims(
  db: Db,
  revisionIds: readonly string[],
  claimIds?: readonly string[],
): Promise<Map<string, LoadedClaim[]>> {
  const [claims, hops] = await Promise.all([
    listClaims(db, revisionIds, claimIds),
    listHops(db, revisionIds, claimIds),
  ]);
  const relations = await listRelations(
    db,
    claims.map((claim) => claim.claim_id),
    revisionIds,
  );
  const reports = [
    ...claims.map((claim) => claim.report_id),
    ...relations.flatMap((r) => [r.from_report_id, r.to_report_id]),
  ];
  const links = await loadReportLinks(db, reports);

  const hopsOf = Map.groupBy(hops, (hop) => `${hop.revision_id} ${hop.claim_id}`);
  const relationsOf = new Map<string, RelationRow[]>();
  for (const relation of relations) {
    for (const id of [relation.from_claim_id, relation.to_claim_id])
      relationsOf.set(id, [...(relationsOf.get(id) ?? []), relation]);
  }
  const relationView = (relation: RelationRow, row: ClaimRow): RelationView | null => {
    const isFrom = relation.from_claim_id === row.claim_id;
    // Another revision's word on its own report's claims is no matter of this one.
    if (relation.from_report_id === row.report_id && relation.from_revision_id !== row.revision_id) return null;
    const reportId = isFrom ? relation.to_report_id : relation.from_report_id;
    const number = isFrom ? relation.to_number : relation.from_number;
    const link = links.get(reportId);
    if (!link) return null;
    const headline = reportId === row.report_id ? null : link.title;
    return {
      type: relation.type,
      direction: isFrom ? "to" : "from",
      claim: { number, href: claimHref(link.slug, number), headline },
    };
  };
  const loaded = claims.map((row): LoadedClaim => {
    const chain = hopsOf.get(`${row.revision_id} ${row.claim_id}`) ?? [];
    return {
      row,
      chain: chain.map((hop) => hop.id),
      hops: chain,
      view: {
        number: row.number,
        href: claimHref(links.get(row.report_id)?.slug ?? "", row.number),
        text: row.text,
        standing: row.standing,
        form: row.form,
        stance: row.stance,
        cue: row.cue,
        chain: chain.map(hopView),
        relations: (relationsOf.get(row.claim_id) ?? [])
          .map((relation) => relationView(relation, row))
          .filter((view) => view !== null),
        isConfirmed: row.is_confirmed,
      },
    };
  });
  return Map.groupBy(loaded, (claim) => claim.row.revision_id);
}

/** These claims as their reports' published revisions have them, by id; what readers no longer see is left out. */
export async function loadClaimItems(
  db: Db,
  claimIds: readonly string[],
): Promise<Map<string, SourceClaimView & { readonly reportId: string }>> {
  if (claimIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("claims")
    .innerJoin("reports", "reports.id", "claims.report_id")
    .select(["claims.id", "reports.id as report_id", "reports.published_revision_id as revision_id"])
    .where("claims.id", "in", claimIds)
    .execute();
  const revisionIds = rows.flatMap((row) => row.revision_id ?? []);
  const [claims, lines] = await Promise.all([
    loadClaims(db, [...new Set(revisionIds)], claimIds),
    loadLines(
      db,
      rows.map((row) => row.report_id),
    ),
  ]);
  const views = new Map<string, SourceClaimView & { readonly reportId: string }>();
  for (const { row, view } of [...claims.values()].flat()) {
    const line = lines.get(row.report_id);
    if (!line) continue;
    const report = { title: line.headline, href: line.href, language: line.language };
    views.set(row.claim_id, { claim: view, report, publishedAt: line.publishedAt, reportId: row.report_id });
  }
  return views;
}

function hopView(hop: HopRow): HopView {
  return {
    name: hop.name,
    kind: hop.kind,
    role: hop.role,
    href: hop.slug === null ? null : sourceHref(hop.slug),
    reasonForAnonymity: hop.reason_for_anonymity,
  };
}

/** Where a shared source stands. */
export function sourceHref(slug: string): string {
  return `/sources/${slug}`;
}
