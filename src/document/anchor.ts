import { Fragment, type Mark, type Node } from "prosemirror-model";
import { Refusal } from "../platform/errors.ts";
import { schema } from "./schema.ts";

/** A stretch of one paragraph that gets a mark. Offsets are UTF-16 units in the paragraph's text, `end` exclusive. */
export interface Anchor {
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  /** The claim that stands there; null: a sentence nobody vouches for. */
  readonly claimId: string | null;
}

/**
 * A document of plain paragraphs in which each anchor's words carry its mark. Anchors may overlap.
 * Refuses an anchor outside its paragraph, for a mark may never stand on other words than those meant.
 */
export function documentFromParagraphs(paragraphs: readonly string[], anchors: readonly Anchor[]): Node {
  const byParagraph = Map.groupBy(anchors, (anchor) => anchor.paragraph);
  for (const [paragraph, group] of byParagraph) {
    const length = paragraphs[paragraph]?.length ?? -1;
    const bad = group.find((anchor) => anchor.start < 0 || anchor.end > length || anchor.start >= anchor.end);
    if (bad)
      throw new Refusal(
        "bad-anchor",
        `A claim is to stand at ${bad.start}-${bad.end} of paragraph ${paragraph + 1}, which has ${Math.max(length, 0)} characters.`,
      );
  }
  const nodes = paragraphs.map((text, i) =>
    schema.nodes.paragraph.create(null, markedText(text, byParagraph.get(i) ?? [])),
  );
  return schema.nodes.doc.create(null, nodes.length > 0 ? nodes : [schema.nodes.paragraph.create()]);
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

function markedText(text: string, anchors: readonly Anchor[]): Fragment {
  const cuts = [...new Set([0, text.length, ...anchors.flatMap((anchor) => [anchor.start, anchor.end])])].sort(
    (a, b) => a - b,
  );
  const nodes: Node[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const start = cuts[i] ?? 0;
    const end = cuts[i + 1] ?? 0;
    const covering = anchors.filter((anchor) => anchor.start <= start && anchor.end >= end);
    nodes.push(schema.text(text.slice(start, end), marksOf(covering)));
  }
  return Fragment.fromArray(nodes);
}

function marksOf(anchors: readonly Anchor[]): readonly Mark[] {
  let marks: readonly Mark[] = [];
  for (const { claimId } of anchors) {
    const mark = claimId === null ? schema.marks.unsourced.create() : schema.marks.claim.create({ id: claimId });
    marks = mark.addToSet(marks);
  }
  return marks;
}
