import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { listPublishedFrom } from "../reports/queries.ts";
import { listSameRoots } from "../sourcing/queries.ts";
import { claimPage } from "./claim-page.ts";
import { loadClaims } from "./load-claims.ts";
import { loadLines } from "./load-lines.ts";
import { type LoadedReport, loadEarlierVersion, loadReports } from "./load-reports.ts";
import { idsIn, type PageKind, type PrintContext, type PrintedPage } from "./page-kind.ts";
import { reportPage } from "./report-page.ts";
import type { SourceClaimView } from "./views.ts";

const PORTION = 40;
const SAME_ROOT_MAX = 4;

/** A report's page, its claims' pages and its earlier versions: one unit, named by the report's address. */
export const reportKind: PageKind = {
  name: "report",
  async unitsOf(db, tags) {
    return (await findPublished(db, { ids: idsIn(tags, "report:") })).map((report) => `/reports/${report.slug}`);
  },
  async *allUnits(db) {
    let after = 0n;
    for (;;) {
      const reports = await listPublishedFrom(db, after, PORTION);
      const last = reports.at(-1);
      if (!last) return;
      yield reports.map((report) => `/reports/${report.slug}`);
      after = last.ordinal;
    }
  },
  async print(context, units) {
    const { db } = context;
    const found = await findPublished(db, { slugs: units.map((unit) => unit.slice("/reports/".length)) });
    const [reports, lines, versions] = await Promise.all([
      loadReports(
        db,
        found.map((report) => report.id),
      ),
      loadLines(
        db,
        found.map((report) => report.id),
      ),
      listEarlierVersions(
        db,
        found.map((report) => report.id),
      ),
    ]);
    const sameRoots = await loadSameRoots(db, reports);
    const pages: PrintedPage[] = [];
    for (const report of reports) {
      const { view } = report;
      const tags = [
        `report:${report.reportId}`,
        ...report.sourceIds.map((id) => `source:${id}`),
        ...report.topicIds.map((id) => `topic:${id}`),
      ];
      pages.push({ path: view.href, unit: view.href, tags, body: reportPage(context.site, view) });
      const line = lines.get(report.reportId);
      if (line) pages.push(...claimPages(context, report, line, sameRoots));
    }
    for (const { reportId, number } of versions) {
      const version = await loadEarlierVersion(db, reportId, number);
      if (!version) continue;
      const unit = `/reports/${version.view.slug}`;
      pages.push({
        path: version.view.href,
        unit,
        tags: [`report:${reportId}`],
        body: reportPage(context.site, version.view),
      });
    }
    return pages;
  },
};

function claimPages(
  context: PrintContext,
  report: LoadedReport,
  line: Parameters<typeof claimPage>[1]["report"],
  sameRoots: ReadonlyMap<string, SourceClaimView[]>,
): PrintedPage[] {
  return report.claims.map(({ row, view, chain }) => {
    const corrections = report.view.corrections.filter((correction) => correction.claim?.number === view.number);
    const others = (row.root_source_id === null ? undefined : sameRoots.get(row.root_source_id)) ?? [];
    const sameRoot = others.filter((other) => other.report.href !== report.view.href);
    const tags = [`report:${report.reportId}`, ...chain.map((id) => `source:${id}`)];
    return {
      path: view.href,
      unit: report.view.href,
      tags,
      body: claimPage(context.site, { claim: view, report: line, corrections, sameRoot }),
    };
  });
}

/** By root, the newest claims that rest on it; only for roots that more than one report may share. */
async function loadSameRoots(db: Db, reports: readonly LoadedReport[]): Promise<Map<string, SourceClaimView[]>> {
  const roots = new Set(
    reports.flatMap((report) =>
      report.claims.flatMap(({ hops }) => (hops.at(-1)?.slug == null ? [] : [hops.at(-1)?.id ?? ""])),
    ),
  );
  const rows = await listSameRoots(db, [...roots], SAME_ROOT_MAX);
  const [claims, lines] = await Promise.all([
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
  const views = rows.flatMap((row) => {
    const claim = claims.get(row.revision_id)?.find((candidate) => candidate.row.claim_id === row.claim_id);
    const line = lines.get(row.report_id);
    return claim && line
      ? [
          {
            root: row.root_source_id,
            view: {
              claim: claim.view,
              report: { title: line.headline, href: line.href },
              publishedAt: line.publishedAt,
            },
          },
        ]
      : [];
  });
  return new Map(
    [...Map.groupBy(views, (row) => row.root)].map(([root, group]) => [root, group.map((row) => row.view)]),
  );
}

async function findPublished(
  db: Db,
  by: { readonly ids?: readonly string[]; readonly slugs?: readonly string[] },
): Promise<{ id: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from reports
    where published_revision_id is not null and (id = any(${by.ids ?? []}::uuid[]) or slug = any(${by.slugs ?? []}::text[]))`.execute(
    db,
  );
  return rows;
}

async function listEarlierVersions(
  db: Db,
  reportIds: readonly string[],
): Promise<{ reportId: string; number: number }[]> {
  const { rows } = await sql<{ report_id: string; number: number }>`
    select p.report_id, p.number from publications p join reports r on r.id = p.report_id
    where p.report_id = any(${reportIds}::uuid[]) and p.revision_id <> r.published_revision_id
    order by p.report_id, p.number`.execute(db);
  return rows.map((row) => ({ reportId: row.report_id, number: row.number }));
}
