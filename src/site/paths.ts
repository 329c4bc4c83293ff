import type { SiteView } from "./views.ts";

/** The addresses of the pages and resources there is one of. */
export const PATHS = {
  front: "/",
  archive: "/archive",
  corrections: "/corrections",
  support: "/support",
  ledger: "/ledger",
  howToRead: "/how-to-read",
  search: "/search",
  /** What is served in its place while the database is down. */
  searchClosed: "/503",
  atom: "/feed.atom",
  jsonFeed: "/feed.json",
  sitemap: "/sitemap.xml",
  favicon: "/favicon.svg",
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
