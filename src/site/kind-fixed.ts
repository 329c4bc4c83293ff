import { FRONT_PLACES, listFrontPlaces } from "../reports/front.ts";
import { readListEnd, readListPage } from "../reports/lists.ts";
import { listNavigationTopics } from "../topics/queries.ts";
import { FAVICON_SVG, READER_SCRIPT, serviceWorkerScript } from "./assets.ts";
import { frontPage } from "./front-page.ts";
import { howToReadPage } from "./how-to-read-page.ts";
import { loadCorrections } from "./load-corrections.ts";
import { loadLineList } from "./load-lines.ts";
import { notFoundPage } from "./not-found-page.ts";
import { offlinePage } from "./offline-page.ts";
import type { PageKind, PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";
import { searchRefusalPage } from "./search-page.ts";
import { styleguidePage } from "./styleguide-page.ts";
import type { ReportLineView, SiteView } from "./views.ts";

const FRONT_REPORTS = 12;
const FRONT_TOPICS = 4;
const TOPIC_REPORTS = 3;
const FRONT_CORRECTIONS = 3;

const FRONT_TAGS: readonly string[] = ["front", "list:all", "list:corrections"];

/** The front page: what an editor put there or the newest, a lead and those beside it; the latest; each topic of the navigation. */
export const frontKind: PageKind = {
  name: "front",
  isAwaited: true,
  async unitsOf(_, tags) {
    return tags.some((tag) => FRONT_TAGS.includes(tag)) ? [PATHS.front] : [];
  },
  async *allUnits() {
    yield [PATHS.front];
  },
  async print({ db, site }: PrintContext) {
    const [placed, { items }, topics, recent, reports_count] = await Promise.all([
      listFrontPlaces(db),
      readListPage(db, "all", null),
      listNavigationTopics(db, FRONT_TOPICS),
      readListPage(db, "corrections", null),
      readListEnd(db, "all"),
    ]);
    const shown = [...new Set([...placed, ...items])].slice(0, FRONT_REPORTS);
    const byTopic = await Promise.all(
      topics.map(async (topic) => ({
        topic,
        ids: (await readListPage(db, `topic:${topic.id}`, null)).items.slice(0, TOPIC_REPORTS),
      })),
    );
    const [reports, corrections, ...topicReports] = await Promise.all([
      loadLineList(db, shown),
      loadCorrections(db, { ids: recent.items.slice(0, FRONT_CORRECTIONS) }),
      ...byTopic.map(({ ids }) => loadLineList(db, ids)),
    ]);
    const shownCorrections = [...corrections.values()]
      .flat()
      .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
      .slice(0, FRONT_CORRECTIONS);
    const [lead, ...others] = placed.length > 0 ? reports : pictureFirst(reports);
    const body = frontPage(site, {
      lead: lead ?? null,
      secondary: others.slice(0, FRONT_PLACES - 1),
      reports: others.slice(FRONT_PLACES - 1),
      topics: byTopic
        .map(({ topic }, i) => ({
          topic: { title: topic.name, href: `/topics/${topic.slug}` },
          reports: topicReports[i] ?? [],
        }))
        .filter((block) => block.reports.length > 0),
      corrections: shownCorrections,
      archiveHref: reports_count > shown.length ? PATHS.archive : null,
    });
    const ids = new Set([
      ...shown,
      ...byTopic.flatMap(({ ids: some }) => some),
      ...shownCorrections.map((correction) => correction.reportId),
    ]);
    const tags = [
      ...FRONT_TAGS,
      ...[...ids].map((id) => `report:${id}`),
      ...topics.map((topic) => `topic:${topic.id}`),
    ];
    return [{ path: PATHS.front, unit: PATHS.front, tags, body }];
  },
};

/** The newest report leads, or the newest of the first places that has a picture. */
function pictureFirst(reports: readonly ReportLineView[]): readonly ReportLineView[] {
  const lead = reports.slice(0, FRONT_PLACES).find((report) => report.picture !== null);
  return lead ? [lead, ...reports.filter((report) => report !== lead)] : reports;
}

/** Pages that only the publication's own settings change. */
export const fixedKind: PageKind = {
  name: "fixed",
  unitsOf: async () => [],
  async *allUnits() {
    yield Object.keys(FIXED);
  },
  async print({ site }, units) {
    return units.flatMap((unit) => {
      const draw = FIXED[unit];
      return draw ? [{ path: unit, unit, tags: ["site"], body: draw(site) }] : [];
    });
  },
};

/** The scripts, printed before the pages that name them. */
export const scriptKind: PageKind = {
  name: "script",
  unitsOf: async () => [],
  async *allUnits() {
    yield [READER_SCRIPT.href, PATHS.serviceWorker];
  },
  async print({ site }, units) {
    const bodies = new Map([
      [READER_SCRIPT.href, READER_SCRIPT.body],
      [PATHS.serviceWorker, serviceWorkerScript(site.keepsOffline)],
    ]);
    return units.flatMap((unit) => {
      const body = bodies.get(unit);
      return body === undefined ? [] : [{ path: unit, unit, tags: ["site"], body }];
    });
  },
};

const FIXED: Readonly<Record<string, (site: SiteView) => string>> = {
  [PATHS.howToRead]: howToReadPage,
  [PATHS.styleguide]: styleguidePage,
  [PATHS.favicon]: () => FAVICON_SVG,
  [PATHS.offline]: offlinePage,
  "/404": notFoundPage,
  [PATHS.searchClosed]: (site) => searchRefusalPage(site, "closed", ""),
};
