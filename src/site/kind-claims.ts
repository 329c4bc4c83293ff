import type { Db } from "../platform/db.ts";
import { findPublished } from "../reports/queries.ts";
import { listRenderedClaims, listSameRoots } from "../sourcing/queries.ts";
import { claimPage } from "./claim-page.ts";
import { allReports, unitsOfReports } from "./kind-reports.ts";
import { type LoadedClaim, loadClaims } from "./load-claims.ts";
import { isRetraction, loadCorrections } from "./load-corrections.ts";
import { loadLines, reportHref } from "./load-lines.ts";
import { type PageKind, slugsIn } from "./page-kind.ts";
import type { SourceClaimView } from "./views.ts";

const SAME_ROOT_MAX = 4;

/** The pages of a report's claims: one unit, named by the report's address. */
export const claimKind: PageKind = {
  name: "claims",
  unitsOf: (db, tags) => unitsOfReports(db, tags, ["report:", "claims:", "translations:"]),
  allUnits: allReports,
  async print({ db, site }, units) {
    const reports = await findPublished(db, { slugs: slugsIn(units, reportHref("")) });
    const reportIds = reports.map((report) => report.id);
    const [claims, lines, corrections] = await Promise.all([
      loadClaims(
        db,
        reports.map((report) => report.revisionId),
      ),
      loadLines(db, reportIds),
      loadCorrections(db, { reportIds }),
    ]);
    const all = [...claims.values()].flat();
    const [sameRoots, translations] = await Promise.all([loadSameRoots(db, all), loadTranslations(db, all)]);
    return reports.flatMap(({ id, revisionId }) => {
      const report = lines.get(id);
      if (!report) return [];
      return (claims.get(revisionId) ?? []).map(({ row, view, chain }) => {
        const rendered = translations.get(row.claim_id) ?? [];
        const kin = new Set([id, ...rendered.map((other) => other.reportId)]);
        const sameRoot = (sameRoots.get(row.root_source_id) ?? []).filter((other) => !kin.has(other.reportId));
        const about = (corrections.get(id) ?? []).filter(
          (correction) => correction.claim?.number === view.number || isRetraction(correction),
        );
        const tags = [
          ...[...kin, ...sameRoot.map((other) => other.reportId)].map((reportId) => `report:${reportId}`),
          ...chain.map((sourceId) => `source:${sourceId}`),
        ];
        const body = claimPage(site, {
          claim: view,
          report,
          corrections: about,
          translations: rendered.map((other) => other.view),
          sameRoot: sameRoot.map((other) => other.view),
        });
        return { path: view.href, unit: report.href, tags, body };
      });
    });
  },
};

interface OtherClaim {
  readonly reportId: string;
  readonly view: SourceClaimView;
}

/** By root, the newest claims that rest on it; only for roots that more than one report may share. */
async function loadSameRoots(
  db: Db,
  claims: readonly LoadedClaim[],
): Promise<Map<string | null, readonly OtherClaim[]>> {
  const roots = new Set(
    claims.flatMap(({ hops }) => {
      const root = hops.at(-1);
      return root && root.slug !== null ? [root.id] : [];
    }),
  );
  const rows = await listSameRoots(db, [...roots], SAME_ROOT_MAX);
  const views = await loadOthers(db, rows);
  return Map.groupBy(views, (other) => other.row.root_source_id);
}

/** By claim, the same one in other languages. */
async function loadTranslations(db: Db, claims: readonly LoadedClaim[]): Promise<Map<string, readonly OtherClaim[]>> {
  const rows = await listRenderedClaims(
    db,
    claims.map((claim) => claim.row.claim_id),
  );
  return Map.groupBy(await loadOthers(db, rows), (other) => other.row.of);
}

/** Claims of other reports, as those are published. */
async function loadOthers<Found extends { claim_id: string; revision_id: string; report_id: string }>(
  db: Db,
  rows: readonly Found[],
): Promise<(OtherClaim & { readonly row: Found })[]> {
  const [loaded, lines] = await Promise.all([
    loadClaims(
      db,
      [...new Set(rows.map((row) => row.revision_id))],
      rows.map((row) => row.claim_id),
    ),
    loadLines(
      db,
      rows.map((row) => row.report_id),
    ),
  ]);
  return rows.flatMap((row) => {
    const claim = loaded.get(row.revision_id)?.find((candidate) => candidate.row.claim_id === row.claim_id);
    const line = lines.get(row.report_id);
    if (!claim || !line) return [];
    const { headline, href, publishedAt, language } = line;
    const view: SourceClaimView = { claim: claim.view, report: { title: headline, href, language }, publishedAt };
    return [{ row, reportId: row.report_id, view }];
  });
}
