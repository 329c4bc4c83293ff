import type { SourceKind } from "../attribution/types.ts";
import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";
import type { HopView } from "./views.ts";

/**
 * A claim's way to us in one line: us, the nearest source, ..., the root. The arrows between are drawn by the style sheet
 * and turn with the direction of writing.
 */
export function chainLine(words: Words, hops: readonly HopView[]): Html {
  return html`<ol class="chain" aria-label="${words.text("chain.label")}"><li>${words.text("chain.us")}</li>${hops.map(
    (hop, index) => html`<li class="${hopClass(hop, index === hops.length - 1)}">${hopName(words, hop)}</li>`,
  )}</ol>`;
}

/** The same way, drawn large: us on top, the root at the bottom, each hop with what it is. */
export function chainDrawing(words: Words, us: string, hops: readonly HopView[]): Html {
  return html`<ol class="drawing" aria-label="${words.text("chain.label")}">
<li class="us"><b>${words.text("claim.us", { name: us })}</b></li>
${hops.map((hop, index) => drawnHop(words, hop, index === hops.length - 1))}</ol>`;
}

function drawnHop(words: Words, hop: HopView, isRoot: boolean): Html {
  const kind = words.text(`kind.${hop.kind}`);
  return html`<li class="${hopClass(hop, isRoot)}"><b>${hopName(words, { ...hop, role: null })}</b>
<span>${hop.role === null ? kind : html`<bdi>${hop.role}</bdi>`}${isRoot && html` · ${words.text("claim.root")}`}</span>
${hop.reasonForAnonymity !== null && html`<q>${words.rich("note.reason", { reason: html`<bdi>${hop.reasonForAnonymity}</bdi>` })}</q>`}</li>
`;
}

/** The name with the role after it, linked to the source's page where it has one. */
function hopName(words: Words, hop: HopView): Html {
  const name =
    hop.href === null ? html`<bdi>${hop.name}</bdi>` : html`<a href="${hop.href}"><bdi>${hop.name}</bdi></a>`;
  return hop.role === null ? name : words.rich("chain.role", { name, role: html`<bdi>${hop.role}</bdi>` });
}

function hopClass(hop: HopView, isRoot: boolean): string {
  return isRoot ? `${shapeOf(hop.kind)} root` : shapeOf(hop.kind);
}

/** Which outline a source gets: those that can be looked up, those that can be asked, those that nobody can find. */
function shapeOf(kind: SourceKind): "paper" | "body" | "masked" | "fog" {
  switch (kind) {
    case "document":
    case "dataset":
      return "paper";
    case "anonymous":
    case "group":
      return "masked";
    case "vague":
      return "fog";
    case "person":
    case "official_body":
    case "organisation":
    case "outlet":
      return "body";
  }
}
