import { follow, isOwn, type Links, linksIn, makerBeside, recipientLink } from "./chains.ts";
import type { Draft } from "./claims.ts";
import { readMention } from "./mentions.ts";
import { nounPhraseAfter, type Phrase } from "./phrases.ts";
import { phrasePiece } from "./pieces.ts";
import { extend, mention, type State } from "./reading.ts";
import type { Entity } from "./registry.ts";
import { type Resolved, resolvePhrase, type Scene } from "./resolve.ts";
import { type Sentence, type Word, wordAt } from "./sentences.ts";
import { subjectBefore } from "./subjects.ts";

/** "It cited a relative of the general.": no claim of its own, but where the last one came from. */
export function citesSource(state: State, draft: Draft, speaker: Resolved, index: number): boolean {
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
export function chainOf(state: State, draft: Draft, resolved: readonly Resolved[], index: number): Entity[] {
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

/** Sentences that tell where somebody had it from: "The officials had been told so by a site inspector." */
export function provenance(state: State, sentence: Sentence, index: number): void {
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

function verbStart(words: readonly Word[], k: number): number {
  let from = k;
  while (from > 0 && /^(been|had|has|have|was|were|is|are|also|all|both)$/.test(wordAt(words, from - 1).lower)) from--;
  return from;
}
