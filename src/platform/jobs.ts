import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { sql } from "kysely";
import type pg from "pg";
import type { Db, Trx } from "./db.ts";
import type { Log } from "./log.ts";

/** What a kind of job does. It may run more than once (at least once is promised), so it must bear that. */
export type Task = (payload: unknown) => Promise<void>;

/**
 * Puts a job in the queue as part of the caller's transaction: it runs after, and only if, that transaction commits.
 * Two waiting jobs with the same `key` become one, with the later payload.
 */
export async function enqueue(
  trx: Trx | Db,
  task: string,
  payload: object,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${task}, payload => ${JSON.stringify(payload)}::json,
    job_key => ${options.key ?? null}, run_at => ${options.runAt ?? null}::timestamptz)`.execute(trx);
}

/** Starts working through the queue in this process; `stop()` lets what runs finish. */
export async function startWorker(options: {
  pool: pg.Pool;
  tasks: Readonly<Record<string, Task>>;
  log: Log;
  jobs_at_once?: number;
}): Promise<Runner> {
  const taskList: TaskList = {};
  for (const [name, task] of Object.entries(options.tasks)) taskList[name] = (payload) => task(payload);
  const logger = new Logger(() => (level, message) => {
    if (level === "error") options.log.error({ jobs: message }, "a job failed");
    else options.log.debug({ jobs: message });
  });
  return run({
    pgPool: options.pool,
    taskList,
    concurrency: options.jobs_at_once ?? 1,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger,
  });
}

export interface QueueState {
  /** Jobs that wait for their turn or run now. */
  readonly waiting: number;
  /** Jobs that failed at least once and will be tried again, or were given up. */
  readonly failing: number;
}

/** How the queue stands, for the health endpoint. */
export async function readQueueState(db: Db): Promise<QueueState> {
  const { rows } = await sql<{ waiting: number; failing: number }>`
    select count(*) filter (where run_at <= now())::int as waiting, count(*) filter (where attempts > 0 and locked_at is null)::int as failing
    from graphile_worker.jobs`.execute(db);
  return rows[0] ?? { waiting: 0, failing: 0 };
}

/**
 * Frees the jobs that a killed process held, so that they run again now and not after the queue's own four hours.
 * Only the one server of a database may call it, before its own worker starts.
 */
export async function releaseDeadJobs(db: Db): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array(
    select distinct locked_by from graphile_worker.jobs where locked_by is not null))`.execute(db);
}
