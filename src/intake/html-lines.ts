import { squeeze } from "../platform/text.ts";
import { type Hint, type Line, lineOf } from "./lines.ts";

/** As much of a DOM node as is read here; linkedom's and a browser's both have it. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  getAttribute?(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Elements that print nothing, or nothing that is text of the page. */
const SILENT = names(
  "SCRIPT STYLE TEMPLATE NOSCRIPT SVG MATH BUTTON SELECT OPTION INPUT TEXTAREA IFRAME OBJECT EMBED CANVAS VIDEO AUDIO PROGRESS METER HEAD TITLE DATALIST DIALOG MAP",
);
const BLOCKS = names(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML IMG LEGEND LI MAIN NAV OL P PICTURE PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL",
);

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
const NAMED_TAGS_ONLY = names("HTML BODY MAIN ARTICLE");

interface Open {
  node: DomNode;
  hints: ReadonlySet<Hint>;
  block: boolean;
}

/** Where the text of one printed line is gathered. */
class Printer {
  readonly lines: Line[] = [];
  #pieces: { text: string; hints: ReadonlySet<Hint>; broken: boolean; crossed: boolean }[] = [];
  #linked = "";
  #letters = 0;
  #broken = false;
  #crossed = false;
  #gap = false;

  text(text: string, hints: ReadonlySet<Hint>): void {
    const printed = text.replace(/[\u200b\u2060\ufeff\u00ad]/g, "");
    if (/\S/.test(printed)) {
      const letters = printed.replace(/\s+/g, "").length;
      this.#letters += letters;
    }
    if (hints.has("link")) this.#linked += printed;
    this.#pieces.push({ text: printed, hints, broken: this.#broken, crossed: this.#crossed });
    this.#broken = false;
    this.#crossed = false;
  }

  /** The next text stands in another element than the last. */
  cross(): void {
    this.#crossed = true;
  }

  /** One break parts lines that are short; two part paragraphs. */
  lineBreak(): void {
    const last = this.#pieces.at(-1);
    if (this.#broken && last !== undefined) this.end();
    else this.#broken = true;
  }

  end(gap = false): void {
    const pieces = this.#pieces;
    const linked = this.#letters > 0 && this.#linked.replace(/\s+/g, "").length >= this.#letters * 0.9;
    this.#pieces = [];
    const links = this.#linked;
    this.#linked = "";
    this.#letters = 0;
    this.#broken = false;
    if (gap) this.#gap = true;
    const rows: { text: string; hints: ReadonlySet<Hint> }[] = [];
    for (const piece of pieces) {
      const row = rows.at(-1);
      if (row === undefined || piece.broken) rows.push({ text: piece.text, hints: piece.hints });
      else {
        row.text += piece.crossed && needsBlank(row.text, piece.text) ? ` ${piece.text}` : piece.text;
        // A line's hints are those that all its text has, but a credit or a time marks only itself.
        row.hints = common(row.hints, piece.hints, piece.text, row.text);
      }
    }
    const printed = rows.filter(({ text }) => /\S/.test(text));
    if (printed.length === 0) return;
    const short = printed.every(({ text }) => text.trim().length <= 100);
    const joined = short
      ? printed
      : [{ text: printed.map(({ text }) => text).join(" "), hints: printed[0]?.hints ?? new Set() }];
    for (const { text, hints } of joined) {
      const all = new Set(hints);
      if (linked) all.add("link");
      else all.delete("link");
      // Runs of blanks are the source's indentation, not cells.
      const line = lineOf(text.replace(/[\s\u00a0\u202f\u2007]+/g, " ").trim(), this.#gap, all);
      if (joined.length === 1) line.linked = squeeze(links);
      if (line.text !== "") this.lines.push(line);
      this.#gap = false;
    }
  }
}

/** Elements side by side without a blank, as in "<b>€0</b><b>€500</b>" or "<a>Coast</a><a>Town</a>", are printed apart. */
function needsBlank(before: string, after: string): boolean {
  return (
    /[\p{Ll}\p{N}\p{Sc}.,]$/u.test(before) &&
    /^[\p{Lu}\p{N}\p{Sc}]/u.test(after) &&
    /\p{Sc}|\p{L}{2}/u.test(before.slice(-12))
  );
}

function common(known: ReadonlySet<Hint>, more: ReadonlySet<Hint>, text: string, before: string): ReadonlySet<Hint> {
  if (known === more || !/\S/.test(text)) return known;
  if (!/\S/.test(before.slice(0, before.length - text.length))) return more;
  const kept = new Set([...known].filter((hint) => more.has(hint)));
  for (const hint of ["time", "byline"] as const) if (known.has(hint) || more.has(hint)) kept.add(hint);
  return kept;
}

/** The printed lines below a node, in order, each with what the markup says of it. Walks without recursion. */
export function linesOfDom(root: DomNode): Line[] {
  const printer = new Printer();
  const stories = storyHolders(root);
  const open: Open[] = [];
  let node: DomNode | null = root;
  while (node !== null) {
    const parent = open.at(-1);
    const hints = parent?.hints ?? NONE;
    let descend = false;
    if (node.nodeType === TEXT) {
      printer.text(node.nodeValue ?? "", hints);
    } else if (node.nodeType === ELEMENT) {
      const name = node.nodeName.toUpperCase();
      if (name === "BR") printer.lineBreak();
      else if (!SILENT.has(name) && !isHidden(node)) {
        const own = hintsOf(node, name, hints, stories);
        const block = BLOCKS.has(name) || isCreditInCaption(name, own, hints) || isKickerInTitle(node, hints);
        if (block) printer.end(name !== "SPAN");
        if (node.firstChild !== null) {
          open.push({ node, hints: own, block });
          descend = true;
        }
        printer.cross();
      } else if (BLOCKS.has(name)) printer.end();
      else printer.text(" ", hints);
    } else if (node.firstChild !== null) {
      open.push({ node, hints, block: true });
      descend = true;
    }
    if (descend) {
      node = node.firstChild;
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      const closed: Open | undefined = open.pop();
      if (closed === undefined) {
        node = null;
        break;
      }
      if (closed.block) printer.end();
      else printer.cross();
      node = closed.node === root ? null : closed.node;
    }
    node = node === null || node === root ? null : node.nextSibling;
  }
  printer.end();
  return printer.lines;
}

const NONE: ReadonlySet<Hint> = new Set();

/** Visits all nodes below a root, and itself, in document order, without recursion. */
export function eachNode(root: DomNode, visit: (node: DomNode, depth: number) => void): void {
  let node: DomNode | null = root;
  let depth = 0;
  while (node !== null) {
    visit(node, depth);
    if (node.firstChild !== null) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode;
      depth--;
    }
    node = node === null || node === root ? null : node.nextSibling;
  }
}

/** In a caption the credit is often an inline element; it is a line of its own all the same. */
function isCreditInCaption(name: string, own: ReadonlySet<Hint>, around: ReadonlySet<Hint>): boolean {
  if (!around.has("caption")) return own.has("credit") && !around.has("credit");
  return (own.has("credit") && !around.has("credit")) || name === "CITE" || name === "SMALL";
}

/** A label or a section's name is often set inside the headline's element. */
function isKickerInTitle(node: DomNode, around: ReadonlySet<Hint>): boolean {
  if (!around.has("title")) return false;
  return /(?:^|[\s_-])(?:label|kicker|tag|eyebrow|section|badge|category|rubric|flag|overline|topper)(?:$|[\s_-])/i.test(
    node.getAttribute?.("class") ?? "",
  );
}

/**
 * Elements whose names are not believed because they hold most of the page's running text, or the headline with some
 * of it: a wrapper called "page-sidebar-right" is not a sidebar. What is called comments is believed all the same.
 */
function storyHolders(root: DomNode): ReadonlySet<DomNode> {
  const letters = new Map<DomNode, number>();
  let total = 0;
  eachNode(root, (node) => {
    if (node.nodeType !== TEXT) return;
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

function hintsOf(
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

function isHidden(node: DomNode): boolean {
  const attribute = (key: string) => node.getAttribute?.(key) ?? null;
  if (attribute("hidden") !== null || attribute("aria-hidden") === "true") return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute("style") ?? "")) return true;
  return HIDDEN_CLASS.test(attribute("class") ?? "");
}
