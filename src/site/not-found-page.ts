import { html } from "../platform/html.ts";
import { layout } from "./layout.ts";
import { wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import type { SiteView } from "./views.ts";

/** What stands where nothing stands (404): a way on. One page for every address, so it names none. */
export function notFoundPage(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  const links = [
    { href: PATHS.front, title: words.text("nav.front") },
    { href: PATHS.archive, title: words.text("nav.archive") },
    ...site.navigation,
    { href: PATHS.corrections, title: words.text("nav.corrections") },
  ];
  const body = html`<header class="page">
<p class="kicker">404</p>
<h1>${words.text("notFound.title")}</h1>
<p class="standfirst">${words.text("notFound.about")}</p>
</header>
<p>${words.text("notFound.try")}</p>
<ul class="ways-on">${links.map((link) => html`<li><a href="${link.href}">${link.title}</a></li>`)}</ul>
`;
  return layout(site, {
    title: words.text("notFound.title"),
    description: words.text("notFound.about"),
    href: "/404",
    kind: "not-found",
    isUnlisted: true,
    body,
  });
}
