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

/** A picture within the text, as whoever knows pictures is to draw it. Null where it can't be had: its caption stays. */
export interface Figure {
  /** The picture's id. */
  readonly picture: string;
  readonly alt: string;
}

/** What a document's blocks need from outside it: pictures, and the few words that no author wrote. */
export interface Surroundings {
  picture(figure: Figure): Html | null;
  credit(name: string): string;
  readonly table: string;
  readonly footnotes: string;
  footnote(number: number): string;
  back(number: number): string;
}

/**
 * The document as HTML, one piece a top-level block. A claim's pieces are `<mark class="claim STANDING">`, the first
 * with `id="claim-N"`, the last followed by a link to its note; a sentence without a source is
 * `<span class="unsourced">`. Claims that `claims` does not know are printed as plain words. Footnotes are numbered by
 * their places in the text and listed as the last block. Everything is escaped.
 */
export function toBlocks(
  doc: Node,
  claims: ReadonlyMap<string, ClaimDrawing>,
  surroundings: Surroundings = BARE,
): Block[] {
  const left = new Map<string, number>();
  const footnotes = new Map<string, number>();
  doc.descendants((node) => {
    for (const mark of node.marks) if (claims.has(keyOf(mark))) left.set(keyOf(mark), (left.get(keyOf(mark)) ?? 0) + 1);
    if (node.type === schema.nodes.footnote_ref) footnotes.set(String(node.attrs.id), footnotes.size + 1);
  });
  const begun = new Set<string>();
  const blocks: Block[] = [];
  doc.forEach((node) => {
    const numbers: number[] = [];
    blocks.push({
      html: drawBlock(node, { claims, surroundings, footnotes, left, begun, numbers }),
      claimNumbers: numbers.sort((a, b) => a - b),
    });
  });
  return blocks;
}

/** The whole document as plain HTML without claims' notes, for feeds and exports. */
export function toPlainHtml(doc: Node, surroundings: Surroundings = BARE): string {
  return toBlocks(doc, new Map(), surroundings)
    .map((block) => block.html.toString())
    .join("\n");
}

/** A document by itself: no picture, and signs in place of words. */
const BARE: Surroundings = {
  picture: () => null,
  credit: (name) => name,
  table: "▦",
  footnotes: "*",
  footnote: (number) => String(number),
  back: (number) => `↩ ${number}`,
};

interface Drawing {
  readonly claims: ReadonlyMap<string, ClaimDrawing>;
  readonly surroundings: Surroundings;
  /** The number of each footnote, by its id. */
  readonly footnotes: ReadonlyMap<string, number>;
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
    case "table":
      return drawTable(node, drawing);
    case "table_row":
      return trusted(`<tr>${drawChildren(node, drawing)}</tr>`);
    case "table_cell":
      return trusted(`<td${spansOf(node)}>${drawInline(node, drawing)}</td>`);
    case "table_header":
      return trusted(`<th${spansOf(node)}>${drawInline(node, drawing)}</th>`);
    case "figure":
      return drawFigure(node, drawing);
    case "embed":
      return drawEmbed(node);
    case "footnotes":
      return drawFootnotes(node, drawing);
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

/** A table may be wider than the page: it scrolls by itself, by the keyboard too. */
function drawTable(node: Node, drawing: Drawing): Html {
  const caption = String(node.attrs.caption);
  return html`<section class="table" tabindex="0" aria-label="${caption || drawing.surroundings.table}"><table>${
    caption !== "" && html`<caption>${caption}</caption>`
  }<tbody>${trusted(drawChildren(node, drawing))}</tbody></table></section>`;
}

const SPAN_MAX = 50;

function spansOf(cell: Node): string {
  return ["colspan", "rowspan"]
    .map((name) => ({ name, span: Math.trunc(Number(cell.attrs[name])) }))
    .filter(({ span }) => span > 1)
    .map(({ name, span }) => ` ${name}="${Math.min(span, SPAN_MAX)}"`)
    .join("");
}

function drawFigure(node: Node, drawing: Drawing): Html {
  const { surroundings } = drawing;
  const picture = surroundings.picture({ picture: String(node.attrs.picture), alt: String(node.attrs.alt) });
  const credit = String(node.attrs.credit);
  const caption = drawInline(node, drawing);
  const line = [caption, credit && html`<small>${surroundings.credit(credit)}</small>`.toString()].filter(Boolean);
  if (line.length === 0) return picture ? html`<figure>${picture}</figure>` : trusted("");
  return html`<figure>${picture}<figcaption>${trusted(line.join(" "))}</figcaption></figure>`;
}

/** A card that leads to a page elsewhere. Its host is shown, so that no name can pose as another. */
function drawEmbed(node: Node): Html {
  const href = String(node.attrs.href);
  if (!isSafeHref(href) || !URL.canParse(href)) return trusted("");
  const siteName = String(node.attrs.siteName);
  return html`<p class="embed"><a href="${href}"><b>${String(node.attrs.title) || href}</b></a> <span>${
    siteName !== "" && html`${siteName} · `
  }<bdi>${new URL(href).host}</bdi></span></p>`;
}

function drawFootnotes(node: Node, drawing: Drawing): Html {
  const { footnotes, surroundings } = drawing;
  const numbered = node.children
    .map((note) => ({ note, number: footnotes.get(String(note.attrs.id)) ?? 0 }))
    .sort((a, b) => a.number - b.number);
  return html`<section class="footnotes" aria-label="${surroundings.footnotes}"><ol>${numbered.map(
    ({ note, number }) =>
      html`<li id="footnote-${number}">${trusted(drawChildren(note, drawing))}<a href="#to-footnote-${number}" aria-label="${surroundings.back(number)}">↩</a></li>`,
  )}</ol></section>`;
}

interface Leaf {
  readonly html: string;
  readonly marks: readonly Mark[];
}

function drawInline(parent: Node, drawing: Drawing): string {
  const leaves: Leaf[] = [];
  parent.forEach((node) => {
    // A footnote's number is a link, and no link stands within another.
    const marks = node.type === schema.nodes.footnote_ref ? schema.marks.link.removeFromSet(node.marks) : node.marks;
    leaves.push({ html: drawLeaf(node, drawing), marks: outermostFirst(marks, drawing) });
  });
  return drawLeaves(leaves, 0, drawing);
}

function drawLeaf(node: Node, { footnotes, surroundings }: Drawing): string {
  if (node.type === schema.nodes.hard_break) return "<br>";
  if (node.type !== schema.nodes.footnote_ref) return html`${node.text ?? ""}`.toString();
  const number = footnotes.get(String(node.attrs.id)) ?? 0;
  return html`<sup><a href="#footnote-${number}" id="to-footnote-${number}" aria-label="${surroundings.footnote(number)}">${number}</a></sup>`.toString();
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
