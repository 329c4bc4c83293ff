/** What comes from outside is anything: intake reads it or refuses it in words, in bounded time, and makes nothing up. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Refusal } from "../platform/errors.ts";
import { squeeze } from "../platform/text.ts";
import { readHtmlPage } from "./html-page.ts";
import { type Page, type PageHints, readPage } from "./page.ts";
import { readTextPage } from "./text-page.ts";

const SEED = 20_261_124;
const runs = (numRuns: number) => ({ seed: SEED, numRuns });

/** Lines as pages have them, and lines that only look like it. */
const LINES = [
  "Ferry stays in port",
  "Ferry stays in port – Report",
  "Analysis: What the tide gauge knows",
  "OPINION",
  "By Ilse Corvane",
  "Text: Ilse Corvane and Arne Holt",
  "3 May 2031, 14:05",
  "Published 3 May 2031 | Updated 4 May 2031",
  "ELMSTRAND, 3 May – The ferry company kept its boats in port on Tuesday, the harbour office said.",
  "ELMSTRAND –",
  "The council will meet again on Friday, and nobody knows yet what it can decide.",
  "“We were told nothing,” said the mate of the ferry, who has worked on it for 14 years.",
  "The ferry in port, seen from the café (Photo: Arne Holt/Tidewrack)",
  "Photo: Arne Holt",
  "0 € / 2.500 € / 5.000 €",
  "2.597 € raised of 5.000 €",
  "Give",
  "10 €",
  "312 supporters",
  "More on this topic",
  "Read also: The night the ferry came back",
  "The night the ferry came back",
  "If you value our work, please consider supporting us: it is paid for by readers like you.",
  "Tags: ferry, harbour",
  "Share",
  "23 comments",
  "Cookie settings",
  "© Tidewrack Cooperative",
  "* * *",
  "Correction: An earlier version misspelled the name of the ferry.",
];
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LINES) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 80 }) },
  { weight: 1, arbitrary: fc.lorem({ maxCount: 3, mode: "sentences" }) },
);
const lines = fc.array(line, { maxLength: 30 });
const tag = fc.constantFrom(
  "p",
  "h1",
  "h2",
  "li",
  "div",
  "figcaption",
  "blockquote",
  "td",
  "time",
  "aside",
  "nav",
  "a",
);
const attributes = fc.constantFrom(
  "",
  ' class="byline"',
  ' class="related"',
  ' class="caption credit"',
  ' id="comments"',
  " hidden",
  ' role="main"',
);

describe("a page of any bytes", () => {
  it("is read or refused", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.string({ unit: "binary", maxLength: 500 }).map((text) => Buffer.from(text, "utf16le")),
    );
    fc.assert(
      fc.property(bytes, (given) => void read(given)),
      runs(400),
    );
  });

  it("is read or refused under any name for its charset", () => {
    const label = fc.oneof(
      fc.constantFrom("utf-8", "utf-16le", "windows-1251", "shift_jis", "klingon-8", "", "x-user-defined"),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        label,
        (given, charset) => void read(given, `text/html; charset=${charset}`),
      ),
      runs(200),
    );
  });
});

describe("a raw text of any lines", () => {
  it("gives parts that all stand on the page", () => {
    const separator = fc.constantFrom("\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n");
    fc.assert(
      fc.property(lines, separator, (given, between) => {
        const text = given.join(between);
        standsOn(printed(text), readTextPage(text));
      }),
      runs(400),
    );
  });
});

describe("an HTML page of any elements", () => {
  it("gives parts that all stand on the page", () => {
    const element = fc.tuple(tag, attributes, line);
    fc.assert(
      fc.property(fc.array(element, { maxLength: 30 }), fc.boolean(), (elements, whole) => {
        const inner = elements.map(([name, words, text]) => `<${name}${words}>${escaped(text)}</${name}>`).join("\n");
        const page = readHtmlPage(whole ? `<!doctype html><html><body><main>${inner}</main></body></html>` : inner);
        standsOn(printed(elements.map(([, , text]) => text).join(" ")), page);
      }),
      runs(250),
    );
  });

  it("is read also where its markup is broken", () => {
    const piece = fc.oneof(
      line,
      fc.constantFrom(
        "<",
        ">",
        "</p>",
        "<p",
        "<div class=",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&",
        "&#",
        "&#x110000;",
        "<html>",
        "<meta charset=x>",
        "<table><tr>",
        "</html>",
        "<![CDATA[",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void readHtmlPage(pieces.join(""))),
      runs(300),
    );
  });

  it("is read at any depth of nesting", () => {
    for (const depth of [100, 5_000, 50_000]) {
      const page = readHtmlPage(
        `${"<div>".repeat(depth)}<h1>${LINES[0]}</h1><p>${LINES[8]}</p><p>${LINES[10]}</p>${"</div>".repeat(depth)}`,
      );
      assert.equal(page.headline, LINES[0]);
      assert.equal(page.body.length, 2);
    }
  });
});

describe("the encodings", () => {
  const text = [
    "Fähre bleibt im Hafen",
    "By Ilse Corvane",
    "",
    LINES[8],
    LINES[9],
    LINES[11],
    "“Niemand weiß es,” said Åse Øye at the café – for 5 € a night.",
  ].join("\n");
  const html = `<html><body><article>${text
    .split("\n")
    .map((row, at) => (at === 0 ? `<h1>${row}</h1>` : `<p>${row}</p>`))
    .join("\n")}</article></body></html>`;
  const swapped = (given: Buffer) => Buffer.from(given).swap16();
  const encodings: readonly [string, (given: string) => Buffer][] = [
    ["UTF-8", (given) => Buffer.from(given)],
    ["UTF-8 with its mark", (given) => Buffer.from(`\ufeff${given}`)],
    ["UTF-16LE with its mark", (given) => Buffer.from(`\ufeff${given}`, "utf16le")],
    ["UTF-16BE with its mark", (given) => swapped(Buffer.from(`\ufeff${given}`, "utf16le"))],
    ["UTF-16LE without a mark", (given) => Buffer.from(given, "utf16le")],
    ["UTF-16BE without a mark", (given) => swapped(Buffer.from(given, "utf16le"))],
    ["windows-1252", windows1252],
  ];
  for (const [name, encode] of encodings) {
    it(`give the same page: ${name}`, () => {
      for (const given of [text, html]) assert.deepEqual(read(encode(given)), read(Buffer.from(given)));
      assert.equal(read(encode(text))?.headline, "Fähre bleibt im Hafen");
    });
  }
});

describe("a page that repeats itself", () => {
  /** What patterns stumble over: each may be read in many ways. A pattern that tries them all would not end in this life. */
  const units =
    'a |A|A |A-|AA-|AA |Aa-|Aa |A.|A y |OF |OF-|AA and |AA, |Aa Bb, |Aa Bb and |O’Aa Bb |della |our desk, |our desk and |de |(|[|((((|(A) |/A/|[A] |By |by |By By By |– |– – – |— |-|- |_|.|1|1 |1,|1.|1 000 |$1 |€ |12:30 |3 May |3 May 2031, |May |Monday, |Photo: |photo by |©|"|“|’|: |· |#a |<|&lt;|\t|  |\u00a0|raised |of $1 |Report – |more on |share |give |from |a@b.c |漢|\u0301|!? '
      .split("|")
      .filter((unit) => unit !== "");
  const SIZE = 12_000;
  const MS_MAX = 10_000;

  it("is read in bounded time, in one line or in many", () => {
    for (const unit of units) {
      for (const length of [80, 230, 590, SIZE]) {
        const row = unit.repeat(Math.ceil(length / unit.length));
        const text = `${LINES[0]}\n\n${`${row}\n`.repeat(Math.ceil(SIZE / row.length))}\n\n${LINES[8]}\n\n${LINES[10]}`;
        const html = `<h1>${LINES[0]}</h1>${text
          .split("\n")
          .map((words) => `<p>${words}</p>`)
          .join("")}`;
        for (const run of [() => readTextPage(text), () => readHtmlPage(html)]) {
          const began = performance.now();
          run();
          const took_ms = performance.now() - began;
          assert.ok(took_ms < MS_MAX, `${JSON.stringify(unit)} in lines of ${length} took ${took_ms} ms`);
        }
      }
    }
  });
});

/** The page, or null where it was refused in one line that begins with its name. */
function read(bytes: Uint8Array, contentType?: string): Page | null {
  const hints: PageHints = { name: "page", ...(contentType === undefined ? {} : { contentType }) };
  try {
    return readPage(bytes, hints);
  } catch (thrown) {
    assert.ok(thrown instanceof Refusal, String(thrown));
    assert.match(thrown.message, /^page [^\n]+$/);
    return null;
  }
}

function standsOn(page: string, parts: Page): void {
  const { headline, byline, dateline, published, caption, credit, supportCall, related, body } = parts;
  for (const part of [headline, byline, dateline, published, caption, credit, supportCall, ...related, ...body]) {
    if (part !== null) assert.ok(page.includes(part), `"${part}" stands on the page`);
  }
  for (const part of [byline, dateline, published, caption, credit, supportCall, ...related, ...body])
    assert.notEqual(part, "");
}

/** A page's text as it is printed: what nobody sees taken away, blanks collapsed. */
function printed(text: string): string {
  return squeeze(text.replace(/[\u200b\u2060\ufeff\u00ad]/g, ""));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Windows-1252 is Latin-1, but for the characters it has where Latin-1 has controls. */
function windows1252(text: string): Buffer {
  const special = new Map([
    ["€", 0x80],
    ["‘", 0x91],
    ["’", 0x92],
    ["“", 0x93],
    ["”", 0x94],
    ["–", 0x96],
    ["—", 0x97],
  ]);
  return Buffer.from([...text].map((letter) => special.get(letter) ?? letter.charCodeAt(0)));
}
