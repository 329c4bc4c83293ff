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
    paragraphs.push(node.textBetween(0, node.content.size, undefined, "\n"));
    return false;
  });
  return paragraphs;
}
