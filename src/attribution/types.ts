/** A stretch of one paragraph: UTF-16 offsets within that paragraph, `end` exclusive. */
export interface Span {
  paragraph: number;
  start: number;
  end: number;
}

/** A span with its words, which always equal the paragraph's slice. */
export interface Piece extends Span {
  text: string;
}

export type Form = "direct" | "indirect" | "mixed";

export type Stance = "asserts" | "denies" | "believes" | "expects" | "warns";

export type SourceKind =
  | "person"
  | "official_body"
  | "organisation"
  | "outlet"
  | "document"
  | "dataset"
  | "anonymous"
  | "group"
  | "vague";

export type RelationType = "supports" | "disputes" | "repeats";

/** Whoever or whatever a claim rests on. `mentions` are the phrases that name it as a source, in text order. */
export interface SuggestedSource {
  id: string;
  name: string;
  kind: SourceKind;
  role: string | null;
  mentions: Piece[];
  reasonForAnonymity: string | null;
}

/**
 * One attribution: one cue with one source.
 * `source` is what the cue points at; `chain` holds source ids, nearest first, root last; `confidence` is 0 to 1.
 */
export interface SuggestedClaim {
  id: string;
  paragraph: number;
  content: Piece[];
  form: Form;
  cue: Piece | null;
  source: Piece | null;
  chain: string[];
  stance: Stance;
  relation: { type: RelationType; of: string } | null;
  confidence: number;
}

/** What `attribute` suggests for one text. `supported` is false for a language without rules: then all is empty. */
export interface Attribution {
  language: string;
  supported: boolean;
  sources: SuggestedSource[];
  claims: SuggestedClaim[];
  unsourced: Piece[];
  roots: { min: number; max: number };
}
