import { authorPage } from "./author-page.ts";
import { claimPage } from "./claim-page.ts";
import { correctionsPage } from "./corrections-page.ts";
import { frontPage } from "./front-page.ts";
import { ledgerPage } from "./ledger-page.ts";
import { listPage } from "./list-page.ts";
import { meterFrame } from "./meter.ts";
import { notFoundPage } from "./not-found-page.ts";
import { reportPage } from "./report-page.ts";
import { sourcePage } from "./source-page.ts";
import { supportPage } from "./support-page.ts";
import { claims, corrections, frontView, lines, noPages, reportView, site } from "./testing.ts";
import { arabicClaims, arabicCorrection, arabicLine, arabicReport, arabicSite } from "./testing-arabic.ts";
import { ledgerView, meterView } from "./testing-funding.ts";
import { sourceView } from "./testing-sources.ts";
import type { ClaimView, ListView, SourceClaimView } from "./views.ts";

const foreign = lines[1] ?? arabicLine;
const list: ListView = {
  title: "الميناء",
  about: "البوابة والأرصفة ومن يعيش منها.",
  href: "/topics/0",
  // A report in the publication's language, and one in another.
  reports: [arabicLine, foreign, { ...arabicLine, label: "opinion", picture: null }],
  pager: { number: 2, olderHref: "/topics/0/1", newerHref: "/topics/0" },
};

const first = arabicClaims[0] ?? failed();
const told = (claim: ClaimView): SourceClaimView => ({
  claim,
  report: { title: arabicReport.headline, href: arabicReport.href, language: "ar" },
  publishedAt: arabicReport.publishedAt,
});
const english: SourceClaimView = {
  claim: claims[0] ?? first,
  report: { title: reportView.headline, href: reportView.href, language: "en" },
  publishedAt: reportView.publishedAt,
};

const inEnglish = { language: "en", href: reportView.href };

/** Each page kind as an Arabic publication prints it, and one kind in each of the other languages. */
export const languagePages: readonly (readonly [string, string])[] = [
  [
    "/reports/arabic-translated",
    reportPage(arabicSite, {
      ...arabicReport,
      corrections: [arabicCorrection],
      related: [
        { ...arabicLine, why: { kind: "source", name: "بريد كورفان" } },
        { ...foreign, why: { kind: "topic", name: "الميناء" } },
      ],
      translations: [inEnglish, { language: "fr", href: "/reports/barrage" }],
      originalHref: reportView.href,
    }),
  ],
  ["/reports/english-in-arabic", reportPage(arabicSite, { ...reportView, earlierVersion: null })],
  [
    "/reports/english-translated",
    reportPage(site, { ...reportView, translations: [{ language: "ar", href: arabicReport.href }] }),
  ],
  [
    "/front-arabic",
    frontPage(arabicSite, {
      lead: arabicLine,
      secondary: [arabicLine, foreign],
      reports: [foreign, arabicLine],
      topics: [{ topic: { title: "الميناء", href: "/topics/0" }, reports: [arabicLine, foreign] }],
      corrections: [arabicCorrection, ...corrections.slice(0, 1)],
      archiveHref: "/archive",
    }),
  ],
  ["/topics/arabic", listPage(arabicSite, list, "topic")],
  ["/authors/arabic", authorPage(arabicSite, { name: "مارا ليندكفيست", about: "تغطي أخبار الميناء.", list })],
  [
    "/sources/arabic",
    sourcePage(arabicSite, {
      ...sourceView,
      name: "إيناس عوكل",
      kind: "person",
      role: "نائبة رئيس البلدية",
      aliases: ["عوكل", "I. Okorie"],
      claims: [...arabicClaims.map(told), english],
    }),
  ],
  [
    "/claims/arabic",
    claimPage(arabicSite, {
      claim: first,
      report: arabicLine,
      corrections: [arabicCorrection],
      translations: [english],
      sameRoot: [told(arabicClaims[1] ?? first)],
    }),
  ],
  ["/claims/english-in-arabic", claimPage(arabicSite, { ...englishClaim(), translations: [told(first)] })],
  ["/claims/arabic-in-english", claimPage(site, { ...englishClaim(), claim: first, report: arabicLine })],
  [
    "/corrections/arabic",
    correctionsPage(arabicSite, { corrections: [arabicCorrection, ...corrections], pager: noPages }),
  ],
  [
    "/support/arabic",
    supportPage(arabicSite, {
      meters: [
        {
          ...meterView,
          title: "مراسلة ثانية",
          purpose: "بمراسلة واحدة نغطي الميناء أو المدارس، وباثنتين نغطيهما معا.",
        },
      ],
      ways: [{ title: "بحوالة مصرفية", text: "مصرف كورفان للادخار\nIBAN: XX00 0000 0000" }],
    }),
  ],
  [
    "/ledger/arabic",
    ledgerPage(arabicSite, {
      ...ledgerView,
      income: [
        { account: "تبرعات: مراسلة ثانية", amount: { minor: 259_700n, currency: "USD" } },
        ...ledgerView.income.slice(1),
      ],
    }),
  ],
  ["/404-arabic", notFoundPage(arabicSite)],
  ["/front-french", frontPage({ ...site, language: "fr" }, frontView)],
  ["/reports/spanish", reportPage({ ...site, language: "es" }, { ...reportView, language: "es" })],
  ["/claims/german", claimPage({ ...site, language: "de" }, englishClaim())],
  ["/sources/ukrainian", sourcePage({ ...site, language: "uk" }, sourceView)],
  ["/ledger/russian", ledgerPage({ ...site, language: "ru" }, ledgerView)],
  ["/meter/german", meterFrame({ ...site, language: "de" }, meterView)],
];

function englishClaim() {
  return {
    claim: claims[0] ?? first,
    report: lines[0] ?? arabicLine,
    corrections: corrections.slice(0, 1),
    translations: [],
    sameRoot: sourceView.claims.slice(1, 3),
  };
}

function failed(): never {
  throw new Error("the Arabic report has no claim");
}
