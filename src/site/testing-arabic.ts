import { block, claim, corrections, countStandings, facts, hop, line, relation, reportView, site } from "./testing.ts";
import type { ClaimView, CorrectionView, ReportLineView, ReportView, SiteView } from "./views.ts";

/** The invented publication in Arabic, read from right to left. */

export const arabicClaims: readonly ClaimView[] = [
  {
    ...claim(1, "anonymous", "المجلس البلدي وافق على الحاجز في مارس من دون اختبار نهائي"),
    chain: [
      hop("outlet", "بريد كورفان", { href: "/sources/courier" }),
      hop("anonymous", "مسؤولان في البلدية", { reasonForAnonymity: "غير مخولين بالحديث إلى الصحافة" }),
    ],
    relations: [relation("disputes", "from", 2)],
  },
  {
    ...claim(2, "named", "كل الاختبارات التي يطلبها القانون قد أجريت"),
    chain: [hop("person", "إيناس عوكل", { role: "نائبة رئيس البلدية", href: "/sources/ines" })],
    stance: "denies",
    relations: [relation("disputes", "to", 1)],
  },
];

export const arabicSite: SiteView = {
  ...site,
  name: "بريد المستنقع",
  tagline: "أخبار المصب، يدفع ثمنها من يقرؤها.",
  language: "ar",
  navigation: ["الميناء", "البلدية", "الطقس"].map((title, index) => ({ title, href: `/topics/${index}` })),
};

/** A report that is read from right to left. */
export const arabicReport: ReportView = {
  ...reportView,
  href: "/reports/حاجز-العواصف",
  headline: "الموافقة على حاجز العواصف جرت من دون اختبار التحميل النهائي",
  standfirst: "مسؤولان يقولان إن المجلس كان يعلم، ونائبة رئيس البلدية تنفي ذلك.",
  byline: "مارا ليندكفيست، مراسلة الميناء",
  authors: [{ title: "مارا ليندكفيست", href: "/authors/mara" }],
  dateline: "كورفان",
  language: "ar",
  topics: [{ title: "الميناء", href: "/topics/0" }],
  blocks: [
    block(
      "قالت صحيفة بريد كورفان يوم الثلاثاء نقلا عن مسؤولين في البلدية إن [1|المجلس البلدي وافق على الحاجز في مارس من دون اختبار نهائي]، وإن أحدا من أعضاء لجنة الأشغال لم ير الأوراق التي كان على المقاول أن يسلمها منذ الشتاء.",
      arabicClaims,
    ),
    block(
      "ونفت نائبة رئيس البلدية إيناس عوكل ذلك وقالت إن [2|كل الاختبارات التي يطلبها القانون قد أجريت]. {وقد بلغت كلفة الحاجز واحدا وأربعين مليونا.}",
      arabicClaims,
    ),
  ],
  facts: {
    ...facts,
    claims_count: 2,
    roots: { min: 2, max: 2 },
    byStanding: countStandings(arabicClaims),
    anonymous: [{ name: "مسؤولان في البلدية", reason: "غير مخولين بالحديث إلى الصحافة" }],
    singleOrigins: [],
    circularClaimNumbers: [],
    confirmed_count: 2,
  },
  related: [],
  relatedElsewhere: [],
};

/** The same in a list. */
export const arabicLine: ReportLineView = {
  ...line,
  href: arabicReport.href,
  headline: arabicReport.headline,
  standfirst: arabicReport.standfirst,
  byline: arabicReport.byline,
  topic: { title: "الميناء", href: "/topics/0" },
  claims_count: 15,
  language: "ar",
};

export const arabicCorrection: CorrectionView = {
  ...(corrections[0] ?? failed()),
  note: "قلنا إن ثلاثا من المفصلات استُبدلت، والصواب أربع.",
  claim: { number: 2, href: `${arabicReport.href}/claims/2` },
  report: { title: arabicReport.headline, href: arabicReport.href, language: "ar" },
};

function failed(): never {
  throw new Error("the sample publication has no correction");
}
