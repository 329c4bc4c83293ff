import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";
import type { PagerView } from "./views.ts";

/** The way to older and newer pages; nothing where there is only one. */
export function pager(words: Words, view: PagerView): Html | null {
  if (view.olderHref === null && view.newerHref === null) return null;
  return html`<nav class="pager" aria-label="${words.text("pager.label")}">${
    view.newerHref !== null && html`<a rel="next" href="${view.newerHref}">${words.text("pager.newer")}</a>`
  }${view.number !== null && html`<span>${words.text("pager.page", { number: view.number })}</span>`}${
    view.olderHref !== null && html`<a rel="prev" href="${view.olderHref}">${words.text("pager.older")}</a>`
  }</nav>
`;
}
