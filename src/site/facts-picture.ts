import { type Html, html, trusted } from "../platform/html.ts";
import type { Standing } from "../sourcing/standing.ts";
import { stylesheetOf } from "./assets.ts";
import { factsCounts, factsInOneLine, OFF_RECORD, ON_RECORD } from "./facts.ts";
import { languageAttributes } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { addressOf, reportParts } from "./paths.ts";
import { FACTS_SVG_STYLE } from "./svg-styles.ts";
import type { FactsCardView, SiteView } from "./views.ts";

const WIDTH = 400;
const SIDE = 16;
const ROW = 26;

/** The sourcing-facts label as a picture (SVG) that fits into any page, light and dark, with its text equivalent. */
export function factsSvg(site: SiteView, view: FactsCardView): string {
  const words = wordsOf(site.language, site.timeZone);
  const isRtl = words.direction === "rtl";
  const at = (x: number) => (isRtl ? WIDTH - x : x);
  const rows = rowsOf(words, view);
  const top = 112;
  const height = top + rows.length * ROW + 40;
  const drawn = rows.map((row, index) => {
    const y = top + index * ROW;
    const rule =
      index > 0 && html`<path class="${row.isGroup ? "rule" : "line"}" d="M${SIDE} ${y - 18}h${WIDTH - 2 * SIDE}"/>`;
    const sign = row.standing && signOf(row.standing, isRtl ? WIDTH - 54 : 26, y + 3);
    return html`${rule}${sign}<text${row.isGroup && html` class="group"`} x="${at(row.isGroup ? SIDE : 66)}" y="${y}">${row.title}</text><text class="group" x="${at(WIDTH - SIDE)}" y="${y}" text-anchor="end">${words.number(row.count)}</text>
`;
  });
  const sum = factsInOneLine(words, view.facts);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d" direction="${words.direction}" xml:lang="${site.language}">
<title id="t">${words.text("facts.titleOf", { headline: view.headline })}</title><desc id="d">${[sum, ...rows.map((row) => `${row.title}: ${words.number(row.count)}`)].join(". ")}.</desc>
<style>${trusted(FACTS_SVG_STYLE)}</style>
<rect class="frame" x="1" y="1" width="${WIDTH - 2}" height="${height - 2}"/>
<text class="title" x="${at(SIDE)}" y="40">${words.text("facts.title")}</text><text class="sum" x="${at(SIDE)}" y="68">${sum}</text>
<rect class="bar" x="${SIDE}" y="80" width="${WIDTH - 2 * SIDE}" height="7"/>
${drawn}<rect class="bar" x="${SIDE}" y="${height - 46}" width="${WIDTH - 2 * SIDE}" height="4"/>
<text class="small" x="${at(SIDE)}" y="${height - 18}">${site.name}</text>
</svg>
`.toString();
}

/** The label as a small page of its own that other sites may frame; its links lead out of the frame. */
export function factsFrame(site: SiteView, view: FactsCardView): string {
  const words = wordsOf(site.language, site.timeZone);
  const hasCounts = view.facts.claims_count + view.facts.unsourcedSentences_count > 0;
  return html`<!doctype html>
<html lang="${site.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${words.text("facts.titleOf", { headline: view.headline })}</title>
<link rel="canonical" href="${addressOf(site, view.href)}">
${stylesheetOf("facts").element}
</head>
<body>
<main class="facts"><div>
<header><h1>${words.text("facts.title")}</h1>
<p class="sum">${factsInOneLine(words, view.facts)}</p></header>
${hasCounts && factsCounts(words, view.facts)}<p><a href="${view.href}" target="_top"${languageAttributes(view.language, site.language)}>${view.headline}</a></p>
<p class="from">${site.name}</p>
</div></main>
</body>
</html>
`.toString();
}

/** What another site puts into its page to show the label of the report at `href`: as a frame, or as a picture. */
export function embedCode(site: SiteView, href: string): { readonly frame: string; readonly picture: string } {
  const words = wordsOf(site.language, site.timeZone);
  const title = words.text("facts.title");
  return {
    frame: `<iframe src="${addressOf(site, reportParts.facts(href))}" title="${title}" width="400" height="400" loading="lazy"></iframe>`,
    picture: `<a href="${addressOf(site, href)}"><img src="${addressOf(site, reportParts.factsPicture(href))}" alt="${title}" width="400"></a>`,
  };
}

interface Row {
  readonly title: string;
  readonly count: number;
  readonly isGroup: boolean;
  readonly standing: Standing | null;
}

function rowsOf(words: Words, { facts }: FactsCardView): Row[] {
  const of = (standing: Standing): Row[] => {
    const count = facts.byStanding[standing];
    return count === 0 ? [] : [{ title: words.text(`standing.${standing}.row`), count, isGroup: false, standing }];
  };
  const group = (title: string, standings: readonly Standing[], more = 0): Row[] => {
    const count = standings.reduce((sum, standing) => sum + facts.byStanding[standing], more);
    return [{ title, count, isGroup: true, standing: null }, ...standings.flatMap(of)];
  };
  const sentences_count = facts.unsourcedSentences_count;
  return [
    ...group(words.text("facts.onRecord"), ON_RECORD),
    ...group(words.text("facts.offRecord"), OFF_RECORD),
    ...group(words.text("facts.nobody"), ["unsourced"], sentences_count),
    ...(sentences_count > 0
      ? [
          {
            title: words.text("facts.sentences"),
            count: sentences_count,
            isGroup: false,
            standing: "unsourced" as const,
          },
        ]
      : []),
  ];
}

/** The line by which claims of that standing are marked in the text. */
function signOf(standing: Standing, x: number, y: number): Html {
  switch (standing) {
    case "document":
      return html`<path class="document" d="M${x} ${y - 4}h28m-28 4h28"/>`;
    case "vague":
      return html`<path class="vague" d="M${x} ${y - 2}q3.5-6 7 0t7 0 7 0 7 0"/>`;
    case "unsourced":
      return html`<path class="unsourced" d="M${x + 4} ${y - 14}q-4 0-4 4v8q0 4 4 4m20-16q4 0 4 4v8q0 4-4 4"/>`;
    case "named":
    case "own":
    case "relayed":
    case "anonymous":
      return html`<path class="${standing}" d="M${x} ${y - 2}h28"/>`;
  }
}
