import { styleHashes } from "./assets.ts";
import type { Theme } from "./theme.ts";

/**
 * What is sent with every printed page: no script, nothing from elsewhere, no guessing of types, no address told to
 * other sites. A theme's style and fonts are let in where there are any.
 */
export function pageHeaders(theme: Theme): Readonly<Record<string, string>> {
  const styles = [...styleHashes(), ...(theme.styleHash === null ? [] : [theme.styleHash])];
  const policy = [
    "default-src 'none'",
    `style-src ${styles.map((hash) => `'${hash}'`).join(" ")}`,
    "img-src 'self'",
    ...(theme.fonts.length > 0 ? ["font-src 'self'"] : []),
    "frame-src 'self'",
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

/** Whether other sites may show it in a frame or as a picture: the meters. */
export function isEmbeddable(path: string): boolean {
  return /^\/meter(?:[/.]|$)/.test(path);
}
