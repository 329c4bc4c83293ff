import { styleHashes } from "./assets.ts";

const POLICY = [
  "default-src 'none'",
  `style-src ${styleHashes()
    .map((hash) => `'${hash}'`)
    .join(" ")}`,
  "script-src 'self'",
  // The service worker fetches the pages it keeps.
  "connect-src 'self'",
  "worker-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/** Sent with every printed page: no script but the site's own files, nothing from elsewhere, no guessing of types, no address told to other sites. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Whether other sites may show it in a frame or as a picture: the meters. */
export function isEmbeddable(path: string): boolean {
  return /^\/meter(?:[/.]|$)/.test(path);
}
