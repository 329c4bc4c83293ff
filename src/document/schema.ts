import { type Node, Schema } from "prosemirror-model";
import { Refusal } from "../platform/errors.ts";
import { upgradeDocument } from "./upgrade.ts";

/**
 * The ProseMirror schema of a report's body. A claim is a mark that carries the claim's id, so that it moves with the
 * words it stands on. `excludes: ""` lets claims overlap (one inside another); `inclusive: false` keeps what is typed
 * at a claim's end out of it. `unsourced` marks a sentence that nobody vouches for.
 *
 * Every word stands in a text block (paragraph, heading, cell, caption), footnotes included: they are blocks at the
 * document's end, to each of which one `footnote_ref` in the text leads. So claims stand in all of them alike.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: "block+ footnotes?" },
    paragraph: { content: "inline*", group: "block" },
    heading: { content: "inline*", group: "block", attrs: { level: { default: 2, validate: "number" } } },
    blockquote: { content: "block+", group: "block" },
    bullet_list: { content: "list_item+", group: "block" },
    ordered_list: { content: "list_item+", group: "block", attrs: { start: { default: 1, validate: "number" } } },
    list_item: { content: "paragraph block*" },
    rule: { group: "block" },
    table: { content: "table_row+", group: "block", tableRole: "table", attrs: { caption: text("") } },
    table_row: { content: "(table_cell | table_header)+", tableRole: "row" },
    table_cell: { content: "inline*", tableRole: "cell", attrs: spans() },
    table_header: { content: "inline*", tableRole: "header_cell", attrs: spans() },
    // Its content is its caption.
    figure: { content: "inline*", group: "block", attrs: { picture: text(), alt: text(""), credit: text("") } },
    // A page elsewhere, shown as a card that leads there: nothing of it is fetched by readers.
    embed: { group: "block", attrs: { href: text(), title: text(), siteName: text("") } },
    footnotes: { content: "footnote+" },
    footnote: { content: "paragraph+", attrs: { id: text("") } },
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false },
    footnote_ref: { inline: true, group: "inline", attrs: { id: text() } },
  },
  marks: {
    claim: { attrs: { id: { validate: "string" } }, excludes: "", inclusive: false },
    unsourced: { inclusive: false },
    link: { attrs: { href: { validate: "string" } }, inclusive: false },
    strong: {},
    em: {},
  },
});

/** The number of the schema above. A change of it adds a step to upgrade.ts. */
export const DOCUMENT_VERSION = 2;

/** A document as it is stored: the schema's version and ProseMirror's JSON. */
export interface StoredDocument {
  readonly version: number;
  readonly doc: unknown;
}

/** A document in the form that the database keeps. */
export function storeDocument(doc: Node): StoredDocument {
  return { version: DOCUMENT_VERSION, doc: doc.toJSON() };
}

/**
 * Reads a stored document, brings it up to the present schema and checks it. Refuses one that does not fit, a link that
 * leads anywhere but to http(s), mail or this site, a footnote without its one place in the text (or the other way
 * round), and a version newer than ours.
 */
export function readDocument(stored: StoredDocument): Node {
  if (stored.version > DOCUMENT_VERSION) {
    throw new Refusal(
      "newer-document",
      `The document has version ${stored.version}, this Attribune knows ${DOCUMENT_VERSION}. Start the newer one.`,
    );
  }
  let doc: Node;
  try {
    doc = schema.nodeFromJSON(upgradeDocument(stored.doc, stored.version));
    doc.check();
    // A block alone is sound too, and no document.
    if (doc.type !== schema.nodes.doc) throw new RangeError(`it is a ${doc.type.name}`);
  } catch (error) {
    throw new Refusal(
      "bad-document",
      `The document does not fit its schema: ${error instanceof Error ? error.message : error}`,
    );
  }
  checkAddresses(doc);
  checkFootnotes(doc);
  return doc;
}

/**
 * Whether a link leads where its beginning says: over http(s) or mail, or within the site. Browsers drop tabs and line
 * ends from an address and read "\" as "/", so that "/\host" and "/<tab>/host" would lead to another host.
 */
export function isSafeHref(href: string): boolean {
  return !/[\s\p{Cc}]/u.test(href) && /^(https?:\/\/|mailto:|\/(?![/\\])|#)/i.test(href);
}

/** The pictures that stand within a document, by their ids, in order. */
export function picturesIn(doc: Node): string[] {
  const ids: string[] = [];
  doc.descendants((node) => {
    if (node.type === schema.nodes.figure) ids.push(String(node.attrs.picture));
  });
  return ids;
}

/** Whether a document holds more than paragraphs, headings, lists, quotes and rules. */
export function isRich(doc: Node): boolean {
  const { table, figure, embed, footnotes } = schema.nodes;
  let found = false;
  doc.descendants((node) => {
    found ||= [table, figure, embed, footnotes].includes(node.type);
  });
  return found;
}

function checkAddresses(doc: Node): void {
  doc.descendants((node) => {
    for (const mark of node.marks) {
      if (mark.type === schema.marks.link && !isSafeHref(String(mark.attrs.href))) throw badLink(mark.attrs.href);
    }
    const { type, attrs } = node;
    if (type === schema.nodes.embed && !(isSafeHref(String(attrs.href)) && URL.canParse(String(attrs.href))))
      throw badLink(attrs.href);
    if (type === schema.nodes.figure && !UUID.test(String(attrs.picture))) {
      const named = String(attrs.picture).slice(0, 80);
      throw new Refusal("bad-picture", `A picture in the text is named "${named}". Store it first, then use its id.`);
    }
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function badLink(href: unknown): Refusal {
  return new Refusal("bad-link", `A link in the text leads to "${String(href).slice(0, 80)}". Use an http(s) address.`);
}

function checkFootnotes(doc: Node): void {
  const idsOf = (name: "footnote" | "footnote_ref") => {
    const ids: string[] = [];
    doc.descendants((node) => {
      if (node.type === schema.nodes[name]) ids.push(String(node.attrs.id));
    });
    return ids;
  };
  const [notes, places] = [idsOf("footnote"), idsOf("footnote_ref")];
  const known = new Set(notes);
  const led = new Set(places);
  const isPaired = known.size === notes.length && led.size === places.length && known.size === led.size;
  if (!isPaired || places.some((id) => !known.has(id))) {
    throw new Refusal(
      "bad-footnotes",
      `The text leads to ${places.length} footnotes and has ${notes.length}. Each needs one place in the text, and each place its own.`,
    );
  }
}

function text(fallback?: string) {
  return fallback === undefined ? { validate: "string" } : { default: fallback, validate: "string" };
}

function spans() {
  return { colspan: { default: 1, validate: "number" }, rowspan: { default: 1, validate: "number" } };
}
