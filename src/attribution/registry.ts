import { groupNouns, outletNouns, personNouns } from "./english/nouns.ts";
import { shortTitles } from "./english/words.ts";
import type { Mention } from "./mentions.ts";
import type { Piece, SourceKind } from "./types.ts";
import { type Sex, singular } from "./wording.ts";

/** Somebody or something the text names, whether or not a claim rests on it. */
export interface Entity {
  order: number;
  name: string;
  kind: SourceKind;
  named: boolean;
  role: string | null;
  head: string;
  heads: Set<string>;
  sex: Sex;
  plural: boolean;
  mentions: Piece[];
  /** Where it has its knowledge from: a text's maker, an outlet's source, who told a witness. */
  next: Entity | null;
  /** The outlet through which it was first met. */
  via: Entity | null;
  /** The outlet it spoke to last, and in which paragraph: what it goes on to say there came the same way. */
  toldIn: { outlet: Entity; paragraph: number } | null;
  claims: number;
  reason: string | null;
}

interface Sighting {
  entity: Entity;
  sentence: number;
  offset: number;
  subject: boolean;
  source: boolean;
  /** A body that spoke through a person ("a company spokesman"): "he" can mean it. */
  voice: boolean;
}

const lookBack = 60;

/** All entities of one text, met in text order; later references find the one they mean. */
export class Registry {
  readonly entities: Entity[] = [];
  /** Unnamed entities that turned out to be named ones. */
  readonly replaced = new Map<Entity, Entity>();
  private readonly byName = new Map<string, Entity>();
  private readonly byPart = new Map<string, Entity[]>();
  private readonly byHead = new Map<string, Entity[]>();
  private readonly sightings: Sighting[] = [];

  /** The entity a name means, if it was met before. */
  known(mention: Mention): Entity | undefined {
    return this.byName.get(mention.name.toLowerCase()) ?? this.partOf(mention);
  }

  /** The entity a name means: the same name, a name it is part of, or a new one. */
  named(mention: Mention): Entity {
    const key = mention.name.toLowerCase();
    const known = this.byName.get(key) ?? this.byName.get(key.replace(/[’']s$/, "")) ?? this.partOf(mention);
    if (known !== undefined) {
      this.enrich(known, mention);
      return known;
    }
    return this.add(mention);
  }

  /** Entities whose name has this word (lower case), first met first, at most fifty. */
  withPart(part: string): readonly Entity[] {
    return this.byPart.get(part) ?? [];
  }

  alias(entity: Entity, name: string): void {
    this.byName.set(name.toLowerCase(), entity);
  }

  /** The earlier entity that a definite phrase takes up, latest first; undefined where none fits. */
  definite(mention: Mention): Entity | undefined {
    const heads = [mention.head];
    for (const head of heads) {
      const known = this.byHead.get(singular(head))?.filter((entity) => fits(entity, mention));
      const latest = known === undefined ? undefined : this.latest(known);
      if (latest !== undefined) return latest;
    }
    return this.generic(mention);
  }

  add(mention: Mention): Entity {
    const entity: Entity = {
      order: this.entities.length,
      name: mention.name,
      kind: mention.kind,
      named: mention.named,
      role: mention.role,
      head: mention.head,
      heads: new Set(),
      sex: mention.sex,
      plural: mention.plural,
      mentions: [],
      next: null,
      via: null,
      toldIn: null,
      claims: 0,
      reason: null,
    };
    this.entities.push(entity);
    this.byName.set(mention.name.toLowerCase(), entity);
    if (mention.named) {
      for (const part of mention.name.split(/[\s]+/))
        this.push(this.byPart, part.toLowerCase().replace(/[’']s?$/, ""), entity);
      for (const part of mention.name.split(/\s+/)) this.addHead(entity, part.toLowerCase());
    } else this.addHead(entity, mention.head);
    this.enrich(entity, mention);
    return entity;
  }

  /** What a new mention tells of a known entity: its role, its sex, words to take it up by. */
  enrich(entity: Entity, mention: Mention): void {
    entity.sex ??= mention.sex;
    if (mention.role !== null) this.giveRole(entity, mention.role);
    for (const head of mention.heads) this.addHead(entity, head);
    if (mention.named && !entity.named) {
      entity.named = true;
      entity.name = mention.name;
    }
    if (entity.kind === "organisation" && mention.named && mention.kind !== "organisation" && mention.kind !== "person")
      entity.kind = mention.kind;
    if (entity.kind === "organisation" && mention.role !== null) entity.kind = "person";
  }

  giveRole(entity: Entity, role: string): void {
    entity.role ??= role;
    const head = role.split(/\s+(?:of|at|for|in|with|from|to|on|who)\s+/)[0]?.split(/\s+/) ?? [];
    for (const word of head) {
      const one = singular(word.toLowerCase().replace(/[.,’']+$/, ""));
      if (personNouns.has(one)) this.addHead(entity, one);
      for (const whole of shortTitles.get(one) ?? []) this.addHead(entity, whole);
    }
  }

  addHead(entity: Entity, head: string): void {
    const one = singular(head.toLowerCase());
    if (one.length < 3 || entity.heads.has(one)) return;
    entity.heads.add(one);
    this.push(this.byHead, one, entity);
  }

  see(entity: Entity, sentence: number, offset: number, subject: boolean, source: boolean, voice: Sex = null): void {
    this.sightings.push({ entity, sentence, offset, subject, source, voice: voice !== null });
  }

  /** Whom a pronoun means: near, compatible, rather a subject or a source than not. */
  pronoun(mention: Mention, sentence: number, offset: number): Entity | undefined {
    let best: Entity | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let k = this.sightings.length - 1; k >= Math.max(0, this.sightings.length - lookBack); k--) {
      const sighting = this.sightings[k];
      if (sighting === undefined) continue;
      const { entity } = sighting;
      const distance = sentence - sighting.sentence;
      if (distance < 0 || (distance === 0 && sighting.offset >= offset) || distance > 8) continue;
      if (!agrees(entity, mention) && !(sighting.voice && mention.sex !== null)) continue;
      const score =
        -2.5 * distance +
        (sighting.subject ? 2 : 0) +
        (sighting.source ? 1.5 : 0) +
        (entity.claims > 0 ? 0.5 : 0) +
        (mention.sex !== null && entity.sex === mention.sex ? 1.5 : 0);
      if (score > bestScore) [best, bestScore] = [entity, score];
    }
    if (best !== undefined && mention.sex !== null && /^(person|anonymous)$/.test(best.kind)) best.sex ??= mention.sex;
    return best;
  }

  latestOf(test: (entity: Entity) => boolean): Entity | undefined {
    for (let k = this.sightings.length - 1; k >= Math.max(0, this.sightings.length - lookBack); k--) {
      const entity = this.sightings[k]?.entity;
      if (entity !== undefined && test(entity)) return entity;
    }
    return undefined;
  }

  private partOf(mention: Mention): Entity | undefined {
    const parts = mention.name
      .toLowerCase()
      .replace(/[’']s$/, "")
      .split(/\s+/);
    const last = parts.at(-1) ?? "";
    const candidates = this.byPart
      .get(last)
      ?.filter(
        (entity) =>
          parts.every((part) => entity.name.toLowerCase().split(/\s+/).includes(part)) ||
          (entity.kind === "person" &&
            mention.kind === "person" &&
            surname(entity.name) === last &&
            parts.length === 1),
      );
    if (candidates === undefined || candidates.length === 0) {
      // A longer name for what was first met short ("Voltarune", then "Voltarune Cells").
      const short = parts.length > 1 ? this.byName.get(last) : undefined;
      return short?.named === true &&
        !short.name.includes(" ") &&
        short.kind === mention.kind &&
        this.lengthen(short, mention)
        ? short
        : undefined;
    }
    const sexed =
      mention.sex === null
        ? candidates
        : candidates.filter((entity) => entity.sex === null || entity.sex === mention.sex);
    return this.latest(sexed.length > 0 ? sexed : candidates);
  }

  private lengthen(entity: Entity, mention: Mention): boolean {
    entity.name = mention.name;
    this.byName.set(mention.name.toLowerCase(), entity);
    return true;
  }

  private generic(mention: Mention): Entity | undefined {
    if (mention.qualified && mention.kind !== "outlet") return undefined;
    if (outletNouns.has(mention.head)) return this.latestOf((entity) => entity.kind === "outlet");
    if (/^(document|text|paper)$/.test(mention.head))
      return this.latestOf((entity) => /^(document|dataset)$/.test(entity.kind) && entity.claims > 0);
    if (/^(company|firm|manufacturer|operator|developer|group|carrier|retailer|charity|union|club)$/.test(mention.head))
      return this.latestOf((entity) => entity.kind === "organisation" && entity.named);
    return undefined;
  }

  private latest(candidates: readonly Entity[]): Entity | undefined {
    if (candidates.length <= 1) return candidates[0];
    const set = new Set(candidates);
    return this.latestOf((entity) => set.has(entity)) ?? candidates.at(-1);
  }

  private push(map: Map<string, Entity[]>, key: string, entity: Entity): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [entity]);
    else if (list.at(-1) !== entity && list.length < 50) list.push(entity);
  }
}

function surname(name: string): string {
  return name.toLowerCase().split(/\s+/).at(-1) ?? "";
}

function fits(entity: Entity, mention: Mention): boolean {
  if (mention.kind === "vague") return false;
  if (mention.plural !== entity.plural && (entity.kind === "anonymous" || entity.kind === "group")) return false;
  if (mention.plural && entity.kind === "person") return false;
  const texts = /^(document|dataset)$/;
  if (texts.test(mention.kind) !== texts.test(entity.kind)) return false;
  const people = /^(person|anonymous|group|vague)$/;
  if (people.test(mention.kind) !== people.test(entity.kind)) return false;
  return true;
}

function agrees(entity: Entity, mention: Mention): boolean {
  const pronoun = mention.pronoun ?? "";
  if (/^(he|she|him|her|his)$/.test(pronoun)) {
    if (entity.kind !== "person" && !(entity.kind === "anonymous" && !entity.plural)) return false;
    return entity.sex === null || entity.sex === mention.sex;
  }
  if (/^(it|its)$/.test(pronoun)) return /^(organisation|official_body|outlet|document|dataset)$/.test(entity.kind);
  if (/^(they|their|them|both|neither|those|these)$/.test(pronoun))
    return (
      entity.plural ||
      entity.kind === "group" ||
      (groupNouns.has(entity.head) && entity.kind !== "person") ||
      /^(organisation|official_body|outlet|anonymous)$/.test(entity.kind)
    );
  return /^(who|which|that)$/.test(pronoun);
}
