import { type Content, type Html, html, join } from "../platform/html.ts";
import { shorten } from "../platform/text.ts";
import { correctionList } from "./corrections.ts";
import { factsLabel } from "./facts.ts";
import { jsonLd, languageAttributes, languageNote, layout } from "./layout.ts";
import { ownNameOf, type Words, wordsOf } from "./messages.ts";
import { blockNotes } from "./notes.ts";
import { addressOf, PATHS } from "./paths.ts";
import { captionLine, pictureElement } from "./picture.ts";
import { reportLine } from "./report-line.ts";
import { minuteOf } from "./times.ts";
import type { Link, RelatedView, ReportView, SiteView, TranslationView } from "./views.ts";

/**
 * A report with all its parts: head, sourcing facts, picture, body with notes, corrections, related reports, the ask.
 * The words around the report are in the site's language, the report in its own.
 */
export function reportPage(site: SiteView, view: ReportView): string {
  const words = wordsOf(site.language);
  /** For the site's own words inside a report in another language. */
  const ours = languageAttributes(site.language, view.language);
  // Where there is room, the label beside the text says so once, and not every note again.
  const isUnchecked = view.facts.confirmed_count === 0;
  const classes = ["report", isUnchecked && "is-unchecked", view.picture === null && "is-bare"].filter(
    (name) => name !== false,
  );
  const body = html`${earlierBanner(words, view)}<article class="${classes.join(" ")}"${languageAttributes(view.language, site.language)}>
${head(words, view, ours)}${factsLabel(words, view.facts, ours)}${leadPicture(words, view, ours)}${view.blocks.map(
  (block) => html`${block.html}
${blockNotes(words, block.claims, ours)}`,
)}</article>
<div class="after">
${corrections(words, view)}${related(words, view)}${ask(words, view)}</div>`;
  return layout(site, {
    title: view.headline,
    description: view.standfirst === null ? null : shorten(view.standfirst, 200),
    href: view.href,
    kind: "report",
    head: html`${alternates(site, view)}${jsonLd(newsArticle(site, view))}`,
    isUnlisted: view.earlierVersion !== null,
    body,
  });
}

function earlierBanner(words: Words, view: ReportView): Html | null {
  const earlier = view.earlierVersion;
  if (!earlier) return null;
  return html`<p class="banner">${words.rich("report.earlier", {
    number: earlier.number,
    time: minuteOf(words, earlier.publishedAt),
    present: html`<a href="${earlier.presentHref}">${words.text("report.present")}</a>`,
  })}</p>
`;
}

function head(words: Words, view: ReportView, ours: Html | null): Html {
  return html`<header>
<p class="kicker"${ours}><span class="label is-${view.label}">${words.text(`label.${view.label}`)}</span>${view.topics.map(
    (topic) => html` <a href="${topic.href}">${topic.title}</a>`,
  )}</p>
<h1>${view.headline}</h1>
${
  view.standfirst !== null &&
  html`<p class="standfirst">${view.standfirst}</p>
`
}<div class="meta"${ours}>${
    view.byline !== null && html`<p>${words.rich("report.by", { byline: linkedByline(view.byline, view.authors) })}</p>`
  }<p>${join(times(words, view), " · ")}</p></div>
</header>
`;
}

function times(words: Words, view: ReportView): Content[] {
  const corrected = view.corrections.length;
  return [
    view.dateline === null ? null : html`<bdi class="dateline">${view.dateline}</bdi>`,
    words.rich("report.published", { time: minuteOf(words, view.publishedAt) }),
    view.updatedAt && words.rich("report.updated", { time: minuteOf(words, view.updatedAt) }),
    corrected > 0 && html`<a href="#corrections">${words.text("report.corrected", { count: corrected })}</a>`,
    languageNote(words, view.language),
    view.translations.length > 0 &&
      words.rich("report.translations", { languages: words.richList(view.translations.map(translationLink)) }),
  ];
}

function translationLink({ language, href }: TranslationView): Html {
  return html`<a href="${href}" lang="${language}" hreflang="${language}"><bdi>${ownNameOf(language)}</bdi></a>`;
}

/** For search engines: this report in each of its languages, itself among them, and which one to offer everybody else. */
function alternates(site: SiteView, view: ReportView): Html | null {
  if (view.translations.length === 0) return null;
  const all = [{ language: view.language, href: view.href }, ...view.translations];
  const others = all.find(({ language }) => language === site.language)?.href ?? view.originalHref ?? view.href;
  return html`${[...all, { language: "x-default", href: others }].map(
    ({ language, href }) => html`<link rel="alternate" hreflang="${language}" href="${addressOf(site, href)}">
`,
  )}`;
}

/** The byline as printed, in which the authors' names lead to their pages. */
function linkedByline(byline: string, authors: readonly Link[]): Html {
  const found = authors
    .map((author) => ({ author, from: byline.indexOf(author.title) }))
    .filter(({ author, from }) => from >= 0 && author.title !== "")
    .sort((a, b) => a.from - b.from || b.author.title.length - a.author.title.length);
  const pieces: Content[] = [];
  let done = 0;
  for (const { author, from } of found) {
    if (from < done) continue;
    pieces.push(byline.slice(done, from), html`<a rel="author" href="${author.href}">${author.title}</a>`);
    done = from + author.title.length;
  }
  return html`<bdi>${pieces}${byline.slice(done)}</bdi>`;
}

function leadPicture(words: Words, view: ReportView, ours: Html | null): Html | null {
  const picture =
    view.picture && pictureElement(view.picture, { sizes: "(min-width: 64rem) 38rem, 100vw", isLead: true });
  const caption = view.picture ?? view.missingPicture;
  const line = caption && captionLine(words, caption, ours);
  if (picture)
    return html`<figure>${picture}${line && html`<figcaption>${line}</figcaption>`}</figure>
`;
  return (
    line &&
    html`<p class="missing"><b${ours}>${words.text("report.missingPicture")}</b> ${line}</p>
`
  );
}

function corrections(words: Words, view: ReportView): Html | null {
  if (view.corrections.length === 0) return null;
  return html`<section id="corrections"><h2>${words.text("corrections.title")}</h2>
${correctionList(words, view.corrections, { withReport: false })}</section>
`;
}

function related(words: Words, view: ReportView): Html | null {
  if (view.related.length === 0 && view.relatedElsewhere.length === 0) return null;
  return html`<section class="related"><h2>${words.text("report.more")}</h2>
${view.related.map((line) => reportLine(words, line, { form: "line", level: 3, why: whyNear(words, line) }))}${
  view.relatedElsewhere.length > 0 &&
  html`<h3>${words.text("report.elsewhere")}</h3><ul>${view.relatedElsewhere.map((title) => html`<li><bdi>${title}</bdi></li>`)}</ul>
`
}</section>
`;
}

function whyNear(words: Words, { why }: RelatedView): string {
  if (why.kind === "text") return words.text("why.text");
  return why.name === null ? words.text(`why.${why.kind}.unnamed`) : words.text(`why.${why.kind}`, { name: why.name });
}

function ask(words: Words, view: ReportView): Html {
  return html`<section class="ask" aria-labelledby="ask"><h2 id="ask">${words.text("ask.title")}</h2>
<p dir="auto">${view.supportCall ?? words.text("ask.line")}</p>
<p><a class="button" href="${PATHS.support}">${words.text("ask.give")}</a> <a href="${PATHS.ledger}">${words.text("ask.books")}</a></p></section>
`;
}

/** The report for search engines (schema.org NewsArticle). */
function newsArticle(site: SiteView, view: ReportView): object {
  const kinds = { report: "ReportageNewsArticle", analysis: "AnalysisNewsArticle", opinion: "OpinionNewsArticle" };
  const picture = view.picture?.variants.at(-1)?.sizes.at(-1);
  return {
    "@context": "https://schema.org",
    "@type": kinds[view.label],
    headline: view.headline,
    inLanguage: view.language,
    datePublished: view.publishedAt.toISOString(),
    dateModified: (view.updatedAt ?? view.publishedAt).toISOString(),
    url: addressOf(site, view.href),
    ...(picture ? { image: addressOf(site, picture.href) } : {}),
    ...(view.authors.length > 0
      ? {
          author: view.authors.map(({ title, href }) => ({
            "@type": "Person",
            name: title,
            url: addressOf(site, href),
          })),
        }
      : {}),
    publisher: { "@type": "NewsMediaOrganization", name: site.name, url: `${site.url}/` },
  };
}
