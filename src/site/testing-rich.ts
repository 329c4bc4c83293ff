import { markClaims } from "../document/anchor.ts";
import { readDocument } from "../document/schema.ts";
import { toBlocks } from "../document/to-html.ts";
import { wordsOf } from "./messages.ts";
import { surroundingsOf } from "./surroundings.ts";
import { claims, picture, reportView } from "./testing.ts";
import type { ReportView } from "./views.ts";

/** A report whose text has everything a document may hold, with claims in a cell, a caption and a footnote. */

const PICTURE_ID = "0198c0de-0000-7000-8000-000000000001";
const text = (words: string, ...marks: object[]) => ({ type: "text", text: words, marks });
const paragraph = (...content: object[]) => ({ type: "paragraph", content });
const row = (type: "table_header" | "table_cell", ...cells: string[]) => ({
  type: "table_row",
  content: cells.map((cell) => ({ type, content: [text(cell)] })),
});

const plain = readDocument({
  version: 2,
  doc: {
    type: "doc",
    content: [
      paragraph(
        text("The board keeps a table of every hinge"),
        { type: "footnote_ref", attrs: { id: "table" } },
        text(" and of the day on which it was looked at."),
        { type: "footnote_ref", attrs: { id: "letter" } },
      ),
      {
        type: "table",
        attrs: { caption: "Hinges replaced, by tower and month" },
        content: [
          row("table_header", "Tower", "January", "February", "March", "Who signed the sheet"),
          row("table_cell", "North", "4 of 22", "none", "none", "Tomas Reinholt"),
          row("table_cell", "South", "none", "3 of 22", "none", "nobody"),
        ],
      },
      { type: "heading", attrs: { level: 2 }, content: [text("What was seen")] },
      {
        type: "figure",
        attrs: { picture: PICTURE_ID, alt: "Fresh weld seams on a grey hinge", credit: "Ilse Marrin" },
        content: [text("Three hinges carry fresh seams.")],
      },
      { type: "bullet_list", content: [{ type: "list_item", content: [paragraph(text("The seams are new."))] }] },
      {
        type: "embed",
        attrs: {
          ...{ href: "https://board.example/hinges?year=2026", title: "The hinges of the storm gate" },
          siteName: "Harbour Protection Board",
        },
      },
      { type: "blockquote", content: [paragraph(text("Nobody asked me about the hinges."))] },
      { type: "rule" },
      paragraph(text("The sheets lie in the town’s archive.")),
      {
        type: "footnotes",
        content: [
          { type: "footnote", attrs: { id: "letter" }, content: [paragraph(text("By letter, on Tuesday."))] },
          {
            type: "footnote",
            attrs: { id: "table" },
            content: [paragraph(text("Sheet 12, "), text("as published", { type: "em" }), text("."))],
          },
        ],
      },
    ],
  },
});
const anchors = [
  { paragraph: 7, start: 0, end: 7, claimId: "7" },
  { paragraph: 17, start: 0, end: 29, claimId: "9" },
  { paragraph: 18, start: 0, end: 17, claimId: "4" },
  { paragraph: 21, start: 0, end: 9, claimId: "15" },
];
const drawings = claims.map((claim) => [String(claim.number), claim] as const);

export const richReport: ReportView = {
  ...reportView,
  href: "/reports/hinges",
  slug: "hinges",
  isRich: true,
  facts: { ...reportView.facts, singleOrigins: [], circularClaimNumbers: [] },
  blocks: toBlocks(
    markClaims(plain, anchors),
    new Map(drawings),
    surroundingsOf(wordsOf("en"), new Map([[PICTURE_ID, picture]]), "page"),
  ).map((block) => ({
    html: block.html,
    claims: block.claimNumbers.flatMap((number) => claims.filter((claim) => claim.number === number)),
  })),
};
