/** As much of a DOM node as is read here; linkedom's and a browser's both have it. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  getAttribute?(name: string): string | null;
}

export const ELEMENT_NODE = 1;
export const TEXT_NODE = 3;

/** Elements that print nothing, or nothing that is text of the page. */
export const SILENT: ReadonlySet<string> = new Set(
  "SCRIPT STYLE TEMPLATE NOSCRIPT SVG MATH BUTTON SELECT OPTION INPUT TEXTAREA IFRAME OBJECT EMBED CANVAS VIDEO AUDIO PROGRESS METER HEAD TITLE DATALIST DIALOG MAP".split(
    " ",
  ),
);
/** Visits all nodes below a root, and itself, in document order, without recursion. */
export function eachNode(root: DomNode, visit: (node: DomNode, depth: number) => void): void {
  let node: DomNode | null = root;
  let depth = 0;
  while (node !== null) {
    visit(node, depth);
    if (node.firstChild !== null) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode;
      depth--;
    }
    node = node === null || node === root ? null : node.nextSibling;
  }
}
