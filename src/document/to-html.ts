import type { Mark, Node } from "prosemirror-model";
import { type Html, html, trusted } from "../platform/html.ts";
import { isSafeHref, schema } from "./schema.ts";

/** How a page draws a claim: its number within the report, and the class that says on what it stands. */
export interface ClaimDrawing {
  readonly number: number;
  readonly standing: string;
}

export interface Block {
  readonly html: Html;
  /** The numbers of the claims whose last piece stands in this block, in order. */
  readonly claimNumbers: readonly number[];
}

/**
 * The document as HTML, one piece a top-level block. A claim's pieces are `<mark class="claim STANDING">`, the first
 * with `id="claim-N"`, the last followed by a link to its note; a sentence without a source is
 * `<span class="unsourced">`. Claims that `claims` does not know are printed as plain words. Everything is escaped.
 */
export function toBlocks(doc: Node, claims: ReadonlyMap<string, ClaimDrawing>): Block[] {
  const left = new Map<string, number>();
  doc.descendants((node) => {
    for (const mark of node.marks) if (claims.has(keyOf(mark))) left.set(keyOf(mark), (left.get(keyOf(mark)) ?? 0) + 1);
  });
  const begun = new Set<string>();
  const blocks: Block[] = [];
  doc.forEach((node) => {
    const numbers: number[] = [];
    blocks.push({
      html: drawBlock(node, { claims, left, begun, numbers }),
      claimNumbers: numbers.sort((a, b) => a - b),
    });
  });
  return blocks;
}

/** The whole document as plain HTML without claims' notes, for feeds and exports. */
export function toPlainHtml(doc: Node): string {
  return toBlocks(doc, new Map())
    .map((block) => block.html.toString())
    .join("\n");
}

interface Drawing {
  readonly claims: ReadonlyMap<string, ClaimDrawing>;
  /** How many text nodes of each claim are not drawn yet; at zero its note's link follows. */
  readonly left: Map<string, number>;
  /** The claims whose first piece is drawn, and so their `id`. */
  readonly begun: Set<string>;
  readonly numbers: number[];
}

function drawBlock(node: Node, drawing: Drawing): Html {
  switch (node.type.name) {
    case "paragraph":
      return trusted(`<p>${drawInline(node, drawing)}</p>`);
    case "heading": {
      const level = Math.min(Math.max(Number(node.attrs.level), 2), 4);
      return trusted(`<h${level}>${drawInline(node, drawing)}</h${level}>`);
    }
    case "blockquote":
      return trusted(`<blockquote>${drawChildren(node, drawing)}</blockquote>`);
    case "bullet_list":
      return trusted(`<ul>${drawChildren(node, drawing)}</ul>`);
    case "ordered_list":
      return trusted(`<ol start="${Number(node.attrs.start)}">${drawChildren(node, drawing)}</ol>`);
    case "list_item":
      return trusted(`<li>${drawChildren(node, drawing)}</li>`);
    case "rule":
      return trusted("<hr>");
    default:
      throw new Error(`broken invariant: the schema has no block "${node.type.name}"`);
  }
}

function drawChildren(node: Node, drawing: Drawing): string {
  let out = "";
  node.forEach((child) => {
    out += drawBlock(child, drawing).toString();
  });
  return out;
}

interface Leaf {
  readonly html: string;
  readonly marks: readonly Mark[];
}

function drawInline(parent: Node, drawing: Drawing): string {
  const leaves: Leaf[] = [];
  parent.forEach((node) => {
    const text = node.type === schema.nodes.hard_break ? "<br>" : html`${node.text ?? ""}`.toString();
    leaves.push({ html: text, marks: outermostFirst(node.marks, drawing) });
  });
  return drawLeaves(leaves, 0, drawing);
}

/** Draws leaves whose first `depth` marks are open already: the longest run that shares the next mark goes into it. */
function drawLeaves(leaves: readonly Leaf[], depth: number, drawing: Drawing): string {
  let out = "";
  for (let from = 0; from < leaves.length; ) {
    const mark = leaves[from]?.marks[depth];
    let to = from + 1;
    if (!mark) {
      out += leaves[from]?.html ?? "";
    } else {
      while (to < leaves.length && leaves[to]?.marks[depth]?.eq(mark)) to++;
      out += drawMark(mark, leaves.slice(from, to), depth, drawing);
    }
    from = to;
  }
  return out;
}

function drawMark(mark: Mark, leaves: readonly Leaf[], depth: number, drawing: Drawing): string {
  const inner = () => drawLeaves(leaves, depth + 1, drawing);
  switch (mark.type.name) {
    case "claim":
      return drawClaim(keyOf(mark), leaves.length, inner, drawing);
    case "unsourced":
      return `<span class="unsourced">${inner()}</span>`;
    case "link": {
      const href = String(mark.attrs.href);
      return isSafeHref(href) ? html`<a href="${href}">${trusted(inner())}</a>`.toString() : inner();
    }
    case "strong":
      return `<strong>${inner()}</strong>`;
    case "em":
      return `<em>${inner()}</em>`;
    default:
      throw new Error(`broken invariant: the schema has no mark "${mark.type.name}"`);
  }
}

function drawClaim(id: string, leaves_count: number, inner: () => string, drawing: Drawing): string {
  const claim = drawing.claims.get(id);
  if (!claim) return inner();
  const anchor = drawing.begun.has(id) ? "" : ` id="claim-${claim.number}"`;
  drawing.begun.add(id);
  const piece = `<mark class="claim ${claim.standing}"${anchor}>${inner()}</mark>`;
  const left = (drawing.left.get(id) ?? 0) - leaves_count;
  drawing.left.set(id, left);
  if (left > 0) return piece;
  drawing.numbers.push(claim.number);
  return `${piece}<a class="ref" href="#note-${claim.number}">${claim.number}</a>`;
}

/** Claims outside and the earlier one outermost, then unsourced sentences, links and emphasis; unknown claims left out. */
function outermostFirst(marks: readonly Mark[], drawing: Drawing): Mark[] {
  const inside = ["unsourced", "link", "strong", "em"];
  const rank = (mark: Mark) => drawing.claims.get(keyOf(mark))?.number ?? 1e9 + inside.indexOf(mark.type.name);
  return marks
    .filter((mark) => mark.type !== schema.marks.claim || drawing.claims.has(keyOf(mark)))
    .sort((a, b) => rank(a) - rank(b));
}

function keyOf(mark: Mark): string {
  return mark.type === schema.marks.claim ? String(mark.attrs.id) : mark.type.name;
}
