import { follow } from "./chains.ts";
import type { Draft } from "./claims.ts";
import { readMention } from "./mentions.ts";
import { formOf } from "./pieces.ts";
import type { Entity } from "./registry.ts";
import { type Placed, relationOf } from "./relations.ts";
import type { Scene } from "./resolve.ts";
import { type Sentence, sentencesOf, type Word } from "./sentences.ts";
import type { Piece, SuggestedClaim } from "./types.ts";

export interface State {
  scene: Scene;
  sentences: readonly Sentence[];
  placed: Placed[];
  touched: Set<Sentence>;
  mentions: Map<Entity, Piece[]>;
  /** Quotes that still wait for whoever said them. */
  waiting: Piece[];
  waitingFrom: Sentence[];
  speech: Map<number, Word[]>;
  /** An attribution that ended in a colon: its quote comes next. */
  opened: { draft: Draft; chain: readonly Entity[]; cue: Piece; source: Piece } | null;
}

export function extend(placed: Placed, entity: Entity): void {
  const chain = [...placed.chain];
  follow(entity, chain);
  placed.chain = chain;
}

export function mention(state: State, entity: Entity, piece: Piece): void {
  const list = state.mentions.get(entity) ?? [];
  // A mention met twice was met in the same sentence, so it stands near the end.
  if (!list.slice(-8).some((one) => one.paragraph === piece.paragraph && one.start === piece.start)) list.push(piece);
  state.mentions.set(entity, list);
}

export function add(
  state: State,
  draft: Draft | null,
  sentence: Sentence,
  pieces: Piece[],
  chain: readonly Entity[],
  cue: Piece | null,
  source: Piece | null,
  stance: SuggestedClaim["stance"],
): void {
  const content = [...pieces];
  const quoted = content.length > 0 && formOf(content, (paragraph) => state.speech.get(paragraph) ?? []) === "direct";
  if (quoted && state.waiting.length > 0) content.unshift(...state.waiting);
  if (quoted) {
    state.waiting = [];
    state.waitingFrom = [];
  }
  const claim: SuggestedClaim = {
    id: `c${state.placed.length + 1}`,
    paragraph: sentence.paragraph,
    content,
    form: formOf(content, (paragraph) => state.speech.get(paragraph) ?? []),
    cue,
    source,
    chain: [],
    stance,
    relation: null,
    confidence: draft === null ? 0.6 : draft.sure ? 0.85 : 0.65,
  };
  for (const entity of chain) entity.claims++;
  state.touched.add(sentence);
  const placed: Placed = { claim, draft, chain };
  state.placed.push(placed);
  claim.relation = relationOf(state.placed, (text) => ownerOf(state, text));
}

/** "the report’s account": whom the possessive means. */
function ownerOf(state: State, text: string): Entity | undefined {
  const words = sentencesOf(text, 0)[0]?.words ?? [];
  if (words.length === 0) return undefined;
  const head = readMention(words, { from: 0, to: words.length });
  return head.named ? state.scene.registry.named(head) : state.scene.registry.definite(head);
}
