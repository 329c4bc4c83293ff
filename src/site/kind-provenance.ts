import { allReports, unitsOfReports } from "./kind-reports.ts";
import { reportHref } from "./load-lines.ts";
import { loadProvenance } from "./load-provenance.ts";
import { type PageKind, slugsIn } from "./page-kind.ts";
import { reportParts } from "./paths.ts";
import { provenance } from "./provenance.ts";

/** Where each report's claims come from and stand, for programs: one unit, named by the report's address. */
export const provenanceKind: PageKind = {
  name: "provenance",
  unitsOf: (db, tags) => unitsOfReports(db, tags, ["report:", "claims:"]),
  allUnits: allReports,
  async print({ db, site }, units) {
    const reports = await loadProvenance(db, slugsIn(units, reportHref("")));
    return reports.map(({ reportId, sourceIds, view }) => ({
      path: reportParts.provenance(view.href),
      unit: view.href,
      tags: [`report:${reportId}`, ...sourceIds.map((id) => `source:${id}`)],
      body: provenance(site, view),
    }));
  },
};
