import { html } from "../platform/html.ts";
import { languageAttributes, layout } from "./layout.ts";
import { wordsOf } from "./messages.ts";
import { dayOf } from "./times.ts";
import type { PolicyView, SiteView } from "./views.ts";

/** What the publication says of itself on one matter, and the way to the others. */
export function policyPage(site: SiteView, view: PolicyView): string {
  const words = wordsOf(site.language, site.timeZone);
  const body = html`<div class="policy"><article${languageAttributes(view.language, site.language)}><header class="page">
<p class="kicker"${languageAttributes(site.language, view.language)}>${words.text("policy.kicker")}</p>
<h1>${view.title}</h1>
</header>
${view.text}
${
  view.writtenAt &&
  html`<p class="meta">${words.rich("policy.written", { day: dayOf(words, view.writtenAt) })}</p>
`
}</article>
<nav aria-label="${words.text("policy.all")}"><ul>${view.all.map(
    ({ href, title }) =>
      html`<li><a href="${href}"${href === view.href && html` aria-current="page"`}><bdi>${title}</bdi></a></li>`,
  )}</ul></nav></div>`;
  return layout(site, { title: view.title, description: null, href: view.href, kind: "policy", body });
}
