import { type Html, html, trusted } from "../platform/html.ts";
import { type LayoutKind, stylesheetOf } from "./assets.ts";
import { directionOf, type Words, wordsOf } from "./messages.ts";
import { addressOf, meterPath, PATHS } from "./paths.ts";
import type { Link, SiteView } from "./views.ts";

export interface Page {
  /** Without the site's name. */
  readonly title: string;
  /** One or two sentences for search engines and previews; null: the site's tagline. */
  readonly description: string | null;
  /** This page's own path, which is its canonical address. */
  readonly href: string;
  readonly kind: LayoutKind;
  readonly head?: Html;
  readonly body: Html;
  /** Search engines shall leave it out: earlier versions, errors. */
  readonly isUnlisted?: boolean;
}

/**
 * A whole page: head, header with the meter, `body` inside `<main>`, footer. The meter stands in a frame of its own, so
 * that a donation changes the meter's resource and no page.
 */
export function layout(site: SiteView, page: Page): string {
  const words = wordsOf(site.language);
  const title =
    page.href === PATHS.front ? site.name : words.text("site.titled", { title: page.title, name: site.name });
  const canonical = page.isUnlisted
    ? html`<meta name="robots" content="noindex">`
    : html`<link rel="canonical" href="${addressOf(site, page.href)}">`;
  return html`<!doctype html>
<html lang="${site.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${page.description ?? site.tagline}">
<meta name="color-scheme" content="light dark">
${canonical}
<link rel="icon" href="${PATHS.favicon}" type="image/svg+xml">
<link rel="alternate" href="${PATHS.atom}" type="application/atom+xml" title="${words.text("site.atom")}">
<link rel="alternate" href="${PATHS.jsonFeed}" type="application/feed+json" title="${words.text("site.jsonFeed")}">
${stylesheetOf(page.kind).element}
${page.head}</head>
<body>
<a class="skip" href="#main">${words.text("site.skip")}</a>
${site.isSample && html`<aside class="sample">${words.text("site.sample")}</aside>`}
${header(site, page, words)}
<main id="main" tabindex="-1">
${page.body}
</main>
${footer(site, words)}
</body>
</html>
`.toString();
}

/** `lang` and `dir` for a part that is written in another language than what is around it; nothing otherwise. */
export function languageAttributes(language: string, around: string): Html | null {
  return language === around ? null : html` lang="${language}" dir="${directionOf(language)}"`;
}

/** A JSON-LD block. It is data: no script runs. `<` is escaped so that no text can end the element. */
export function jsonLd(data: object): Html {
  return trusted(`<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>\n`);
}

/** The frame in which a campaign's meter stands; null: the main one's. */
export function meterFrameElement(words: Words, slug: string | null): Html {
  return html`<iframe class="meter" src="${meterPath(slug)}" title="${words.text("meter.title")}"></iframe>`;
}

function header(site: SiteView, page: Page, words: Words): Html {
  const name = html`<a class="name" href="${PATHS.front}"${page.href === PATHS.front && html` aria-current="page"`}>${site.name}</a>`;
  return html`<header class="site">
${name}
${
  site.navigation.length > 0 &&
  html`<nav aria-label="${words.text("site.navigation")}">${site.navigation.map((link) => navigationLink(link, page.href))}</nav>`
}
${site.campaign !== null && meterFrameElement(words, null)}
</header>`;
}

function navigationLink(link: Link, here: string): Html {
  return html`<a href="${link.href}"${link.href === here && html` aria-current="page"`}>${link.title}</a>`;
}

function footer(site: SiteView, words: Words): Html {
  const links = [
    [PATHS.search, words.text("search.title")],
    [PATHS.howToRead, words.text("nav.howToRead")],
    [PATHS.corrections, words.text("nav.corrections")],
    [PATHS.ledger, words.text("nav.ledger")],
    [PATHS.support, words.text("nav.support")],
    [PATHS.archive, words.text("nav.archive")],
    [PATHS.atom, words.text("site.atom")],
    [PATHS.jsonFeed, words.text("site.jsonFeed")],
  ] as const;
  return html`<footer class="site">
<p><strong>${site.name}</strong> ${site.tagline}</p>
<nav aria-label="${words.text("site.about")}">${links.map(([href, title]) => html`<a href="${href}">${title}</a>`)}</nav>
<p>${words.text("site.promise")}</p>
</footer>`;
}
