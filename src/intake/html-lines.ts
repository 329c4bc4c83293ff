import { type DomNode, ELEMENT_NODE, SILENT, TEXT_NODE } from "./dom.ts";
import { hintsOf, isCreditInCaption, isHidden, isKickerInTitle, storyHolders } from "./html-hints.ts";
import { Printer } from "./html-printer.ts";
import { type Hint, type Line, NO_HINTS } from "./lines.ts";

const BLOCKS: ReadonlySet<string> = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML IMG LEGEND LI MAIN NAV OL P PICTURE PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(
    " ",
  ),
);

/** An element whose children are being printed. */
interface Open {
  node: DomNode;
  hints: ReadonlySet<Hint>;
  block: boolean;
}

/** The printed lines below a node, in order, each with what the markup says of it. Walks without recursion. */
export function linesOfDom(root: DomNode): Line[] {
  const printer = new Printer();
  const stories = storyHolders(root);
  const open: Open[] = [];
  let node: DomNode | null = root;
  while (node !== null) {
    const opened = printStart(node, open.at(-1)?.hints ?? NO_HINTS, printer, stories);
    if (opened !== null) {
      open.push(opened);
      node = node.firstChild;
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      const closed: Open | undefined = open.pop();
      if (closed?.block) printer.end();
      else printer.cross();
      node = closed === undefined || closed.node === root ? null : closed.node;
    }
    node = node?.nextSibling ?? null;
  }
  printer.end();
  return printer.lines;
}

/** Prints a text or the start of an element; gives the element where its children are to be printed next. */
function printStart(
  node: DomNode,
  around: ReadonlySet<Hint>,
  printer: Printer,
  stories: ReadonlySet<DomNode>,
): Open | null {
  if (node.nodeType === TEXT_NODE) {
    printer.text(node.nodeValue ?? "", around);
    return null;
  }
  if (node.nodeType !== ELEMENT_NODE) return node.firstChild === null ? null : { node, hints: around, block: true };
  const name = node.nodeName.toUpperCase();
  if (name === "BR") {
    printer.lineBreak();
    return null;
  }
  if (SILENT.has(name) || isHidden(node)) {
    if (BLOCKS.has(name)) printer.end();
    else printer.text(" ", around);
    return null;
  }
  const hints = hintsOf(node, name, around, stories);
  const block = BLOCKS.has(name) || isCreditInCaption(name, hints, around) || isKickerInTitle(node, around);
  if (block) printer.end(name !== "SPAN");
  else printer.cross();
  return node.firstChild === null ? null : { node, hints, block };
}
