import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";

/** A calendar day, readable by people and machines. */
export function dateOf(words: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString().slice(0, 10)}">${words.date(date)}</time>`;
}

/** The day of a moment, where the publication is; machines read the moment itself. */
export function dayOf(words: Words, moment: Date): Html {
  return html`<time datetime="${instant(moment)}">${words.day(moment)}</time>`;
}

/** A moment to the minute, where the publication is; machines read it in UTC. */
export function minuteOf(words: Words, date: Date): Html {
  return html`<time datetime="${instant(date)}">${words.dateTime(date)}</time>`;
}

function instant(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`;
}
