import { type Html, html } from "../platform/html.ts";
import { addressOf, PATHS } from "./paths.ts";
import { captionedPicture } from "./picture.ts";
import type { ReportLineView, SiteView, TranslationView } from "./views.ts";

/** A report in a feed: `bodyHtml` is its whole body as plain HTML, `updatedAt` its latest published revision's time. */
export interface FeedEntry {
  readonly view: ReportLineView;
  readonly bodyHtml: string;
  readonly updatedAt: Date;
}

/** What a feed is of. */
export interface Feed {
  readonly title: string;
  /** The page it goes with. */
  readonly href: string;
  /** Its own path. */
  readonly selfHref: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** The site's own feed: its latest reports. */
export function siteFeed(site: SiteView, entries: readonly FeedEntry[], selfHref: string): Feed {
  return { title: site.name, href: PATHS.front, selfHref, entries };
}

/** A page in a sitemap; `alternates` are all its languages, itself among them, where there are several. */
export interface SitemapPage {
  readonly href: string;
  readonly updatedAt: Date | null;
  readonly alternates?: readonly TranslationView[];
}

/** The most addresses that one sitemap file holds (sitemaps.org). */
export const SITEMAP_ENTRIES_MAX = 50_000;

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

/** An Atom feed with the reports' full text (RFC 4287). `now` stands for its time where it has no entry. */
export function atomFeed(site: SiteView, feed: Feed, now: Date): string {
  const updated = new Date(Math.max(...feed.entries.map((entry) => entry.updatedAt.getTime())));
  return xml(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">
<id>${addressOf(site, feed.selfHref)}</id>
<title>${feed.title}</title>
<subtitle>${site.tagline}</subtitle>
<updated>${(feed.entries.length > 0 ? updated : now).toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${addressOf(site, feed.selfHref)}"/>
<link rel="alternate" type="text/html" href="${addressOf(site, feed.href)}"/>
<icon>${addressOf(site, PATHS.favicon)}</icon>
<author><name>${site.name}</name><uri>${addressOf(site, PATHS.front)}</uri></author>
${feed.entries.map((entry) => atomEntry(site, entry))}</feed>
`);
}

/** The same as a JSON Feed (version 1.1). */
export function jsonFeed(site: SiteView, feed: Feed): string {
  return `${JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: site.tagline,
    home_page_url: addressOf(site, feed.href),
    feed_url: addressOf(site, feed.selfHref),
    icon: addressOf(site, PATHS.favicon),
    language: site.language,
    authors: [{ name: site.name, url: addressOf(site, PATHS.front) }],
    items: feed.entries.map((entry) => jsonItem(site, entry)),
  })}\n`;
}

/** A sitemap (sitemaps.org 0.9) of at most `SITEMAP_ENTRIES_MAX` pages. */
export function sitemap(site: SiteView, pages: readonly SitemapPage[]): string {
  if (pages.length > SITEMAP_ENTRIES_MAX) throw new Error("broken invariant: a sitemap holds at most 50,000 pages");
  return xml(html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.map(
  (page) => html`<url><loc>${addressOf(site, page.href)}</loc>${lastmod(page.updatedAt)}${alternates(site, page)}</url>
`,
)}</urlset>
`);
}

/** The list of sitemaps, by their paths. */
export function sitemapIndex(
  site: SiteView,
  sitemaps: readonly { readonly href: string; readonly updatedAt: Date | null }[],
): string {
  return xml(html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${sitemaps.map(
  (map) => html`<sitemap><loc>${addressOf(site, map.href)}</loc>${lastmod(map.updatedAt)}</sitemap>
`,
)}</sitemapindex>
`);
}

/** What robots may read: everything, by way of the sitemap (RFC 9309). */
export function robotsTxt(site: SiteView): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(site, PATHS.sitemap)}\n`;
}

function atomEntry(site: SiteView, { view, bodyHtml, updatedAt }: FeedEntry): Html {
  const address = addressOf(site, view.href);
  return html`<entry xml:lang="${view.language}">
<id>${address}</id>
<title>${view.headline}</title>
<link rel="alternate" type="text/html" href="${address}"/>
<published>${view.publishedAt.toISOString()}</published>
<updated>${updatedAt.toISOString()}</updated>
${
  view.byline !== null &&
  html`<author><name>${view.byline}</name></author>
`
}${
  view.topic &&
  html`<category term="${view.topic.title}"/>
`
}<category term="${view.label}" scheme="${addressOf(site, `${PATHS.howToRead}#labels`)}"/>
${
  view.standfirst !== null &&
  html`<summary>${view.standfirst}</summary>
`
}<content type="html">${fullText(site, view, bodyHtml)}</content>
</entry>
`;
}

function jsonItem(site: SiteView, { view, bodyHtml, updatedAt }: FeedEntry): object {
  const address = addressOf(site, view.href);
  const picture = view.picture?.variants.at(-1)?.sizes.at(-1);
  return {
    id: address,
    url: address,
    title: view.headline,
    ...(view.standfirst === null ? {} : { summary: view.standfirst }),
    content_html: fullText(site, view, bodyHtml),
    date_published: view.publishedAt.toISOString(),
    date_modified: updatedAt.toISOString(),
    ...(view.byline === null ? {} : { authors: [{ name: view.byline }] }),
    ...(picture ? { image: addressOf(site, picture.href) } : {}),
    tags: [view.label, ...(view.topic ? [view.topic.title] : [])],
    language: view.language,
  };
}

/** Picture and body, with full addresses: a feed reader stands elsewhere. */
function fullText(site: SiteView, view: ReportLineView, bodyHtml: string): string {
  const whole = `${captionedPicture(view.picture) ?? ""}${bodyHtml}`;
  return whole.replaceAll(/(<(?:a|img) (?:href|src)=")([/#][^"]*)"/g, (_, before: string, href: string) => {
    const path = href.startsWith("#") ? `${view.href}${href}` : href;
    return `${before}${html`${addressOf(site, path.replaceAll("&amp;", "&"))}`}"`;
  });
}

function alternates(site: SiteView, page: SitemapPage): Html[] {
  return (page.alternates ?? []).map(
    ({ language, href }) => html`<xhtml:link rel="alternate" hreflang="${language}" href="${addressOf(site, href)}"/>`,
  );
}

function lastmod(updatedAt: Date | null): Html | null {
  return updatedAt && html`<lastmod>${updatedAt.toISOString()}</lastmod>`;
}

/** A whole XML document, without the characters that XML 1.0 does not know (section 2.2). */
function xml(content: Html): string {
  return DECLARATION + content.toString().replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
