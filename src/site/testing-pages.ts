import { trusted } from "../platform/html.ts";
import { differenceOf } from "../reports/difference.ts";
import { authorPage } from "./author-page.ts";
import { changesPage } from "./changes-page.ts";
import { claimPage } from "./claim-page.ts";
import { correctionsPage } from "./corrections-page.ts";
import { entityPage } from "./entity-page.ts";
import { factsFrame } from "./facts-picture.ts";
import { frontPage } from "./front-page.ts";
import { gonePage } from "./gone-page.ts";
import { howToReadPage } from "./how-to-read-page.ts";
import { ledgerPage } from "./ledger-page.ts";
import { listPage } from "./list-page.ts";
import { meterFrame } from "./meter.ts";
import { notFoundPage } from "./not-found-page.ts";
import { offlinePage } from "./offline-page.ts";
import { policyPage } from "./policy-page.ts";
import { reportPage } from "./report-page.ts";
import { searchPage, searchRefusalPage } from "./search-page.ts";
import { sourcePage } from "./source-page.ts";
import { styleguidePage } from "./styleguide-page.ts";
import { supportPage } from "./support-page.ts";
import { bareReport, claims, corrections, frontView, lines, noPages, reportHref, reportView, site } from "./testing.ts";
import { arabicReport, arabicSite } from "./testing-arabic.ts";
import { ledgerView, meterView } from "./testing-funding.ts";
import { languagePages } from "./testing-languages.ts";
import { richReport } from "./testing-rich.ts";
import { numberedSourceView, sourceView } from "./testing-sources.ts";
import { changesView, versionsView } from "./testing-versions.ts";
import { versionsPage } from "./versions-page.ts";
import type { ClaimPageView, ListView, PolicyView, ReportView, SearchView } from "./views.ts";

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
  translations: [],
  sameRoot: sourceView.claims.slice(1, 3),
};

const policyView: PolicyView = {
  href: "/ethics",
  title: "Ethics",
  text: trusted("<p>We say who said it.</p><h2>Gifts</h2><ul><li><p>None.</p></li></ul>"),
  language: "en",
  writtenAt: new Date("2026-04-02T09:00:00Z"),
  all: [
    { title: "About us", href: "/about" },
    { title: "Ethics", href: "/ethics" },
  ],
};
const retractedReport: ReportView = {
  ...reportView,
  href: "/reports/ferry",
  slug: "ferry",
  corrections,
  retraction: corrections[1] ?? failed(),
  versionsHref: versionsView.href,
};
const arabicPassages = differenceOf(
  { headline: "إغلاق البوابة", standfirst: null, paragraphs: ["قال المجلس إن البوابة ستبقى مغلقة حتى الربيع."] },
  {
    headline: "إغلاق البوابة",
    standfirst: null,
    paragraphs: ["قال المجلس يوم الاثنين إن البوابة ستبقى مغلقة حتى الصيف."],
  },
  "ar",
);
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
  [
    "/front-empty",
    frontPage(site, { lead: null, secondary: [], reports: [], topics: [], corrections: [], archiveHref: null }),
  ],
  [reportHref, reportPage(site, reportView)],
  ["/reports/bare", reportPage({ ...site, isSample: false, campaign: null }, bareReport)],
  ["/reports/hinges", reportPage(site, richReport)],
  [retractedReport.href, reportPage(site, retractedReport)],
  [versionsView.href, versionsPage(site, versionsView)],
  [changesView.href, changesPage(site, changesView)],
  ["/reports/ferry/arabic", changesPage(arabicSite, { ...changesView, passages: arabicPassages, language: "ar" })],
  ["/reports/ferry/same", changesPage(site, { ...changesView, passages: [], newerHref: null })],
  ["/reports/arabic", reportPage(arabicSite, arabicReport)],
  ["/reports/arabic-in-english", reportPage(site, arabicReport)],
  ["/entities/harbour-protection-board", entityPage(site, { aliases: ["hpb"], list })],
  ["/styleguide", styleguidePage(site)],
  ["/ethics", policyPage(site, policyView)],
  ["/ethics-in-arabic", policyPage(arabicSite, { ...policyView, writtenAt: null })],
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
  [`${reportHref}/facts`, factsFrame(site, reportView)],
  ["/reports/bare/facts", factsFrame(site, bareReport)],
  ["/reports/arabic/facts", factsFrame(arabicSite, arabicReport)],
  [
    "/reports/withdrawn",
    gonePage(site, { reason: "The letter we quoted was forged.", withdrawnAt: new Date("2026-05-04T10:12:00Z") }),
  ],
  ["/search", searchPage(site, null)],
  ["/search/found", searchPage(site, searchView)],
  ["/search/arabic", searchPage(arabicSite, { ...searchView, isCorrected: false })],
  ["/search/nothing", searchPage(site, { ...searchView, ...nothingFound, isCorrected: false, meant: null })],
  ["/503", searchRefusalPage(site, "closed", "")],
  ["/404", notFoundPage(site)],
  ["/offline", offlinePage(site)],
  ["/meter", meterFrame(site, meterView)],
  ["/meter/second-reporter", meterFrame(site, meterView)],
  ["/meter/arabic", meterFrame(arabicSite, meterView)],
  ...languagePages,
]);

function failed(): never {
  throw new Error("the sample publication has no report");
}
