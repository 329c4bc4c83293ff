import { type Html, html } from "../platform/html.ts";
import type { LayoutKind } from "./assets.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
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
    kicker: "list.topic" | "list.archive" | "list.author";
    title: string;
    about: string | null;
  },
): string {
  const words = wordsOf(site.language);
  const number = view.pager.number;
  const title =
    number === null
      ? head.title
      : words.text("pager.titled", { title: head.title, page: words.text("pager.page", { number }) });
  const body = html`<header class="page">
<p class="kicker">${words.text(head.kicker)}</p>
<h1><bdi>${head.title}</bdi></h1>
${
  head.about !== null &&
  html`<p class="standfirst" dir="auto">${head.about}</p>
`
}</header>
${reports(words, view)}${pager(words, view.pager)}`;
  return layout(site, { title, description: head.about ?? head.title, href: view.href, kind: head.kind, body });
}

function reports(words: Words, view: ListView): Html {
  if (view.reports.length === 0)
    return html`<p class="empty">${words.text("list.empty")}</p>
`;
  return html`<div class="list">
${view.reports.map((report) => reportLine(words, report, { form: "card", level: 2 }))}</div>
`;
}
