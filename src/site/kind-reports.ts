import type { Db } from "../platform/db.ts";
import { findPublished, listPublishedFrom } from "../reports/queries.ts";
import { reportHref } from "./load-lines.ts";
import { loadReports } from "./load-reports.ts";
import { idsIn, type PageKind, type PrintedPage, slugsIn } from "./page-kind.ts";
import { reportPage } from "./report-page.ts";

const PORTION = 40;

/**
/**
 * A report's page: one unit, named by the report's address. Besides the report itself, what comes near it (`near:ID`),
 * who answers its claims (`claims:ID`) and its translations (`translations:ID`) change it.
 */
export const reportKind: PageKind = {
  name: "report",
  isAwaited: true,
  unitsOf: (db, tags) => unitsOfReports(db, tags, ["report:", "near:", "claims:", "translations:"]),
  allUnits: allReports,
  async print({ db, site }, units) {
    const found = await findPublished(db, { slugs: slugsIn(units, reportHref("")) });
    const ids = found.map((report) => report.id);
    return (await loadReports(db, ids)).map((report): PrintedPage => {
      const { view } = report;
      const tags = [
        ...[report.reportId, ...report.nearIds].map((id) => `report:${id}`),
        ...report.sourceIds.map((id) => `source:${id}`),
        ...report.topicIds.map((id) => `topic:${id}`),
      ];
      return { path: view.href, unit: view.href, tags, body: reportPage(site, view) };
    });
  },
};

/** The units of the published reports that these tags name behind one of the prefixes. */
export async function unitsOfReports(db: Db, tags: readonly string[], prefixes: readonly string[]): Promise<string[]> {
  const ids = prefixes.flatMap((prefix) => idsIn(tags, prefix));
  return (await findPublished(db, { ids })).map((report) => reportHref(report.slug));
}

/** The units of all published reports, from the oldest on. */
export async function* allReports(db: Db): AsyncIterable<string[]> {
  for (let after = 0n; ; ) {
    const reports = await listPublishedFrom(db, after, PORTION);
    const last = reports.at(-1);
    if (!last) return;
    yield reports.map((report) => reportHref(report.slug));
    after = last.ordinal;
  }
}
