import { type Html, html } from "../platform/html.ts";
import { correctionList } from "./corrections.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
import { PATHS } from "./paths.ts";
import type { CorrectionsView, CorrectionView, SiteView } from "./views.ts";

/** The public log of corrections, newest first. `href`: the page's own path, where it is not the head page. */
export function correctionsPage(site: SiteView, view: CorrectionsView, href: string = PATHS.corrections): string {
  const words = wordsOf(site.language, site.timeZone);
  const { number } = view.pager;
  const name = words.text("corrections.title");
  const body = html`<header class="page">
<h1>${name}</h1>
<p class="standfirst">${words.text("corrections.about")}</p>
</header>
${
  view.corrections.length > 0
    ? byMonth(words, view.corrections)
    : html`<p class="empty">${words.text("corrections.none")}</p>
`
}${pager(words, view.pager)}`;
  return layout(site, {
    title:
      number === null ? name : words.text("pager.titled", { title: name, page: words.text("pager.page", { number }) }),
    description: words.text("corrections.about"),
    href,
    kind: "corrections",
    body,
  });
}

function byMonth(words: Words, corrections: readonly CorrectionView[]): Html[] {
  const months = Map.groupBy(corrections, (correction) => words.monthOf(correction.publishedAt));
  return [...months].map(
    ([month, some]) => html`<h2 class="section">${words.month(month)}</h2>
${correctionList(words, some, { withReport: true })}`,
  );
}
