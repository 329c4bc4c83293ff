import { type Content, type Html, html, join } from "../platform/html.ts";
import { shorten } from "../platform/text.ts";
import { correctionList } from "./corrections.ts";
import { factsLabel } from "./facts.ts";
import { jsonLd, reportThing } from "./json-ld.ts";
import { languageAttributes, languageNote, layout } from "./layout.ts";
import { ownNameOf, type Words, wordsOf } from "./messages.ts";
import { blockNotes } from "./notes.ts";
import { addressOf, PATHS, reportParts } from "./paths.ts";
import { captionLine, pictureElement } from "./picture.ts";
import { reportLine } from "./report-line.ts";
import { socialOfReport } from "./social-tags.ts";
import { minuteOf } from "./times.ts";
import type { CorrectionView, Link, RelatedView, ReportView, SiteView, TranslationView } from "./views.ts";

/**
 * A report with all its parts: head, sourcing facts, picture, body with notes, corrections, related reports, the ask.
 * The words around the report are in the site's language, the report in its own.
 */
export function reportPage(site: SiteView, view: ReportView): string {
  const words = wordsOf(site.language, site.timeZone);
  /** For the site's own words inside a report in another language. */
  const ours = languageAttributes(site.language, view.language);
  // Where there is room, the label beside the text says so once, and not every note again.
  const isUnchecked = view.facts.confirmed_count === 0;
  const classes = [
    "report",
    isUnchecked && "is-unchecked",
    view.picture === null && "is-bare",
    view.retraction && "is-retracted",
  ].filter((name) => typeof name === "string");
  const [grave, slight] = byGravity(view);
  const body = html`${retractionBanner(words, view)}${earlierBanner(words, view)}<article class="${classes.join(" ")}"${languageAttributes(view.language, site.language)}>
${head(words, view, ours)}${factsLabel(words, view.facts, ours)}${correctionsAbove(words, grave, ours)}${leadPicture(words, view, ours)}${view.blocks.map(
  (block) => html`${block.html}
${blockNotes(words, block.claims, ours, view.corrections)}`,
)}</article>
<div class="after">
${share(site, words, view)}${correctionsBelow(words, view, slight, grave.length === 0)}${about(words, view)}${related(words, view)}${ask(words, view)}</div>`;
  return layout(site, {
    title: view.retraction ? words.text("retraction.titled", { headline: view.headline }) : view.headline,
    description: view.standfirst === null ? null : shorten(view.standfirst, 200),
    href: view.href,
    kind: view.isRich ? "rich-report" : "report",
    social: socialOfReport(site, view),
    head: html`${alternates(site, view)}${machineLinks(view)}${jsonLd(reportThing(site, view))}`,
    isUnlisted: view.earlierVersion !== null,
    body,
  });
}

/** The claims with their chains and places, for programs; an earlier version has none of its own. */
function machineLinks(view: ReportView): Html | null {
  if (view.earlierVersion !== null) return null;
  return html`<link rel="alternate" href="${reportParts.provenance(view.href)}" type="application/ld+json">
`;
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
<p class="kicker"${ours}>${
    view.retraction && html`<b class="label is-opinion">${words.text("retraction.title")}</b> `
  }<span class="label is-${view.label}">${words.text(`label.${view.label}`)}</span>${view.topics.map(
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
${tools(words, ours)}</header>
`;
}

/** What the script does on request. Without script they are not there, and their room is kept until it has come. */
function tools(words: Words, ours: Html | null): Html {
  const button = (choice: "marks" | "reading" | "times", isOn: boolean) =>
    html`<button type="button" data-choice="${choice}" aria-pressed="${String(isOn)}">${words.text(`tools.${choice}`)}</button>`;
  return html`<div class="tools" role="group" aria-label="${words.text("tools.label")}"${ours}>${button("marks", true)}${button("reading", false)}${button("times", false)}</div>
`;
}

function times(words: Words, view: ReportView): Content[] {
  const corrected = view.corrections.filter((each) => each.version !== view.retraction?.version).length;
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

/**
 * Corrections of substance stand above the text, clarifications and updates below it. What withdraws the whole report
 * stands above everything, and not again among them.
 */
function byGravity(view: ReportView): [CorrectionView[], CorrectionView[]] {
  const rest = view.corrections.filter((correction) => correction.version !== view.retraction?.version);
  const isGrave = ({ kind }: CorrectionView) => kind === "correction" || kind === "retraction";
  return [rest.filter(isGrave), rest.filter((correction) => !isGrave(correction))];
}

function retractionBanner(words: Words, { retraction }: ReportView): Html | null {
  return (
    retraction &&
    html`<section class="banner is-grave" aria-labelledby="retraction"><h2 id="retraction">${words.text("retraction.title")}</h2>
<p dir="auto">${retraction.note}</p>
<p>${words.text("retraction.about")} ${words.rich("retraction.when", { time: minuteOf(words, retraction.publishedAt) })}</p></section>
`
  );
}

function correctionsAbove(words: Words, corrections: readonly CorrectionView[], ours: Html | null): Html | null {
  if (corrections.length === 0) return null;
  return html`<section class="banner" id="corrections" aria-label="${words.text("corrections.title")}"${ours}>
${correctionList(words, corrections, { withReport: false })}</section>
`;
}

function correctionsBelow(
  words: Words,
  view: ReportView,
  corrections: readonly CorrectionView[],
  isFirst: boolean,
): Html | null {
  const all =
    view.versionsHref !== null &&
    html`<p class="meta"><a href="${view.versionsHref}">${words.text("versions.link")}</a></p>
`;
  if (corrections.length === 0) return all ? html`${all}` : null;
  return html`<section${isFirst && html` id="corrections"`}><h2>${words.text("corrections.slight")}</h2>
${correctionList(words, corrections, { withReport: false })}${all}</section>
`;
}

/** Plain links, which work everywhere; the script adds the system's own sheet. */
function share(site: SiteView, words: Words, view: ReportView): Html {
  const address = addressOf(site, view.href);
  const mail = `mailto:?subject=${encodeURIComponent(view.headline)}&body=${encodeURIComponent(address)}`;
  return html`<p class="share meta"><b>${words.text("share.title")}</b> <a href="${mail}">${words.text("share.mail")}</a> <a href="${address}">${words.text("share.address")}</a> <span class="tools"><button type="button" data-share="${address}" data-done="${words.text("share.done")}">${words.text("share.sheet")}</button></span></p>
`;
}

function about(words: Words, view: ReportView): Html | null {
  if (view.entities.length === 0) return null;
  const names = view.entities.map(({ href, title }) => html`<a href="${href}"><bdi>${title}</bdi></a>`);
  return html`<p class="about">${words.rich("report.about", { names: join(names, " · ") })}</p>
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
