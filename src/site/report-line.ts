import { type Content, type Html, html, join } from "../platform/html.ts";
import { factsInOneLine } from "./facts.ts";
import { languageAttributes, languageNote } from "./layout.ts";
import type { Words } from "./messages.ts";
import { pictureElement } from "./picture.ts";
import { dayOf } from "./times.ts";
import type { ReportLineView } from "./views.ts";

/** How a report stands in a list: `lead` with a large picture, `card` with a small one, `line` with words alone. */
export type LineForm = "lead" | "card" | "line";

const pictureSizes = { lead: "(min-width: 64rem) 38rem, 100vw", card: "(min-width: 40rem) 19rem, 100vw", line: "" };

/** A report in a list: label, headline, what it is about, and on how many roots it stands. `level` is the heading's. */
export function reportLine(
  words: Words,
  view: ReportLineView,
  options: { form: LineForm; level: 2 | 3; why?: string; snippet?: Html },
): Html {
  const language = languageAttributes(view.language, words.language);
  const title = html`<a href="${view.href}">${view.headline}</a>`;
  const picture =
    view.picture && options.form !== "line"
      ? pictureElement(view.picture, { sizes: pictureSizes[options.form], isLead: options.form === "lead" })
      : null;
  return html`<article class="${options.form}">
${
  picture &&
  html`<a class="picture" href="${view.href}" tabindex="-1" aria-hidden="true">${picture}</a>
`
}<div>${kicker(words, view)}
${options.level === 2 ? html`<h2${language}>${title}</h2>` : html`<h3${language}>${title}</h3>`}
${
  options.form !== "line" &&
  view.standfirst !== null &&
  html`<p class="standfirst"${language}>${view.standfirst}</p>
`
}${options.snippet}<p class="meta">${join(metaOf(words, view, options.why), " · ")}</p></div>
</article>
`;
}

function kicker(words: Words, view: ReportLineView): Html {
  const withdrawn = view.retraction && html`<b class="label is-opinion">${words.text("retraction.title")}</b> `;
  return html`<p class="kicker">${withdrawn}<span class="label is-${view.label}">${words.text(`label.${view.label}`)}</span>${
    view.topic && html` <a href="${view.topic.href}"><bdi>${view.topic.title}</bdi></a>`
  }</p>`;
}

function metaOf(words: Words, view: ReportLineView, why: string | undefined): Content[] {
  return [
    why !== undefined && html`<bdi>${why}</bdi>`,
    dayOf(words, view.publishedAt),
    view.byline === null ? null : html`<bdi>${view.byline}</bdi>`,
    view.claims_count === 0 ? null : factsInOneLine(words, view),
    languageNote(words, view.language),
  ];
}
