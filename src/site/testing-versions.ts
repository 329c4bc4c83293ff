import { differenceOf } from "../reports/difference.ts";
import { versionHref, versionsHref } from "./version-paths.ts";
import type { ChangesView, CorrectionView, VersionsView, VersionView } from "./views.ts";

/** Versions of an invented report, and what lies between them. */

/** A correction's version and where it leads. */
export function madeBy(
  reportHref: string,
  version: number,
): Pick<CorrectionView, "version" | "earlierVersionHref" | "changesHref"> {
  return {
    version,
    earlierVersionHref: `${reportHref}/versions/${version - 1}`,
    changesHref: `${reportHref}/versions/${version}/changes`,
  };
}

const slug = "ferry";
const report = { title: "Ferry kept its timetable in the storm", href: `/reports/${slug}`, language: "en" };
const at = (time: string) => new Date(`2026-04-${time}:00Z`);

function correctionOf(version: number, rest: Pick<CorrectionView, "kind" | "note" | "claim">, time: string) {
  return { publishedAt: at(time), report, ...madeBy(report.href, version), ...rest };
}

const versions: readonly VersionView[] = [
  {
    number: 3,
    href: report.href,
    publishedAt: at("21T07:30"),
    headline: report.title,
    byline: "Mara Lindqvist",
    corrections: [
      correctionOf(
        3,
        { kind: "retraction", note: "The letter we quoted was not the captain’s.", claim: null },
        "21T07:30",
      ),
    ],
  },
  {
    number: 2,
    href: versionHref(slug, 2),
    publishedAt: at("20T09:00"),
    headline: report.title,
    byline: "Mara Lindqvist",
    corrections: [
      correctionOf(
        2,
        {
          kind: "clarification",
          note: "It says now which storm is meant.",
          claim: { number: 1, href: "/claims/full" },
        },
        "20T09:00",
      ),
    ],
  },
  {
    number: 1,
    href: versionHref(slug, 1),
    publishedAt: at("19T18:00"),
    headline: "Ferry kept time in the storm",
    byline: null,
    corrections: [],
  },
];

export const versionsView: VersionsView = {
  report,
  language: "en",
  href: versionsHref(slug),
  versions,
  allChangesHref: `/reports/${slug}/versions/changes`,
};

const unchanged = [1, 2, 3, 4].map((number) => `The ${number}00 o’clock boat left as it does every day.`);
const [third, second, first] = versions;
if (!third || !second || !first) throw new Error("the invented report has three versions");

export const changesView: ChangesView = {
  report,
  language: "en",
  href: `/reports/${slug}/versions/2/changes`,
  from: first,
  to: second,
  isPresent: false,
  passages: differenceOf(
    {
      headline: first.headline,
      standfirst: "Nobody missed a boat.",
      paragraphs: ["The ferry ran on Sunday through the storm.", ...unchanged, "Its captain wrote a letter to us."],
    },
    {
      headline: second.headline,
      standfirst: null,
      paragraphs: [
        "The ferry ran on Saturday night through the spring storm.",
        ...unchanged,
        "Whoever knows more may write to us.",
      ],
    },
    "en",
  ),
  versionsHref: versionsHref(slug),
  olderHref: null,
  newerHref: `/reports/${slug}/versions/3/changes`,
};
