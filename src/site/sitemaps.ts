import { type Html, html } from "../platform/html.ts";
import { addressOf } from "./paths.ts";
import type { SiteView, TranslationView } from "./views.ts";
import { xml } from "./xml.ts";

/** The most addresses that one sitemap file holds (sitemaps.org). */
export const SITEMAP_ENTRIES_MAX = 50_000;

/** The most that a news sitemap holds. */
export const NEWS_ENTRIES_MAX = 1_000;

/** A page in a sitemap; `alternates` are all its languages, itself among them, where there are several. */
export interface SitemapPage {
  readonly href: string;
  readonly updatedAt: Date | null;
  readonly alternates?: readonly TranslationView[];
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

/** The reports of the last two days, as news search engines want them (Google News sitemaps). */
export function newsSitemap(
  site: SiteView,
  reports: readonly {
    readonly href: string;
    readonly headline: string;
    readonly language: string;
    readonly publishedAt: Date;
  }[],
): string {
  if (reports.length > NEWS_ENTRIES_MAX) throw new Error("broken invariant: a news sitemap holds at most 1,000 pages");
  return xml(html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${reports.map(
  (
    report,
  ) => html`<url><loc>${addressOf(site, report.href)}</loc><news:news><news:publication><news:name>${site.name}</news:name><news:language>${languageOf(report.language)}</news:language></news:publication><news:publication_date>${report.publishedAt.toISOString()}</news:publication_date><news:title>${report.headline}</news:title></news:news></url>
`,
)}</urlset>
`);
}

/** The two letters of ISO 639; a script or region behind them is not wanted, but for Chinese. */
function languageOf(language: string): string {
  if (/^zh\b/i.test(language)) return /hant|tw|hk/i.test(language) ? "zh-tw" : "zh-cn";
  return language.split("-")[0] ?? language;
}

function alternates(site: SiteView, page: SitemapPage): Html[] {
  return (page.alternates ?? []).map(
    ({ language, href }) => html`<xhtml:link rel="alternate" hreflang="${language}" href="${addressOf(site, href)}"/>`,
  );
}

function lastmod(updatedAt: Date | null): Html | null {
  return updatedAt && html`<lastmod>${updatedAt.toISOString()}</lastmod>`;
}
