import { type Html, html } from "../platform/html.ts";
import { addressOf } from "./paths.ts";
import type { SiteView } from "./views.ts";
import { xml } from "./xml.ts";

/** The most addresses that one sitemap file holds (sitemaps.org). */
export const SITEMAP_ENTRIES_MAX = 50_000;

/** The most that a news sitemap holds. */
export const NEWS_ENTRIES_MAX = 1_000;

/** A sitemap (sitemaps.org 0.9) of at most `SITEMAP_ENTRIES_MAX` pages. */
export function sitemap(
  site: SiteView,
  pages: readonly { readonly href: string; readonly updatedAt: Date | null }[],
): string {
  if (pages.length > SITEMAP_ENTRIES_MAX) throw new Error("broken invariant: a sitemap holds at most 50,000 pages");
  return xml(html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(
  (page) => html`<url><loc>${addressOf(site, page.href)}</loc>${lastmod(page.updatedAt)}</url>
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

function lastmod(updatedAt: Date | null): Html | null {
  return updatedAt && html`<lastmod>${updatedAt.toISOString()}</lastmod>`;
}
