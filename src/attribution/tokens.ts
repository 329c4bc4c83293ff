import { createRequire } from "node:module";

export type PartOfSpeech = string;

/** One token of a paragraph with its place and part of speech (Universal POS tags, as wink-nlp gives them). */
export interface Token {
  text: string;
  start: number;
  end: number;
  pos: PartOfSpeech;
}

/** Longer stretches go to the tagger in parts, so that its buffers stay small whatever a paragraph's length. */
const partLengthMax = 8_000;

interface Tagger {
  tag(text: string): { texts: string[]; parts: string[]; spaces: string[] };
}

let tagger: Tagger | undefined;

/** The tokens of a text in order. They never overlap, and each `text` is the slice from `start` to `end`. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  // Long runs of one mark (a rule of dashes, a heap of quotation marks) say nothing, and would each be a token.
  const masked = text.replace(/([^\p{L}\p{N}\s])\1{3,}/gu, (run) => " ".repeat(run.length));
  let from = 0;
  while (from < masked.length) {
    let to = Math.min(masked.length, from + partLengthMax);
    if (to < masked.length) {
      const blank = masked.lastIndexOf(" ", to);
      if (blank > from) to = blank;
    }
    tagPart(masked.slice(from, to), from, tokens);
    from = to;
  }
  return tokens;
}

function tagPart(part: string, offset: number, tokens: Token[]): void {
  if (part.trim() === "") return;
  tagger ??= loadTagger();
  const { texts, parts } = tagger.tag(part);
  let cursor = 0;
  texts.forEach((text, index) => {
    const at = part.indexOf(text, cursor);
    if (text === "" || at < 0 || at > cursor + 200) return;
    tokens.push({ text, start: offset + at, end: offset + at + text.length, pos: parts[index] ?? "X" });
    cursor = at + text.length;
  });
}

/** The model takes a while to load, so it is loaded with the first text, not with the module. */
function loadTagger(): Tagger {
  const require = createRequire(import.meta.url);
  const winkNLP: typeof import("wink-nlp").default = require("wink-nlp");
  const model: import("wink-nlp").Model = require("wink-eng-lite-web-model");
  const nlp = winkNLP(model, ["pos"]);
  return {
    tag(text) {
      const tokens = nlp.readDoc(text).tokens();
      return { texts: tokens.out(), parts: tokens.out(nlp.its.pos), spaces: [] };
    },
  };
}
