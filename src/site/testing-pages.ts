import { authorPage } from "./author-page.ts";
import { claimPage } from "./claim-page.ts";
import { correctionsPage } from "./corrections-page.ts";
import { frontPage } from "./front-page.ts";
import { howToReadPage } from "./how-to-read-page.ts";
import { ledgerPage } from "./ledger-page.ts";
import { listPage } from "./list-page.ts";
import { meterFrame } from "./meter.ts";
import { notFoundPage } from "./not-found-page.ts";
import { reportPage } from "./report-page.ts";
import { searchPage, searchRefusalPage } from "./search-page.ts";
import { sourcePage } from "./source-page.ts";
import { supportPage } from "./support-page.ts";
import {
  bareReport,
  claims,
  corrections,
  frontView,
  lines,
  noPages,
  numberedSourceView,
  reportHref,
  reportView,
  site,
  sourceView,
} from "./testing.ts";
import { arabicReport, arabicSite } from "./testing-arabic.ts";
import { ledgerView, meterView } from "./testing-funding.ts";
import type { ClaimPageView, ListView, SearchView } from "./views.ts";

const list: ListView = {
  title: "Harbour",
  about: "The gate, the quays, the dredgers and those who live by them.",
  href: "/topics/harbour",
  reports: lines,
  pager: { number: null, olderHref: "/topics/harbour/3", newerHref: null },
};

const claim = claims[0];
if (!claim) throw new Error("the sample report has no claim");
const claimView: ClaimPageView = {
  claim,
  report: lines[0] ?? frontView.reports[0] ?? failed(),
  corrections: corrections.slice(0, 1),
  sameRoot: sourceView.claims.slice(1, 3),
};

const searchView: SearchView = {
  typed: "storm gaet",
  shown: "storm gate",
  meant: "storm gate",
  isCorrected: true,
  reports: lines.map((line, i) => ({ line, snippet: i === 0 ? "The \uE000gate\uE001 stood <open> at noon" : null })),
  reports_count: 41,
  page: 2,
  pages_count: 3,
  claims: sourceView.claims.slice(0, 3),
  sources: [{ name: "Tomas Reinholt", role: "site inspector", href: "/sources/tomas-reinholt", claims_count: 3 }],
};
const nothingFound = { reports: [], reports_count: 0, page: 1, pages_count: 1, claims: [], sources: [] };

/** Every page kind, full, empty and right to left, by the path at which the tests serve it. */
export const pages: ReadonlyMap<string, string> = new Map([
  ["/", frontPage(site, frontView)],
  ["/front-empty", frontPage(site, { lead: null, reports: [], topics: [], corrections: [], archiveHref: null })],
  [reportHref, reportPage(site, reportView)],
  ["/reports/bare", reportPage({ ...site, isSample: false, campaign: null }, bareReport)],
  ["/reports/arabic", reportPage(arabicSite, arabicReport)],
  ["/reports/arabic-in-english", reportPage(site, arabicReport)],
  ["/topics/harbour", listPage(site, list, "topic")],
  ["/archive", listPage(site, { ...list, title: "All reports", about: null, reports: [] }, "archive")],
  ["/authors/mara-lindqvist", authorPage(site, { name: "Mara Lindqvist", about: "Walks the quay.", list })],
  [sourceView.href, sourcePage(site, sourceView)],
  [numberedSourceView.href, sourcePage(site, numberedSourceView)],
  ["/sources/empty", sourcePage(site, { ...sourceView, aliases: [], claims: [], pager: noPages })],
  ["/claims/full", claimPage(site, claimView)],
  ["/claims/bare", claimPage(site, { ...claimView, claim: claims[12] ?? claim, corrections: [], sameRoot: [] })],
  ["/corrections", correctionsPage(site, { corrections, pager: noPages })],
  ["/corrections/empty", correctionsPage(site, { corrections: [], pager: noPages })],
  [
    "/support",
    supportPage(site, {
      meters: [meterView],
      ways: [{ title: "By bank transfer", text: "Corvane Savings Bank\nReference: second reporter" }],
    }),
  ],
  ["/support/empty", supportPage(site, { meters: [], ways: [] })],
  ["/ledger", ledgerPage(site, { ...ledgerView, month: null, transfers: [], pager: noPages })],
  ["/ledger/2026-05", ledgerPage(site, ledgerView)],
  [
    "/ledger/empty",
    ledgerPage(site, {
      month: null,
      months: [],
      income: [],
      spending: [],
      balances: [],
      transfers: [],
      pager: noPages,
    }),
  ],
  ["/how-to-read", howToReadPage(site)],
  ["/how-to-read-arabic", howToReadPage(arabicSite)],
  ["/search", searchPage(site, null)],
  ["/search/found", searchPage(site, searchView)],
  ["/search/arabic", searchPage(arabicSite, { ...searchView, isCorrected: false })],
  ["/search/nothing", searchPage(site, { ...searchView, ...nothingFound, isCorrected: false, meant: null })],
  ["/503", searchRefusalPage(site, "closed", "")],
  ["/404", notFoundPage(site)],
  ["/meter", meterFrame(site, meterView)],
  ["/meter/second-reporter", meterFrame(site, meterView)],
  ["/meter/arabic", meterFrame(arabicSite, meterView)],
]);

function failed(): never {
  throw new Error("the sample publication has no report");
}
