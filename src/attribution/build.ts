import { giveReasons } from "./anonymity.ts";
import { follow } from "./chains.ts";
import { type Draft, draftsOf } from "./claims.ts";
import { colonQuote, isQuoteAlone, looseQuote, opensQuote } from "./loose-quotes.ts";
import { readMention } from "./mentions.ts";
import { meetNames } from "./names.ts";
import { contentPieces, phrasePiece, pieceOf, quotePieces, speechQuotes } from "./pieces.ts";
import { add, mention, type State } from "./reading.ts";
import { type Entity, Registry } from "./registry.ts";
import { type Resolved, resolveSubject } from "./resolve.ts";
import { independentRoots } from "./roots.ts";
import { type Sentence, sentencesOf, type Word, wordAt } from "./sentences.ts";
import { speakerOf, transcriptLabels } from "./transcripts.ts";
import type { Attribution, Piece, SourceKind, SuggestedClaim, SuggestedSource } from "./types.ts";
import { isUnsourcedFact } from "./unsourced.ts";
import { chainOf, citesSource, provenance } from "./ways.ts";

type Built = Pick<Attribution, "sources" | "claims" | "unsourced" | "roots">;

/** Runs over the text once, sentence by sentence, and gathers claims and sources. */
export function buildClaims(paragraphs: readonly string[], outlet: string | null): Built {
  const sentences = paragraphs.flatMap((text, paragraph) => sentencesOf(text, paragraph));
  const speech = new Map<number, Word[]>();
  for (const sentence of sentences) {
    const quotes = speech.get(sentence.paragraph) ?? [];
    quotes.push(...speechQuotes(sentence));
    speech.set(sentence.paragraph, quotes);
  }
  const state: State = {
    scene: { paragraphs, registry: new Registry(), outlet },
    sentences,
    placed: [],
    touched: new Set(),
    mentions: new Map(),
    waiting: [],
    waitingFrom: [],
    speech,
    opened: null,
  };
  const labels = transcriptLabels(paragraphs);
  sentences.forEach((sentence, index) => {
    const label = labels.get(sentence.paragraph);
    if (label === undefined) readSentence(state, sentence, index);
    else readAnswer(state, sentence, index, label);
  });
  return finish(state);
}

function readSentence(state: State, sentence: Sentence, index: number): void {
  meetNames(sentence.words, index, state.scene.registry);
  const drafts = draftsOf(sentence);
  let made = 0;
  for (const draft of drafts) if (placeDraft(state, draft, index)) made++;
  if (made > 0) {
    state.opened = null;
    return;
  }
  if (opensQuote(state, sentence, index) || colonQuote(state, sentence, index)) return;
  if (isQuoteAlone(sentence)) looseQuote(state, sentence, index);
  else provenance(state, sentence, index);
}

/** "MACKEY: It costs what it costs.": a line of a transcript is its speaker's, whole; a question is nobody's claim. */
function readAnswer(state: State, sentence: Sentence, index: number, label: Piece): void {
  const { scene } = state;
  const words = sentence.words;
  const opens = sentence.start <= label.start;
  if (opens) meetNames(words, index, scene.registry);
  const entity = speakerOf(scene.registry, label.text);
  if (entity === undefined) {
    readSentence(state, sentence, index);
    return;
  }
  state.touched.add(sentence);
  const from = opens ? words.findIndex((word) => word.text === ":") + 1 : 0;
  const end = wordAt(words, words.length - 1);
  if (from >= words.length || end.text === "?") return;
  const last = state.placed.at(-1);
  const piece =
    wordAt(words, from).quote !== null && from === words.length - 1
      ? quotePieces(scene.paragraphs, sentence.paragraph, wordAt(words, from))[0]
      : pieceOf(
          scene.paragraphs,
          sentence.paragraph,
          wordAt(words, from).start,
          end.text === "." ? end.start : end.end,
        );
  if (piece === undefined) return;
  if (!opens && last !== undefined && last.claim.paragraph === sentence.paragraph && last.chain.includes(entity)) {
    const first = last.claim.content[0];
    if (first !== undefined) last.claim.content[0] = pieceOf(scene.paragraphs, first.paragraph, first.start, piece.end);
    return;
  }
  const chain: Entity[] = [];
  follow(entity, chain);
  mention(state, entity, label);
  add(state, null, sentence, [piece], chain, null, label, "asserts");
}

function placeDraft(state: State, draft: Draft, index: number): boolean {
  const { scene } = state;
  const { sentence } = draft;
  const pieces = draft.content.flatMap((range) => contentPieces(scene.paragraphs, sentence, range));
  if (pieces.length === 0) return false;
  const resolved: Resolved[] = [];
  for (const subject of draft.subjects) {
    const one = resolveSubject(scene, sentence, index, subject);
    if (one !== null) resolved.push(one);
  }
  const first = resolved[0];
  if (first !== undefined && citesSource(state, draft, first, index)) return true;
  if (first === undefined && draft.subjects.length > 0) {
    const subject = draft.subjects[0];
    const pronoun = subject === undefined ? null : readMention(sentence.words, subject.mention).pronoun;
    if (pronoun !== null) return false;
  }
  const chain = first === undefined ? [] : chainOf(state, draft, resolved, index);
  const cue = draft.cue === null ? null : phrasePiece(scene.paragraphs, sentence, draft.cue.span);
  add(state, draft, sentence, pieces, chain, cue, first?.piece ?? null, draft.stance);
  return true;
}

function finish(state: State): Built {
  const { paragraphs, registry } = state.scene;
  const root = (entity: Entity): Entity => registry.replaced.get(entity) ?? entity;
  const mentionsOf = new Map<Entity, Piece[]>();
  for (const [entity, pieces] of state.mentions) {
    mentionsOf.set(root(entity), [...(mentionsOf.get(root(entity)) ?? []), ...pieces]);
  }
  for (const [entity, pieces] of mentionsOf) entity.mentions = pieces;
  giveReasons(
    state.sentences.map(({ paragraph, start, end }) => ({
      ...{ paragraph, start, end },
      text: (paragraphs[paragraph] ?? "").slice(start, end),
    })),
    [...mentionsOf.keys()],
  );
  const ids = new Map<Entity, string>();
  const kinds = new Map<string, SourceKind>();
  const sources: SuggestedSource[] = [];
  const idOf = (given: Entity): string => {
    const entity = root(given);
    const known = ids.get(entity);
    if (known !== undefined) return known;
    const id = `src${ids.size + 1}`;
    ids.set(entity, id);
    kinds.set(id, entity.kind);
    const mentions = [...(mentionsOf.get(entity) ?? [])];
    mentions.sort((a, b) => a.paragraph - b.paragraph || a.start - b.start);
    sources.push({
      id,
      name: entity.name,
      kind: entity.kind,
      role: entity.kind === "person" ? entity.role : null,
      mentions,
      reasonForAnonymity: entity.reason,
    });
    return id;
  };
  const claims: SuggestedClaim[] = [];
  for (const placed of state.placed) {
    placed.claim.chain = [...new Set(placed.chain.map(idOf))];
    claims.push(placed.claim);
  }
  const unsourced: Piece[] = [];
  for (const sentence of state.sentences) {
    if (state.touched.has(sentence)) continue;
    const piece = pieceOf(paragraphs, sentence.paragraph, sentence.start, sentence.end);
    if (isUnsourcedFact(sentence, piece.text)) unsourced.push(piece);
  }
  return {
    sources,
    claims,
    unsourced,
    roots: independentRoots(
      claims.map((claim) => claim.chain),
      kinds,
    ),
  };
}
