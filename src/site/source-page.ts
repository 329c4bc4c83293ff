import { type Html, html } from "../platform/html.ts";
import { claimList } from "./claims.ts";
import { layout } from "./layout.ts";
import { type MessageKey, type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
import type { SiteView, SourceRecordView, SourceView } from "./views.ts";

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
    : record(words, view.record)
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

function record(words: Words, record: SourceRecordView): Html {
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
  )}</dl></section>
`;
}
