import type { SiteView } from "./views.ts";

/** The addresses of the pages and resources there is one of. */
export const PATHS = {
  front: "/",
  archive: "/archive",
  corrections: "/corrections",
  support: "/support",
  ledger: "/ledger",
  howToRead: "/how-to-read",
  styleguide: "/styleguide",
  /** What is served in place of the search while the database is down. */
  searchClosed: "/503",
  atom: "/feed.atom",
  rss: "/feed.rss",
  jsonFeed: "/feed.json",
  sitemap: "/sitemap.xml",
  newsSitemap: "/sitemaps/news.xml",
  search: "/search",
  favicon: "/favicon.svg",
  offline: "/offline",
  serviceWorker: "/service-worker.js",
  iconIco: "/favicon.ico",
  iconApple: "/apple-touch-icon.png",
  icon192: "/icon-192.png",
  icon512: "/icon-512.png",
  manifest: "/site.webmanifest",
  openSearch: "/opensearch.xml",
  robots: "/robots.txt",
  llms: "/llms.txt",
  security: "/.well-known/security.txt",
} as const;

/** Where the publication says what it is and how it works. */
export const POLICY_PATHS = {
  about: "/about",
  ethics: "/ethics",
  corrections: "/corrections-policy",
  unnamedSources: "/unnamed-sources",
  ownership: "/ownership",
  privacy: "/privacy",
  accessibility: "/accessibility",
  contact: "/contact",
  masthead: "/masthead",
} as const;

/** The feeds that go with a page ("/topics/harbour"): the site's own with the front page. */
export function feedPaths(href: string): { readonly atom: string; readonly rss: string; readonly json: string } {
  const base = href === PATHS.front ? "" : href;
  return { atom: `${base}/feed.atom`, rss: `${base}/feed.rss`, json: `${base}/feed.json` };
}

/** Whether an address names a feed. */
export function isFeedPath(path: string): boolean {
  return /\/feed\.(?:atom|rss|json)$/.test(path);
}

/** What a report tells machines and other sites, each below its address. */
export const reportParts = {
  provenance: (href: string) => `${href}/provenance.jsonld`,
  facts: (href: string) => `${href}/facts`,
  factsPicture: (href: string) => `${href}/facts.svg`,
} as const;

/**
 * Where a campaign's meter stands, as the small page that other pages frame; with `.svg` and `.json` behind it, as a
 * picture and for programs. Null: the main campaign's, at an address that stays when another becomes the main one.
 */
export function meterPath(slug: string | null): string {
  return slug === null ? "/meter" : `/meter/${slug}`;
}

/** A path of this site as a full address, percent-encoded (RFC 3986), as feeds, sitemaps and canonical links need it. */
export function addressOf(site: Pick<SiteView, "url">, href: string): string {
  return new URL(href, `${site.url}/`).href;
}
