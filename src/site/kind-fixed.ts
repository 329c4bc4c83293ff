import { readListEnd, readListPage } from "../reports/lists.ts";
import { listNavigationTopics } from "../topics/queries.ts";
import { FAVICON_SVG } from "./assets.ts";
import { frontPage } from "./front-page.ts";
import { howToReadPage } from "./how-to-read-page.ts";
import { loadCorrections } from "./load-corrections.ts";
import { loadLineList } from "./load-lines.ts";
import { notFoundPage } from "./not-found-page.ts";
import type { PageKind, PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";
import { searchRefusalPage } from "./search-page.ts";
import type { SiteView } from "./views.ts";

const FRONT_REPORTS = 12;
const FRONT_TOPICS = 4;
const TOPIC_REPORTS = 3;
const FRONT_CORRECTIONS = 3;

/** The front page: the newest report leads, then the newest ones, then each topic of the navigation. */
export const frontKind: PageKind = {
  name: "front",
  async unitsOf(_, tags) {
    return tags.includes("list:all") || tags.includes("list:corrections") ? [PATHS.front] : [];
  },
  async *allUnits() {
    yield [PATHS.front];
  },
  async print({ db, site }: PrintContext) {
    const [{ items }, topics, recent] = await Promise.all([
      readListPage(db, "all", null),
      listNavigationTopics(db, FRONT_TOPICS),
      readListPage(db, "corrections", null),
    ]);
    const shown = items.slice(0, FRONT_REPORTS);
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
    const body = frontPage(site, {
      lead: reports[0] ?? null,
      reports: reports.slice(1),
      topics: byTopic
        .map(({ topic }, i) => ({
          topic: { title: topic.name, href: `/topics/${topic.slug}` },
          reports: topicReports[i] ?? [],
        }))
        .filter((block) => block.reports.length > 0),
      corrections: shownCorrections,
      archiveHref: (await readListEnd(db, "all")) > shown.length ? PATHS.archive : null,
    });
    const ids = new Set([
      ...shown,
      ...byTopic.flatMap(({ ids: some }) => some),
      ...shownCorrections.map((correction) => correction.reportId),
    ]);
    const tags = [
      "list:all",
      "list:corrections",
      ...[...ids].map((id) => `report:${id}`),
      ...topics.map((topic) => `topic:${topic.id}`),
    ];
    return [{ path: PATHS.front, unit: PATHS.front, tags, body }];
  },
};

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

const FIXED: Readonly<Record<string, (site: SiteView) => string>> = {
  [PATHS.howToRead]: howToReadPage,
  [PATHS.favicon]: () => FAVICON_SVG,
  "/404": notFoundPage,
  [PATHS.searchClosed]: (site) => searchRefusalPage(site, "closed", ""),
};
