import { html, raw } from "hono/html";

/**
 * The one template for every page, for readers and for staff: `html\`<p>${text}</p>\`` escapes what is put in.
 * `trusted` marks a string that is HTML already; only what this project's own code made may pass through it.
 */
export { html, raw as trusted };

/** A piece of finished HTML. */
export type Html = ReturnType<typeof raw>;

/** What may stand in a template: text is escaped, HTML is not, lists are joined, nothing is nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Joins pieces of HTML without a separator. */
export function join(pieces: readonly Content[]): Html {
  return html`${pieces}` as Html;
}
