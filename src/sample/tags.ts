/** A stretch of a paragraph that is marked by hand: offsets are UTF-16 units in the text without marks. */
export interface Tag {
  /** content, cue, source's words; other mention of a source, reason for anonymity; sentence nobody vouches for. */
  readonly kind: "c" | "k" | "s" | "m" | "r" | "u";
  /** The claim's number (c, k, s) or the source's id (m, r); empty for u. */
  readonly id: string;
  /** For s: which source of the chain the words name, where it is not the nearest. */
  readonly source: string | null;
  readonly line: number;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const KINDS = new Map<string, Tag["kind"]>((["c", "k", "s", "m", "r", "u"] as const).map((kind) => [kind, kind]));
const ID: Readonly<Record<Tag["kind"], RegExp>> = {
  c: /^\d+$/,
  k: /^\d+$/,
  s: /^\d+( s\d+)?$/,
  m: /^s\d+$/,
  r: /^s\d+$/,
  u: /^$/,
};

/** Takes the marks out of a paragraph: its plain text, and the marks in the order in which they begin. */
export function readParagraph(
  marked: string,
  at: { readonly line: number; readonly paragraph: number },
  refuse: (problem: string) => never,
): { text: string; tags: Tag[] } {
  const open: { kind: Tag["kind"]; id: string; start: number }[] = [];
  const tags: Tag[] = [];
  let text = "";
  for (const part of marked.split(/(<[^<>]*>)/)) {
    const match = /^<(\/?)([a-z]+)(?: ([^<>]+))?>$/.exec(part);
    if (!match) {
      if (/[<>]/.test(part)) refuse(`"${part.slice(0, 40)}" is no mark. Write <c 1>words</c>, or leave < and > out`);
      if (/\[\[|\]\]|\{\{|\}\}/.test(part)) refuse(`"${part.slice(0, 40)}" holds a placeholder that is not understood`);
      text += part;
      continue;
    }
    const [, closing, name = "", id = ""] = match;
    const kind = KINDS.get(name) ?? refuse(`the mark ${part} is not known. Use ${[...KINDS.keys()].join(", ")}`);
    if (!closing) {
      if (!ID[kind].test(id)) refuse(`the mark ${part} does not name a claim or a source as it should`);
      if (open.some((outer) => outer.kind === "u" || kind === "u"))
        refuse(`${part} stands inside another mark, or another inside <u>: nobody vouches for such a sentence`);
      open.push({ kind, id, start: text.length });
      continue;
    }
    const top = open.pop();
    if (!top || top.kind !== kind)
      return refuse(`${part} closes ${top ? `<${top.kind} ${top.id}>` : "nothing"}. Marks may nest, not cross`);
    const words = text.slice(top.start);
    if (words === "" || words !== words.trim())
      refuse(`<${top.kind} ${top.id}> is empty or has a blank at its edge: "${words}"`);
    const [first = "", source = null] = top.id.split(" ");
    tags.push({ kind, id: first, source, ...at, start: top.start, end: text.length, text: words });
  }
  const left = open[0];
  if (left) refuse(`<${left.kind} ${left.id}> is not closed`);
  return { text, tags: tags.sort((a, b) => a.start - b.start || b.end - a.end) };
}
