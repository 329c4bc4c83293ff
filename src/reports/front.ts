import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { enqueue } from "../platform/jobs.ts";
import { findReportBySlug } from "./queries.ts";
import "./schema.ts";

/** The lead and three beside it. */
export const FRONT_PLACES = 4;

/** The reports that an editor put on the front page, the lead first. */
export async function listFrontPlaces(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("front_places").select("report_id").orderBy("position").execute();
  return rows.map((row) => row.report_id);
}

/**
 * Puts published reports on the front page, the lead first, in place of what was there; none: the newest stand there
 * again. Refuses more than four, one twice, one that there is not, and one that is not published.
 */
export async function arrangeFront(
  trx: Trx,
  clock: Clock,
  input: { readonly slugs: readonly string[]; readonly actor: string },
): Promise<void> {
  const { slugs } = input;
  if (slugs.length > FRONT_PLACES)
    throw new Refusal("front-full", `The front page has ${FRONT_PLACES} places, not ${slugs.length}. Leave some out.`);
  const twice = slugs.find((slug, i) => slugs.indexOf(slug) < i);
  if (twice !== undefined) throw new Refusal("front-twice", `"${twice}" is named twice. Name each report once.`);
  const ids: string[] = [];
  for (const slug of slugs) {
    const report = await findReportBySlug(trx, slug);
    if (!report || report.published_revision_id === null)
      throw new Refusal("not-published", `There is no published report "${slug}". Publish it first.`);
    ids.push(report.id);
  }
  await trx.deleteFrom("front_places").execute();
  if (ids.length > 0) {
    const placed_at = clock.now();
    await trx
      .insertInto("front_places")
      .values(ids.map((report_id, position) => ({ position, report_id, placed_at })))
      .execute();
  }
  await enqueue(trx, "press", { tags: ["front"] });
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "front.arrange",
    subject: "front",
    details: { reports: ids.length },
  });
}
