import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { freeSlug } from "../platform/slugs.ts";
import { authorSlugTaken, findAuthorByName, insertAuthor } from "./queries.ts";

/** The author of that name, made now where there is none; gives the id. */
export async function ensureAuthor(trx: Trx, clock: Clock, name: string, about: string | null = null): Promise<string> {
  const known = await findAuthorByName(trx, name);
  if (known) return known.id;
  const id = newId(clock);
  const slug = await freeSlug(name, "author", (candidate) => authorSlugTaken(trx, candidate));
  await insertAuthor(trx, { id, slug, name, about, created_at: clock.now() });
  return id;
}
