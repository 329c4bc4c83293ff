import { type Html, html } from "../platform/html.ts";
import { FOUND_END, FOUND_START } from "../search/queries.ts";
import { QUERY_LENGTH_MAX } from "../search/schema.ts";
import { claimList } from "./claims.ts";
import { languageAttributes, layout } from "./layout.ts";
import { type MessageKey, type Words, wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import { reportLine } from "./report-line.ts";
import type { SearchView, SiteView } from "./views.ts";

/** Why a search has no results to show: the form stands there all the same. */
export type SearchRefusal = "closed" | "too-long" | "too-many";

/** The form, and below it what was found; without a query (null) how to ask. */
export function searchPage(site: SiteView, view: SearchView | null): string {
  const words = wordsOf(site.language);
  if (!view || view.typed === "") return page(site, words, "", help(words));
  return page(site, words, view.typed, html`${results(words, view)}${help(words)}`);
}

/** The form with a message in place of results; `typed` stands in it again. */
export function searchRefusalPage(site: SiteView, why: SearchRefusal, typed: string): string {
  const words = wordsOf(site.language);
  const message = words.text(`search.${why}`, why === "too-long" ? { count: QUERY_LENGTH_MAX } : {});
  return page(site, words, typed.slice(0, QUERY_LENGTH_MAX), html`<p class="meant" role="status">${message}</p>`);
}

function page(site: SiteView, words: Words, typed: string, below: Html): string {
  const title = typed === "" ? words.text("search.title") : words.text("search.titled", { query: typed });
  const body = html`<header class="page"><h1>${words.text("search.title")}</h1></header>
<form class="search" action="${PATHS.search}" role="search">
<label for="q">${words.text("search.label")}</label>
<input id="q" name="q" type="search" value="${typed}" maxlength="${QUERY_LENGTH_MAX}" dir="auto" autocapitalize="none" enterkeyhint="search">
<button type="submit">${words.text("search.button")}</button>
</form>
${below}`;
  return layout(site, { title, description: null, href: PATHS.search, kind: "search", isUnlisted: true, body });
}

function results(words: Words, view: SearchView): Html {
  const isEmpty = view.reports.length === 0 && view.claims.length === 0 && view.sources.length === 0;
  return html`${meant(words, view)}${
    isEmpty &&
    html`<p class="empty">${words.text("search.nothing")}</p>
`
  }${
    view.sources.length > 0 &&
    html`<section aria-labelledby="sources"><h2 id="sources">${words.text("search.sources")}</h2>
<ul class="ways-on">${view.sources.map(
      (source) => html`<li><a href="${source.href}"><bdi>${source.name}</bdi></a>${
        source.role !== null && html`, <bdi>${source.role}</bdi>`
      } <span class="meta">${words.text("search.told", { count: source.claims_count })}</span></li>
`,
    )}</ul></section>
`
  }${
    view.reports.length > 0 &&
    html`<section aria-labelledby="reports"><h2 id="reports">${words.text("search.reports", { count: view.reports_count })}</h2>
<div class="list found">${view.reports.map(({ line, snippet }) =>
      reportLine(words, line, {
        form: "line",
        level: 3,
        ...(snippet === null
          ? {}
          : {
              snippet: html`<p class="snippet"${languageAttributes(line.language, words.language)}>${marked(snippet)}</p>\n`,
            }),
      }),
    )}</div>
${pages(words, view)}</section>
`
  }${
    view.claims.length > 0 &&
    html`<section aria-labelledby="claims"><h2 id="claims">${words.text("search.claims")}</h2>
${claimList(words, view.claims)}</section>
`
  }`;
}

function meant(words: Words, view: SearchView): Html | null {
  if (view.meant === null) return null;
  const link = html`<a href="${searchHref(view.meant, 1)}"><bdi>${view.meant}</bdi></a>`;
  const typed = html`<bdi>${view.typed}</bdi>`;
  return html`<p class="meant" role="status">${
    view.isCorrected
      ? words.rich("search.corrected", { typed, meant: link })
      : words.rich("search.meant", { meant: link })
  }</p>
`;
}

/** What was found in a snippet, marked; the rest of it is text. */
function marked(snippet: string): Html {
  const [before = "", ...pieces] = snippet.split(FOUND_START);
  return html`${before}${pieces.map((piece) => {
    const [found = "", after = ""] = piece.split(FOUND_END);
    return html`<mark>${found}</mark>${after}`;
  })}`;
}

function pages(words: Words, view: SearchView): Html | null {
  if (view.pages_count <= 1) return null;
  return html`<nav class="pager" aria-label="${words.text("pager.label")}">${
    view.page > 1 &&
    html`<a rel="prev" href="${searchHref(view.shown, view.page - 1)}">${words.text("search.previous")}</a>`
  }<span>${words.text("search.page", { number: view.page, pages: view.pages_count })}</span>${
    view.page < view.pages_count &&
    html`<a rel="next" href="${searchHref(view.shown, view.page + 1)}">${words.text("search.next")}</a>`
  }</nav>
`;
}

function searchHref(query: string, number: number): string {
  const values = new URLSearchParams({ q: query, ...(number === 1 ? {} : { page: String(number) }) });
  return `${PATHS.search}?${values}`;
}

const OPERATORS: readonly (readonly [example: string, about: MessageKey])[] = [
  ['"storm gate"', "search.help.phrase"],
  ["harb*", "search.help.prefix"],
  ["-ferry", "search.help.without"],
  ['source:"harbour board"', "search.help.source"],
  ["topic:schools", "search.help.topic"],
  ["author:lindqvist", "search.help.author"],
  ["after:2026-05", "search.help.after"],
  ["before:2026-05-31", "search.help.before"],
];

function help(words: Words): Html {
  return html`<section class="help" aria-labelledby="help"><h2 id="help">${words.text("search.help")}</h2>
<p>${words.text("search.helpAbout")}</p>
<dl>${OPERATORS.map(
    ([example, about]) => html`<div><dt><code dir="ltr">${example}</code></dt><dd>${words.text(about)}</dd></div>
`,
  )}</dl></section>
`;
}
