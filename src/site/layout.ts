import { type Html, html } from "../platform/html.ts";
import { type LayoutKind, READER_SCRIPT, stylesheetOf } from "./assets.ts";
import { directionOf, type Words, wordsOf } from "./messages.ts";
import { addressOf, feedPaths, meterPath, PATHS, POLICY_PATHS } from "./paths.ts";
import { type Social, socialOfPage, socialTags } from "./social-tags.ts";
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
  /** How it looks where its address is shared, where that is more than title and description. */
  readonly social?: Social;
  /** The page has feeds of its own, at its address. */
  readonly hasFeeds?: boolean;
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
${feedLinks(page, words)}<link rel="manifest" href="${PATHS.manifest}">
<link rel="search" href="${PATHS.openSearch}" type="application/opensearchdescription+xml" title="${site.name}">
${stylesheetOf(page.kind).element}
${site.theme.element}<script src="${READER_SCRIPT.href}" defer${site.keepsOffline && html` data-offline`}></script>
${!page.isUnlisted && socialTags(site, page.social ?? socialOfPage(site, { title: page.title, description: page.description ?? site.tagline, href: page.href }))}${page.head}</head>
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

/** A note that names the language of what is not in the site's; null where it is, or where nobody knows which it is. */
export function languageNote(words: Words, language: string): string | null {
  const { language: base } = new Intl.Locale(language);
  if (base === new Intl.Locale(words.language).language || base === "und") return null;
  return words.text("report.language", { language: words.languageName(base) });
}

/** The frame in which a campaign's meter stands; null: the main one's. */
export function meterFrameElement(words: Words, slug: string | null): Html {
  return html`<iframe class="meter" src="${meterPath(slug)}" title="${words.text("meter.title")}"></iframe>`;
}

/** The feeds that go with the page: its own, else the site's. */
function feedLinks(page: Page, words: Words): Html {
  const { atom, rss, json } = feedPaths(page.hasFeeds ? page.href : PATHS.front);
  return html`<link rel="alternate" href="${atom}" type="application/atom+xml" title="${words.text("site.atom")}">
<link rel="alternate" href="${rss}" type="application/rss+xml" title="${words.text("site.rss")}">
<link rel="alternate" href="${json}" type="application/feed+json" title="${words.text("site.jsonFeed")}">
`;
}

function header(site: SiteView, page: Page, words: Words): Html {
  const name = html`<a class="name" href="${PATHS.front}"${page.href === PATHS.front && html` aria-current="page"`}>${site.logo ? html`<img src="${site.logo.href}" width="${site.logo.width}" height="${site.logo.height}" alt="${site.name}">` : site.name}</a>`;
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
    [POLICY_PATHS.about, words.text("nav.about")],
    [POLICY_PATHS.privacy, words.text("nav.privacy")],
    [POLICY_PATHS.contact, words.text("nav.contact")],
    [PATHS.atom, words.text("site.atom")],
    [PATHS.jsonFeed, words.text("site.jsonFeed")],
  ] as const;
  return html`<footer class="site">
<p><strong>${site.name}</strong> ${site.tagline}</p>
<nav aria-label="${words.text("site.about")}">${links.map(([href, title]) => html`<a href="${href}">${title}</a>`)}</nav>
<p>${words.text("site.promise")}</p>
</footer>`;
}
