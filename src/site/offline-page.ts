import { html } from "../platform/html.ts";
import { layout } from "./layout.ts";
import { wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import type { SiteView } from "./views.ts";

/** What a reader without a network gets in place of a page that was not kept: the list of those that were. */
export function offlinePage(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  const body = html`<header class="page">
<h1>${words.text("offline.title")}</h1>
<p class="standfirst">${words.text("offline.about")}</p>
</header>
<ul data-kept></ul>
<noscript><p>${words.text("offline.script")}</p></noscript>
`;
  return layout(site, {
    title: words.text("offline.title"),
    description: null,
    href: PATHS.offline,
    kind: "not-found",
    isUnlisted: true,
    body,
  });
}
