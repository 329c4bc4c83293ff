import MarkdownIt from "markdown-it";
import { MarkdownParser } from "prosemirror-markdown";
import type { Node } from "prosemirror-model";
import { Refusal } from "../platform/errors.ts";
import { isSafeHref, schema } from "./schema.ts";

/** The longest text that is read, in characters. */
const TEXT_MAX = 200_000;

/** CommonMark without HTML, pictures and code: what the schema has no node for stays the text that it is. */
const commonMark = new MarkdownIt("commonmark", { html: false }).disable(["image", "code", "fence", "backticks"]);
const parser = new MarkdownParser(schema, commonMark, {
  blockquote: { block: "blockquote" },
  paragraph: { block: "paragraph" },
  list_item: { block: "list_item" },
  bullet_list: { block: "bullet_list" },
  ordered_list: { block: "ordered_list", getAttrs: (token) => ({ start: Number(token.attrGet("start") ?? 1) }) },
  heading: { block: "heading", getAttrs: (token) => ({ level: Math.min(Math.max(Number(token.tag.slice(1)), 2), 4) }) },
  hr: { node: "rule" },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") ?? "" }) },
});

/**
 * A text in Markdown (CommonMark 0.31, without HTML, pictures and code) as a document. Headings of the first rank become
 * the second: the page's title is the first. Refuses a text that is empty or longer than 200,000 characters, and a link
 * that leads anywhere but to http(s), mail or this site.
 */
export function fromMarkdown(markdown: string): Node {
  if (markdown.length > TEXT_MAX)
    throw new Refusal("long-text", `The text has ${markdown.length} characters. Shorten it to ${TEXT_MAX}.`);
  const doc = parser.parse(markdown.replaceAll("\0", "\u{fffd}"));
  if (doc.textContent.trim() === "") throw new Refusal("empty-text", "The text has no words. Write at least one.");
  doc.descendants((node) => {
    for (const mark of node.marks) {
      const href = mark.type === schema.marks.link ? String(mark.attrs.href) : "/";
      if (!isSafeHref(href))
        throw new Refusal("bad-link", `A link leads to "${href.slice(0, 80)}". Use an http(s) address.`);
    }
  });
  doc.check();
  return doc;
}
