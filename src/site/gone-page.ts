import { html } from "../platform/html.ts";
import { layout } from "./layout.ts";
import { wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import { dayOf } from "./times.ts";
import type { GoneView, SiteView } from "./views.ts";

/** What stands where a report was withdrawn (410): that it was, when and why. What it said is not repeated. */
export function gonePage(site: SiteView, view: GoneView): string {
  const words = wordsOf(site.language, site.timeZone);
  const links = [
    { href: PATHS.front, title: words.text("nav.front") },
    { href: PATHS.corrections, title: words.text("nav.corrections") },
  ];
  const body = html`<header class="page">
<p class="kicker">410</p>
<h1>${words.text("gone.title")}</h1>
<p class="standfirst">${words.rich("gone.about", { date: dayOf(words, view.withdrawnAt) })}</p>
</header>
<h2>${words.text("gone.why")}</h2>
<p dir="auto">${view.reason}</p>
<ul class="ways-on">${links.map((link) => html`<li><a href="${link.href}">${link.title}</a></li>`)}</ul>
`;
  return layout(site, {
    title: words.text("gone.title"),
    description: view.reason,
    href: "/410",
    kind: "not-found",
    isUnlisted: true,
    body,
  });
}
