/** Every JSON-LD block is read and held against schema.org's vocabulary, of which only what we use is listed here. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cardHref } from "./card.ts";
import { claims, reportHref, reportView, site } from "./testing.ts";
import { pages } from "./testing-pages.ts";

/** What a thing may have: the types it is a kind of, and its own properties with the types (or text, date, address) they take. */
const VOCABULARY: Readonly<Record<string, { readonly is?: string; readonly has: Readonly<Record<string, string>> }>> = {
  Thing: { has: { name: "Text", description: "Text", url: "URL", image: "URL" } },
  CreativeWork: {
    is: "Thing",
    has: {
      author: "Person Organization",
      citation: "CreativeWork",
      correction: "CorrectionComment",
      creditText: "Text",
      dateModified: "DateTime",
      datePublished: "DateTime",
      hasPart: "CreativeWork",
      headline: "Text",
      inLanguage: "Text",
      isBasedOn: "CreativeWork",
      isPartOf: "CreativeWork",
      publisher: "Organization",
      text: "Text",
    },
  },
  Article: { is: "CreativeWork", has: {} },
  NewsArticle: { is: "Article", has: { dateline: "Text" } },
  ReportageNewsArticle: { is: "NewsArticle", has: {} },
  AnalysisNewsArticle: { is: "NewsArticle", has: {} },
  OpinionNewsArticle: { is: "NewsArticle", has: {} },
  Claim: { is: "CreativeWork", has: { appearance: "CreativeWork", firstAppearance: "CreativeWork" } },
  Quotation: { is: "CreativeWork", has: { spokenByCharacter: "Person Organization" } },
  Comment: { is: "CreativeWork", has: {} },
  CorrectionComment: { is: "Comment", has: {} },
  Dataset: { is: "CreativeWork", has: {} },
  WebSite: { is: "CreativeWork", has: {} },
  Person: { is: "Thing", has: { jobTitle: "Text" } },
  Organization: {
    is: "Thing",
    has: {
      correctionsPolicy: "URL",
      ethicsPolicy: "URL",
      logo: "URL",
      ownershipFundingInfo: "URL",
      unnamedSourcesPolicy: "URL",
    },
  },
  GovernmentOrganization: { is: "Organization", has: {} },
  NewsMediaOrganization: { is: "Organization", has: { masthead: "URL" } },
};

function isA(type: string, wanted: string): boolean {
  return type === wanted || (VOCABULARY[type]?.is !== undefined && isA(VOCABULARY[type].is, wanted));
}

function rangeOf(type: string | undefined, property: string): string | undefined {
  const entry = type === undefined ? undefined : VOCABULARY[type];
  return entry && (entry.has[property] ?? rangeOf(entry.is, property));
}

function checkThing(value: unknown, path: string): string {
  assert.ok(typeof value === "object" && value !== null && "@type" in value, `${path} is a thing`);
  const type = String(value["@type"]);
  assert.ok(VOCABULARY[type], `${path}: ${type} is a type of schema.org's`);
  for (const [property, inner] of Object.entries(value)) {
    if (property.startsWith("@")) continue;
    const range = rangeOf(type, property);
    assert.ok(range, `${path}: a ${type} has a ${property}`);
    for (const one of Array.isArray(inner) ? inner : [inner]) checkValue(one, range.split(" "), `${path}.${property}`);
  }
  return type;
}

function checkValue(value: unknown, range: readonly string[], path: string): void {
  if (typeof value === "string") {
    assert.ok(value !== "", path);
    if (range.includes("Text")) return;
    if (range.includes("DateTime")) assert.equal(new Date(value).toISOString(), value, path);
    else assert.ok(range.includes("URL") && URL.canParse(value, site.url), path);
    return;
  }
  const type = checkThing(value, path);
  assert.ok(
    range.some((wanted) => isA(type, wanted)),
    `${path}: a ${type} is none of ${range}`,
  );
}

function blocksOf(page: string): { "@context": unknown; [property: string]: unknown }[] {
  return [...page.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map((match) =>
    JSON.parse(match[1] ?? ""),
  );
}

describe("JSON-LD", () => {
  test("on every page speaks schema.org's words only, where they belong", () => {
    let blocks_count = 0;
    for (const [path, page] of pages)
      for (const block of blocksOf(page)) {
        blocks_count += 1;
        assert.equal(block["@context"], "https://schema.org");
        const things = Array.isArray(block["@graph"]) ? block["@graph"] : [block];
        for (const thing of things) checkThing(thing, path);
      }
    assert.ok(blocks_count > 6);
  });

  test("of a report has its corrections, citations, policies, and a maker of every claim that has one", () => {
    const [block] = blocksOf(pages.get(reportHref) ?? "");
    assert.ok(block);
    assert.equal(block["@type"], "ReportageNewsArticle");
    assert.deepEqual(block.correction, [
      {
        "@type": "CorrectionComment",
        text: "An earlier version gave the number of replaced hinges as 20. It is four of 22.",
        datePublished: "2026-05-04T10:12:00.000Z",
      },
    ]);
    assert.match(
      JSON.stringify(block.publisher),
      /"unnamedSourcesPolicy":"https:\/\/saltmarsh.example\/unnamed-sources"/,
    );
    assert.match(JSON.stringify(block.citation), /\{"@type":"CreativeWork","name":"progress report"\}/);
    const parts = Array.isArray(block.hasPart) ? block.hasPart : [];
    assert.equal(parts.length, claims.length);
    assert.deepEqual(parts[2], {
      "@type": "Quotation",
      text: "I signed for the concrete, not for the hinges",
      spokenByCharacter: { "@type": "Person", name: "Tomas Reinholt", jobTitle: "site inspector" },
      url: "#claim-3",
    });
    const unnamed = parts.find((part) => part.text.startsWith("The city council approved"));
    assert.deepEqual([unnamed?.author, unnamed?.creditText], [undefined, "two city officials"], "nobody is made up");
  });

  test("of a claim's page says where it appears, and where first", () => {
    const [block] = blocksOf(pages.get("/claims/full") ?? "");
    assert.match(JSON.stringify(block?.appearance), new RegExp(`"url":"https://saltmarsh.example${reportHref}"`));
    assert.match(JSON.stringify(block?.firstAppearance), /Corvane Courier/);
  });
});

describe("a page that is shared", () => {
  const tagsOf = (page: string) =>
    new Map(
      [...page.matchAll(/<meta (?:property|name)="((?:og|article|twitter):[^"]+)" content="([^"]*)">/g)].map((m) => [
        m[1],
        m[2],
      ]),
    );

  test("has what the Open Graph protocol requires, and a report its card", () => {
    for (const [path, page] of pages) {
      const tags = tagsOf(page);
      if (/noindex/.test(page)) continue;
      for (const name of ["og:title", "og:type", "og:image", "og:url", "twitter:card"])
        assert.ok(tags.get(name), `${path} ${name}`);
    }
    const tags = tagsOf(pages.get(reportHref) ?? "");
    assert.equal(tags.get("og:image"), `https://saltmarsh.example${cardHref(site, reportView)}`);
    assert.equal(tags.get("og:type"), "article");
    assert.equal(tags.get("article:modified_time"), "2026-05-04T10:12:00.000Z");
    assert.equal(tags.get("twitter:card"), "summary_large_image");
  });

  test("gets another card's address when what is drawn changes, and only then", () => {
    const before = cardHref(site, reportView);
    assert.equal(cardHref({ ...site, tagline: "Another" }, reportView), before);
    const changed = [
      cardHref(site, { ...reportView, headline: "Another" }),
      cardHref({ ...site, name: "Another" }, reportView),
      cardHref(site, { ...reportView, facts: { ...reportView.facts, roots: { min: 1, max: 2 } } }),
    ];
    assert.equal(new Set([before, ...changed]).size, 4);
  });
});
