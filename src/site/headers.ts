import { styleHashes } from "./assets.ts";
import { addressOf, isFeedPath } from "./paths.ts";
import { svgStyleHashes } from "./svg-styles.ts";
import type { Theme } from "./theme.ts";

/**
 * What is sent with every printed page: no script but the site's own files, nothing from elsewhere, no guessing of types, no address told to
 * other sites. A theme's style and fonts are let in where there are any.
 */
export function pageHeaders(theme: Theme): Readonly<Record<string, string>> {
  const styles = [...styleHashes(), ...svgStyleHashes(), ...(theme.styleHash === null ? [] : [theme.styleHash])];
  const policy = [
    "default-src 'none'",
    `style-src ${styles.map((hash) => `'${hash}'`).join(" ")}`,
    "script-src 'self'",
    // The service worker fetches the pages it keeps.
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self'",
    ...(theme.fonts.length > 0 ? ["font-src 'self'"] : []),
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
}

/** Whether other sites may show it in a frame or as a picture, or read it: meters, sourcing facts, cards, and what is for machines. */
export function isEmbeddable(path: string): boolean {
  return /^\/meter(?:[/.]|$)|^\/reports\/[^/]+\/(?:facts(?:\.svg)?|card-[^/]+\.png|provenance\.jsonld)$|^\/icon-/.test(
    path,
  );
}

/**
 * The `Link` header of a feed (WebSub, 4: Discovery): its hub and its own address. Null: what it names is no feed, or
 * the publication has no hub.
 */
export function feedLinks(path: string, site: { readonly url: string; readonly hub?: string | null }): string | null {
  if (!site.hub || !isFeedPath(path)) return null;
  return `<${site.hub}>; rel="hub", <${addressOf(site, path)}>; rel="self"`;
}
