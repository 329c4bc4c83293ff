import type { Node } from "prosemirror-model";

/** The document's words as plain text, one line a text block; for search, counting and comparing. */
export function toText(doc: Node): string {
  return toParagraphs(doc).join("\n");
}

/** The text of each text block, in order. */
export function toParagraphs(doc: Node): string[] {
  const paragraphs: string[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    paragraphs.push(textOfBlock(node));
    return false;
  });
  return paragraphs;
}

/** A text block's words; a line break counts as one character, the number of a footnote as none. */
function textOfBlock(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, (leaf) => leafText(leaf));
}

/** What a leaf counts for among the words of its block. */
export function leafText(leaf: Node): string {
  return leaf.type.name === "hard_break" ? "\n" : "";
}
