import { type Html, html } from "../platform/html.ts";
import type { Period } from "../sourcing/rules.ts";
import { claimList } from "./claims.ts";
import { layout } from "./layout.ts";
import { type MessageKey, type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
import type { SiteView, SourceRecordView, SourceView } from "./views.ts";

const COLUMNS = ["claims", "supported", "disputed", "corrected"] as const;

/** A source: who it is, how what it told us stood, and every claim of it, newest first. */
export function sourcePage(site: SiteView, view: SourceView): string {
  const words = wordsOf(site.language, site.timeZone);
  const title = words.text("source.title", { name: view.name });
  const body = html`<header class="page">
<p class="kicker">${words.text("source.kicker")}: ${words.text(`kind.${view.kind}`)}</p>
<h1><bdi>${view.name}</bdi></h1>
${
  view.role !== null &&
  html`<p class="standfirst"><bdi>${view.role}</bdi></p>
`
}${
  view.aliases.length > 0 &&
  html`<p class="meta">${words.rich("source.aliases", { names: words.richList(view.aliases.map((alias) => html`<bdi>${alias}</bdi>`)) })}</p>
`
}</header>
${
  view.record === null
    ? html`<p class="meta"><a href="${view.headHref}">${words.text("source.record")}</a></p>
`
    : record(words, view.record, view.periods)
}<section><h2>${words.text("source.list")}</h2>
${
  view.claims.length > 0
    ? claimList(words, view.claims)
    : html`<p class="empty">${words.text("source.empty")}</p>
`
}</section>
${pager(words, view.pager)}`;
  return layout(site, { title, description: words.text("source.about"), href: view.href, kind: "source", body });
}

function record(words: Words, record: SourceRecordView, overTime: readonly Period[]): Html {
  const counts: [MessageKey, number][] = [
    ["source.claims", record.claims],
    ["source.asRoot", record.asRoot],
    ["source.reports", record.reports],
    ["source.supported", record.supported],
    ["source.disputed", record.disputed],
    ["source.corrected", record.corrected],
  ];
  return html`<section class="record"><h2>${words.text("source.record")}</h2>
<p>${words.text("source.about")}</p>
<dl>${counts.map(
    ([key, count]) => html`<div><dt>${words.text(key, { count })}</dt><dd>${words.number(count)}</dd></div>
`,
  )}</dl>${periods(words, overTime)}</section>
`;
}

/** The record over time, as a table whose bars show each period beside the fullest one. */
function periods(words: Words, all: readonly Period[]): Html | null {
  if (all.length < 2) return null;
  const most = Math.max(...all.map(({ claims }) => claims));
  return html`<section class="scroll" tabindex="0" aria-label="${words.text("source.overTime")}"><table>
<caption>${words.text("source.overTime")}</caption>
<thead><tr><th scope="col">${words.text("source.period")}</th><td></td>${COLUMNS.map(
    (column) => html`<th scope="col">${words.text(`source.column.${column}`)}</th>`,
  )}</tr></thead>
<tbody>
${all.map(
  (
    one,
  ) => html`<tr><th scope="row">${one.period.length === 4 ? one.period : words.month(one.period)}</th><td>${bar(one, most)}</td>${COLUMNS.map(
    (column) => html`<td>${words.number(one[column])}</td>`,
  )}</tr>
`,
)}</tbody></table></section>`;
}

function bar(one: Period, most: number): Html {
  const width = (count: number) => ((100 * count) / most).toFixed(1);
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="${width(one.claims)}" height="10"/><rect class="supported" width="${width(one.supported)}" height="5"/><rect class="disputed" y="5" width="${width(one.disputed)}" height="5"/></svg>`;
}
