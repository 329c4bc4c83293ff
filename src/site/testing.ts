import { type Html, html, trusted } from "../platform/html.ts";
import { STANDINGS, type Standing } from "../sourcing/standing.ts";
import { madeBy } from "./testing-versions.ts";
import { PLAIN_THEME } from "./theme.ts";
import type {
  ClaimView,
  CorrectionView,
  FactsView,
  FrontView,
  HopView,
  PagerView,
  PictureView,
  ReportLineView,
  ReportView,
  SiteView,
} from "./views.ts";

/** Views of an invented publication, for the tests of the pages and for looking at them. */

export const site: SiteView = {
  name: "Saltmarsh Post",
  tagline: "News from the Corvane estuary, paid for by those who read it.",
  language: "en",
  url: "https://saltmarsh.example",
  navigation: ["Harbour", "City hall", "Weather", "Schools", "Fishing", "Courts"].map((title) => ({
    title,
    href: `/topics/${title.toLowerCase().replace(" ", "-")}`,
  })),
  campaign: "second-reporter",
  ...{ timeZone: "UTC", keepsOffline: true, isSample: true },
  theme: PLAIN_THEME,
  logo: null,
};

export const noPages: PagerView = { number: null, olderHref: null, newerHref: null };

export const picture: PictureView = {
  alt: "A steel storm gate between two concrete towers at low tide",
  caption: "The Corvane storm gate during a trial closing in February.",
  credit: "Ilse Marrin / Saltmarsh Post",
  width: 1600,
  height: 900,
  variants: [
    { type: "image/avif", sizes: [480, 960, 1600].map((width) => ({ href: `/pictures/gate-${width}.svg`, width })) },
    { type: "image/jpeg", sizes: [480, 960, 1600].map((width) => ({ href: `/pictures/gate-${width}.svg`, width })) },
  ],
};

export const day = (text: string) => new Date(`${text}Z`);

export function hop(kind: HopView["kind"], name: string, rest: Partial<HopView> = {}): HopView {
  const hasPage = kind !== "anonymous" && kind !== "vague" && kind !== "group";
  const slug = name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return { kind, name, role: null, href: hasPage ? `/sources/${slug}` : null, reasonForAnonymity: null, ...rest };
}

const courier = hop("outlet", "Corvane Courier");
const officials = hop("anonymous", "two city officials", {
  reasonForAnonymity: "they were not authorised to speak to the press",
});
const inspector = hop("person", "Tomas Reinholt", { role: "site inspector" });
const mayor = hop("person", "Ines Okorie", { role: "Deputy Mayor" });
const board = hop("official_body", "Harbour Protection Board");
const report = hop("document", "progress report");
const tideData = hop("dataset", "tide gauge readings");
const bell = hop("outlet", "Evening Bell");

export const reportHref = "/reports/storm-gate-signed-off-without-final-load-test";

export function claim(number: number, standing: Standing, text: string, rest: Partial<ClaimView> = {}): ClaimView {
  return {
    number,
    href: `${reportHref}/claims/${number}`,
    text,
    standing,
    form: "indirect",
    stance: "asserts",
    cue: "said",
    chain: [],
    relations: [],
    isConfirmed: true,
    ...rest,
  };
}

export function relation(type: "supports" | "disputes" | "repeats", direction: "to" | "from", number: number) {
  return { type, direction, claim: { number, href: `${reportHref}/claims/${number}`, headline: null } };
}

/** Fifteen claims, every standing among them. */
export const claims: readonly ClaimView[] = [
  claim(
    1,
    "anonymous",
    "The city council approved the storm gate in March although the final load test had never been carried out",
    {
      chain: [courier, officials],
      relations: [relation("disputes", "from", 5), relation("supports", "from", 3)],
      cue: "reported",
    },
  ),
  claim(2, "anonymous", "the decision was “rushed through” before the holidays", {
    chain: [courier, officials],
    form: "mixed",
    relations: [
      {
        type: "repeats",
        direction: "from",
        claim: { number: 2, href: "/reports/council-in-a-hurry/claims/2", headline: "A council in a hurry" },
      },
    ],
  }),
  claim(3, "named", "I signed for the concrete, not for the hinges", {
    chain: [inspector],
    form: "direct",
    relations: [relation("supports", "to", 1)],
    cue: "told",
  }),
  claim(4, "named", "When I asked about the load test, I was told it was on its way", {
    chain: [inspector],
    form: "direct",
  }),
  claim(5, "named", "the account", {
    chain: [mayor],
    stance: "denies",
    relations: [relation("disputes", "to", 1)],
    cue: "rejected",
  }),
  claim(6, "named", "every test that the law asks for has been done", { chain: [mayor] }),
  claim(7, "document", "four of the gate’s 22 hinges were replaced in January after cracks appeared", {
    chain: [report, board],
    cue: "According to",
  }),
  claim(8, "document", "the water rose by 41 centimetres above the forecast", {
    chain: [tideData, board],
    cue: "show",
  }),
  claim(9, "own", "three of the hinges on the southern tower carry fresh weld seams", { cue: "saw" }),
  claim(10, "relayed", "the repair cost nine million crowns", { chain: [bell], cue: "reported", isConfirmed: false }),
  claim(11, "anonymous", "the workshop had warned the board twice", {
    chain: [
      hop("anonymous", "a welder who worked on the gate", { reasonForAnonymity: "he fears for his next contract" }),
    ],
    stance: "warns",
  }),
  claim(12, "vague", "it will not hold", { chain: [hop("vague", "some")], cue: "say", stance: "expects" }),
  claim(13, "unsourced", "close for the first time during the autumn tides", {
    stance: "expects",
    cue: "is expected to",
  }),
  claim(14, "relayed", "the contractor has been asked for the missing papers", {
    chain: [bell, courier],
    isConfirmed: false,
    relations: [relation("repeats", "to", 10)],
  }),
  claim(15, "named", "the council would publish the papers “before the summer, and in full”", {
    chain: [board],
    form: "mixed",
    cue: "promised",
  }),
];

/** Draws a text in which `[3|words]` is the claim 3 and `{words}` a sentence without a source, as document/to-html does. */
export function block(text: string, all: readonly ClaimView[] = claims): { html: Html; claims: ClaimView[] } {
  const found: ClaimView[] = [];
  const drawn = html`${text}`
    .toString()
    .replaceAll(/\[(\d+)\|([^\]]*)\]/g, (_, digits: string, words: string) => {
      const one = all.find((each) => each.number === Number(digits));
      if (!one) throw new Error(`no claim ${digits}`);
      found.push(one);
      return `<mark class="claim ${one.standing}" id="claim-${digits}">${words}</mark><a class="ref" href="#note-${digits}">${digits}</a>`;
    })
    .replaceAll(/\{([^}]*)\}/g, '<span class="unsourced">$1</span>');
  return { html: trusted(`<p>${drawn}</p>`), claims: found };
}

const heading = { html: html`<h2>What the papers show</h2>`, claims: [] };

const blocks = [
  block(
    "[1|The city council approved the storm gate in March although the final load test had never been carried out], the Corvane Courier reported on Tuesday, citing two city officials. According to the paper, [2|the decision was “rushed through” before the holidays], and no member of the works committee had seen the papers that the contractor owed since the winter.",
  ),
  block(
    "“[3|I signed for the concrete, not for the hinges],” the inspector, Tomas Reinholt, told the Saltmarsh Post on Wednesday in his office by the old fish market. “[4|When I asked about the load test, I was told it was on its way].” He has worked on the estuary for nineteen years, and has kept a copy of every sheet that he put his name to.",
  ),
  block(
    "Deputy Mayor Ines Okorie rejected [5|the account]. She said that [6|every test that the law asks for has been done], and asked for patience until the board had met. She did not say which tests she meant, and a list that her office sent later in the day names none.",
  ),
  heading,
  block(
    "According to a progress report by the Harbour Protection Board, which the Saltmarsh Post has seen, [7|four of the gate’s 22 hinges were replaced in January after cracks appeared]. Readings of the tide gauge show that in the same week [8|the water rose by 41 centimetres above the forecast]. On Thursday morning [9|three of the hinges on the southern tower carry fresh weld seams], as our reporter saw from the pier.",
  ),
  block(
    "{The gate, which children call the Drawbridge, cost 41 million crowns.} The Evening Bell reported that [10|the repair cost nine million crowns]. A welder who worked on the gate said [11|the workshop had warned the board twice]; he asked not to be named. Some say [12|it will not hold].",
  ),
  block(
    "The gate is expected to [13|close for the first time during the autumn tides]. {The river has risen above the quay four times since the last great flood.} On Friday the Evening Bell, citing the Courier, wrote that [14|the contractor has been asked for the missing papers]. The board promised that [15|the council would publish the papers “before the summer, and in full”]. Until then the towers stand open, and the lamps on them burn all night for the boats that come in with the tide, as they have since the winter. The fishing families who live below the quay keep their sandbags by the door.",
  ),
];

export const facts: FactsView = {
  claims_count: 15,
  roots: { min: 6, max: 8 },
  byStanding: countStandings(claims),
  unsourcedSentences_count: 2,
  anonymous: [
    { name: "two city officials", reason: "they were not authorised to speak to the press" },
    { name: "a welder who worked on the gate", reason: null },
  ],
  singleOrigins: [{ outlets: ["Corvane Courier", "Evening Bell"], root: "two city officials", claimNumbers: [1, 14] }],
  circularClaimNumbers: [14],
  confirmed_count: 13,
};

export const corrections: readonly CorrectionView[] = [
  {
    kind: "correction",
    publishedAt: day("2026-05-04T10:12:00"),
    note: "An earlier version gave the number of replaced hinges as 20. It is four of 22.",
    claim: { number: 7, href: `${reportHref}/claims/7` },
    ...madeBy(reportHref, 2),
    report: { title: "Storm gate was signed off without a final load test", href: reportHref, language: "en" },
  },
  {
    kind: "retraction",
    publishedAt: day("2026-04-21T07:30:00"),
    note: "We withdraw what we wrote of the ferry’s captain: the letter we quoted was not hers.",
    claim: null,
    ...madeBy("/reports/ferry", 3),
    report: { title: "Ferry kept its timetable in the storm", href: "/reports/ferry", language: "en" },
  },
];

export const line: ReportLineView = {
  headline: "Storm gate was signed off without a final load test",
  href: reportHref,
  label: "report",
  standfirst:
    "Two officials say the council knew. The deputy mayor denies it, and the inspector who signed says what he signed for.",
  byline: "Mara Lindqvist, harbour correspondent",
  publishedAt: day("2026-05-03T08:40:00"),
  topic: { title: "Harbour", href: "/topics/harbour" },
  picture,
  claims_count: 15,
  roots: { min: 6, max: 8 },
  language: "en",
};

export const lines: readonly ReportLineView[] = [
  { ...line },
  {
    ...line,
    headline: "Council delays its vote on the dredging contract",
    href: "/reports/dredging",
    picture: null,
    standfirst: "The third delay since winter; the works committee wants to see the soundings first.",
    topic: { title: "City hall", href: "/topics/city-hall" },
    claims_count: 4,
    roots: { min: 3, max: 3 },
    publishedAt: day("2026-04-29T15:00:00"),
  },
  {
    ...line,
    headline: "Why spring tides come twice a month, and what the quay walls have to do with it",
    href: "/reports/spring-tides",
    label: "analysis",
    picture,
    standfirst: null,
    byline: null,
    topic: { title: "Weather", href: "/topics/weather" },
    claims_count: 9,
    roots: { min: 1, max: 1 },
    publishedAt: day("2026-04-21T06:00:00"),
  },
  {
    ...line,
    headline: "Leave the lamps on",
    href: "/reports/lamps",
    label: "opinion",
    picture: null,
    standfirst: "What a town owes those who come in late.",
    byline: "Orla Fenwick",
    topic: null,
    claims_count: 0,
    roots: { min: 0, max: 0 },
    publishedAt: day("2026-04-18T06:00:00"),
  },
];

export const reportView: ReportView = {
  ...{ href: reportHref, translations: [], originalHref: null },
  slug: "storm-gate-signed-off-without-final-load-test",
  label: "report",
  headline: line.headline,
  standfirst: line.standfirst,
  byline: "Mara Lindqvist, harbour correspondent, and Jonas Wexley",
  authors: [
    { title: "Mara Lindqvist", href: "/authors/mara-lindqvist" },
    { title: "Jonas Wexley", href: "/authors/jonas-wexley" },
  ],
  dateline: "CORVANE",
  language: "en",
  publishedAt: day("2026-05-03T08:40:00"),
  updatedAt: day("2026-05-04T10:12:00"),
  topics: [
    { title: "Harbour", href: "/topics/harbour" },
    { title: "City hall", href: "/topics/city-hall" },
  ],
  entities: [{ title: "Harbour Protection Board", href: "/entities/harbour-protection-board" }],
  picture,
  missingPicture: null,
  blocks,
  facts,
  corrections: corrections.slice(0, 1),
  related: lines.slice(1, 4).map((each, index) => ({
    ...each,
    why: (
      [
        { kind: "source", name: "Harbour Protection Board" },
        { kind: "topic", name: "Harbour" },
        { kind: "text", name: null },
      ] as const
    )[index] ?? { kind: "entity", name: null },
  })),
  relatedElsewhere: ["Five things to know about spring tides"],
  supportCall: null,
  ...{ words_count: 400, isRich: false, retraction: null, versionsHref: null, earlierVersion: null },
};

/** A report with as little as there can be. */
export const bareReport: ReportView = {
  ...reportView,
  href: "/reports/bare",
  slug: "bare",
  label: "opinion",
  headline: "A short word on the ferry",
  standfirst: null,
  byline: null,
  authors: [],
  dateline: null,
  updatedAt: null,
  topics: [],
  entities: [],
  picture: null,
  missingPicture: { caption: "The ferry leaves the quay.", credit: "A. Holt" },
  blocks: [block("The ferry should run at night.")],
  facts: {
    claims_count: 0,
    roots: { min: 0, max: 0 },
    byStanding: countStandings([]),
    unsourcedSentences_count: 0,
    anonymous: [],
    singleOrigins: [],
    circularClaimNumbers: [],
    confirmed_count: 0,
  },
  corrections: [],
  related: [],
  relatedElsewhere: [],
  earlierVersion: { number: 1, publishedAt: day("2026-05-01T09:00:00"), presentHref: "/reports/ferry-night" },
};

export const frontView: FrontView = {
  lead: line,
  secondary: lines.slice(1, 3),
  reports: lines.slice(1),
  topics: [
    { topic: { title: "Harbour", href: "/topics/harbour" }, reports: lines.slice(0, 3) },
    { topic: { title: "City hall", href: "/topics/city-hall" }, reports: lines.slice(1, 3) },
  ],
  corrections,
  archiveHref: "/archive",
};

export function countStandings(all: readonly ClaimView[]): Record<Standing, number> {
  const counts: Record<Standing, number> = {
    named: 0,
    document: 0,
    own: 0,
    relayed: 0,
    anonymous: 0,
    vague: 0,
    unsourced: 0,
  };
  for (const each of all) counts[each.standing] += 1;
  if (STANDINGS.length !== Object.keys(counts).length) throw new Error("a standing is missing in the sample views");
  return counts;
}
