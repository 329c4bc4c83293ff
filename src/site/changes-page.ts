import { type Html, html, join } from "../platform/html.ts";
import { countChanges, isUnchanged, type Passage } from "../reports/difference.ts";
import { correctionList } from "./corrections.ts";
import { languageAttributes, layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { minuteOf } from "./times.ts";
import type { ChangesView, SiteView } from "./views.ts";

// What stands around a change helps to place it; what lies further off is folded.
const AROUND = 1;

/**
 * What changed between two versions, word by word. What was put in and taken out is told by shape (a thick line below,
 * a line through) and, for those who listen, in words before and after it. What stayed is folded, save what stands
 * right beside a change.
 */
export function changesPage(site: SiteView, view: ChangesView): string {
  const words = wordsOf(site.language, site.timeZone);
  const isStep = view.to.number - view.from.number === 1;
  const title = isStep
    ? words.text("changes.title", { number: view.to.number, headline: view.report.title })
    : words.text("changes.titleAll", { headline: view.report.title });
  const body = html`<header class="page">
<p class="kicker"><a href="${view.versionsHref}">${words.text("versions.link")}</a></p>
<h1 dir="auto">${title}</h1>
<p class="meta">${words.rich("changes.between", {
    from: words.number(view.from.number),
    fromTime: minuteOf(words, view.from.publishedAt),
    to: words.number(view.to.number),
    toTime: minuteOf(words, view.to.publishedAt),
  })}</p>
<p>${summary(words, view)}</p>
${isStep && view.to.corrections.length > 0 && correctionList(words, view.to.corrections, { withReport: false, withChanges: false })}</header>
<div class="changes"${languageAttributes(view.language, site.language)}>
${parts(words, view, languageAttributes(site.language, view.language))}</div>
${ways(words, view)}`;
  return layout(site, { title, description: view.report.title, href: view.href, kind: "changes", body });
}

function summary(words: Words, view: ChangesView): Html {
  const { added, removed } = countChanges(view.passages, view.language);
  if (view.passages.every(isUnchanged)) return html`${words.text("changes.none")}`;
  return html`${words.list([words.text("changes.removed", { count: removed }), words.text("changes.added", { count: added })])}`;
}

function parts(words: Words, view: ChangesView, ours: Html | null): Html[] {
  return (["headline", "standfirst", "text"] as const).flatMap((part) => {
    const passages = view.passages.filter((passage) => passage.part === part);
    if (passages.length === 0) return [];
    return [
      html`<section><h2${ours}>${words.text(`changes.${part}`)}</h2>
${folded(passages).map((group) => drawGroup(words, group, ours))}</section>
`,
    ];
  });
}

interface Group {
  readonly passages: readonly Passage[];
  readonly isFolded: boolean;
}

/** Passages in a row that are folded together, or shown. */
function folded(passages: readonly Passage[]): Group[] {
  const isNear = (at: number) =>
    passages.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((passage) => !isUnchanged(passage));
  const groups: { passages: Passage[]; isFolded: boolean }[] = [];
  passages.forEach((passage, at) => {
    const isFolded = passage.part === "text" && !isNear(at);
    const group = groups.at(-1);
    if (group && group.isFolded === isFolded) group.passages.push(passage);
    else groups.push({ passages: [passage], isFolded });
  });
  return groups;
}

function drawGroup(words: Words, group: Group, ours: Html | null): Html {
  const drawn = group.passages.map((passage) => drawPassage(words, passage, ours));
  if (!group.isFolded) return html`${drawn}`;
  return html`<details><summary${ours}>${words.text("changes.unchanged", { count: group.passages.length })}</summary>
${drawn}</details>
`;
}

function drawPassage(words: Words, { pieces }: Passage, ours: Html | null): Html {
  const said = (key: "addition" | "additionEnd" | "removal" | "removalEnd") =>
    html`<span class="unseen"${ours}> ${words.text(`changes.${key}`)} </span>`;
  return html`<p>${pieces.map(({ kind, text }) => {
    if (kind === "added") return html`<ins>${said("addition")}${text}${said("additionEnd")}</ins>`;
    if (kind === "removed") return html`<del>${said("removal")}${text}${said("removalEnd")}</del>`;
    return text;
  })}</p>
`;
}

function ways(words: Words, view: ChangesView): Html {
  const links = [
    view.newerHref !== null && html`<a rel="next" href="${view.newerHref}">${words.text("changes.newer")}</a>`,
    view.olderHref !== null && html`<a rel="prev" href="${view.olderHref}">${words.text("changes.older")}</a>`,
    html`<a href="${view.report.href}">${words.text("report.present")}</a>`,
  ];
  return html`<nav class="pager" aria-label="${words.text("pager.label")}">${join(links)}</nav>
`;
}
