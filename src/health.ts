import { sql } from "kysely";
import type { App } from "./app.ts";
import { readQueueState } from "./platform/jobs.ts";
import { countPages } from "./press/queries.ts";
import { HUB_TASK } from "./press/websub.ts";

/** How the parts stand, told apart: what is down says so without taking the rest along. */
export interface Health {
  readonly ok: boolean;
  readonly database: { readonly ok: boolean };
  readonly jobs: { readonly ok: boolean; readonly waiting: number | null; readonly failing: number | null };
  readonly press: { readonly ok: boolean; readonly pages: number | null };
}

const ANSWER_MS_MAX = 2_000;

/** The server's health. `app` is null while the database is not open yet. */
export async function healthOf(app: App | null, isWorking: boolean): Promise<Health> {
  const [database, queue, pages] = await Promise.all([
    answered(async () => app !== null && (await sql`select 1`.execute(app.db)).rows.length === 1),
    answered(async () => (app ? readQueueState(app.db, [HUB_TASK]) : null)),
    answered(async () => (app ? countPages(app.db) : null)),
  ]);
  const jobs = {
    ok: isWorking && queue !== null && queue.failing === 0,
    waiting: queue?.waiting ?? null,
    failing: queue?.failing ?? null,
  };
  const press = { ok: app !== null && !(await app.edition.isEmpty()), pages };
  const isUp = database === true;
  return { ok: isUp && jobs.ok && press.ok, database: { ok: isUp }, jobs, press };
}

async function answered<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    const late = new Promise<null>((resolve) => {
      setTimeout(resolve, ANSWER_MS_MAX, null).unref();
    });
    return await Promise.race([ask(), late]);
  } catch {
    return null;
  }
}
