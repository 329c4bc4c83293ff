import { type Html, html } from "../platform/html.ts";
import { wordsOf } from "./messages.ts";
import { addressOf, PATHS } from "./paths.ts";
import { captionedPicture } from "./picture.ts";
import type { CorrectionView, ReportLineView, SiteView } from "./views.ts";
import { xml } from "./xml.ts";

/**
 * A report in a feed: `bodyHtml` is its whole body as plain HTML, `updatedAt` its latest published revision's time;
 * `corrections` (newest first) stand above the text.
 */
export interface FeedEntry {
  readonly view: ReportLineView;
  readonly bodyHtml: string;
  readonly updatedAt: Date;
  readonly corrections?: readonly CorrectionView[];
}

/** What a feed is of. */
export interface Feed {
  readonly title: string;
  /** The page it goes with. */
  readonly href: string;
  /** Its own path. */
  readonly selfHref: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** The site's own feed: its latest reports. */
export function siteFeed(site: SiteView, entries: readonly FeedEntry[], selfHref: string): Feed {
  return { title: site.name, href: PATHS.front, selfHref, entries };
}

/** The feed of a topic or an author, whose page is at `href`. */
export function partFeed(
  site: SiteView,
  part: { readonly title: string; readonly href: string },
  entries: readonly FeedEntry[],
  selfHref: string,
): Feed {
  const title = wordsOf(site.language, site.timeZone).text("site.titled", { title: part.title, name: site.name });
  return { title, href: part.href, selfHref, entries };
}

/** An Atom feed with the reports' full text (RFC 4287). `now` stands for its time where it has no entry. */
export function atomFeed(site: SiteView, feed: Feed, now: Date): string {
  return xml(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">
<id>${addressOf(site, feed.selfHref)}</id>
<title>${feed.title}</title>
<subtitle>${site.tagline}</subtitle>
<updated>${updatedOf(feed, now).toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${addressOf(site, feed.selfHref)}"/>
<link rel="alternate" type="text/html" href="${addressOf(site, feed.href)}"/>
${
  site.hub &&
  html`<link rel="hub" href="${site.hub}"/>
`
}<icon>${addressOf(site, PATHS.favicon)}</icon>
<author><name>${site.name}</name><uri>${addressOf(site, PATHS.front)}</uri></author>
${feed.entries.map((entry) => atomEntry(site, entry))}</feed>
`);
}

/** The same as a JSON Feed (version 1.1). */
export function jsonFeed(site: SiteView, feed: Feed): string {
  return `${JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: site.tagline,
    home_page_url: addressOf(site, feed.href),
    feed_url: addressOf(site, feed.selfHref),
    icon: addressOf(site, PATHS.icon512),
    favicon: addressOf(site, PATHS.icon192),
    language: site.language,
    authors: [{ name: site.name, url: addressOf(site, PATHS.front) }],
    ...(site.hub ? { hubs: [{ type: "WebSub", url: site.hub }] } : {}),
    items: feed.entries.map((entry) => jsonItem(site, entry)),
  })}\n`;
}

/** The same as RSS 2.0, with the full text in `content:encoded`. */
export function rssFeed(site: SiteView, feed: Feed, now: Date): string {
  return xml(html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${feed.title}</title>
<link>${addressOf(site, feed.href)}</link>
<description>${site.tagline}</description>
<language>${site.language}</language>
<lastBuildDate>${updatedOf(feed, now).toUTCString()}</lastBuildDate>
<docs>https://www.rssboard.org/rss-specification</docs>
<atom:link rel="self" type="application/rss+xml" href="${addressOf(site, feed.selfHref)}"/>
${
  site.hub &&
  html`<atom:link rel="hub" href="${site.hub}"/>
`
}${feed.entries.map((entry) => rssItem(site, entry))}</channel>
</rss>
`);
}

function atomEntry(site: SiteView, entry: FeedEntry): Html {
  const { view, updatedAt } = entry;
  const address = addressOf(site, view.href);
  return html`<entry xml:lang="${view.language}">
<id>${address}</id>
<title>${titleOf(site, view)}</title>
<link rel="alternate" type="text/html" href="${address}"/>
<published>${view.publishedAt.toISOString()}</published>
<updated>${updatedAt.toISOString()}</updated>
${
  view.byline !== null &&
  html`<author><name>${view.byline}</name></author>
`
}${
  view.topic &&
  html`<category term="${view.topic.title}"/>
`
}<category term="${view.label}" scheme="${addressOf(site, `${PATHS.howToRead}#labels`)}"/>
${
  view.standfirst !== null &&
  html`<summary>${view.standfirst}</summary>
`
}<content type="html">${fullText(site, entry)}</content>
</entry>
`;
}

function rssItem(site: SiteView, entry: FeedEntry): Html {
  const { view, updatedAt } = entry;
  const address = addressOf(site, view.href);
  return html`<item>
<title>${view.headline}</title>
<link>${address}</link>
<guid isPermaLink="true">${address}</guid>
<pubDate>${view.publishedAt.toUTCString()}</pubDate>
<atom:updated>${updatedAt.toISOString()}</atom:updated>
${
  view.byline !== null &&
  html`<dc:creator>${view.byline}</dc:creator>
`
}<dc:language>${view.language}</dc:language>
${
  view.topic &&
  html`<category>${view.topic.title}</category>
`
}<description>${view.standfirst ?? view.headline}</description>
<content:encoded>${fullText(site, entry)}</content:encoded>
</item>
`;
}

function jsonItem(site: SiteView, entry: FeedEntry): object {
  const { view, updatedAt } = entry;
  const address = addressOf(site, view.href);
  const picture = view.picture?.variants.at(-1)?.sizes.at(-1);
  return {
    id: address,
    url: address,
    title: titleOf(site, view),
    ...(view.standfirst === null ? {} : { summary: view.standfirst }),
    content_html: fullText(site, entry),
    date_published: view.publishedAt.toISOString(),
    date_modified: updatedAt.toISOString(),
    ...(view.byline === null ? {} : { authors: [{ name: view.byline }] }),
    ...(picture ? { image: addressOf(site, picture.href) } : {}),
    tags: [view.label, ...(view.topic ? [view.topic.title] : [])],
    language: view.language,
  };
}

/** The headline; of a report that was withdrawn, that it was. */
function titleOf(site: SiteView, view: ReportLineView): string {
  if (!view.retraction) return view.headline;
  return wordsOf(site.language, site.timeZone).text("retraction.titled", { headline: view.headline });
}

function withdrawn(site: SiteView, view: ReportLineView): Html | null {
  if (!view.retraction) return null;
  const words = wordsOf(site.language, site.timeZone);
  return html`<p><strong>${words.text("retraction.title")}.</strong> ${view.retraction} ${words.text("retraction.about")}</p>`;
}

/** Corrections, picture and body, with full addresses: a feed reader stands elsewhere. */
function fullText(site: SiteView, { view, bodyHtml, corrections = [] }: FeedEntry): string {
  const words = wordsOf(site.language, site.timeZone);
  const notes = corrections.map(
    ({ kind, publishedAt, note }) =>
      html`<p><strong>${words.text(`correction.${kind}`)}</strong> (${words.dateTime(publishedAt)}): ${note}</p>`,
  );
  const whole = `${withdrawn(site, view) ?? ""}${html`${notes}`}${captionedPicture(view.picture) ?? ""}${bodyHtml}`;
  return whole.replaceAll(/(<(?:a|img) (?:href|src)=")([/#][^"]*)"/g, (_, before: string, href: string) => {
    const path = href.startsWith("#") ? `${view.href}${href}` : href;
    return `${before}${html`${addressOf(site, path.replaceAll("&amp;", "&"))}`}"`;
  });
}

/** When a feed last changed; `now` where it has no entry. */
function updatedOf(feed: Feed, now: Date): Date {
  if (feed.entries.length === 0) return now;
  return new Date(Math.max(...feed.entries.map((entry) => entry.updatedAt.getTime())));
}
