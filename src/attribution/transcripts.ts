import type { Entity, Registry } from "./registry.ts";
import type { Piece } from "./types.ts";

const label = /^(\p{Lu}[\p{L}’'.-]*(?: \p{Lu}[\p{L}’'.-]*){0,3}): \S/u;

/**
 * The speaker labels of an interview or a debate, by paragraph ("MACKEY: It costs what it costs."). Only a text in
 * which labels come back is a transcript: a single "Update: …" is none.
 */
export function transcriptLabels(paragraphs: readonly string[]): Map<number, Piece> {
  const found = new Map<number, Piece>();
  const counts = new Map<string, number>();
  paragraphs.forEach((text, paragraph) => {
    const name = label.exec(text)?.[1];
    if (name === undefined) return;
    found.set(paragraph, { paragraph, start: 0, end: name.length, text: name });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  const repeated = [...counts.values()].some((count) => count >= 2);
  return repeated && found.size >= 4 ? found : new Map();
}

/** The person a label names; undefined for an interviewer whom the text names nowhere else ("QUESTION"). */
export function speakerOf(registry: Registry, name: string): Entity | undefined {
  const key = name.toLowerCase();
  const last = key.split(" ").at(-1) ?? key;
  return registry.withPart(last).find((entity) => entity.kind === "person" && entity.name.toLowerCase() !== key);
}
