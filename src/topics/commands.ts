import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { freeSlug, freeSlugs } from "../platform/slugs.ts";
import {
  findTopicByAlias,
  insertEntities,
  insertTopic,
  insertTopicAliases,
  listEntitySlugs,
  matchEntities,
  topicSlugTaken,
} from "./queries.ts";
import { foldName, type SuggestedEntity } from "./rules.ts";

export interface TopicInput {
  readonly name: string;
  readonly about?: string | null;
  readonly aliases?: readonly string[];
  /** Its place in the main navigation, from 1. */
  readonly navigationPosition?: number | null;
}

/**
 * The topic of that name or alias, made now where there is none; gives the id. Aliases it did not have are added; a
 * name that another topic has stays that one's.
 */
export async function ensureTopic(trx: Trx, clock: Clock, input: TopicInput): Promise<string> {
  const known = await findTopicByAlias(trx, foldName(input.name));
  if (known) {
    await insertTopicAliases(trx, known.id, [...new Set((input.aliases ?? []).map(foldName))]);
    return known.id;
  }
  const id = newId(clock);
  const slug = await freeSlug(input.name, "topic", (candidate) => topicSlugTaken(trx, candidate));
  const topic = {
    id,
    slug,
    name: input.name,
    about: input.about ?? null,
    navigation_position: input.navigationPosition ?? null,
    created_at: clock.now(),
  };
  await insertTopic(trx, topic);
  await insertTopicAliases(trx, id, [...new Set([input.name, ...(input.aliases ?? [])].map(foldName))]);
  return id;
}

/** Each entity's id, in the given order, made now where its name is not known. */
export async function ensureEntities(trx: Trx, clock: Clock, entities: readonly SuggestedEntity[]): Promise<string[]> {
  const names = entities.map((entity) => foldName(entity.name));
  const ids = new Map((await matchEntities(trx, names)).map((row) => [row.folded, row.id]));
  const missing = new Map<string, SuggestedEntity>();
  for (const entity of entities) if (!ids.has(foldName(entity.name))) missing.set(foldName(entity.name), entity);
  const slugs = await freeSlugs(
    [...missing.values()].map((entity) => entity.name),
    "entity",
    (candidates) => listEntitySlugs(trx, candidates),
  );
  const made = [...missing].map(([folded, { kind, name }], i) => {
    const id = newId(clock);
    ids.set(folded, id);
    const slug = slugs[i];
    invariant(slug !== undefined, "each new entity got a slug");
    return { folded, row: { id, slug, kind, name, created_at: clock.now() } };
  });
  await insertEntities(trx, made);
  return names.map((folded) => {
    const id = ids.get(folded);
    invariant(id !== undefined, "each entity is known or was made");
    return id;
  });
}
