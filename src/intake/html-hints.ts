import { type DomNode, eachNode, SILENT, TEXT_NODE } from "./dom.ts";
import type { Hint } from "./lines.ts";

/** Hints that an element gives to all that stands in it. */
const TAG_HINTS: Readonly<Record<string, Hint>> = {
  ARTICLE: "article",
  MAIN: "article",
  ASIDE: "aside",
  FIGCAPTION: "caption",
  FORM: "furniture",
  H1: "title",
  H2: "heading",
  H3: "heading",
  H4: "heading",
  H5: "heading",
  H6: "heading",
  LI: "item",
  DT: "item",
  NAV: "furniture",
  P: "paragraph",
  TIME: "time",
};

/** Hints by the words of class, id, rel, role and itemprop. */
const NAME_HINTS: readonly { hint: Hint; pattern: RegExp }[] = [
  {
    hint: "credit",
    pattern:
      /(?:^|[\s_-])(?:(?:photo|image|picture|media|caption|img|fig)?[_-]?(?:credits?|copyright|source|byline-photo|photographer)|copyrightholder)(?:$|[\s_-])/i,
  },
  {
    hint: "caption",
    pattern:
      /(?:^|[\s_-])(?:wp-)?(?:img-|image-|photo-|picture-|media-|figure-)?(?:caption|legend|cutline)(?:-text)?(?:$|[\s_-])/i,
  },
  {
    hint: "byline",
    pattern:
      /(?:^|[\s_-])(?:by-?lines?|authors?|author-?names?|writers?|by|contributors?|article-author|post-author|entry-author)(?:$|[\s_-])/i,
  },
  {
    hint: "time",
    pattern:
      /(?:^|[\s_-])(?:dates?|datetime|timestamps?|times?|published|pub-?date|post-?date|entry-date|datepublished|dateline-date|when)(?:$|[\s_-])/i,
  },
  {
    hint: "related",
    pattern: /(?:^|[\s_-])(?:related|more-on|see-also|read-?more|read-?also|recirc\w*|further)(?:$|[\s_-])/i,
  },
  { hint: "quote", pattern: /(?:^|[\s_-])(?:pull-?quotes?|blockquote-pull|quote-box|pq)(?:$|[\s_-])/i },
  {
    hint: "furniture",
    pattern:
      /(?:^|[\s_-])(?:share|sharing|social|shares|cookies?|consent|gdpr|newsletter\w*|subscri\w+|sign-?up|comments?|disqus|respond|breadcrumbs?|crumbs|nav|navbar|navigation|menu|sidebar|footer|site-footer|masthead|skip|skip-link|tags?|tag-list|topics|toolbar|banner|promo|promoted|sponsor\w*|paywall|popup|modal|overlay|toc|most-?read|trending|popular|latest|author-?(?:bio|box|info)|about-the-author|bio|corrections?|corr|editors?-note|print-?only|widget|outbrain|taboola|login|search)(?:$|[\s_-])/i,
  },
  {
    hint: "advert",
    pattern:
      /(?:^|[\s_-])(?:ads?|adverts?|advertisements?|advertising|ad-?(?:slot|unit|container|wrapper|box)|dfp|gpt|sponsored|teads)(?:$|[\s_-])/i,
  },
];
const ROLE_HINTS: Readonly<Record<string, Hint>> = {
  navigation: "furniture",
  banner: "aside",
  complementary: "aside",
  contentinfo: "furniture",
  search: "furniture",
  dialog: "furniture",
  alertdialog: "furniture",
  article: "article",
  main: "article",
};
const HIDDEN_CLASS =
  /(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text)?|screenreader|offscreen|a11y-hidden|is-hidden|hide-visually)(?:$|\s)/i;

/** Hints that do not reach below the article itself: a body class "single-comments" says nothing of its paragraphs. */
const NAMED_TAGS_ONLY: ReadonlySet<string> = new Set(["HTML", "BODY", "MAIN", "ARTICLE"]);

/** The hints of what stands in an element: those around it, and those of its tag, role, class, id, rel and itemprop. */
export function hintsOf(
  node: DomNode,
  name: string,
  around: ReadonlySet<Hint>,
  stories: ReadonlySet<DomNode>,
): ReadonlySet<Hint> {
  const found: Hint[] = [];
  const byTag = TAG_HINTS[name];
  if (byTag !== undefined && !around.has(byTag)) found.push(byTag);
  if (name === "A" && !around.has("link")) found.push("link");
  if (name === "FOOTER" && !around.has("article")) found.push("furniture");
  const attribute = (key: string) => node.getAttribute?.(key) ?? "";
  const role = ROLE_HINTS[attribute("role").toLowerCase()];
  if (role !== undefined) found.push(role);
  if (name === "A" && /(?:^|\s)author(?:\s|$)/i.test(attribute("rel"))) found.push("byline");
  const words =
    NAMED_TAGS_ONLY.has(name) || stories.has(node)
      ? ""
      : `${attribute("class")} ${attribute("id")} ${attribute("itemprop")}`
          .replace(/([a-z])([A-Z])/g, "$1-$2")
          .slice(0, 400);
  if (words.trim() !== "") for (const { hint, pattern } of NAME_HINTS) if (pattern.test(words)) found.push(hint);
  if (found.length === 0) return around;
  const own = new Set(around);
  for (const hint of found) own.add(hint);
  return own;
}

/** In a caption the credit is often an inline element; it is a line of its own all the same. */
export function isCreditInCaption(name: string, own: ReadonlySet<Hint>, around: ReadonlySet<Hint>): boolean {
  if (!around.has("caption")) return own.has("credit") && !around.has("credit");
  return (own.has("credit") && !around.has("credit")) || name === "CITE" || name === "SMALL";
}

/** A label or a section's name is often set inside the headline's element. */
export function isKickerInTitle(node: DomNode, around: ReadonlySet<Hint>): boolean {
  if (!around.has("title")) return false;
  return /(?:^|[\s_-])(?:label|kicker|tag|eyebrow|section|badge|category|rubric|flag|overline|topper)(?:$|[\s_-])/i.test(
    node.getAttribute?.("class") ?? "",
  );
}

/**
 * Elements whose names are not believed because they hold most of the page's running text, or the headline with some
 * of it: a wrapper called "page-sidebar-right" is not a sidebar. What is called comments is believed all the same.
 */
export function storyHolders(root: DomNode): ReadonlySet<DomNode> {
  const letters = new Map<DomNode, number>();
  let total = 0;
  eachNode(root, (node) => {
    if (node.nodeType !== TEXT_NODE) return;
    const text = node.nodeValue ?? "";
    const holder = node.parentNode;
    if (text.length < 60 || holder === null || SILENT.has(holder.nodeName.toUpperCase())) return;
    total += text.length;
    letters.set(holder, (letters.get(holder) ?? 0) + text.length);
  });
  const sums = new Map<DomNode, number>();
  for (const [holder, count] of letters) {
    let node: DomNode | null = holder;
    for (let height = 0; node !== null && height < 60; height++) {
      sums.set(node, (sums.get(node) ?? 0) + count);
      node = node.parentNode;
    }
  }
  const holders = new Set<DomNode>();
  for (const [node, sum] of sums) {
    const name = `${node.getAttribute?.("class") ?? ""} ${node.getAttribute?.("id") ?? ""}`;
    if (sum > total / 2 && !/comment|disqus|respond/i.test(name)) holders.add(node);
  }
  return holders;
}

/** Whether an element is there for machines or screen readers alone. */
export function isHidden(node: DomNode): boolean {
  const attribute = (key: string) => node.getAttribute?.(key) ?? null;
  if (attribute("hidden") !== null || attribute("aria-hidden") === "true") return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute("style") ?? "")) return true;
  return HIDDEN_CLASS.test(attribute("class") ?? "");
}
