import { ownOutlet } from "./english/words.ts";
import { readMention } from "./mentions.ts";
import { isReducedRelative, nounPhraseAfter, type Phrase } from "./phrases.ts";
import type { Entity } from "./registry.ts";
import { type Resolved, resolvePhrase, type Scene } from "./resolve.ts";
import { type Sentence, type Word, wordAt } from "./sentences.ts";
import { textOf } from "./wording.ts";

/** Links that a sentence adds around its speaker: outlets it came through, and what it cites. */
export interface Links {
  via: Resolved[];
  cited: Resolved[];
}

/** Whether a phrase is the page itself or an audience without a name: no link. */
export function isOwn(scene: Scene, words: readonly Word[], phrase: Phrase): boolean {
  const text = textOf(words, phrase.from, phrase.to).toLowerCase();
  if (ownOutlet.includes(text)) return true;
  const bare = text.replace(/^the /, "");
  return scene.outlet !== null && bare === scene.outlet.toLowerCase().replace(/^the /, "");
}

/** "told the Review": the outlet, if an outlet was told and it is not the page's own. */
export function recipientLink(scene: Scene, sentence: Sentence, index: number, phrase: Phrase): Resolved | null {
  return isOwn(scene, sentence.words, phrase) ? null : outletLink(scene, sentence, index, phrase, true);
}

/**
 * Only outlets are links here; nobody else who was told or written to is entered as a source. Where somebody was
 * `told`, a name that could be an outlet's is taken for one ("the Register", "KPLN").
 */
function outletLink(scene: Scene, sentence: Sentence, index: number, phrase: Phrase, told: boolean): Resolved | null {
  const mention = readMention(sentence.words, phrase);
  if (mention.pronoun !== null) return null;
  const known = mention.named ? scene.registry.known(mention) : undefined;
  const outlet = mention.kind === "outlet" ? mention.named || mention.definite : known?.kind === "outlet";
  const likely =
    told &&
    mention.named &&
    mention.role === null &&
    couldBeOutlet(mention.name) &&
    (known === undefined || known.claims === 0);
  if (!outlet && !likely) return null;
  const resolved = resolvePhrase(scene, sentence, index, { from: phrase.from, to: mention.phrase.to }, false);
  if (resolved === null) return null;
  if (likely) resolved.entity.kind = "outlet";
  return resolved.entity.kind === "outlet" ? resolved : null;
}

function couldBeOutlet(name: string): boolean {
  return (
    /\b(register|record|monitor|review|standard|network|radio|channel|ledger|news|press|weekly|daily)\b/i.test(name) ||
    /^\p{Lu}{3,5}$/u.test(name) ||
    /^[\p{Lu}][\p{L}]*(TV|FM|News|Wire|Post)$/u.test(name)
  );
}

const citing = /^(citing|quoting|crediting|credited|attributing)$/;

/** Reads ", citing two officials", "speaking to X", "in an interview with X", "seen by X" off a stretch of words. */
export function linksIn(scene: Scene, sentence: Sentence, index: number, from: number, to: number): Links {
  const links: Links = { via: [], cited: [] };
  const words = sentence.words;
  for (let k = from; k < to; k++) {
    const lower = wordAt(words, k).lower;
    if (citing.test(lower)) {
      const to1 = lower === "attributing" ? toAfter(words, k + 1, to) : k + 1;
      if (to1 < 0 || (lower === "credited" && !/^(and|but|,)$/.test(wordAt(words, k - 1).lower))) continue;
      const phrase = nounPhraseAfter(words, to1, to);
      if (phrase === null || wordAt(words, phrase.to).lower === "as") continue;
      const resolved = resolvePhrase(scene, sentence, index, phrase, false);
      if (resolved !== null) {
        links.cited.push(resolved);
        if (resolved.maker === null) {
          const maker = makerAfter(scene, sentence, index, phrase.to);
          if (maker !== null && /^(document|dataset)$/.test(resolved.entity.kind)) {
            resolved.entity.next ??= maker.entity;
            resolved.maker = maker;
          }
        }
        k = phrase.to - 1;
      }
      continue;
    }
    const outlet = outletAfter(words, k);
    if (outlet < 0) continue;
    const phrase = nounPhraseAfter(words, outlet, to);
    if (phrase === null || isOwn(scene, words, phrase)) continue;
    const resolved = outletLink(scene, sentence, index, phrase, false);
    if (resolved !== null) links.via.push(resolved);
  }
  return links;
}

/** Where the outlet's name starts after "speaking to", "in an interview with", "wrote in", "seen by"; -1 elsewhere. */
function outletAfter(words: readonly Word[], k: number): number {
  const [a, b, c, d] = [k, k + 1, k + 2, k + 3].map((at) => wordAt(words, at).lower);
  if (
    /^(speaking|spoke|talking|talked|writing|remarks|comments|interview|told)$/.test(a ?? "") &&
    /^(to|with|in|for)$/.test(b ?? "")
  )
    return k + 2;
  if (
    a === "in" &&
    /^(a|an|the)$/.test(b ?? "") &&
    /^(interview|letter|statement|column|article|essay|comment|podcast)$/.test(c ?? "") &&
    /^(with|to|for|in)$/.test(d ?? "")
  )
    return k + 4;
  if (
    /^(seen|obtained|quoted|published|reviewed|posted|cited|acquired|leaked|carried|reported|aired|broadcast|released|described)$/.test(
      a ?? "",
    ) &&
    /^(by|in|to|on)$/.test(b ?? "")
  )
    return k + 2;
  if (/^(seen|obtained|quoted|published|posted)$/.test(a ?? "") && /day$/.test(b ?? "") && c === "by") return k + 3;
  return -1;
}

function toAfter(words: readonly Word[], from: number, limit: number): number {
  for (let k = from; k < Math.min(limit, from + 8); k++) if (wordAt(words, k).lower === "to") return k + 1;
  return -1;
}

/** ", conducted last week by the Merriwether Institute,": who made a text, told between commas after it. */
export function makerBeside(scene: Scene, sentence: Sentence, index: number, aside: Phrase): Resolved | null {
  const words = sentence.words;
  for (let k = aside.from; k < aside.to; k++) {
    if (!makes.test(wordAt(words, k).lower)) continue;
    for (let by = k + 1; by < Math.min(aside.to, k + 7); by++) {
      if (!/^(by|from)$/.test(wordAt(words, by).lower)) continue;
      const phrase = nounPhraseAfter(words, by + 1, aside.to);
      return phrase === null ? null : resolvePhrase(scene, sentence, index, phrase, false);
    }
  }
  return null;
}

const makes =
  /^(conducted|carried|compiled|written|prepared|published|released|issued|drawn|drafted|kept|collected|taken|made|posted|produced|signed|led|done|put|maintained|recorded|filed)$/;

function makerAfter(scene: Scene, sentence: Sentence, index: number, at: number): Resolved | null {
  const words = sentence.words;
  let k = at;
  if (isReducedRelative(words, k)) k++;
  if (!/^(by|from)$/.test(wordAt(words, k).lower)) return null;
  const phrase = nounPhraseAfter(words, k + 1, words.length);
  return phrase === null ? null : resolvePhrase(scene, sentence, index, phrase, false);
}

const chainMax = 8;

/** From an entity on to its root, without ever coming round again. */
export function follow(entity: Entity, chain: Entity[]): void {
  let at: Entity | null = entity;
  while (at !== null && chain.length < chainMax) {
    if (chain.includes(at)) return;
    chain.push(at);
    at = at.next;
  }
}
