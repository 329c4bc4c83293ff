import { buildClaims } from "./build.ts";
import { detectLanguage, isSupported } from "./language.ts";
import type { Attribution } from "./types.ts";

export interface AttributeOptions {
  /** BCP 47; detected from the text where it is absent. */
  language?: string;
  /** The name of the page's own outlet: what is said to it has no further link. */
  outlet?: string;
  headline?: string;
}

/**
 * Suggests who says what in a news text: claims with their cue, source, chain, stance and relation, the sources
 * themselves, and the writer's own statements of fact. `paragraphs` is the story's body; all spans are UTF-16
 * offsets within one of them. The meaning of each field is that of test/samples/FORMAT.md.
 * English only: for another language `supported` is false and nothing is suggested. Pure and deterministic.
 */
export function attribute(paragraphs: readonly string[], options: AttributeOptions = {}): Attribution {
  const language = options.language ?? detectLanguage(paragraphs.join("\n").slice(0, 40_000));
  const none: Attribution = {
    language,
    supported: isSupported(language),
    sources: [],
    claims: [],
    unsourced: [],
    roots: { min: 0, max: 0 },
  };
  if (!none.supported || paragraphs.length === 0) return none;
  return { ...none, ...buildClaims(paragraphs, options.outlet ?? null) };
}
