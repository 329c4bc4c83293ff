import { type Html, html, join } from "../platform/html.ts";
import type { LayoutKind } from "./assets.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
import { feedPaths } from "./paths.ts";
import { reportLine } from "./report-line.ts";
import type { ListView, SiteView } from "./views.ts";

/** A topic's or the archive's reports, newest first. */
export function listPage(site: SiteView, view: ListView, of: "topic" | "archive"): string {
  return listLayout(site, view, { kind: "list", kicker: `list.${of}`, title: view.title, about: view.about });
}

/** A page of reports under a heading; `kicker` says what the list is of. */
export function listLayout(
  site: SiteView,
  view: ListView,
  head: {
    kind: LayoutKind;
    kicker: "list.topic" | "list.archive" | "list.author" | "list.entity";
    title: string;
    about: string | null;
  },
): string {
  const words = wordsOf(site.language, site.timeZone);
  const of = head.kicker;
  const number = view.pager.number;
  const title =
    number === null
      ? head.title
      : words.text("pager.titled", { title: head.title, page: words.text("pager.page", { number }) });
  const hasFeeds = (of === "list.topic" || of === "list.author") && number === null && view.reports.length > 0;
  const body = html`<header class="page">
<p class="kicker">${words.text(head.kicker)}</p>
<h1><bdi>${head.title}</bdi></h1>
${
  head.about !== null &&
  html`<p class="standfirst" dir="auto">${head.about}</p>
`
}</header>
${of === "list.archive" || of === "list.author" ? reports(words, view) : timeline(words, view)}${pager(words, view.pager)}${hasFeeds && feeds(words, view.href)}`;
  const description = head.about ?? head.title;
  return layout(site, { title, description, href: view.href, kind: head.kind, hasFeeds, body });
}

/** The list as feeds, on its first page. */
function feeds(words: Words, href: string): Html {
  const { atom, rss, json } = feedPaths(href);
  const links = [
    [atom, words.text("site.atom")],
    [rss, words.text("site.rss")],
    [json, words.text("site.jsonFeed")],
  ] as const;
  return html`<p class="meta feeds">${words.text("site.feeds")}: ${join(
    links.map(([link, title]) => html`<a href="${link}">${title}</a>`),
    " · ",
  )}</p>
`;
}

/** The reports month by month, as what became of a matter. */
function timeline(words: Words, view: ListView): Html {
  if (view.reports.length === 0) return reports(words, view);
  const months = Map.groupBy(view.reports, (report) => report.publishedAt.toISOString().slice(0, 7));
  return html`<div class="timeline">
${[...months].map(
  ([month, all]) => html`<section><h2>${words.month(month)}</h2>
<div class="list">
${all.map((report) => reportLine(words, report, { form: "card", level: 3 }))}</div></section>
`,
)}</div>
`;
}

function reports(words: Words, view: ListView): Html {
  if (view.reports.length === 0)
    return html`<p class="empty">${words.text("list.empty")}</p>
`;
  return html`<div class="list">
${view.reports.map((report) => reportLine(words, report, { form: "card", level: 2 }))}</div>
`;
}
