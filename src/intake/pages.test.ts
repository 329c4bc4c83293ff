import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { squeeze } from "../platform/text.ts";
import { readHtmlPage } from "./html-page.ts";
import type { Page } from "./page.ts";
import { readTextPage } from "./text-page.ts";

/**
 * Invented pages, each under a head that says what is to be read: "name: value" lines up to "====". In the page
 * itself "¶ " stands before each paragraph of the body and "→ " before each related title; neither is part of it.
 * "~¶" opens a paragraph that runs on over hard line ends up to an empty line.
 */
const folder = new URL("./pages/", import.meta.url);

interface Expected {
  parts: Record<string, unknown>;
  body: string[];
  related: string[];
  page: string;
}

function expectedOf(source: string, isHtml: boolean): Expected {
  const [head = "", ...rest] = source.split("====\n");
  const marked = rest.join("====\n");
  const named = new Map(
    head
      .trim()
      .split("\n")
      .map((line): [string, string] => {
        const at = line.indexOf(":");
        return [line.slice(0, at), line.slice(at + 1).trim()];
      }),
  );
  const value = (name: string) => (named.get(name) === "null" ? null : (named.get(name) ?? null));
  const meter = value("meter")?.split("|");
  const parts = {
    headline: value("headline"),
    label: value("label"),
    byline: value("byline"),
    dateline: value("dateline"),
    published: value("published"),
    caption: value("caption"),
    credit: value("credit"),
    meter: meter
      ? {
          marks: (meter[0] ?? "").trim().split(" ").map(Number),
          raised: Number(meter[1]),
          currency: (meter[2] ?? "").trim(),
        }
      : null,
    supportCall: value("support"),
    language: value("language"),
  };
  const ends = isHtml ? "(?:<br>|<\\/p>|<\\/li>|\\n(?=<)|<!--)" : "\\n";
  const print = (text: string) =>
    squeeze(
      text
        .replace(/<[^>]*>/g, "")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&"),
    );
  const body = [...marked.matchAll(new RegExp(`~¶ ([\\s\\S]*?)\\n\\n|¶ (.*?)${ends}`, "g"))].map((match) =>
    print(match[1] ?? match[2] ?? ""),
  );
  const related = [...marked.matchAll(/→ (.*?)(?:<\/|\n)/g)].map((match) => print(match[1] ?? ""));
  return { parts, body, related, page: marked.replace(/~?¶ |→ /g, "") };
}

function partsOf(page: Page): Record<string, unknown> {
  const { headline, label, byline, dateline, published, caption, credit, meter, supportCall, language } = page;
  return { headline, label, byline, dateline, published, caption, credit, meter, supportCall, language };
}

for (const name of readdirSync(folder).sort()) {
  const isHtml = name.endsWith(".html");
  const expected = expectedOf(readFileSync(new URL(name, folder), "utf8"), isHtml);
  const page = isHtml ? readHtmlPage(expected.page) : readTextPage(expected.page);
  describe(`the page ${name}`, () => {
    it("gives its parts as printed", () => assert.deepEqual(partsOf(page), expected.parts));
    it("gives its paragraphs and nothing else", () => assert.deepEqual(page.body, expected.body));
    it("gives its related titles", () => assert.deepEqual(page.related, expected.related));
  });
}
