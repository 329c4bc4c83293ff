/** DATABASE_URL in place of the embedded PostgreSQL. A test run tries it on each kind of server that it has. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { freePort } from "../src/platform/postmaster.ts";
import { createTestDatabase } from "../src/platform/testing.ts";
import { inventedPage } from "./invented-pages.ts";
import { ask, attribune, eventually, newFolder, ServerProcess } from "./server-process.ts";

it("serves and takes commands on the PostgreSQL that DATABASE_URL names, and starts none of its own", async () => {
  const { connectionString } = await createTestDatabase();
  const data = newFolder();
  const environment = { DATABASE_URL: connectionString };
  const server = new ServerProcess(data, environment);
  const address = await server.ready();
  const ended = await attribune(data, ["intake", "-", "--publish", "--json"], { environment, input: inventedPage(3) });
  assert.equal(ended.code, 0, ended.stderr);
  const { path } = JSON.parse(ended.stdout);
  await eventually("the report is served", async () => (await ask(address, path)).status === 200);
  assert.equal((await ask(address, "/health")).status, 200);

  const second = await new ServerProcess(newFolder(), environment).end();
  assert.equal(second.code, 1);
  assert.match(second.stderr, /Another Attribune server runs on this database at http/);

  const { code, took_ms } = await server.stop();
  assert.equal(code, 0);
  assert.ok(took_ms < 5_000, `it took ${took_ms} ms`);
  assert.equal(existsSync(join(data, "postgres")), false);
});

it("answers while its database can't be reached, says what is down, and ends in order", async () => {
  const port = await freePort(null);
  const environment = {
    DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort(null)}/nothing`,
    PORT: String(port),
  };
  const server = new ServerProcess(newFolder(), environment);
  const address = `http://127.0.0.1:${port}`;
  const health = await eventually("it listens", () => ask(address, "/health").catch(() => null));
  assert.equal(health.status, 503);
  assert.deepEqual(JSON.parse(health.text).database, { ok: false });
  await eventually("it says why", () => server.said.includes("the database can't be reached; trying again"));
  assert.ok(server.isRunning);
  const { took_ms } = await server.stop();
  assert.ok(took_ms < 5_000, `it took ${took_ms} ms`);
});

it("refuses in one line a command whose database can't be reached", async () => {
  const environment = { DATABASE_URL: "postgres://nobody:secret-word@127.0.0.1:1/nothing" };
  const ended = await attribune(newFolder(), ["ledger", "check"], { environment });
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, /^attribune: [^\n]*DATABASE_URL[^\n]*\n$/);
  assert.doesNotMatch(ended.stderr, /secret-word/);
});
