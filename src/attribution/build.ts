import { giveReasons } from "./anonymity.ts";
import { follow, isOwn, type Links, linksIn, makerBeside, recipientLink } from "./chains.ts";
import { type Draft, draftsOf } from "./claims.ts";
import { findCues } from "./cues.ts";
import { readMention } from "./mentions.ts";
import { meetNames } from "./names.ts";
import { nounPhraseAfter, type Phrase, subjectBefore } from "./phrases.ts";
import { contentPieces, formOf, phrasePiece, pieceOf, quotePieces, speechQuotes } from "./pieces.ts";
import { type Entity, Registry } from "./registry.ts";
import { type Placed, relationOf } from "./relations.ts";
import { type Resolved, resolvePhrase, resolveSubject, type Scene } from "./resolve.ts";
import { independentRoots } from "./roots.ts";
import { type Sentence, sentencesOf, type Word, wordAt } from "./sentences.ts";
import { speakerOf, transcriptLabels } from "./transcripts.ts";
import type { Attribution, Piece, SourceKind, SuggestedClaim, SuggestedSource } from "./types.ts";
import { isUnsourcedFact } from "./unsourced.ts";

type Built = Pick<Attribution, "sources" | "claims" | "unsourced" | "roots">;

interface State {
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

/** A sentence that is one quote and nothing else. */
function isQuoteAlone(sentence: Sentence): boolean {
  const words = sentence.words;
  if (!words.some((word) => word.quote !== null)) return false;
  if (!words.every((word) => word.quote !== null || word.pos === "PUNCT")) return false;
  return true;
}

/** "The director recalled:" and the quote stands in the paragraphs that follow. */
function opensQuote(state: State, sentence: Sentence, index: number): boolean {
  const { words } = sentence;
  if (wordAt(words, words.length - 1).text !== ":") return false;
  const cue = findCues(words)
    .filter((one) => one.kind === "verb" && one.subject !== null && one.form !== null && /q/.test(one.form.verb.frames))
    .at(-1);
  if (cue?.subject == null) return false;
  const resolved = resolveSubject(state.scene, sentence, index, cue.subject);
  if (resolved === null) return false;
  const draft: Draft = {
    sentence,
    cue,
    content: [],
    subjects: [cue.subject],
    recipient: null,
    stance: cue.stance,
    sure: true,
  };
  const chain = chainOf(state, draft, [resolved], index);
  state.opened = { draft, chain, cue: phrasePiece(state.scene.paragraphs, sentence, cue.span), source: resolved.piece };
  state.touched.add(sentence);
  return true;
}

function looseQuote(state: State, sentence: Sentence, index: number): void {
  const pieces = sentence.words.flatMap((word) => quotePieces(state.scene.paragraphs, sentence.paragraph, word));
  if (pieces.length === 0) return;
  const { opened } = state;
  if (opened !== null) {
    state.opened = null;
    add(
      state,
      opened.draft,
      opened.draft.sentence,
      pieces,
      opened.chain,
      opened.cue,
      opened.source,
      opened.draft.stance,
    );
    state.touched.add(sentence);
    return;
  }
  const last = state.placed.at(-1);
  const near = last?.draft !== undefined && last !== undefined && sentence.paragraph - lastParagraph(last) <= 1;
  state.touched.add(sentence);
  if (last === undefined || !near || last.chain.length === 0 || opensAnswer(state, sentence, index, last)) {
    state.waiting.push(...pieces);
    state.waitingFrom.push(sentence);
    return;
  }
  if (last.claim.form === "direct") {
    last.claim.content.push(...pieces);
    return;
  }
  add(state, null, sentence, pieces, last.chain, null, null, "asserts");
}

/** In a new paragraph a quote may belong to whoever is named after it, not to the one before. */
function opensAnswer(state: State, sentence: Sentence, index: number, last: Placed): boolean {
  if (sentence.paragraph === lastParagraph(last)) return false;
  const next = state.sentences[index + 1];
  const runsOn = last.claim.content.at(-1)?.paragraph === sentence.paragraph - 1 && last.claim.form === "direct";
  const quote = sentence.words.find((word) => word.quote !== null)?.quote;
  if (quote !== undefined && quote !== null && !quote.closed) return true;
  return !runsOn && next !== undefined && next.paragraph === sentence.paragraph;
}

function lastParagraph(placed: Placed): number {
  return Math.max(placed.claim.paragraph, placed.claim.content.at(-1)?.paragraph ?? 0);
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

/** "It cited a relative of the general.": no claim of its own, but where the last one came from. */
function citesSource(state: State, draft: Draft, speaker: Resolved, index: number): boolean {
  const range = draft.content[0];
  if (
    !/^(cite|quote|credit)$/.test(draft.cue?.form?.verb.base ?? "") ||
    range === undefined ||
    draft.subjects.length > 1
  )
    return false;
  if (speaker.entity.kind !== "outlet") return false;
  const phrase = nounPhraseAfter(draft.sentence.words, range.from, range.to);
  if (phrase === null) return false;
  const kind = readMention(draft.sentence.words, phrase).kind;
  if (!/^(anonymous|person|outlet|document|dataset|official_body|organisation)$/.test(kind)) return false;
  const cited = resolvePhrase(state.scene, draft.sentence, index, phrase, false);
  if (cited === null || cited.entity === speaker.entity) return false;
  speaker.entity.next = cited.entity;
  mention(state, cited.entity, cited.piece);
  mention(state, speaker.entity, speaker.piece);
  for (const placed of state.placed.slice(-4)) if (placed.chain.at(-1) === speaker.entity) extend(placed, cited.entity);
  state.touched.add(draft.sentence);
  return true;
}

/** The whole way: outlets it came through, the speaker, whom that one relays or cites, and on to the root. */
function chainOf(state: State, draft: Draft, resolved: readonly Resolved[], index: number): Entity[] {
  const { scene } = state;
  const { sentence } = draft;
  const words = sentence.words;
  const first = resolved[0];
  if (first === undefined) return [];
  const chain: Entity[] = [];
  let direct = false;
  if (draft.recipient !== null) {
    const outlet = recipientLink(scene, sentence, index, draft.recipient);
    if (outlet !== null) {
      chain.push(outlet.entity);
      mention(state, outlet.entity, outlet.piece);
    } else direct = isOwn(scene, words, draft.recipient);
  }
  const links = sentenceLinks(scene, draft, index);
  for (const via of links.via) {
    if (!chain.includes(via.entity) && via.entity !== first.entity) chain.push(via.entity);
    mention(state, via.entity, via.piece);
  }
  const speaker = first.entity;
  const told = speaker.toldIn?.paragraph === sentence.paragraph ? speaker.toldIn.outlet : null;
  if (chain[0] !== undefined) speaker.toldIn = { outlet: chain[0], paragraph: sentence.paragraph };
  if (chain.length === 0 && !direct && speaker.via !== null && speaker.via !== speaker) chain.push(speaker.via);
  else if (chain.length === 0 && !direct && told !== null && told !== speaker) chain.push(told);
  else if (chain[0] !== undefined && speaker.claims === 0) speaker.via ??= chain[0];
  const textual = /^(document|dataset)$/.test(speaker.kind);
  const aside = draft.subjects[0]?.apposition ?? null;
  if (first.maker === null && textual && aside !== null) first.maker = makerBeside(scene, sentence, index, aside);
  if (first.maker !== null) {
    if (textual) speaker.next ??= first.maker.entity;
    mention(state, first.maker.entity, first.maker.piece);
  }
  const rest = resolved.slice(1);
  if (rest.length > 0 || links.cited.length > 0) {
    if (!chain.includes(speaker)) chain.push(speaker);
    for (const one of rest) follow(one.entity, chain);
    for (const cited of links.cited) {
      mention(state, cited.entity, cited.piece);
      if (cited.maker !== null) mention(state, cited.maker.entity, cited.maker.piece);
      follow(cited.entity, chain);
      if (speaker.kind === "outlet") speaker.next = cited.entity;
    }
  } else if (speaker.kind === "outlet" && speaker.claims > 0) {
    chain.push(speaker);
    if (speaker.next !== null) follow(speaker.next, chain);
  } else follow(speaker, chain);
  for (const one of resolved) mention(state, one.entity, one.piece);
  return chain;
}

/** What stands outside the content of this draft and can hold further links. */
function sentenceLinks(scene: Scene, draft: Draft, index: number): Links {
  const { words } = draft.sentence;
  const cue = draft.cue;
  const links: Links = { via: [], cited: [] };
  if (cue === null) return links;
  const taken = draft.content;
  const ranges: Phrase[] = [];
  let from = 0;
  const inside = (k: number): boolean => taken.some((range) => k >= range.from && k < range.to);
  for (let k = 0; k <= words.length; k++) {
    if (k < words.length && !inside(k) && wordAt(words, k).quote === null) continue;
    if (k > from) ranges.push({ from, to: k });
    from = k + 1;
  }
  for (const range of ranges) {
    const found = linksIn(scene, draft.sentence, index, range.from, range.to);
    links.via.push(...found.via);
    links.cited.push(...found.cited);
  }
  // ", citing X" may close the sentence inside the content's range.
  for (const range of taken) {
    for (let k = range.from; k < range.to; k++) {
      if (!/^(citing|quoting|crediting)$/.test(wordAt(words, k).lower) || wordAt(words, k - 1).text !== ",") continue;
      const found = linksIn(scene, draft.sentence, index, k, range.to);
      links.cited.push(...found.cited);
      range.to = k - 1;
    }
  }
  return links;
}

/** "Aslaug Brekkhus, a retired teacher: ‘My boots are by the door.’": a colon alone ties quote and speaker. */
function colonQuote(state: State, sentence: Sentence, index: number): boolean {
  const { words } = sentence;
  const colon = words.findIndex((word) => word.text === ":");
  if (colon <= 0 || !words.slice(colon + 1).some((word) => word.quote !== null)) return false;
  const verb = words.findIndex((word, k) => k < colon && /^(VERB|AUX)$/.test(word.pos));
  const subject = verb > 0 ? subjectBefore(words, verb, 0) : subjectAlone(words, colon);
  if (subject === null) return false;
  const resolved = resolveSubject(state.scene, sentence, index, subject);
  if (resolved === null || !/^(person|anonymous|official_body|organisation|outlet|group)$/.test(resolved.entity.kind))
    return false;
  if (resolved.mention.pronoun === null && !resolved.mention.named && resolved.entity.kind !== "anonymous")
    return false;
  const pieces = contentPieces(state.scene.paragraphs, sentence, { from: colon + 1, to: endWithoutMark(words) });
  if (pieces.length === 0) return false;
  const chain: Entity[] = [];
  if (resolved.entity.via !== null) chain.push(resolved.entity.via);
  follow(resolved.entity, chain);
  mention(state, resolved.entity, resolved.piece);
  add(state, null, sentence, pieces, chain, null, resolved.piece, "asserts");
  return true;
}

function subjectAlone(words: readonly Word[], colon: number) {
  const phrase = nounPhraseAfter(words, 0, colon);
  if (phrase === null) return null;
  const apposition = wordAt(words, phrase.to).text === "," ? { from: phrase.to + 1, to: colon } : null;
  return { mention: phrase, whole: { from: 0, to: colon }, apposition, relative: false };
}

function endWithoutMark(words: readonly Word[]): number {
  let to = words.length;
  while (to > 0 && wordAt(words, to - 1).text === ".") to--;
  return to;
}

/** Sentences that tell where somebody had it from: "The officials had been told so by a site inspector." */
function provenance(state: State, sentence: Sentence, index: number): void {
  const { words } = sentence;
  const { scene } = state;
  for (let k = 1; k < words.length; k++) {
    const lower = wordAt(words, k).lower;
    if (
      !/^(told|informed|tipped|supplied|provided|based|came|come|comes|originated|compiled|taken|leaked|passed)$/.test(
        lower,
      )
    )
      continue;
    let by = k + 1;
    while (by < Math.min(words.length, k + 9) && !/^(by|from|on)$/.test(wordAt(words, by).lower)) by++;
    if (!/^(by|from|on)$/.test(wordAt(words, by).lower)) continue;
    const aux = /^(came|come|comes|originated)$/.test(lower) ? k : verbStart(words, k);
    if (aux === k && !/^(came|come|comes|originated)$/.test(lower)) continue;
    const subject = subjectBefore(words, aux, 0);
    const phrase = nounPhraseAfter(words, by + 1, words.length);
    if (subject === null || phrase === null) return;
    const origin = resolvePhrase(scene, sentence, index, phrase, false);
    const head = readMention(words, subject.mention);
    if (origin === null) return;
    const known = head.named
      ? scene.registry.named(head)
      : head.pronoun === null
        ? scene.registry.definite(head)
        : scene.registry.pronoun(head, index, wordAt(words, k).start);
    const last = state.placed.at(-1);
    if (known !== undefined && known.claims > 0 && known !== origin.entity) {
      known.next = origin.entity;
      for (const placed of state.placed) if (placed.chain.at(-1) === known) extend(placed, origin.entity);
      mention(state, origin.entity, origin.piece);
      if (lower !== "told" && lower !== "informed")
        mention(state, known, phrasePiece(scene.paragraphs, sentence, head.phrase));
      else mention(state, known, phrasePiece(scene.paragraphs, sentence, head.phrase));
    } else if (
      last !== undefined &&
      last.chain.length > 0 &&
      /^(figure|figures|number|numbers|information|claim|account|story|article|report|piece|tip)$/.test(head.head)
    ) {
      extend(last, origin.entity);
      mention(state, origin.entity, origin.piece);
    }
    return;
  }
}

function extend(placed: Placed, entity: Entity): void {
  const chain = [...placed.chain];
  follow(entity, chain);
  placed.chain = chain;
}

function verbStart(words: readonly Word[], k: number): number {
  let from = k;
  while (from > 0 && /^(been|had|has|have|was|were|is|are|also|all|both)$/.test(wordAt(words, from - 1).lower)) from--;
  return from;
}

function mention(state: State, entity: Entity, piece: Piece): void {
  const list = state.mentions.get(entity) ?? [];
  // A mention met twice was met in the same sentence, so it stands near the end.
  if (!list.slice(-8).some((one) => one.paragraph === piece.paragraph && one.start === piece.start)) list.push(piece);
  state.mentions.set(entity, list);
}

function add(
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
