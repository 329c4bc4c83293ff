import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { gonePage } from "./gone-page.ts";
import { reportHref } from "./load-lines.ts";
import { idsIn, type PageKind, slugsIn } from "./page-kind.ts";

const PORTION = 40;

/** Addresses that reports had before: each a file that holds the present one, where the newsstand sends whoever asks. */
export const movedKind: PageKind = {
  name: "moved",
  async unitsOf(db, tags) {
    return (await listMoved(db, sql`m.report_id = any(${idsIn(tags, "report:")}::uuid[])`)).map((row) =>
      reportHref(row.slug),
    );
  },
  allUnits: (db) => inPortions(async (after) => (await listMoved(db, sql`m.slug > ${after}`)).map((row) => row.slug)),
  async print({ db }, units) {
    const rows = await listMoved(db, sql`m.slug = any(${slugsIn(units, reportHref(""))}::text[])`);
    return rows.map(({ slug, present, report_id }) => {
      const unit = reportHref(slug);
      return { path: `${unit}.moved`, unit, tags: [`report:${report_id}`], body: `${reportHref(present)}\n` };
    });
  },
};

/** What stands at the addresses of reports that were withdrawn. */
export const goneKind: PageKind = {
  name: "gone",
  async unitsOf(db, tags) {
    return (await listGone(db, sql`r.id = any(${idsIn(tags, "report:")}::uuid[])`)).map((row) => reportHref(row.slug));
  },
  allUnits: (db) => inPortions(async (after) => (await listGone(db, sql`r.slug > ${after}`)).map((row) => row.slug)),
  async print({ db, site }, units) {
    const rows = await listGone(db, sql`r.slug = any(${slugsIn(units, reportHref(""))}::text[])`);
    return rows.map(({ slug, report_id, reason, withdrawn_at: withdrawnAt }) => {
      const unit = reportHref(slug);
      return {
        path: `${unit}.gone`,
        unit,
        tags: [`report:${report_id}`],
        body: gonePage(site, { reason, withdrawnAt }),
      };
    });
  },
};

type Condition = ReturnType<typeof sql>;

async function listMoved(db: Db, where: Condition): Promise<{ slug: string; present: string; report_id: string }[]> {
  const { rows } = await sql<{ slug: string; present: string; report_id: string }>`
    select m.slug, r.slug as present, m.report_id from earlier_slugs m join reports r on r.id = m.report_id
    where r.status <> 'draft' and ${where} order by m.slug limit ${PORTION}`.execute(db);
  return rows;
}

async function listGone(
  db: Db,
  where: Condition,
): Promise<{ slug: string; report_id: string; reason: string; withdrawn_at: Date }[]> {
  const { rows } = await sql<{ slug: string; report_id: string; reason: string; withdrawn_at: Date }>`
    select r.slug, r.id as report_id, w.reason, w.withdrawn_at from reports r
    cross join lateral (select * from withdrawals where report_id = r.id order by withdrawn_at desc limit 1) w
    where r.status = 'withdrawn' and ${where} order by r.slug limit ${PORTION}`.execute(db);
  return rows;
}

async function* inPortions(read: (after: string) => Promise<string[]>): AsyncIterable<string[]> {
  for (let after = ""; ; ) {
    const slugs = await read(after);
    const last = slugs.at(-1);
    if (last === undefined) return;
    yield slugs.map(reportHref);
    after = last;
  }
}
