import { countVersions, findPublished, listPublishedFrom } from "../reports/queries.ts";
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
    const [reports, counts] = await Promise.all([findPublished(db, { ids }), countVersions(db, ids)]);
    return reports.flatMap(({ id, slug }) => unitsOf(slug, counts.get(id) ?? 0, all.has(id) ? 1 : -1));
  },
  async *allUnits(db) {
    for (let after = 0n; ; ) {
      const reports = await listPublishedFrom(db, after, PORTION);
      const last = reports.at(-1);
      if (!last) return;
      const counts = await countVersions(
        db,
        reports.map((report) => report.id),
      );
      const units = reports.flatMap(({ id, slug }) => unitsOf(slug, counts.get(id) ?? 0, 1));
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

/** The list's unit, and those of the versions from a number on; -1: of the last two. */
function unitsOf(slug: string, last: number, from: number): string[] {
  if (last < 2) return [];
  const first = from < 0 ? last - 1 : from;
  return [versionsHref(slug), ...Array.from({ length: last - first + 1 }, (_, i) => versionHref(slug, first + i))];
}

async function printList({ site }: PrintContext, loaded: LoadedVersions, unit: string): Promise<PrintedPage[]> {
  const { view } = loaded;
  const tags = [`versions:${loaded.reportId}`];
  const pages: PrintedPage[] = [{ path: unit, unit, tags, body: versionsPage(site, view) }];
  if (view.allChangesHref !== null) {
    const changes = await loaded.changes(1, view.versions.length);
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
  const last = loaded.view.versions.length;
  if (number < 1 || number > last) return [];
  const pages: PrintedPage[] = [];
  const earlier = number < last ? await loadEarlierVersion(db, loaded.reportId, number) : null;
  if (earlier) pages.push({ path: unit, unit, tags, body: reportPage(site, earlier.view) });
  if (number > 1) {
    const changes = await loaded.changes(number - 1, number);
    pages.push({ path: changes.href, unit, tags, body: changesPage(site, changes) });
  }
  return pages;
}
