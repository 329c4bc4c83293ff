import { diffArrays } from "diff";

/** The words of a version, as its readers saw them. */
export interface VersionText {
  readonly headline: string;
  readonly standfirst: string | null;
  /** Its text blocks, in order. */
  readonly paragraphs: readonly string[];
}

export type PieceKind = "same" | "added" | "removed";

/** A passage of both versions, or of one of them, with what changed in it word by word. */
export interface Passage {
  readonly part: "headline" | "standfirst" | "text";
  readonly pieces: readonly { readonly kind: PieceKind; readonly text: string }[];
}

/**
 * What changed between two versions, passage by passage (Myers' difference, over whole paragraphs first and then over
 * the words of those that stand in the same place). Words are those of the language (Unicode word boundaries). The
 * pieces that are not `added` are the older text, those that are not `removed` the newer one.
 */
export function differenceOf(older: VersionText, newer: VersionText, language: string): Passage[] {
  const words = new Intl.Segmenter(language, { granularity: "word" });
  const passages: Passage[] = [
    { part: "headline", pieces: compareWords(older.headline, newer.headline, words) },
    ...(older.standfirst === null && newer.standfirst === null
      ? []
      : [
          {
            part: "standfirst" as const,
            pieces: compareWords(older.standfirst ?? "", newer.standfirst ?? "", words),
          },
        ]),
  ];
  const blocks = diffArrays([...older.paragraphs], [...newer.paragraphs]);
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    const next = blocks[at + 1];
    if (!block) continue;
    if (block.removed && next?.added) {
      passages.push(...pairUp(block.value, next.value, words));
      at += 1;
    } else {
      const kind = block.added ? "added" : block.removed ? "removed" : "same";
      passages.push(...block.value.map((text): Passage => ({ part: "text", pieces: [{ kind, text }] })));
    }
  }
  return passages.filter((passage) => passage.pieces.some((piece) => piece.text !== ""));
}

/** Whether nothing changed in a passage. */
export function isUnchanged(passage: Passage): boolean {
  return passage.pieces.every((piece) => piece.kind === "same");
}

/** How many words were added and how many removed. */
export function countChanges(passages: readonly Passage[], language: string): { added: number; removed: number } {
  const words = new Intl.Segmenter(language, { granularity: "word" });
  const count = (kind: PieceKind) =>
    passages
      .flatMap((passage) => passage.pieces)
      .filter((piece) => piece.kind === kind)
      .reduce((sum, piece) => sum + [...words.segment(piece.text)].filter((word) => word.isWordLike).length, 0);
  return { added: count("added"), removed: count("removed") };
}

/** Below this share of common words, two paragraphs are shown one after the other, not woven into each other. */
const KINSHIP_MIN = 0.35;

/** Paragraphs that gave way to others: those that are still kin, in their order, are compared word by word. */
function pairUp(removed: readonly string[], added: readonly string[], words: Intl.Segmenter): Passage[] {
  const passages: Passage[] = [];
  let from = 0;
  for (const text of removed) {
    const index = added.findIndex((other, at) => at >= from && kinship(text, other, words) >= KINSHIP_MIN);
    if (index < 0) {
      passages.push({ part: "text", pieces: [{ kind: "removed", text }] });
      continue;
    }
    for (const other of added.slice(from, index))
      passages.push({ part: "text", pieces: [{ kind: "added", text: other }] });
    passages.push({ part: "text", pieces: compareWords(text, added[index] ?? "", words) });
    from = index + 1;
  }
  for (const other of added.slice(from)) passages.push({ part: "text", pieces: [{ kind: "added", text: other }] });
  return passages;
}

function kinship(one: string, other: string, words: Intl.Segmenter): number {
  const wordsOf = (text: string) =>
    new Set([...words.segment(text)].filter((word) => word.isWordLike).map((word) => word.segment.toLowerCase()));
  const [mine, theirs] = [wordsOf(one), wordsOf(other)];
  const common = [...mine].filter((word) => theirs.has(word)).length;
  return common / Math.max(1, Math.min(mine.size, theirs.size));
}

function compareWords(older: string, newer: string, words: Intl.Segmenter): Passage["pieces"] {
  const segmentsOf = (text: string) => [...words.segment(text)].map((word) => word.segment);
  const steps = diffArrays(segmentsOf(older), segmentsOf(newer)).map((step) => ({
    kind: step.added ? ("added" as const) : step.removed ? ("removed" as const) : ("same" as const),
    text: step.value.join(""),
  }));
  const pieces: { kind: PieceKind; text: string }[] = [];
  let removed = "";
  let added = "";
  const settle = () => {
    // A blank at the end of both changed in neither.
    const blank = /\s+$/u.exec(removed)?.[0] ?? "";
    const common = added.endsWith(blank) ? blank : "";
    const without = (text: string) => text.slice(0, text.length - common.length);
    for (const [kind, text] of [
      ["removed", without(removed)],
      ["added", without(added)],
      ["same", common],
    ] as const)
      if (text !== "") pieces.push({ kind, text });
    removed = "";
    added = "";
  };
  steps.forEach((step, at) => {
    if (step.kind === "removed") removed += step.text;
    else if (step.kind === "added") added += step.text;
    // A blank between two changes belongs to both: one change reads better than two that stand side by side.
    else if (/^\s+$/u.test(step.text) && at > 0 && at < steps.length - 1) {
      removed += step.text;
      added += step.text;
    } else {
      settle();
      pieces.push(step);
    }
  });
  settle();
  return pieces;
}
