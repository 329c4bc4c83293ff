import { type Html, html } from "../platform/html.ts";
import type { Standing } from "../sourcing/standing.ts";
import type { Words } from "./messages.ts";
import { PATHS } from "./paths.ts";
import type { FactsView } from "./views.ts";

/**
 * The sourcing-facts label. Folded to one line where there is no room beside the text, always open where there is.
 * `attributes` go onto the element.
 */
export function factsLabel(words: Words, facts: FactsView, attributes: Html | null): Html {
  const hasCounts = facts.claims_count + facts.unsourcedSentences_count > 0;
  return html`<details class="facts"${attributes}><summary><b>${words.text("facts.title")}</b> <span>${factsInOneLine(words, facts)}</span></summary><div>
<header><h2>${words.text("facts.title")}</h2>
<p class="sum">${factsInOneLine(words, facts)}</p></header>
${hasCounts && factsCounts(words, facts)}<div>${inWords(words, facts)}<p><a href="${PATHS.howToRead}">${words.text("facts.how")}</a></p></div></div></details>
`;
}

type Counts = Pick<FactsView, "byStanding" | "unsourcedSentences_count">;

/** Which standings are told with a name or can be looked up, and which are not. */
export const ON_RECORD: readonly Standing[] = ["named", "document", "own"];
export const OFF_RECORD: readonly Standing[] = ["relayed", "anonymous", "vague"];

/** The counts alone: on the record, off the record, nobody's. */
export function factsCounts(words: Words, facts: Counts): Html {
  return html`<dl>
${group(words, facts, "facts.onRecord", ON_RECORD)}${group(words, facts, "facts.offRecord", OFF_RECORD)}${nobody(words, facts)}</dl>
`;
}

/** "17 claims from 6 to 8 independent roots" */
export function factsInOneLine(words: Words, facts: Pick<FactsView, "claims_count" | "roots">): string {
  if (facts.claims_count === 0) return words.text("facts.noClaims");
  const claims = words.text("facts.claims", { count: facts.claims_count });
  const { min, max } = facts.roots;
  if (max === 0) return claims;
  const roots =
    min === max ? words.text("facts.roots", { count: max }) : words.text("facts.rootsBetween", { min, max });
  return words.text("facts.from", { claims, roots });
}

function group(
  words: Words,
  facts: Counts,
  title: "facts.onRecord" | "facts.offRecord",
  standings: readonly Standing[],
): Html {
  const sum = standings.reduce((total, standing) => total + facts.byStanding[standing], 0);
  const rows = standings.map((standing) => row(words, standing, facts.byStanding[standing]));
  return html`<div class="group"><dt>${words.text(title)}</dt><dd>${words.number(sum)}</dd></div>
${rows}`;
}

function nobody(words: Words, facts: Counts): Html {
  const sentences_count = facts.unsourcedSentences_count;
  const claims_count = facts.byStanding.unsourced;
  return html`<div class="group"><dt>${words.text("facts.nobody")}</dt><dd>${words.number(claims_count + sentences_count)}</dd></div>
${row(words, "unsourced", claims_count)}${
  sentences_count > 0 &&
  html`<div><dt><i class="sign unsourced">\u2003\u2003</i>${words.text("facts.sentences")}</dt><dd>${words.number(sentences_count)}</dd></div>
`
}`;
}

function row(words: Words, standing: Standing, count: number): Html | null {
  if (count === 0) return null;
  return html`<div><dt>${standingSign(standing)}${words.text(`standing.${standing}.row`)}</dt><dd>${words.number(count)}</dd></div>
`;
}

/** The line by which a standing's claims are marked, alone. */
export function standingSign(standing: Standing): Html {
  return html`<i class="sign ${standing}">\u2003\u2003</i>`;
}

function inWords(words: Words, facts: FactsView): Html {
  return html`${facts.singleOrigins.map((origin) => {
    const count = origin.claimNumbers.length;
    const numbers = claimLinks(words, origin.claimNumbers);
    const told = words.rich("facts.singleOrigin", {
      outlets: words.richList(origin.outlets.map((outlet) => html`<bdi>${outlet}</bdi>`)),
      root: html`<bdi>${origin.root}</bdi>`,
    });
    return html`<p>${told} ${count > 0 && words.rich("facts.singleOriginClaims", { numbers }, count)}</p>
`;
  })}${
    facts.circularClaimNumbers.length > 0 &&
    html`<p>${words.rich(
      "facts.circular",
      { numbers: claimLinks(words, facts.circularClaimNumbers) },
      facts.circularClaimNumbers.length,
    )}</p>
`
  }${
    facts.anonymous.length > 0 &&
    html`<p>${words.text("facts.anonymous")}</p><ul>${facts.anonymous.map(({ name, reason }) => {
      const key = reason === null ? "facts.anonymousNoReason" : "facts.anonymousReason";
      return html`<li>${words.rich(key, { name: html`<bdi>${name}</bdi>`, reason: html`<bdi>${reason}</bdi>` })}</li>`;
    })}</ul>
`
  }${
    facts.claims_count > 0 &&
    html`<p>${confirmation(words, facts)}</p>
`
  }`;
}

function claimLinks(words: Words, numbers: readonly number[]): Html {
  return words.richList(numbers.map((number) => html`<a href="#note-${number}">${number}</a>`));
}

function confirmation(words: Words, facts: FactsView): string {
  if (facts.confirmed_count === facts.claims_count) return words.text("facts.confirmedAll");
  if (facts.confirmed_count === 0) return words.text("facts.confirmedNone");
  return words.text("facts.confirmedSome", { count: facts.confirmed_count });
}
