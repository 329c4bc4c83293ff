import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";

/** A day, readable by people and machines. */
export function dayOf(words: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString().slice(0, 10)}">${words.date(date)}</time>`;
}

/** A minute in UTC, readable by people and machines. */
export function minuteOf(words: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString().slice(0, 16)}Z">${words.dateTime(date)}</time>`;
}
