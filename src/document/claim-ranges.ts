import type { Node } from "prosemirror-model";
import { schema } from "./schema.ts";

/** A stretch of the plain text that `toText` gives; UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where each claim's words stand in the document's plain text (`toText`), by the claim's id, in the order of the text. */
export function claimRanges(doc: Node): Map<string, TextRange[]> {
  const found = new Map<string, TextRange[]>();
  let at = 0;
  doc.descendants((block) => {
    if (!block.isTextblock) return true;
    block.forEach((inline, offset) => {
      const start = at;
      at += block.textBetween(offset, offset + inline.nodeSize, undefined, "\n").length;
      for (const mark of inline.marks)
        if (mark.type === schema.marks.claim) add(found, String(mark.attrs.id), start, at);
    });
    // The line's end.
    at += 1;
    return false;
  });
  return found;
}

/** Words that stand next to each other are one stretch, however they are set. */
function add(found: Map<string, TextRange[]>, id: string, start: number, end: number): void {
  const ranges = found.get(id) ?? [];
  found.set(id, ranges);
  const last = ranges.at(-1);
  if (last?.end === start) ranges[ranges.length - 1] = { start: last.start, end };
  else ranges.push({ start, end });
}
