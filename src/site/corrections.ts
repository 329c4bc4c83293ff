import { type Html, html, join } from "../platform/html.ts";
import { languageAttributes } from "./layout.ts";
import type { Words } from "./messages.ts";
import { minuteOf } from "./times.ts";
import type { CorrectionView } from "./views.ts";

/** Corrections as a list: kind, when, which claim, the note, the version before. `withReport` names the report too; `withChanges` leads to what it changed. */
export function correctionList(
  words: Words,
  corrections: readonly CorrectionView[],
  options: { withReport: boolean; withChanges?: boolean },
): Html {
  return html`<ol class="corrections">
${corrections.map((correction) => entry(words, correction, options.withReport, options.withChanges ?? true))}</ol>
`;
}

function entry(words: Words, correction: CorrectionView, withReport: boolean, withChanges: boolean): Html {
  const claim =
    correction.claim &&
    html`<a href="${correction.claim.href}">${words.text("correction.claim", { number: correction.claim.number })}</a>`;
  const head = [
    html`<b class="${correction.kind}">${words.text(`correction.${correction.kind}`)}</b>`,
    minuteOf(words, correction.publishedAt),
    claim,
  ];
  return html`<li${!withReport && html` id="correction-${correction.version}"`}>${
    withReport &&
    html`<h3${languageAttributes(correction.report.language, words.language)}><a href="${correction.report.href}">${correction.report.title}</a></h3>
`
  }<p class="meta">${join(head, " · ")}</p>
<p dir="auto">${correction.note}</p>
<p class="meta">${
    withChanges && html`<a href="${correction.changesHref}">${words.text("correction.changes")}</a> · `
  }<a href="${correction.earlierVersionHref}">${words.text("correction.before")}</a></p></li>
`;
}
