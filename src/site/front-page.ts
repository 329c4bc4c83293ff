import { type Html, html } from "../platform/html.ts";
import { correctionList } from "./corrections.ts";
import { jsonLd, siteThing } from "./json-ld.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import { reportLine } from "./report-line.ts";
import type { FrontView, SiteView } from "./views.ts";

/** The front page: the lead, the latest, a block for each topic, what was lately corrected. */
export function frontPage(site: SiteView, view: FrontView): string {
  const words = wordsOf(site.language, site.timeZone);
  const isEmpty = view.lead === null;
  const body = html`<h1 class="unseen">${site.name}</h1>
${isEmpty && html`<p class="empty">${words.text("front.empty")}</p>`}<div class="front">
${view.lead && reportLine(words, view.lead, { form: "lead", level: 2 })}${
  view.secondary.length > 0 &&
  html`<div class="secondary">
${view.secondary.map((report) => reportLine(words, report, { form: "line", level: 2 }))}</div>
`
}${
  view.reports.length > 0 &&
  html`<section class="latest"><h2 class="section">${words.text("front.latest")}</h2>
<div class="cards">
${view.reports.map((report) => reportLine(words, report, { form: "card", level: 3 }))}</div></section>
`
}${view.topics.map(topicBlock(words))}${corrections(words, view)}</div>
${view.archiveHref !== null && html`<nav class="pager" aria-label="${words.text("pager.label")}"><a href="${view.archiveHref}">${words.text("nav.archive")}</a></nav>`}`;
  return layout(site, {
    title: site.name,
    description: site.tagline,
    href: PATHS.front,
    kind: "front",
    head: jsonLd(siteThing(site)),
    body,
  });
}

function topicBlock(words: Words) {
  return ({ topic, reports }: FrontView["topics"][number]): Html | null =>
    reports.length === 0
      ? null
      : html`<section class="topic"><h2 class="section"><a href="${topic.href}">${topic.title}</a></h2>
${reports.map((report) => reportLine(words, report, { form: "line", level: 3 }))}</section>
`;
}

function corrections(words: Words, view: FrontView): Html | null {
  if (view.corrections.length === 0) return null;
  return html`<section class="topic"><h2 class="section"><a href="${PATHS.corrections}">${words.text("front.corrections")}</a></h2>
${correctionList(words, view.corrections, { withReport: true })}</section>
`;
}
