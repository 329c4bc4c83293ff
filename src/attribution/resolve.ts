import { personNouns } from "./english/nouns.ts";
import { type Mention, readMention } from "./mentions.ts";
import { roleIn } from "./names.ts";
import type { Phrase } from "./phrases.ts";
import { phrasePiece } from "./pieces.ts";
import type { Entity, Registry } from "./registry.ts";
import { type Sentence, type Word, wordAt } from "./sentences.ts";
import type { Subject } from "./subjects.ts";
import type { Piece } from "./types.ts";
import { singular, textOf } from "./wording.ts";

/** All that resolving needs of the text. */
export interface Scene {
  paragraphs: readonly string[];
  registry: Registry;
  outlet: string | null;
}

export interface Resolved {
  entity: Entity;
  mention: Mention;
  piece: Piece;
  /** Who a text goes back to, where the phrase itself says so. */
  maker: Resolved | null;
}

/** The entity a subject means, with its mention; null where no source can be made of it. */
export function resolveSubject(scene: Scene, sentence: Sentence, index: number, subject: Subject): Resolved | null {
  const words = sentence.words;
  const aside = subject.apposition;
  if (aside !== null) {
    const name = nameAside(words, aside);
    const head = readMention(words, subject.mention);
    if (name !== null && !head.named && head.pronoun === null) {
      const mention = readMention(words, name);
      const entity = scene.registry.named(mention);
      const isRole = personNouns.has(head.head) || head.kind === "anonymous";
      if (isRole) {
        takeOver(scene.registry, entity, head);
        entity.kind = "person";
        if (!/^(neighbour|neighbor|friend|client|colleague|man|woman|person|boy|girl)$/.test(head.head))
          scene.registry.giveRole(
            entity,
            textOf(words, head.phrase.from, subject.mention.to).replace(/^(the|a|an|its|his|her|their)\s+/i, ""),
          );
      } else if (entity.kind === "person" && !personNouns.has(head.head)) entity.kind = head.kind;
      return seen(scene, sentence, index, entity, mention);
    }
    const real = realName(words, aside);
    if (real !== null) {
      const entity = scene.registry.named(readMention(words, real));
      entity.kind = "person";
      const resolved = seen(scene, sentence, index, entity, head);
      return resolved;
    }
  }
  const resolved = resolvePhrase(scene, sentence, index, subject.mention);
  if (resolved !== null && aside !== null && resolved.mention.named) {
    const role = roleIn(words, aside.from);
    if (role !== null && /^(person|organisation)$/.test(resolved.entity.kind)) {
      resolved.entity.kind = "person";
      scene.registry.giveRole(resolved.entity, role);
    }
  }
  return resolved;
}

/** The entity a noun phrase means as a source; `null` for what can be none ("there", "this"). */
export function resolvePhrase(
  scene: Scene,
  sentence: Sentence,
  index: number,
  phrase: Phrase,
  speaks = true,
): Resolved | null {
  const { registry } = scene;
  const words = sentence.words;
  const mention = readMention(words, phrase);
  if (mention.pronoun !== null) {
    if (/^(i|we|you|this|that|those|these)$/.test(mention.pronoun)) return null;
    const entity = registry.pronoun(mention, index, wordAt(words, phrase.from).start);
    return entity === undefined ? null : seen(scene, sentence, index, entity, mention, speaks);
  }
  if (mention.voice && mention.maker !== null) {
    const body = resolveBody(scene, sentence, index, mention.maker);
    if (body !== null) return seen(scene, sentence, index, body, mention, speaks);
  }
  if (mention.named) {
    const entity = registry.named(mention);
    if (mention.kind !== "person" && entity.kind === "person" && entity.role === null && entity.claims === 0)
      entity.kind = mention.kind;
    return seen(scene, sentence, index, entity, mention, speaks);
  }
  const same =
    registry.entities.length > 0 && (mention.definite || mention.kind === "vague")
      ? earlier(scene, words, mention)
      : undefined;
  const maker = mention.maker === null ? null : makerOf(scene, sentence, index, mention.maker);
  if (same !== undefined) {
    const resolved = seen(scene, sentence, index, same, mention, speaks);
    return { ...resolved, maker };
  }
  const known = registry.definite({ ...mention, plural: mention.plural });
  if (known !== undefined && known.name.toLowerCase() === mention.name.toLowerCase() && known.kind === mention.kind)
    return { ...seen(scene, sentence, index, known, mention, speaks), maker };
  const entity = registry.add(mention);
  entity.next = maker?.entity ?? null;
  return { ...seen(scene, sentence, index, entity, mention, speaks), maker };
}

function earlier(scene: Scene, words: readonly Word[], mention: Mention): Entity | undefined {
  if (mention.kind === "vague")
    return scene.registry.entities.find(
      (entity) => entity.kind === "vague" && entity.name.toLowerCase() === mention.name.toLowerCase(),
    );
  if (mention.maker !== null && mention.phrase.to - mention.phrase.from > 0) {
    // "The HPB document": the text that the HPB made.
    const maker = readMention(words, mention.maker);
    if (maker.named) {
      const body = scene.registry.named(maker);
      const made = scene.registry.latestOf(
        (entity) => entity.next === body && /^(document|dataset)$/.test(entity.kind),
      );
      if (made !== undefined) return made;
      if (!mention.qualified) return undefined;
    }
  }
  return scene.registry.definite(mention);
}

function makerOf(scene: Scene, sentence: Sentence, index: number, phrase: Phrase): Resolved | null {
  return resolvePhrase(scene, sentence, index, phrase, false);
}

/** "a company spokesman": the company; "a spokesman for the board": the board; "his lawyer": he. */
function resolveBody(scene: Scene, sentence: Sentence, index: number, phrase: Phrase): Entity | null {
  const mention = readMention(sentence.words, phrase);
  if (mention.pronoun !== null)
    return scene.registry.pronoun(mention, index, wordAt(sentence.words, phrase.from).start) ?? null;
  if (mention.named) return scene.registry.named(mention);
  const known = scene.registry.definite({
    ...mention,
    definite: true,
    kind: mention.kind === "anonymous" || mention.kind === "group" ? "organisation" : mention.kind,
    qualified: false,
  });
  if (known !== undefined) return known;
  const head = singular(mention.head);
  if (personNouns.has(head) && mention.kind === "anonymous") return null;
  return scene.registry.add({
    ...mention,
    kind: mention.kind === "anonymous" || mention.kind === "group" ? "organisation" : mention.kind,
  });
}

function seen(
  scene: Scene,
  sentence: Sentence,
  index: number,
  entity: Entity,
  mention: Mention,
  speaks = true,
): Resolved {
  const piece = phrasePiece(scene.paragraphs, sentence, mention.phrase);
  scene.registry.see(entity, index, piece.start, speaks, speaks, mention.voice ? (mention.sex ?? "masculine") : null);
  return { entity, mention, piece, maker: null };
}

/** "the inspector, Tomas Reinholt": the inspector met before without a name is he. */
function takeOver(registry: Registry, entity: Entity, role: Mention): void {
  if (!role.definite) return;
  const unnamed =
    registry.latestOf(
      (other) =>
        other !== entity && !other.named && other.kind === "anonymous" && !other.plural && other.heads.has(role.head),
    ) ??
    registry.entities.find(
      (other) =>
        other !== entity && !other.named && other.kind === "anonymous" && !other.plural && other.head === role.head,
    );
  if (unnamed === undefined) return;
  mergeInto(registry, unnamed, entity);
}

/** Lets `into` stand for `from` everywhere. */
export function mergeInto(registry: Registry, from: Entity, into: Entity): void {
  into.mentions.push(...from.mentions);
  into.claims += from.claims;
  into.role ??= from.name;
  into.next ??= from.next;
  into.via ??= from.via;
  for (const other of registry.entities) {
    if (other.next === from) other.next = into;
    if (other.via === from) other.via = into;
  }
  registry.replaced.set(from, into);
}

function nameAside(words: readonly Word[], aside: Phrase): Phrase | null {
  let to = aside.to;
  for (let k = aside.from; k < aside.to; k++)
    if (/^[,]$/.test(wordAt(words, k).text)) {
      to = k;
      break;
    }
  if (to <= aside.from || to - aside.from > 7) return null;
  const phrase = { from: aside.from, to };
  const mention = readMention(words, phrase);
  return mention.named && mention.phrase.to === to && /^[\p{Lu}@]/u.test(wordAt(words, aside.from).text)
    ? phrase
    : null;
}

function realName(words: readonly Word[], aside: Phrase): Phrase | null {
  for (let k = aside.from; k < aside.to - 2; k++) {
    if (
      wordAt(words, k).lower === "name" &&
      /^(is|was)$/.test(wordAt(words, k + 1).lower) &&
      /^\p{Lu}/u.test(wordAt(words, k + 2).text)
    ) {
      let to = k + 2;
      while (to < aside.to && wordAt(words, to).text !== ",") to++;
      return { from: k + 2, to };
    }
  }
  return null;
}
