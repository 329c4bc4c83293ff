/** The server's life as a person sees it: a first start, a second server, its health, and its end. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import { ask, attribune, connectTo, eventually, newFolder, postmasterOf, ServerProcess } from "./server-process.ts";

const STOP_MS_MAX = 5_000;
const part = z.object({ ok: z.boolean() });
const health = part.extend({ database: part, jobs: part, press: part });
const data = newFolder();

describe("a server on an empty data directory", () => {
  let server: ServerProcess;
  let address = "";
  before(async () => {
    server = new ServerProcess(data, { ATTRIBUNE_SAMPLE: "1" });
    address = await server.ready();
  });
  after(() => server.stop());

  it("publishes the sample, says so, and is well", async () => {
    assert.match(server.said, /published the sample publication/);
    const front = await ask(address, "/");
    assert.equal(front.status, 200);
    assert.ok(reportsOn(front.text).length > 0);
    assert.deepEqual(await healthOf(address), { status: 200, ok: true, database: true, jobs: true, press: true });
  });

  it("refuses a second server on the same directory, and is not disturbed", async () => {
    const second = new ServerProcess(data, { ATTRIBUNE_SAMPLE: "1" });
    const { code, stderr } = await second.end();
    assert.equal(code, 1);
    const lines = stderr.trim().split("\n");
    assert.equal(lines.length, 1);
    assert.ok(lines[0]?.includes(`Another Attribune server runs on this database at ${address}`), stderr);
    assert.match(lines[0] ?? "", /ATTRIBUNE_DATA/);
    assert.equal((await ask(address, "/")).status, 200);
    assert.ok(postmasterOf(data), "PostgreSQL runs on");
  });

  it("refuses a port that is taken in words", async () => {
    const { port } = new URL(address);
    const { code, stderr } = await new ServerProcess(newFolder(), { PORT: port }).end();
    assert.equal(code, 1);
    assert.match(stderr, /Port \d+ is taken.*set PORT to another number/);
  });

  it("tells a job that fails from the database and the press", async () => {
    const { db, close } = connectTo(data);
    await sql`select graphile_worker.add_job('press', json_build_object('tags', 7), max_attempts => 1)`.execute(db);
    await eventually("the jobs are unwell", async () => !(await healthOf(address)).jobs);
    assert.deepEqual(await healthOf(address), { status: 503, ok: false, database: true, jobs: false, press: true });
    await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`.execute(db);
    await eventually("the jobs are well", async () => (await healthOf(address)).ok);
    await close();
  });

  it("tells a database that is down, and serves readers meanwhile", async () => {
    const postmaster = postmasterOf(data);
    assert.ok(postmaster);
    process.kill(postmaster.pid, "SIGKILL");
    const unwell = await eventually("the database is unwell", async () => {
      const state = await healthOf(address);
      return state.database ? null : state;
    });
    assert.equal(unwell.status, 503);
    assert.equal(unwell.press, true);
    assert.equal((await ask(address, "/")).status, 200);
    await eventually("all is well again", async () => (await healthOf(address)).ok, 20_000);
  });

  it("prints nothing of the sample any more once it was removed", async () => {
    const [path = ""] = reportsOn((await ask(address, "/")).text);
    const ended = await attribune(data, ["sample", "remove"]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stdout, /^removed \d+ sample reports/);
    await eventually("the report is gone", async () => (await ask(address, path)).status === 404);
    await eventually("the front page is empty", async () => reportsOn((await ask(address, "/")).text).length === 0);
    const again = await attribune(data, ["sample", "remove"]);
    assert.equal(again.stdout, "there is no sample publication here\n");
    const check = await attribune(data, ["ledger", "check"]);
    assert.match(check.stdout, /the ledger holds/);
  });
});

describe("a server that is asked to end", () => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    it(`ends by ${signal} in order and leaves no PostgreSQL`, async () => {
      const server = new ServerProcess(data);
      const address = await server.ready();
      // A reader's open connection must not keep it.
      const reader = await fetch(`${address}/`);
      await reader.text();
      const { code, took_ms, stderr } = await server.stop(signal);
      assert.equal(code, 0, stderr);
      assert.ok(took_ms < STOP_MS_MAX, `it took ${took_ms} ms`);
      assert.equal(postmasterOf(data), null);
    });
  }

  it("ends in order also before it was ready", async () => {
    const server = new ServerProcess(data);
    await eventually("PostgreSQL has begun", () => postmasterOf(data));
    const { took_ms } = await server.stop("SIGTERM");
    assert.ok(took_ms < STOP_MS_MAX, `it took ${took_ms} ms`);
    assert.equal(postmasterOf(data), null);
  });
});

/** The addresses of the reports that a page links to. */
function reportsOn(text: string): string[] {
  return [...text.matchAll(/href="(\/reports\/[^"/]+)"/g)].map(([, path]) => path ?? "");
}

async function healthOf(address: string) {
  const answer = await ask(address, "/health");
  const { ok, database, jobs, press } = health.parse(JSON.parse(answer.text));
  assert.equal(answer.headers["cache-control"], "no-store");
  return { status: answer.status, ok, database: database.ok, jobs: jobs.ok, press: press.ok };
}
