import { findPublished, listPublishedFrom, readVersionRanges } from "../reports/queries.ts";
import { changesPage } from "./changes-page.ts";
import { loadEarlierVersion } from "./load-reports.ts";
import { type LoadedVersions, loadVersions } from "./load-versions.ts";
import { idsIn, type PageKind, type PrintContext, type PrintedPage } from "./page-kind.ts";
import { reportPage } from "./report-page.ts";
import { versionHref, versionsHref } from "./version-paths.ts";
import { versionsPage } from "./versions-page.ts";

const PORTION = 40;

/**
 * The versions of a report that has several: a list of them, each earlier one at its own address, and what each changed
 * in the one before. A publication touches the list, the version that it made and the one it took the place of, however
 * many there are; `versions:ID` touches all.
 */
export const versionKind: PageKind = {
  name: "version",
  async unitsOf(db, tags) {
    const all = new Set(idsIn(tags, "versions:"));
    const ids = [...new Set([...idsIn(tags, "report:"), ...all])];
    const [reports, ranges] = await Promise.all([findPublished(db, { ids }), readVersionRanges(db, ids)]);
    return reports.flatMap(({ id, slug }) => unitsOf(slug, ranges.get(id), { isWhole: all.has(id) }));
  },
  async *allUnits(db) {
    for (let after = 0n; ; ) {
      const reports = await listPublishedFrom(db, after, PORTION);
      const last = reports.at(-1);
      if (!last) return;
      const ranges = await readVersionRanges(
        db,
        reports.map((report) => report.id),
      );
      const units = reports.flatMap(({ id, slug }) => unitsOf(slug, ranges.get(id), { isWhole: true }));
      for (let from = 0; from < units.length; from += PORTION) yield units.slice(from, from + PORTION);
      after = last.ordinal;
    }
  },
  async print(context, units) {
    const parsed = units.flatMap((unit) => {
      const [, slug, number] = /^\/reports\/([^/]+)\/versions(?:\/(\d+))?$/.exec(unit) ?? [];
      return slug === undefined ? [] : [{ unit, slug, number: number === undefined ? null : Number(number) }];
    });
    const bySlug = Map.groupBy(parsed, ({ slug }) => slug);
    const pages: PrintedPage[] = [];
    for (const report of await findPublished(context.db, { slugs: [...bySlug.keys()] })) {
      const loaded = await loadVersions(context.db, report);
      if (!loaded) continue;
      for (const { unit, number } of bySlug.get(report.slug) ?? []) {
        pages.push(
          ...(number === null
            ? await printList(context, loaded, unit)
            : await printVersion(context, loaded, { unit, number })),
        );
      }
    }
    return pages;
  },
};

/** The list's unit, and those of all versions, or of the last two. */
function unitsOf(
  slug: string,
  range: { readonly first: number; readonly last: number } | undefined,
  { isWhole }: { readonly isWhole: boolean },
): string[] {
  if (!range || range.first === range.last) return [];
  const first = isWhole ? range.first : Math.max(range.first, range.last - 1);
  return [
    versionsHref(slug),
    ...Array.from({ length: range.last - first + 1 }, (_, i) => versionHref(slug, first + i)),
  ];
}

async function printList({ site }: PrintContext, loaded: LoadedVersions, unit: string): Promise<PrintedPage[]> {
  const { view } = loaded;
  const tags = [`versions:${loaded.reportId}`];
  const pages: PrintedPage[] = [{ path: unit, unit, tags, body: versionsPage(site, view) }];
  if (view.allChangesHref !== null) {
    const changes = await loaded.changes(loaded.first, loaded.last);
    pages.push({ path: view.allChangesHref, unit, tags, body: changesPage(site, changes) });
  }
  return pages;
}

async function printVersion(
  { db, site }: PrintContext,
  loaded: LoadedVersions,
  { unit, number }: { readonly unit: string; readonly number: number },
): Promise<PrintedPage[]> {
  const tags = [`versions:${loaded.reportId}`];
  const { first, last } = loaded;
  if (number < first || number > last) return [];
  const pages: PrintedPage[] = [];
  const earlier = number < last ? await loadEarlierVersion(db, loaded.reportId, number) : null;
  if (earlier) pages.push({ path: unit, unit, tags, body: reportPage(site, earlier.view) });
  if (number > first) {
    const changes = await loaded.changes(number - 1, number);
    pages.push({ path: changes.href, unit, tags, body: changesPage(site, changes) });
  }
  return pages;
}
