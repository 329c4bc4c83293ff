import type { Db } from "../platform/db.ts";
import { cardHref } from "./card.ts";
import { cardPicture } from "./card-picture.ts";
import { factsFrame, factsSvg } from "./facts-picture.ts";
import { allReports, unitsOfReports } from "./kind-reports.ts";
import { type LoadedFacts, loadFacts } from "./load-facts.ts";
import { reportHref } from "./load-lines.ts";
import { idsIn, type PageKind, type PrintedPage, slugsIn } from "./page-kind.ts";
import { reportParts } from "./paths.ts";

/** A report's sourcing facts as a picture and as a frame for other sites: one unit, named by the report's address. */
export const factsKind: PageKind = {
  name: "facts",
  unitsOf: (db, tags) => unitsOfReports(db, tags, ["report:"]),
  allUnits: allReports,
  async print({ db, site }, units) {
    const reports = await loadFacts(db, { slugs: slugsIn(units, reportHref("")) });
    return reports.flatMap(({ reportId, view }) => {
      const of = { unit: view.href, tags: [`report:${reportId}`] };
      return [
        { ...of, path: reportParts.facts(view.href), body: factsFrame(site, view) },
        { ...of, path: reportParts.factsPicture(view.href), body: factsSvg(site, view) },
      ];
    });
  },
};

const CARDS_PORTION = 40;

/** The pictures by which reports are shared. Each address names what is drawn, so that each is drawn once. */
export const cardKind: PageKind = {
  name: "card",
  isLasting: true,
  isUnhurried: true,
  async unitsOf(db, tags, site) {
    const ids = idsIn(tags, "report:");
    return ids.length === 0 ? [] : (await loadFacts(db, { ids })).map(({ view }) => cardHref(site, view));
  },
  async *allUnits(db, site) {
    for await (const reports of allFacts(db)) yield reports.map(({ view }) => cardHref(site, view));
  },
  async print({ db, site }, units) {
    const slugs = units.map((unit) => unit.slice(reportHref("").length, unit.lastIndexOf("/")));
    const wanted = new Set(units);
    const pages: PrintedPage[] = [];
    // One after another: each takes a few megabytes while it is drawn.
    for (const { reportId, view } of await loadFacts(db, { slugs })) {
      const path = cardHref(site, view);
      // A job that waited may ask for a card that nothing names any more.
      if (wanted.has(path))
        pages.push({ path, unit: path, tags: [`report:${reportId}`], body: await cardPicture(site, view) });
    }
    return pages;
  },
};

async function* allFacts(db: Db): AsyncIterable<LoadedFacts[]> {
  for (let after = 0n; ; ) {
    const reports = await loadFacts(db, { after, reports_max: CARDS_PORTION });
    const last = reports.at(-1);
    if (!last) return;
    yield reports;
    after = last.ordinal;
  }
}
