import { Fragment, type Mark, type Node } from "prosemirror-model";
import { Refusal } from "../platform/errors.ts";
import { schema } from "./schema.ts";
import { leafText, toParagraphs } from "./to-text.ts";

/** A stretch of one paragraph that gets a mark. Offsets are UTF-16 units in the paragraph's text, `end` exclusive. */
export interface Anchor {
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  /** The claim that stands there; null: a sentence nobody vouches for. */
  readonly claimId: string | null;
}

/** A document of plain paragraphs in which each anchor's words carry its mark. Refuses what `markClaims` refuses. */
export function documentFromParagraphs(paragraphs: readonly string[], anchors: readonly Anchor[]): Node {
  const nodes = paragraphs.map((text) => schema.nodes.paragraph.create(null, text === "" ? [] : schema.text(text)));
  return markClaims(
    schema.nodes.doc.create(null, nodes.length > 0 ? nodes : [schema.nodes.paragraph.create()]),
    anchors,
  );
}

/**
 * The document in which each anchor's words carry its mark besides those they have; `paragraph` counts its text blocks
 * (to-text's paragraphs), cells, captions and footnotes among them. Anchors may overlap. Refuses an anchor outside its
 * paragraph, for a mark may never stand on other words than those meant.
 */
export function markClaims(doc: Node, anchors: readonly Anchor[]): Node {
  const lengths = toParagraphs(doc).map((text) => text.length);
  const byParagraph = Map.groupBy(anchors, (anchor) => anchor.paragraph);
  for (const [paragraph, group] of byParagraph) {
    const length = lengths[paragraph] ?? -1;
    const bad = group.find((anchor) => anchor.start < 0 || anchor.end > length || anchor.start >= anchor.end);
    if (bad)
      throw new Refusal(
        "bad-anchor",
        `A claim is to stand at ${bad.start}-${bad.end} of paragraph ${paragraph + 1}, which has ${Math.max(length, 0)} characters.`,
      );
  }
  let paragraph = -1;
  const marked = (node: Node): Node => {
    if (node.isTextblock) {
      paragraph += 1;
      return node.copy(markedContent(node, byParagraph.get(paragraph) ?? []));
    }
    return node.isLeaf ? node : node.copy(Fragment.fromArray(node.children.map(marked)));
  };
  return marked(doc);
}

/** Where each claim stands in the document, in the order in which they begin: its words, piece by piece. */
export function findClaims(doc: Node): { id: string; pieces: string[]; block: number }[] {
  const found = new Map<string, { id: string; pieces: string[]; block: number }>();
  let block = -1;
  doc.forEach((top) => {
    block += 1;
    let open = new Set<string>();
    top.descendants((node) => {
      if (!node.isText) {
        open = new Set();
        return;
      }
      const here = new Set<string>();
      for (const mark of node.marks) {
        if (mark.type !== schema.marks.claim) continue;
        const id = String(mark.attrs.id);
        here.add(id);
        const claim = found.get(id) ?? { id, pieces: [], block };
        if (open.has(id)) claim.pieces.push((claim.pieces.pop() ?? "") + (node.text ?? ""));
        else claim.pieces.push(node.text ?? "");
        found.set(id, claim);
      }
      open = here;
    });
  });
  return [...found.values()];
}

function markedContent(block: Node, anchors: readonly Anchor[]): Fragment {
  if (anchors.length === 0) return block.content;
  const nodes: Node[] = [];
  let at = 0;
  for (const child of block.children) {
    const length = child.isText ? child.nodeSize : leafText(child).length;
    const bounds = anchors
      .flatMap((anchor) => [anchor.start, anchor.end])
      .filter((cut) => cut > at && cut < at + length);
    const cuts = [...new Set([at, ...bounds, at + length])].sort((a, b) => a - b);
    // What counts for no character stands within a claim where the claim goes on behind it.
    if (length === 0)
      nodes.push(
        withMarks(
          child,
          anchors.filter((anchor) => anchor.start < at && anchor.end > at),
        ),
      );
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start = 0, end = 0] = [cuts[i], cuts[i + 1]];
      const piece = child.isText ? child.cut(start - at, end - at) : child;
      nodes.push(
        withMarks(
          piece,
          anchors.filter((anchor) => anchor.start <= start && anchor.end >= end),
        ),
      );
    }
    at += length;
  }
  return Fragment.fromArray(nodes);
}

function withMarks(node: Node, anchors: readonly Anchor[]): Node {
  let marks: readonly Mark[] = node.marks;
  for (const { claimId } of anchors) {
    const mark = claimId === null ? schema.marks.unsourced.create() : schema.marks.claim.create({ id: claimId });
    marks = mark.addToSet(marks);
  }
  return node.mark(marks);
}
