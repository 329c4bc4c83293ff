import { type Html, html, join } from "../platform/html.ts";
import { languageAttributes } from "./layout.ts";
import type { Words } from "./messages.ts";
import { standingWords } from "./notes.ts";
import { relationLines } from "./relations.ts";
import { dayOf } from "./times.ts";
import type { ClaimView, ReportLink, SourceClaimView } from "./views.ts";

/** Claims of several reports as a list: the words with their mark, what they stand on, where they were printed. */
export function claimList(words: Words, claims: readonly SourceClaimView[]): Html {
  return html`<ol class="claims">
${claims.map(
  ({
    claim,
    report,
    publishedAt,
  }) => html`<li><p class="text"${languageAttributes(report.language, words.language)}><a href="${claim.href}">${markedClaim(claim)}</a></p>
<div class="meta"><p>${join(
    [
      standingWords(words, claim),
      html`<a href="${report.href}"${lang(words, report)}><bdi>${report.title}</bdi></a>`,
      dayOf(words, publishedAt),
    ],
    " · ",
  )}</p>${relationLines(words, claim.relations, "page")}</div></li>
`,
)}</ol>
`;
}

/** The language of a headline within a line of ours, which keeps its own direction. */
function lang(words: Words, report: ReportLink): Html | null {
  return report.language === words.language ? null : html` lang="${report.language}"`;
}

/** A claim's words under the mark of its standing, in quote marks where they were said so. */
export function markedClaim(claim: Pick<ClaimView, "form" | "standing" | "text">): Html {
  const mark = html`<mark class="claim ${claim.standing}">${claim.text}</mark>`;
  return claim.form === "direct" ? html`<q>${mark}</q>` : mark;
}
