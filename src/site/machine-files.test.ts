/** What programs read, read by parsers that are not ours, and held against the fields that the formats require. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import sharp from "sharp";
import { z } from "zod";
import { atomFeed, type FeedEntry, jsonFeed, partFeed, rssFeed, siteFeed } from "./feeds.ts";
import { iconIco, iconPng } from "./icons.ts";
import { llmsTxt, openSearchXml, robotsTxt, securityTxt, webManifest } from "./machine-files.ts";
import { NEWS_ENTRIES_MAX, newsSitemap, SITEMAP_ENTRIES_MAX, sitemap, sitemapIndex } from "./sitemaps.ts";
import { corrections, lines, site } from "./testing.ts";
import { arabicSite } from "./testing-arabic.ts";
import type { SiteView } from "./views.ts";

const now = new Date("2026-05-05T00:00:00Z");
const hubSite: SiteView = { ...site, hub: "https://hub.example/" };
const entries: FeedEntry[] = lines.map((view, i) => ({
  view,
  bodyHtml: "<p>The gate &amp; the <em>hinges</em> stand. ]]&gt;</p>",
  updatedAt: new Date("2026-05-04T10:12:00Z"),
  corrections: i === 0 ? corrections.slice(0, 1) : [],
}));

/** An element with its attributes as `@name`; what may repeat is a list. */
function parse(text: string): unknown {
  assert.equal(XMLValidator.validate(text), true);
  const lists = new Set(["entry", "item", "url", "sitemap", "link", "Url", "Image"]);
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    isArray: (name) => lists.has(name),
  }).parse(text);
}

const date = z.iso.datetime();
const address = z.url({ protocol: /^https?$/ });
const link = z.object({ "@rel": z.string(), "@href": address });

test("an Atom feed has what RFC 4287 requires of it", () => {
  const atom = z.object({
    feed: z.object({
      id: address,
      title: z.string().min(1),
      updated: date,
      author: z.object({ name: z.string().min(1) }),
      link: z.array(link),
      entry: z.array(
        z.object({
          id: address,
          title: z.string().min(1),
          updated: date,
          published: date,
          link: z.array(link),
          content: z.object({ "@type": z.literal("html"), "#text": z.string().min(1) }),
        }),
      ),
    }),
  });
  const { feed } = atom.parse(parse(atomFeed(hubSite, siteFeed(hubSite, entries, "/feed.atom"), now)));
  assert.deepEqual(feed.link.map((each) => each["@rel"]).sort(), ["alternate", "hub", "self"]);
  assert.equal(new Set(feed.entry.map(({ id }) => id)).size, lines.length);
});

test("an RSS feed has what RSS 2.0 requires of it, and its text is whole", () => {
  const rss = z.object({
    rss: z.object({
      "@version": z.literal("2.0"),
      channel: z.object({
        title: z.string().min(1),
        link: z.array(address),
        description: z.string().min(1),
        lastBuildDate: z.string().regex(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
        "atom:link": z.array(link),
        item: z.array(
          z.object({
            title: z.string().min(1),
            link: z.array(address),
            guid: z.object({ "@isPermaLink": z.literal("true"), "#text": address }),
            pubDate: z.string().regex(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
            "atom:updated": date,
            description: z.string(),
            "content:encoded": z.string().min(1),
          }),
        ),
      }),
    }),
  });
  const { channel } = rss.parse(parse(rssFeed(hubSite, siteFeed(hubSite, entries, "/feed.rss"), now))).rss;
  assert.deepEqual(channel["atom:link"].map((each) => each["@rel"]).sort(), ["hub", "self"]);
  const text = channel.item[0]?.["content:encoded"] ?? "";
  assert.match(text, /^<p><strong>Correction<\/strong> \(May 4, 2026 at 10:12 UTC\): An earlier version gave/);
  assert.ok(text.endsWith("<p>The gate &amp; the <em>hinges</em> stand. ]]&gt;</p>"));
});

test("a JSON Feed has what version 1.1 requires of it", () => {
  const author = z.array(z.object({ name: z.string().min(1), url: address.optional() }));
  const json = z.object({
    version: z.literal("https://jsonfeed.org/version/1.1"),
    title: z.string().min(1),
    home_page_url: address,
    feed_url: address,
    icon: address,
    language: z.string(),
    authors: author,
    hubs: z.array(z.object({ type: z.literal("WebSub"), url: address })),
    items: z.array(
      z.object({
        id: z.string().min(1),
        url: address,
        content_html: z.string().min(1),
        date_published: date,
        date_modified: date,
        authors: author.optional(),
        image: address.optional(),
        tags: z.array(z.string()),
        language: z.string(),
      }),
    ),
  });
  const feed = json.parse(
    JSON.parse(jsonFeed(hubSite, partFeed(hubSite, { title: "Harbour", href: "/topics/harbour" }, entries, "/x.json"))),
  );
  assert.equal(feed.home_page_url, "https://saltmarsh.example/topics/harbour");
  assert.equal(feed.title, "Harbour – Saltmarsh Post");
  assert.match(feed.items[0]?.content_html ?? "", /<strong>Correction<\/strong>/);
});

test("feeds parse right to left, empty, and without a hub", () => {
  for (const all of [entries, []])
    for (const draw of [atomFeed, rssFeed]) {
      const feed = draw(arabicSite, siteFeed(arabicSite, all, "/feed"), now);
      parse(feed);
      assert.doesNotMatch(feed, /rel="hub"/);
    }
});

test("sitemaps have the fields that sitemaps.org and news search require, and never more than they may", () => {
  const day = z.object({ loc: address, lastmod: date.optional() });
  const pages = [
    { href: "/a?b&c", updatedAt: now },
    { href: "/حاجز", updatedAt: null },
  ];
  z.object({ urlset: z.object({ url: z.array(day) }) }).parse(parse(sitemap(site, pages)));
  z.object({ sitemapindex: z.object({ sitemap: z.array(day) }) }).parse(parse(sitemapIndex(site, pages)));
  const report = { href: "/reports/x", headline: "A <gate> & more", language: "ar-EG", publishedAt: now };
  const news = z
    .object({
      urlset: z.object({
        url: z.array(
          z.object({
            loc: address,
            "news:news": z.object({
              "news:publication": z.object({ "news:name": z.string(), "news:language": z.string().length(2) }),
              "news:publication_date": date,
              "news:title": z.string(),
            }),
          }),
        ),
      }),
    })
    .parse(parse(newsSitemap(site, [report])));
  assert.equal(
    news.urlset.url[0]?.["news:news"]["news:title"],
    "A &lt;gate&gt; &amp; more".replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
  );
  const tooMany = (count: number) => Array.from({ length: count + 1 }, () => ({ ...report, updatedAt: null }));
  assert.throws(() => sitemap(site, tooMany(SITEMAP_ENTRIES_MAX)), /at most 50,000/);
  assert.throws(() => newsSitemap(site, tooMany(NEWS_ENTRIES_MAX)), /at most 1,000/);
});

test("security.txt has its contact, and an expiry within the year that is the same all month (RFC 9116)", () => {
  const text = securityTxt(site, now);
  const fields = new Map(
    text
      .trim()
      .split("\n")
      .map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]),
  );
  assert.equal(fields.get("Contact"), "https://saltmarsh.example/contact");
  const expires = new Date(fields.get("Expires") ?? "");
  const days = (expires.getTime() - now.getTime()) / 86_400_000;
  assert.ok(days > 300 && days < 365, `${days} days`);
  assert.equal(securityTxt(site, new Date("2026-05-31T23:00:00Z")), text);
  assert.match(securityTxt({ ...site, securityContact: "mailto:s@saltmarsh.example" }, now), /^Contact: mailto:s@/);
});

test("OpenSearch, manifest, robots.txt and llms.txt tell true addresses", () => {
  const search = z
    .object({
      OpenSearchDescription: z.object({
        ShortName: z.string().min(1).max(16),
        Description: z.string().min(1).max(1024),
        Url: z.array(z.object({ "@type": z.string(), "@template": z.string() })),
      }),
    })
    .parse(parse(openSearchXml({ ...site, name: "A name far longer than sixteen letters & more" })));
  assert.equal(search.OpenSearchDescription.Url[0]?.["@template"], "https://saltmarsh.example/search?q={searchTerms}");
  const manifest = z
    .object({
      name: z.string(),
      start_url: z.string(),
      display: z.string(),
      icons: z.array(z.object({ src: z.string() })),
    })
    .parse(JSON.parse(webManifest(arabicSite)));
  assert.equal(manifest.icons.length, 5);
  assert.match(
    robotsTxt(site),
    /^User-agent: \*\nDisallow: \/search\?\nAllow: \/\n\nSitemap: https:\/\/saltmarsh.example\/sitemap.xml\n/,
  );
  const llms = llmsTxt({ ...site, name: "Salt\n# marsh" });
  assert.match(llms, /^# Salt # marsh\n\n> News from/);
  assert.match(llms, /\[Harbour\]\(https:\/\/saltmarsh.example\/topics\/harbour\)/);
});

test("icons are square PNGs of their size, and the .ico holds one", async () => {
  for (const size of [180, 512]) {
    const { width, height, format, channels } = await sharp(await iconPng(size)).metadata();
    assert.deepEqual([width, height, format, channels], [size, size, "png", 4]);
  }
  const ico = Buffer.from(await iconIco());
  assert.deepEqual([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt32LE(18)], [1, 1, 22]);
  const { width } = await sharp(ico.subarray(22)).metadata();
  assert.equal(width, 32);
});
