import { canonicalLanguage } from "../platform/languages.ts";
import { squeeze } from "../platform/text.ts";

/** As much of a document as its metadata needs. */
interface DomDocument {
  querySelectorAll(selector: string): Iterable<DomElement>;
}

interface DomElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
}

export interface Metadata {
  /** Headlines named by structured data, Open Graph and the title, the likeliest first. */
  headlines: string[];
  siteName: string | null;
  /** The `lang` of the document. */
  language: string | null;
  image: { src: string; alt: string } | null;
  canonicalUrl: string | null;
}

/**
 * What a page says of itself in its head: schema.org's JSON-LD, the Open Graph protocol, `<title>`, `<link rel=canonical>`.
 * The lead picture is the story's first figure, else the page's `og:image`.
 */
export function metadataOf(document: DomDocument, baseUrl: string | undefined): Metadata {
  const base = absolute(attributeOf(document, "base[href]", "href"), baseUrl) ?? baseUrl;
  const canonicalUrl = absolute(
    attributeOf(document, 'link[rel="canonical"]', "href") ?? metaOf(document, "og:url"),
    base,
  );
  const siteName = metaOf(document, "og:site_name");
  const title = squeeze(first(document, "title")?.textContent ?? "");
  const headlines = [metaOf(document, "og:title"), ...structuredHeadlines(document), metaOf(document, "twitter:title")]
    .filter((headline) => headline !== null)
    .concat(titleParts(title));
  return {
    headlines: [...new Set(headlines)].filter((headline) => headline !== ""),
    siteName,
    language: languageOf(document),
    image: imageOf(document, base),
    canonicalUrl,
  };
}

function first(document: DomDocument, selector: string): DomElement | null {
  for (const element of document.querySelectorAll(selector)) return element;
  return null;
}

function attributeOf(document: DomDocument, selector: string, name: string): string | null {
  const value = squeeze(first(document, selector)?.getAttribute(name) ?? "");
  return value === "" ? null : value;
}

function metaOf(document: DomDocument, name: string): string | null {
  return (
    attributeOf(document, `meta[property="${name}"]`, "content") ??
    attributeOf(document, `meta[name="${name}"]`, "content")
  );
}

function languageOf(document: DomDocument): string | null {
  const language = attributeOf(document, "html", "lang") ?? attributeOf(document, "html", "xml:lang");
  if (language === null || !/^[a-z]{2,3}(?:[-_]\w+)*$/i.test(language)) return null;
  return canonicalLanguage(language.replaceAll("_", "-"));
}

/** A browser's title whole, and without the site's name at either end. */
function titleParts(title: string): string[] {
  const cut = /^(.{8,}?)\s+[|–—·•:»-]\s+[^|–—·•»]{2,50}$/.exec(title);
  const led = /^[^|–—·•»]{2,40}\s+[|–—·•»:]\s+(.{8,})$/.exec(title);
  return [title, cut?.[1] ?? "", led?.[1] ?? ""];
}

function structuredHeadlines(document: DomDocument): string[] {
  const found: string[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? "";
    if (text.length > 500_000) continue;
    const queue: unknown[] = [parsed(text)];
    for (let seen = 0; queue.length > 0 && seen < 2000; seen++) {
      const item = queue.shift();
      if (Array.isArray(item)) queue.push(...item.slice(0, 100));
      else if (typeof item === "object" && item !== null) {
        if ("headline" in item && typeof item.headline === "string") found.push(squeeze(item.headline));
        if ("@graph" in item) queue.push(item["@graph"]);
      }
    }
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function imageOf(document: DomDocument, base: string | undefined): { src: string; alt: string } | null {
  const selector = "article figure img, main figure img, figure img, article img, main img";
  for (const element of document.querySelectorAll(selector)) {
    const width = Number(element.getAttribute("width") ?? "");
    if (width > 0 && width < 200) continue;
    const printed = element.getAttribute("src") ?? element.getAttribute("data-src");
    const src = absolute(printed?.startsWith("data:") ? element.getAttribute("data-src") : printed, base);
    if (src !== null) return { src, alt: squeeze(element.getAttribute("alt") ?? "") };
  }
  const src = absolute(metaOf(document, "og:image"), base);
  return src === null ? null : { src, alt: metaOf(document, "og:image:alt") ?? "" };
}

/** An address made absolute where a base is known; null for one that is no web address. */
function absolute(address: string | null | undefined, base: string | undefined): string | null {
  if (address === null || address === undefined || address.trim() === "") return null;
  try {
    const url = new URL(address.trim(), base);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return base === undefined && !/^[a-z][a-z\d+.-]*:/i.test(address.trim()) ? address.trim() : null;
  }
}
