import { claims, line, reportHref } from "./testing.ts";
import type { SourceView } from "./views.ts";

/** Views of a source of the invented publication. */

export const sourceView: SourceView = {
  name: "Harbour Protection Board",
  kind: "official_body",
  role: null,
  aliases: ["HPB", "the board"],
  href: "/sources/harbour-protection-board",
  record: { claims: 12, reports: 5, supported: 3, disputed: 1, corrected: 1, asRoot: 9 },
  claims: claims.map((each) => ({
    claim: each,
    report: { title: line.headline, href: reportHref, language: "en" },
    publishedAt: line.publishedAt,
  })),
  headHref: "/sources/harbour-protection-board",
  periods: [
    { period: "2026-03", claims: 2, supported: 1, disputed: 0, corrected: 0 },
    { period: "2026-04", claims: 7, supported: 2, disputed: 1, corrected: 0 },
    { period: "2026-05", claims: 3, supported: 0, disputed: 0, corrected: 1 },
  ],
  pager: { number: null, olderHref: "/sources/harbour-protection-board/2", newerHref: null },
};

/** A page of its claims that is full: the record stands on the first page. */
export const numberedSourceView: SourceView = {
  ...sourceView,
  href: "/sources/harbour-protection-board/2",
  record: null,
  periods: [],
  pager: {
    number: 2,
    olderHref: "/sources/harbour-protection-board/1",
    newerHref: "/sources/harbour-protection-board",
  },
};
