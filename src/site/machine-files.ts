import { html } from "../platform/html.ts";
import { wordsOf } from "./messages.ts";
import { addressOf, PATHS, POLICY_PATHS } from "./paths.ts";
import type { SiteView } from "./views.ts";
import { xml } from "./xml.ts";

/** What robots may read: everything but searches, by way of the sitemaps (RFC 9309). */
export function robotsTxt(site: SiteView): string {
  const maps = [PATHS.sitemap, PATHS.newsSitemap].map((path) => `Sitemap: ${addressOf(site, path)}\n`);
  return `User-agent: *\nDisallow: ${PATHS.search}?\nAllow: /\n\n${maps.join("")}`;
}

/** What a language model or its tools find here, as Markdown (llmstxt.org). */
export function llmsTxt(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  const links = (all: readonly { title: string; href: string }[]) =>
    all.map(({ title, href }) => `- [${title.replaceAll(/[[\]\n]/g, " ")}](${addressOf(site, href)})\n`).join("");
  const sections = [
    [
      words.text("llms.read"),
      links([
        { title: words.text("nav.front"), href: PATHS.front },
        { title: words.text("nav.archive"), href: PATHS.archive },
        ...site.navigation,
      ]),
    ],
    [
      words.text("llms.trust"),
      links([
        { title: words.text("nav.howToRead"), href: PATHS.howToRead },
        { title: words.text("nav.corrections"), href: PATHS.corrections },
        { title: words.text("nav.ledger"), href: PATHS.ledger },
      ]),
    ],
    [
      words.text("llms.machines"),
      `${words.text("llms.provenance")}\n\n${links([
        { title: words.text("site.atom"), href: PATHS.atom },
        { title: words.text("site.rss"), href: PATHS.rss },
        { title: words.text("site.jsonFeed"), href: PATHS.jsonFeed },
        { title: "Sitemap", href: PATHS.sitemap },
      ])}`,
    ],
  ];
  const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
  return `# ${oneLine(site.name)}\n\n> ${oneLine(site.tagline)}\n\n${words.text("llms.about")}\n\n${sections
    .map(([title, text]) => `## ${title}\n\n${text}`)
    .join("\n")}`;
}

/**
 * Where to report a hole in security (RFC 9116). It expires with the month in eleven months, less than the year that
 * the standard advises at most; each publication prints it anew.
 */
export function securityTxt(site: SiteView, now: Date): string {
  const expires = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1));
  return [
    `Contact: ${site.securityContact || addressOf(site, POLICY_PATHS.contact)}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${[...new Set([site.language, "en"])].join(", ")}`,
    `Canonical: ${addressOf(site, PATHS.security)}`,
    "",
  ].join("\n");
}

/** How a browser searches this site from its address bar (OpenSearch 1.1). */
export function openSearchXml(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  return xml(html`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${[...site.name].slice(0, 16).join("")}</ShortName>
<LongName>${[...site.name].slice(0, 48).join("")}</LongName>
<Description>${words.text("openSearch.about", { name: site.name })}</Description>
<Language>${site.language}</Language>
<InputEncoding>UTF-8</InputEncoding>
<Image width="32" height="32" type="image/x-icon">${addressOf(site, PATHS.iconIco)}</Image>
<Url type="text/html" method="get" template="${addressOf(site, PATHS.search)}?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${addressOf(site, PATHS.openSearch)}"/>
</OpenSearchDescription>
`);
}

/** How the site is put on a home screen (W3C Web Application Manifest). */
export function webManifest(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  const icon = (size: number, src: string) =>
    ["any", "maskable"].map((purpose) => ({ src, sizes: `${size}x${size}`, type: "image/png", purpose }));
  return `${JSON.stringify({
    id: PATHS.front,
    name: site.name,
    short_name: site.name,
    description: site.tagline,
    lang: site.language,
    dir: words.direction,
    start_url: PATHS.front,
    scope: PATHS.front,
    display: "minimal-ui",
    background_color: "#fffdf9",
    theme_color: "#fffdf9",
    icons: [
      { src: PATHS.favicon, sizes: "any", type: "image/svg+xml", purpose: "any" },
      ...icon(192, PATHS.icon192),
      ...icon(512, PATHS.icon512),
    ],
  })}\n`;
}
