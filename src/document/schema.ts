import { type Node, Schema } from "prosemirror-model";
import { Refusal } from "../platform/errors.ts";

/**
 * The ProseMirror schema of a report's body. A claim is a mark that carries the claim's id, so that it moves with the
 * words it stands on. `excludes: ""` lets claims overlap (one inside another); `inclusive: false` keeps what is typed
 * at a claim's end out of it. `unsourced` marks a sentence that nobody vouches for.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block" },
    heading: { content: "inline*", group: "block", attrs: { level: { default: 2, validate: "number" } } },
    blockquote: { content: "block+", group: "block" },
    bullet_list: { content: "list_item+", group: "block" },
    ordered_list: { content: "list_item+", group: "block", attrs: { start: { default: 1, validate: "number" } } },
    list_item: { content: "paragraph block*" },
    rule: { group: "block" },
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false },
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
export const DOCUMENT_VERSION = 1;

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
 * Reads a stored document and checks it against the schema. Refuses one that does not fit, a link that leads anywhere
 * but to http(s), mail or this site, and a version newer than ours.
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
    doc = schema.nodeFromJSON(stored.doc);
    doc.check();
    // A block alone is sound too, and no document.
    if (doc.type !== schema.nodes.doc) throw new RangeError(`it is a ${doc.type.name}`);
  } catch (error) {
    throw new Refusal(
      "bad-document",
      `The document does not fit its schema: ${error instanceof Error ? error.message : error}`,
    );
  }
  doc.descendants((node) => {
    for (const mark of node.marks) {
      if (mark.type.name === "link" && !isSafeHref(String(mark.attrs.href))) {
        throw new Refusal(
          "bad-link",
          `A link in the text leads to "${String(mark.attrs.href).slice(0, 80)}". Use an http(s) address.`,
        );
      }
    }
  });
  return doc;
}

/**
 * Whether a link leads where its beginning says: over http(s) or mail, or within the site. Browsers drop tabs and line
 * ends from an address and read "\" as "/", so that "/\host" and "/<tab>/host" would lead to another host.
 */
export function isSafeHref(href: string): boolean {
  return !/[\s\p{Cc}]/u.test(href) && /^(https?:\/\/|mailto:|\/(?![/\\])|#)/i.test(href);
}
