import { type Html, html } from "../platform/html.ts";
import { chainLine } from "./chain.ts";
import type { Words } from "./messages.ts";
import { relationLines } from "./relations.ts";
import { dayOf } from "./times.ts";
import type { ClaimView, CorrectionView, HopView } from "./views.ts";

/**
 * The notes to one block of the body, after it: folded where there is no room beside the text, always open where there
 * is (the style sheet does that). One line of the folded form names each claim's standing.
 */
export function blockNotes(
  words: Words,
  claims: readonly ClaimView[],
  attributes: Html | null,
  corrections: readonly CorrectionView[] = [],
): Html | null {
  if (claims.length === 0) return null;
  // Said once where it is true of all: a page fresh from intake would otherwise say little else.
  const isUnchecked = claims.every((claim) => !claim.isConfirmed);
  return html`<details class="notes"${attributes}><summary>${claims.map((claim) => folded(words, claim))}</summary><ol>
${sameWay(claims).map((group) => note(words, group, isUnchecked, corrections))}</ol>${isUnchecked && unchecked(words)}</details>
`;
}

/** What a claim stands on, in words, with the stance where it is not plainly said. */
export function standingWords(words: Words, claim: Pick<ClaimView, "standing" | "stance">): string {
  const standing = words.text(`standing.${claim.standing}`);
  return claim.stance === "asserts"
    ? standing
    : words.text("standing.withStance", { standing, stance: words.text(`stance.${claim.stance}`) });
}

function folded(words: Words, claim: ClaimView): Html {
  return html`<span><b>${claim.number}</b> ${words.text(`standing.${claim.standing}`)}</span> `;
}

/** Claims in a row that came the same way, so that the way is drawn once for all of them. */
function sameWay(claims: readonly ClaimView[]): ClaimView[][] {
  const groups: ClaimView[][] = [];
  for (const claim of claims) {
    const group = groups.at(-1);
    const before = group?.[0];
    if (group && before && before.chain.length > 0 && isSameChain(before.chain, claim.chain)) group.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

function isSameChain(one: readonly HopView[], other: readonly HopView[]): boolean {
  return (
    one.length === other.length &&
    one.every((hop, index) => {
      const there = other[index];
      return hop.href === there?.href && hop.name === there.name && hop.kind === there.kind && hop.role === there.role;
    })
  );
}

function note(
  words: Words,
  claims: readonly ClaimView[],
  isSaidBelow: boolean,
  corrections: readonly CorrectionView[],
): Html {
  const [first] = claims;
  return html`<li>${claims.map((claim) =>
    noteHead(
      words,
      claim,
      isSaidBelow,
      corrections.filter((correction) => correction.claim?.number === claim.number),
    ),
  )}${first && first.chain.length > 0 && chainLine(words, first.chain)}${first && reasonsOf(words, first)}</li>
`;
}

function noteHead(words: Words, claim: ClaimView, isSaidBelow: boolean, corrections: readonly CorrectionView[]): Html {
  return html`<div id="note-${claim.number}"><a class="number" href="#claim-${claim.number}" aria-label="${words.text("note.back", { number: claim.number })}">${claim.number}</a> <a class="standing" href="${claim.href}">${standingWords(words, claim)}</a>
${corrections.map((correction) => touched(words, correction))}${relationLines(words, claim.relations, "note")}${!claim.isConfirmed && !isSaidBelow && unchecked(words)}</div>
`;
}

/** That a correction touched the claim, and the way to it. */
function touched(words: Words, { kind, version, publishedAt }: CorrectionView): Html {
  const when = words.rich(`correction.of.${kind}`, { time: dayOf(words, publishedAt) });
  return html`<p><a href="#correction-${version}">${when}</a></p>
`;
}

function unchecked(words: Words): Html {
  return html`<p>${words.text("note.unconfirmed")}</p>`;
}

function reasonsOf(words: Words, claim: ClaimView): Html[] {
  const unnamed = claim.chain.filter((hop) => hop.reasonForAnonymity !== null);
  return unnamed.map((hop) => {
    const reason = html`<bdi>${hop.reasonForAnonymity}</bdi>`;
    const line =
      unnamed.length === 1
        ? words.rich("note.reason", { reason })
        : words.rich("note.reasonOf", { name: html`<bdi>${hop.name}</bdi>`, reason });
    return html`<p>${line}</p>`;
  });
}
