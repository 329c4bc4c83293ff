import { html as fill, raw } from "hono/html";

/** A piece of finished HTML. At run time a `String` object: it has no meaning as a plain string before `toString()`. */
export type Html = ReturnType<typeof raw>;

/** What may stand in a template: text is escaped, HTML is not, lists are joined, nothing is nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Marks a string that is HTML already; only what this project's own code made may pass through it. */
export const trusted: (html: string) => Html = raw;

/**
 * The one template for every page, for readers and for staff: `html\`<p>${text}</p>\`` escapes what is put in.
 * Attribute values are quoted by whoever writes the template. Nothing in it waits: a promise is refused by the types.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const made = fill(strings, ...values);
  if (made instanceof Promise) throw new Error("broken invariant: a template was given something that waits");
  return made;
}

/** Joins pieces of HTML, with `separator` (HTML or text, which is escaped) between those that are something. */
export function join(pieces: readonly Content[], separator: Content = ""): Html {
  const there = pieces.filter((piece) => piece !== null && piece !== undefined && piece !== false && piece !== "");
  return html`${there.map((piece, index) => (index === 0 ? piece : html`${separator}${piece}`))}`;
}
