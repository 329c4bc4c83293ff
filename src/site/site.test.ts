import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import fc from "fast-check";
import { HtmlValidate } from "html-validate";
import { html, join } from "../platform/html.ts";
import { minifyCss, styleHashes, stylesheetOf } from "./assets.ts";
import { claimPage } from "./claim-page.ts";
import { listPage } from "./list-page.ts";
import { directionOf, wordsOf } from "./messages.ts";
import { meterFrame, meterJson, meterSvg } from "./meter.ts";
import { reportPage } from "./report-page.ts";
import { sourcePage } from "./source-page.ts";
import { claims, line, lines, noPages, reportHref, reportView, site } from "./testing.ts";
import { meterView } from "./testing-funding.ts";
import { pages } from "./testing-pages.ts";
import { sourceView } from "./testing-sources.ts";
import { dayOf } from "./times.ts";
import { contrastOf, readColours } from "./tokens.ts";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The site writes `<!doctype html>`, as the standard's own examples do.
    "doctype-style": ["error", { style: "lowercase" }],
    // Headlines are as long as their writer made them.
    "long-title": "off",
    // Between pieces of a template, blanks may stand at a line's end.
    "no-trailing-whitespace": "off",
    // A numbered list of notes is a list even where the style sheet hides its numbers.
    "no-redundant-role": "off",
  },
});

describe("every page", () => {
  for (const [path, page] of pages) {
    test(`${path} is valid HTML without script, inline style or anything from elsewhere`, async () => {
      const report = await validator.validateString(page, path);
      const found = report.results.flatMap((result) =>
        result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId} ${message.message}`),
      );
      assert.deepEqual(found, []);
      assert.doesNotMatch(
        page,
        /<script(?! type="application\/ld\+json"| src="\/assets\/reader-\w+\.js" defer data-offline>)/,
      );
      assert.doesNotMatch(page, /\sstyle=|\son\w+=/);
      // A link may lead elsewhere; nothing may be fetched from there.
      const fetching = page.replaceAll(site.url, "").replaceAll(/<a href="https:[^"]*"/g, "<a");
      assert.doesNotMatch(fetching, /(?:src|srcset|href|action)="(?:https?:)?\/\//);
    });
  }

  test("carries the very style that the security policy allows", () => {
    const hashes = new Set(styleHashes());
    for (const [path, page] of pages) {
      const css = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
      assert.ok(css.length > 0, path);
      assert.ok(hashes.has(`sha256-${createHash("sha256").update(css).digest("base64")}`), path);
    }
  });

  test("gives every id once, and leads every link within it to one", () => {
    for (const [path, page] of pages) {
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      assert.equal(new Set(ids).size, ids.length, path);
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), `${path} #${target}`);
    }
  });
});

describe("a report's page", () => {
  test("of 400 words and 15 claims comes to at most 14 KB with its style", () => {
    const words = reportView.blocks.map((block) => block.html.toString().replaceAll(/<[^>]*>/g, " ")).join(" ");
    const words_count = words.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    assert.ok(words_count >= 400, `only ${words_count} words`);
    assert.equal(claims.length, 15);
    const bytes = brotliCompressSync(reportPage(site, reportView), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
    }).length;
    assert.ok(bytes <= 14_336, `${bytes} bytes`);
  });

  test("holds a note for every claim, with its chain from us to the root", () => {
    const page = reportPage(site, reportView);
    for (const claim of claims) assert.match(page, new RegExp(`<div id="note-${claim.number}">`));
    assert.match(
      page,
      /<li>us<\/li><li class="body"><a href="\/sources\/corvane-courier"><bdi>Corvane Courier<\/bdi><\/a><\/li><li class="masked root"><bdi>two city officials<\/bdi><\/li>/,
    );
    assert.match(page, /Not named because: “<bdi>they were not authorised to speak to the press<\/bdi>”/);
    assert.match(page, /Disputed by <a href="#note-5">5<\/a>/);
    assert.match(page, /Repeated by <a href="\/reports\/council-in-a-hurry\/claims\/2">/);
    assert.match(page, /Suggested by machine, not yet checked by an editor/);
  });

  test("says in plain words where outlets share one origin and where a chain goes in circles", () => {
    const page = reportPage(site, reportView).replaceAll(/<[^>]+>/g, "");
    assert.match(
      page,
      /Corvane Courier and Evening Bell tell the same; all have it from one source: two city officials/,
    );
    assert.match(page, /Going in circles: the chain of claim 14 comes back to itself/);
  });

  test("leads each author's name within the byline to their page", () => {
    const page = reportPage(site, reportView);
    assert.match(
      page,
      /By <bdi><a rel="author" href="\/authors\/mara-lindqvist">Mara Lindqvist<\/a>, harbour correspondent, and <a rel="author"/,
    );
  });

  test("of an earlier version says so and keeps out of search engines", () => {
    const page = pages.get("/reports/bare") ?? "";
    assert.match(page, /This is version 1/);
    assert.match(page, /<meta name="robots" content="noindex">/);
  });

  test("does not change with what is donated", () => {
    assert.doesNotMatch(reportPage(site, reportView), /2,597|259700/);
  });

  test("in another language than the site's says which is which", () => {
    const page = pages.get("/reports/arabic-in-english") ?? "";
    assert.match(page, /<html lang="en" dir="ltr">/);
    assert.match(page, /<article class="report" lang="ar" dir="rtl">/);
    assert.match(page, /<details class="notes" lang="en" dir="ltr">/);
  });
});

describe("what is put into a page", () => {
  /** Every text of a view replaced, so that no field is forgotten. Addresses, kinds and dates stay. */
  function poison<Value>(value: Value, text: string, key?: string): Value;
  function poison(value: unknown, text: string, key = ""): unknown {
    const keep =
      /^(href|.*Href|slug|kind|standing|form|stance|type|direction|label|language|url|timeZone|currency|campaign|period|html)$/;
    if (typeof value === "string") return keep.test(key) ? value : text;
    if (Array.isArray(value)) return value.map((each) => poison(each, text, key));
    if (value instanceof Date || value instanceof String || typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poison(inner, text, name)]));
  }

  test("is escaped in every field of every kind", () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='a'>&'`;
    const evilSite = poison(site, attack);
    const drawn = [
      reportPage(evilSite, poison(reportView, attack)),
      listPage(
        evilSite,
        poison({ title: "t", about: "a", href: "/topics/x", reports: lines, pager: noPages }, attack),
        "topic",
      ),
      sourcePage(evilSite, poison(sourceView, attack)),
      claimPage(
        evilSite,
        poison(
          {
            claim: claims[0] ?? assert.fail(),
            report: line,
            corrections: [],
            translations: [],
            sameRoot: sourceView.claims,
          },
          attack,
        ),
      ),
      meterFrame(evilSite, poison(meterView, attack)),
      meterSvg(poison(meterView, attack), "en"),
    ];
    for (const page of drawn) {
      assert.doesNotMatch(page, /<script>|<img src=x/);
      assert.ok(page.includes("&lt;script&gt;") || !page.includes("alert"));
    }
    assert.match(drawn[0] ?? "", /\\u003cscript>alert/);
  });

  test("of any text can be read back from the page unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const escaped = html`<p title="${text}">${text}</p>`.toString();
        const inner = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(escaped);
        assert.ok(inner);
        assert.equal(readBack(inner[1] ?? ""), text);
        assert.equal(readBack(inner[2] ?? ""), text);
      }),
      { seed: 20_260_503, numRuns: 300 },
    );
  });

  function readBack(text: string): string {
    const signs: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
    return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => signs[entity] ?? entity);
  }

  test("is joined without a separator around what is nothing", () => {
    assert.equal(join(["a", null, "", html`<b>c</b>`, false], " · ").toString(), "a · <b>c</b>");
  });
});

describe("the meter", () => {
  test("as JSON gives exact sums as text, and the share of the goal", () => {
    const data: unknown = JSON.parse(meterJson(site, meterView));
    assert.deepEqual(data, {
      campaign: {
        slug: "second-reporter",
        title: "A second reporter for June",
        purpose: "With one reporter we can follow the harbour or the schools. With two, both.",
        url: "https://saltmarsh.example/support",
      },
      currency: "USD",
      minor_units: 2,
      marks: [
        { minor: "0", decimal: "0.00", pays: null },
        { minor: "250000", decimal: "2500.00", pays: "A second reporter for half of June." },
        { minor: "500000", decimal: "5000.00", pays: "A second reporter for all of June." },
      ],
      raised: { minor: "259700", decimal: "2597.00" },
      text: "$2,597 raised of $5,000 (51%)",
      language: "en",
      percent: 51.9,
      supporters: 48,
      ends: "2026-06-30T00:00:00.000Z",
      ledger: "https://saltmarsh.example/ledger",
    });
  });

  test("is full where the sum passes its last mark, and still tells the sum", () => {
    const over = { ...meterView, raised: { minor: 700_000n, currency: "USD" } };
    assert.match(meterFrame(site, over), /class="bar" x="0%" y="3" width="100%"/);
    assert.match(meterFrame(site, over), /\$7,000 raised of \$5,000 \(140%\)/);
    assert.match(meterSvg(over, "en"), /class="bar" x="20" y="48" width="560"/);
    assert.match(meterJson(site, over), /"percent": 140/);
  });

  test("stands without marks, at zero, below zero, and in currencies of no and three decimals", () => {
    for (const currency of ["JPY", "KWD", "USD"]) {
      for (const minor of [0n, -100n, 10n ** 30n]) {
        const view = { ...meterView, currency, marks: [], raised: { minor, currency } };
        assert.match(meterFrame(site, view), /<b>/);
        assert.equal(JSON.parse(meterJson(site, view)).percent, null);
      }
    }
  });

  test("fills from the right where the language is read from the right", () => {
    assert.match(meterSvg(meterView, "ar"), /class="bar" x="289.14"/);
  });
});

describe("the words", () => {
  test("take the plural form and the numbers of the language", () => {
    const words = wordsOf("en");
    assert.equal(words.text("facts.claims", { count: 1 }), "1 claim");
    assert.equal(words.text("facts.claims", { count: 1200 }), "1,200 claims");
    assert.equal(words.dateTime(new Date("2026-05-03T08:40:00Z")), "May 3, 2026 at 08:40 UTC");
    assert.equal(wordsOf("en-GB").date(new Date("2026-05-03T23:40:00Z")), "3 May 2026");
    assert.equal(words.month("2026-05"), "May 2026");
    assert.equal(
      words.rich("facts.from", { claims: html`<b>1</b>`, roots: "<2>" }).toString(),
      "<b>1</b> from &lt;2&gt;",
    );
  });

  test("tell the time, and the day, of the publication's own zone", () => {
    const late = new Date("2026-05-03T23:40:00Z");
    const words = wordsOf("en", "Asia/Tokyo");
    assert.equal(words.dateTime(late), "May 4, 2026 at 08:40 GMT+9");
    assert.equal(dayOf(words, late).toString(), '<time datetime="2026-05-03T23:40Z">May 4, 2026</time>');
    assert.equal(words.monthOf(new Date("2026-05-31T23:40:00Z")), "2026-06");
    // A day in the books is the same day everywhere.
    assert.equal(words.date(new Date("2026-05-03T00:00:00Z")), "May 3, 2026");
    assert.equal(wordsOf("en", "America/Los_Angeles").date(new Date("2026-05-03T00:00:00Z")), "May 3, 2026");
  });

  test("know which way a language is written", () => {
    assert.deepEqual(["en", "ar", "he", "fa", "ur-PK", "az", "ckb", "zh"].map(directionOf), [
      "ltr",
      "rtl",
      "rtl",
      "rtl",
      "rtl",
      "ltr",
      "rtl",
      "ltr",
    ]);
  });

  test("refuse a message whose gap is left open", () => {
    assert.throws(() => wordsOf("en").text("report.by"), /was given no "byline"/);
  });
});

describe("the style", () => {
  test("loses comments and blanks, and nothing else", () => {
    assert.equal(
      minifyCss("/* x */ a :hover , b > c {\n  color: red;\n  margin: calc(1px + 2px) 0;\n}\n"),
      "a :hover,b > c{color:red;margin:calc(1px + 2px) 0}",
    );
    assert.match(stylesheetOf("report").css, /\.chain\{/);
  });

  test("keeps every text at 4.5 to 1 and every mark at 3 to 1, light and dark (WCAG 2.2)", () => {
    for (const colours of Object.values(readColours())) {
      const contrast = (one: string, other: string) =>
        contrastOf(colours.get(one) ?? assert.fail(one), colours.get(other) ?? assert.fail(other));
      for (const text of ["ink", "soft", "accent", "named", "document", "own", "relayed", "anonymous", "vague"])
        for (const ground of ["paper", "wash"])
          assert.ok(contrast(text, ground) >= 4.5, `${text} on ${ground}: ${contrast(text, ground)}`);
      for (const ground of ["paper", "wash"]) assert.ok(contrast("edge", ground) >= 3, `edge on ${ground}`);
    }
    assert.equal(contrastOf("#ffffff", "#000000"), 21);
  });
});

test("a list leads on to older reports, and a claim back into its text", () => {
  assert.match(pages.get("/topics/harbour") ?? "", /rel="prev" href="\/topics\/harbour\/3"/);
  assert.ok((pages.get("/claims/full") ?? "").includes(`${reportHref}#claim-1`));
});
