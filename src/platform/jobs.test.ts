import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { inTransaction } from "./db.ts";
import { enqueue, readQueueState, releaseDeadJobs, startWorker, type Worker, wakeWorker } from "./jobs.ts";
import { createTestDatabase, silentLog } from "./testing.ts";

const { db, connectionString } = await createTestDatabase();
const ran: string[] = [];

function start(fails: () => boolean): Promise<Worker> {
  const note = async (payload: unknown) => {
    ran.push(JSON.stringify(payload));
    if (fails()) throw new Error("the printer is out of paper");
  };
  return startWorker({ connectionString, tasks: { note }, log: silentLog });
}

test("a job runs if its transaction commits, and only then", async () => {
  const worker = await start(() => false);
  await inTransaction(db, (trx) => enqueue(trx, "note", { page: 1 }));
  await assert.rejects(
    inTransaction(db, async (trx) => {
      await enqueue(trx, "note", { page: 2 });
      throw new Error("changed my mind");
    }),
  );
  await until(async () => (await readQueueState(db)).waiting === 0);
  assert.deepEqual(ran, ['{"page":1}']);
  await worker.stop();
  await worker.stop();
});

test("jobs put in quietly tell nobody, until the worker is woken: then they run", async () => {
  ran.length = 0;
  const listener = new pg.Client({ connectionString });
  await listener.connect();
  const told: string[] = [];
  listener.on("notification", ({ channel }) => told.push(channel));
  await listener.query('listen "jobs:insert"');
  for (const page of [1, 2, 3])
    await sql`select enqueue_quietly('note', ${JSON.stringify({ page })}::json)`.execute(db);
  // What was told before comes with the answer to a question.
  await listener.query("select 1");
  assert.deepEqual(told, []);
  const worker = await start(() => false);
  wakeWorker(db);
  await until(async () => told.length > 0);
  await until(async () => ran.length === 3 && (await readQueueState(db)).waiting === 0);
  assert.deepEqual([...ran].sort(), ['{"page":1}', '{"page":2}', '{"page":3}']);
  // A kind of job that the queue hasn't met yet is put in all the same.
  await sql`select enqueue_quietly('unmet', '{}'::json)`.execute(db);
  assert.equal((await readQueueState(db)).waiting, 1);
  await sql`delete from graphile_worker._private_jobs`.execute(db);
  await worker.stop();
  await listener.end();
});

test("a job that fails stays in the queue, is told of by the health, and ends neither worker nor process", async () => {
  ran.length = 0;
  let fails = true;
  const worker = await start(() => fails);
  await enqueue(db, "note", { page: 3 });
  await until(async () => (await readQueueState(db)).failing === 1);
  fails = false;
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(db);
  await enqueue(db, "note", { page: 4 });
  await until(async () => (await readQueueState(db)).failing + (await readQueueState(db)).waiting === 0);
  assert.deepEqual(ran.toSorted(), ['{"page":3}', '{"page":3}', '{"page":4}']);
  await worker.stop();
});

test("a worker that loses its connections in the middle of a job ends, and the next one does that job", async () => {
  ran.length = 0;
  const gate = Promise.withResolvers<void>();
  const slow = async () => {
    ran.push("began");
    await gate.promise;
  };
  const worker = await startWorker({ connectionString, tasks: { note: slow }, log: silentLog });
  await enqueue(db, "note", { page: 5 });
  await until(async () => ran.length === 1);
  // While it works, nobody may connect: what it wants to note at the end finds no database.
  const url = new URL(connectionString);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const outside = new pg.Client({ connectionString: url.href });
  await outside.connect();
  try {
    await outside.query(`alter database ${name} allow_connections false`);
    await outside.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'attribune jobs'",
      [name],
    );
    gate.resolve();
    const ended = worker.ended.then(
      () => true,
      () => true,
    );
    assert.equal(await Promise.race([ended, delay(10_000, false, { ref: false })]), true);
  } finally {
    await outside.query(`alter database ${name} allow_connections true`);
    await outside.end();
  }
  await releaseDeadJobs(db);
  const next = await start(() => false);
  await until(async () => ran.length === 2);
  assert.deepEqual(ran, ["began", '{"page":5}']);
  await next.stop();
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited_ms = 0; !(await holds()); waited_ms += 10) {
    if (waited_ms > 10_000) throw new Error("it did not come to that within ten seconds");
    await delay(10);
  }
}
