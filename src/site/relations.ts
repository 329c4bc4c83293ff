import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";
import type { RelationView } from "./views.ts";

/**
 * "Disputed by 4 and 9": one paragraph for each kind of relation. On the report's page (`note`) the numbers lead to
 * notes of the same page, elsewhere (`page`) to the claims' own pages.
 */
export function relationLines(words: Words, relations: readonly RelationView[], place: "note" | "page"): Html[] {
  const groups = Map.groupBy(relations, (relation) => `relation.${relation.type}.${relation.direction}` as const);
  return [...groups].map(([key, group]) => {
    const claims = words.richList(group.map((relation) => otherClaim(words, relation, place)));
    return html`<p>${words.rich(key, { claims })}</p>`;
  });
}

function otherClaim(words: Words, { claim }: RelationView, place: "note" | "page"): Html {
  const number = words.text("correction.claim", { number: claim.number });
  if (claim.headline === null) {
    return place === "note"
      ? html`<a href="#note-${claim.number}">${claim.number}</a>`
      : html`<a href="${claim.href}">${number}</a>`;
  }
  return html`<a href="${claim.href}">${words.rich("relation.elsewhere", {
    claim: number,
    headline: html`<bdi>${claim.headline}</bdi>`,
  })}</a>`;
}
