import { type Html, html } from "../platform/html.ts";
import { shorten } from "../platform/text.ts";
import { cardHref } from "./card.ts";
import { factsInOneLine } from "./facts.ts";
import { wordsOf } from "./messages.ts";
import { addressOf, PATHS } from "./paths.ts";
import type { ReportView, SiteView } from "./views.ts";

/** How a page looks where somebody shares its address. */
export interface Social {
  readonly title: string;
  readonly description: string;
  readonly href: string;
  /** A path of this site; a card is 1200 by 630, an icon square. */
  readonly picture: { readonly href: string; readonly alt: string; readonly isCard: boolean };
  /** What a page about an article says besides. */
  readonly article?: {
    readonly publishedAt: Date;
    readonly updatedAt: Date;
    readonly authors: readonly string[];
    readonly section: string | null;
    readonly tags: readonly string[];
  };
}

/** A report as it is shared, with the card made of its headline and sourcing facts. */
export function socialOfReport(site: SiteView, view: ReportView): Social {
  const facts = factsInOneLine(wordsOf(site.language, site.timeZone), view.facts);
  return {
    title: view.headline,
    description: view.standfirst === null ? facts : shorten(view.standfirst, 200),
    href: view.href,
    picture: { href: cardHref(site, view), alt: `${view.headline}. ${facts}`, isCard: true },
    article: {
      publishedAt: view.publishedAt,
      updatedAt: view.updatedAt ?? view.publishedAt,
      authors: view.authors.map(({ href }) => addressOf(site, href)),
      section: view.topics[0]?.title ?? null,
      tags: view.topics.map(({ title }) => title),
    },
  };
}

/** Any other page as it is shared. */
export function socialOfPage(site: SiteView, page: Pick<Social, "title" | "description" | "href">): Social {
  return { ...page, picture: { href: PATHS.icon512, alt: site.name, isCard: false } };
}

/** The Open Graph protocol's tags (ogp.me), and the one that asks for the large picture. */
export function socialTags(site: SiteView, social: Social): Html {
  const { picture, article } = social;
  const tags: (readonly [string, string])[] = [
    ["og:type", article ? "article" : "website"],
    ["og:site_name", site.name],
    ["og:title", social.title],
    ["og:description", social.description],
    ["og:url", addressOf(site, social.href)],
    ["og:image", addressOf(site, picture.href)],
    ["og:image:alt", picture.alt],
    ["og:image:width", picture.isCard ? "1200" : "512"],
    ["og:image:height", picture.isCard ? "630" : "512"],
    ...(article
      ? [
          ["article:published_time", article.publishedAt.toISOString()] as const,
          ["article:modified_time", article.updatedAt.toISOString()] as const,
          ...article.authors.map((author) => ["article:author", author] as const),
          ...(article.section === null ? [] : [["article:section", article.section] as const]),
          ...article.tags.map((tag) => ["article:tag", tag] as const),
        ]
      : []),
  ];
  return html`${tags.map(
    ([property, content]) => html`<meta property="${property}" content="${content}">
`,
  )}<meta name="twitter:card" content="${picture.isCard ? "summary_large_image" : "summary"}">
`;
}
