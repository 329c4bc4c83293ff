import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { atomFeed, jsonFeed, siteFeed } from "./feeds.ts";
import { robotsTxt } from "./machine-files.ts";
import { sitemap, sitemapIndex } from "./sitemaps.ts";
import { line, lines, site } from "./testing.ts";

const now = new Date("2026-05-05T00:00:00Z");
const bodyHtml =
  '<p>One <a href="/sources/courier?a=1&amp;b=2">two</a> <a href="#claim-1">three</a> <a href="https://elsewhere.example/">four</a></p>';
const entries = lines.map((view) => ({ view, bodyHtml, updatedAt: new Date("2026-05-04T10:12:00Z") }));

test("an Atom feed tells its own address, its latest change and each report's full text", () => {
  const feed = atomFeed(site, siteFeed(site, entries, "/feed.atom"), now);
  const { document } = parseHTML(feed);
  assert.equal(document.querySelectorAll("entry").length, lines.length);
  assert.match(feed, /^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/);
  assert.match(feed, /<updated>2026-05-04T10:12:00.000Z<\/updated>/);
  assert.match(feed, /<link rel="self" type="application\/atom\+xml" href="https:\/\/saltmarsh.example\/feed.atom"\/>/);
  assert.match(feed, /href=&quot;https:\/\/saltmarsh.example\/sources\/courier\?a=1&amp;amp;b=2&quot;/);
  assert.match(feed, new RegExp(`href=&quot;https://saltmarsh.example${line.href}#claim-1&quot;`));
});

test("a feed without reports still has a time", () => {
  assert.match(atomFeed(site, siteFeed(site, [], "/feed.atom"), now), /<updated>2026-05-05T00:00:00.000Z<\/updated>/);
});

test("a JSON Feed holds the same reports (version 1.1)", () => {
  const feed = JSON.parse(jsonFeed(site, siteFeed(site, entries, "/feed.json")));
  assert.equal(feed.version, "https://jsonfeed.org/version/1.1");
  assert.equal(feed.feed_url, "https://saltmarsh.example/feed.json");
  assert.equal(feed.items.length, lines.length);
  assert.equal(feed.items[0].url, `https://saltmarsh.example${line.href}`);
  assert.match(feed.items[0].content_html, /<figure><img src="https:\/\/saltmarsh.example\/pictures\/gate-960/);
});

test("sitemaps name full, percent-encoded addresses", () => {
  const map = sitemap(site, [
    { href: "/reports/حاجز?a&b", updatedAt: now },
    { href: "/", updatedAt: null },
  ]);
  assert.match(map, /<loc>https:\/\/saltmarsh.example\/reports\/%D8[^<]*\?a&amp;b<\/loc><lastmod>2026-05-05/);
  assert.match(sitemapIndex(site, [{ href: "/sitemap-1.xml", updatedAt: now }]), /<sitemap><loc>https:\/\/saltmarsh/);
  assert.match(robotsTxt(site), /Sitemap: https:\/\/saltmarsh.example\/sitemap.xml/);
});

test("no text breaks a feed: what XML does not know is left out, everything else is escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const view = { ...line, headline: `${text}\u0000\u000b\ud800`, standfirst: text, byline: text };
      const feed = atomFeed(site, siteFeed(site, [{ view, bodyHtml: "<p></p>", updatedAt: now }], "/feed.atom"), now);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there.
      assert.doesNotMatch(feed, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
      const tags = feed.match(/<\/?entry[ >]/g) ?? [];
      assert.equal(tags.length, 2);
      JSON.parse(jsonFeed(site, siteFeed(site, [{ view, bodyHtml: text, updatedAt: now }], "/feed.json")));
    }),
    { seed: 20_260_504, numRuns: 200 },
  );
});
