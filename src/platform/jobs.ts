import { EventEmitter } from "node:events";
import { Logger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { sql } from "kysely";
import pg from "pg";
import type { Db, Trx } from "./db.ts";
import type { Log } from "./log.ts";

/** What a kind of job does. It may run more than once (at least once is promised), so it must bear that. */
export type Task = (payload: unknown) => Promise<void>;

/**
 * Puts a job in the queue as part of the caller's transaction: it runs after, and only if, that transaction commits.
 * Two waiting jobs with the same `key` become one, with the later payload. Of two that could run, the one of the lower
 * `priority` does (0 by default). After `attempts_max` failures (25 by default) it is given up.
 */
export async function enqueue(
  trx: Trx | Db,
  task: string,
  payload: object,
  options: { key?: string; runAt?: Date; priority?: number; attempts_max?: number } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${task}, payload => ${JSON.stringify(payload)}::json,
    job_key => ${options.key ?? null}, run_at => ${options.runAt ?? null}::timestamptz, priority => ${options.priority ?? null}::int, max_attempts => ${options.attempts_max ?? null}::int)`.execute(
    trx,
  );
}

const WAKE_MS_MIN = 20;
const woken = new WeakMap<Db, { at: number; planned: boolean }>();

/**
 * Tells the worker of jobs that were put in the queue quietly (`enqueue_quietly`, in SQL), once they are committed: at
 * once, and where many come, once in 20 ms for all of them. It is a hint only, so nobody waits for it and it may fail:
 * the worker looks by itself every two seconds.
 */
export function wakeWorker(db: Db): void {
  const state = woken.get(db) ?? { at: Number.NEGATIVE_INFINITY, planned: false };
  woken.set(db, state);
  if (state.planned) return;
  state.planned = true;
  const wake = () => {
    state.planned = false;
    state.at = performance.now();
    sql`select pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}')`.execute(db).catch(() => {});
  };
  const wait_ms = state.at + WAKE_MS_MIN - performance.now();
  if (wait_ms <= 0) wake();
  else setTimeout(wake, wait_ms);
}

/** A process's work on the queue. */
export interface Worker {
  /** Settles when no more is done here: it was stopped, or it lost its database and another one is to be started. */
  readonly ended: Promise<void>;
  /** Takes no more jobs and lets what runs finish. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts working through the queue in this process, over connections of its own. Where the database is lost it ends:
 * whoever starts the next one frees the jobs that were held (`releaseDeadJobs`), among them one that was given to this
 * process in an answer that never arrived.
 */
export async function startWorker(options: {
  connectionString: string;
  tasks: Readonly<Record<string, Task>>;
  log: Log;
  jobs_at_once?: number;
}): Promise<Worker> {
  const { log } = options;
  const taskList: TaskList = {};
  for (const [name, task] of Object.entries(options.tasks)) taskList[name] = (payload) => task(payload);
  const jobs_at_once = options.jobs_at_once ?? 1;
  // The queue sends its ids as JSON, which knows no bigint: these connections read int8 as text.
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: jobs_at_once + 3,
    application_name: "attribune jobs",
    connectionTimeoutMillis: 10_000,
    // That a job was taken or is done may be lost in a crash: it runs again then, as is promised. Nobody waits for a disk.
    options: "-c synchronous_commit=off",
  });
  const onLost = (error: Error) => log.warn({ error: error.message }, "a connection of the job queue was lost");
  pool.on("connect", (client) => client.on("error", onLost));
  pool.on("error", onLost);
  const events: WorkerEvents = new EventEmitter();
  const runner = await run({
    pgPool: pool,
    taskList,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error({ jobs: message }, "the job queue reports an error");
      else log.debug({ jobs: message });
    }),
    preset: {
      worker: {
        concurrentJobs: jobs_at_once,
        pollInterval: 2_000,
        // With a delay, even none, a job whose end can't be noted ends the worker; without, it ends the process.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= runner.stop().catch(() => {});
    return stopped;
  };
  // Not within the event: the queue is still in the middle of its work then.
  events.once("worker:getJob:error", () => setImmediate(stop));
  const ended = runner.promise.finally(() => pool.end());
  return { ended, stop: () => Promise.all([stop(), ended.catch(() => {})]).then(() => {}) };
}

export interface QueueState {
  /** Jobs that wait for their turn or run now. */
  readonly waiting: number;
  /** Jobs that failed at least once and will be tried again, or were given up. */
  readonly failing: number;
}

/** How the queue stands, for the health endpoint. What fails of `outside` kinds is other servers' fault, and not counted. */
export async function readQueueState(db: Db, outside: readonly string[] = []): Promise<QueueState> {
  const { rows } = await sql<{ waiting: number; failing: number }>`
    select count(*) filter (where run_at <= now())::int as waiting, count(*) filter (
      where attempts > 0 and locked_at is null and task_identifier <> all(${outside}::text[]))::int as failing
    from graphile_worker.jobs`.execute(db);
  return rows[0] ?? { waiting: 0, failing: 0 };
}

/** A job that nobody has begun yet. */
export interface WaitingJob {
  readonly id: bigint;
  readonly payload: unknown;
}

/**
 * The oldest jobs of a kind, put in behind the one of the id `after`, that wait and were never tried, so that one run
 * can do what many ask for.
 */
export async function listWaitingJobs(
  db: Db,
  task: string,
  { after, jobs_max }: { readonly after: bigint; readonly jobs_max: number },
): Promise<WaitingJob[]> {
  // The queue's public view leaves the payload out. A job with a key may still get another payload, so it waits its turn.
  const { rows } = await sql<WaitingJob>`
    select jobs.id, jobs.payload
    from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    where tasks.identifier = ${task} and jobs.locked_at is null and jobs.attempts = 0 and jobs.run_at <= now()
      and jobs.key is null and jobs.id > ${after}
    order by jobs.id limit ${jobs_max}`.execute(db);
  return rows;
}

/** Takes jobs out of the queue as done, except those that a worker has begun meanwhile: that one does them again. */
export async function completeJobs(db: Db, ids: readonly bigint[]): Promise<void> {
  if (ids.length > 0) await sql`select graphile_worker.complete_jobs(${ids}::bigint[])`.execute(db);
}

/**
 * Frees the jobs that a killed process held, so that they run again now and not after the queue's own four hours.
 * Only the one server of a database may call it, before its own worker starts.
 */
export async function releaseDeadJobs(db: Db): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array(
    select distinct locked_by from graphile_worker.jobs where locked_by is not null))`.execute(db);
}
