import { type Html, html, join } from "../platform/html.ts";
import { shorten } from "../platform/text.ts";
import { chainDrawing } from "./chain.ts";
import { claimList, markedClaim } from "./claims.ts";
import { correctionList } from "./corrections.ts";
import { claimPageThing, jsonLd } from "./json-ld.ts";
import { languageAttributes, layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { standingWords } from "./notes.ts";
import { reportParts } from "./paths.ts";
import { relationLines } from "./relations.ts";
import { dayOf } from "./times.ts";
import type { ClaimPageView, SiteView } from "./views.ts";

/** A claim at its own address: its words, what it stands on, its chain drawn large, and what else bears on it. */
export function claimPage(site: SiteView, view: ClaimPageView): string {
  const words = wordsOf(site.language, site.timeZone);
  const { claim, report } = view;
  const title = words.text("claim.title", { number: claim.number, text: shorten(claim.text, 60) });
  const body = html`<article class="claim">
${pageHead(words, view)}<section><h2>${words.text("claim.chain")}</h2>
${
  claim.chain.length > 0
    ? chainDrawing(words, site.name, claim.chain)
    : html`<p>${words.text("claim.noChain")}</p>
`
}</section>
${
  claim.relations.length > 0 &&
  html`<section><h2>${words.text("claim.relations")}</h2>
${relationLines(words, claim.relations, "page")}</section>
`
}${
  view.corrections.length > 0 &&
  html`<section><h2>${words.text("corrections.title")}</h2>
${correctionList(words, view.corrections, { withReport: false })}</section>
`
}${
  view.translations.length > 0 &&
  html`<section><h2>${words.text("claim.translations")}</h2>
${claimList(words, view.translations)}</section>
`
}${
  view.sameRoot.length > 0 &&
  html`<section><h2>${words.text("claim.sameRoot")}</h2>
${claimList(words, view.sameRoot)}</section>
`
}</article>`;
  const provenance = `${reportParts.provenance(report.href)}#claim-${claim.number}`;
  const head = html`<link rel="alternate" href="${provenance}" type="application/ld+json">
${jsonLd(claimPageThing(site, view))}`;
  return layout(site, { title, description: report.headline, href: claim.href, kind: "claim", head, body });
}

function pageHead(words: Words, { claim, report }: ClaimPageView): Html {
  const language = languageAttributes(report.language, words.language);
  const from = html`<a href="${report.href}"${language}>${report.headline}</a>`;
  return html`<header class="page">
<p class="kicker">${words.text("claim.kicker", { number: claim.number })}</p>
<h1${language}>${markedClaim(claim)}</h1>
<p><b>${standingWords(words, claim)}.</b> ${words.text(`standing.${claim.standing}.about`)}${
    claim.cue !== null && html` ${words.rich("claim.cue", { cue: html`<bdi>${claim.cue}</bdi>` })}`
  }${!claim.isConfirmed && html` ${words.text("note.unconfirmed")}.`}</p>
<p class="meta">${join(
    [
      words.rich("claim.from", { report: from }),
      dayOf(words, report.publishedAt),
      html`<a href="${report.href}#claim-${claim.number}">${words.text("claim.read")}</a>`,
    ],
    " · ",
  )}</p>
</header>
`;
}
