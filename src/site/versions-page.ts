import { type Html, html, join } from "../platform/html.ts";
import { correctionList } from "./corrections.ts";
import { languageAttributes, layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { minuteOf } from "./times.ts";
import type { SiteView, VersionsView, VersionView } from "./views.ts";

/** All versions of a report, newest first: when each was published, by whom, and what was said of it in public. */
export function versionsPage(site: SiteView, view: VersionsView): string {
  const words = wordsOf(site.language, site.timeZone);
  const language = languageAttributes(view.language, site.language);
  const body = html`<header class="page">
<p class="kicker">${words.text("versions.kicker")}</p>
<h1><a href="${view.report.href}"${language}>${view.report.title}</a></h1>
<p class="standfirst">${words.text("versions.about")}</p>
${
  view.allChangesHref !== null &&
  html`<p><a href="${view.allChangesHref}">${words.text("versions.all")}</a></p>
`
}</header>
${view.versions.map((version, index) => entry(words, version, index === 0, language))}`;
  return layout(site, {
    title: words.text("versions.title", { headline: view.report.title }),
    description: words.text("versions.about"),
    href: view.href,
    kind: "versions",
    body,
  });
}

function entry(words: Words, version: VersionView, isPresent: boolean, language: Html | null): Html {
  const who = version.byline !== null && html`<bdi>${version.byline}</bdi>`;
  const name = words.text("versions.number", { number: version.number });
  return html`<section class="version"><h2>${name}${isPresent && html` <small>${words.text("versions.present")}</small>`}</h2>
<p><a href="${version.href}"${language}>${version.headline}</a></p>
<p class="meta">${join([minuteOf(words, version.publishedAt), who], " · ")}</p>
${
  version.corrections.length > 0
    ? correctionList(words, version.corrections, { withReport: false })
    : html`<p class="meta">${words.text("versions.first")}</p>
`
}</section>
`;
}
