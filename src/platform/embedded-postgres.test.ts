import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import { openEmbeddedPostgres, type PostgresConnection } from "./embedded-postgres.ts";
import { Refusal } from "./errors.ts";
import { acquireServerLock } from "./instance-lock.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { findPostmaster } from "./postmaster.ts";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
/** Why no other user can be tried here; false where one can. */
const cannotSwitch = !isRoot
  ? "needs root; this whole file ran as an ordinary user"
  : spawnSync(process.execPath, ["--version"], { ...nobody, cwd: "/" }).status !== 0 &&
    "the clone lies in a folder that other users cannot enter";
const folders: string[] = [];
const children: ChildProcess[] = [];

after(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) {
    const left = findPostmaster(join(folder, "postgres", "cluster"));
    if (left) process.kill(left.pid, "SIGQUIT");
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
});

const main = newFolder();
const SERVER_LOCK = "locktype = 'advisory' and classid = 1098142803 and objid = 2";

test("a first start creates a durable cluster that belongs to nobody but us, and the last release stops it", async () => {
  const lines: string[] = [];
  const connection = await openEmbeddedPostgres({ dataDirectory: main, log: (line) => lines.push(line) });
  assert.match(lines.join("\n"), /Creating the database/);
  const settings = await ask(
    connection,
    `select current_user as role, current_database() as name, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commits, current_setting('server_encoding') as encoding,
       current_setting('data_checksums') as checksums, current_setting('listen_addresses') as address,
       lower('ÄÉ') as lower, (select rolsuper from pg_roles where rolname = current_user) as super`,
  );
  assert.deepEqual(settings, {
    role: "attribune",
    name: "attribune",
    fsync: "on",
    commits: "on",
    encoding: "UTF8",
    checksums: "on",
    address: "127.0.0.1",
    lower: "äé",
    super: false,
  });
  assert.equal(statSync(join(main, "postgres", "access.json")).mode & 0o777, 0o600);
  assert.equal(statSync(clusterOf(main)).mode & 0o777, 0o700);
  if (isRoot) assert.notEqual(statSync(clusterOf(main)).uid, 0);
  await connection.release();
  assert.equal(findPostmaster(clusterOf(main)), null);
});

test("a wrong password is turned away", async () => {
  const connection = await open(main);
  const wrong = new URL(connection.connectionString);
  wrong.password = "wrong";
  await assert.rejects(ask({ connectionString: wrong.href }, "select 1"), /password authentication failed/);
  await connection.release();
});

test("a second open joins the same server, at the same address as last time, and the last one out stops it", async () => {
  const first = await open(main);
  const second = await open(main);
  assert.equal(second.connectionString, first.connectionString);
  const server = findPostmaster(clusterOf(main));
  await first.release();
  assert.equal(findPostmaster(clusterOf(main))?.pid, server?.pid);
  assert.deepEqual(await ask(second, "select 1 as one"), { one: 1 });
  await second.release();
  await second.release();
  assert.equal(findPostmaster(clusterOf(main)), null);
  const third = await open(main);
  assert.equal(third.connectionString, first.connectionString);
  await third.release();
});

test("opening and releasing over and over from two sides never leaves anyone without a server", async () => {
  await Promise.all(
    [0, 1].map(async () => {
      for (let round = 0; round < 6; round++) {
        const connection = await open(main);
        assert.deepEqual(await ask(connection, "select 1 as one"), { one: 1 });
        await connection.release();
      }
    }),
  );
  assert.equal(findPostmaster(clusterOf(main)), null);
});

test("a server whose owner was killed is adopted with all it holds, and stopped at the end", async () => {
  const owner = await startHolder(main);
  const server = findPostmaster(clusterOf(main));
  owner.kill("SIGKILL");
  await once(owner, "exit");
  assert.equal(findPostmaster(clusterOf(main))?.pid, server?.pid);
  const connection = await open(main);
  await ask(connection, "create table kept (word text)");
  await ask(connection, "insert into kept values ('acknowledged')");
  assert.equal(findPostmaster(clusterOf(main))?.pid, server?.pid);
  await connection.release();
  assert.equal(findPostmaster(clusterOf(main)), null);
});

test("after kill -9 of PostgreSQL it is started again at the same port, and nothing acknowledged is lost", async () => {
  const connection = await open(main);
  await ask(connection, "insert into kept values ('just before')");
  const killed = await killServer(main);
  await connection.ensureRunning();
  assert.deepEqual(await ask(connection, "select count(*)::int as rows from kept"), { rows: 2 });
  assert.notEqual(findPostmaster(clusterOf(main))?.pid, killed);
  await connection.release();
  assert.equal(findPostmaster(clusterOf(main)), null);
});

test("a lost server comes back without being asked for", async () => {
  const connection = await open(main);
  await killServer(main);
  await eventually(() => findPostmaster(clusterOf(main))?.ready === true);
  assert.deepEqual(await ask(connection, "select count(*)::int as rows from kept"), { rows: 2 });
  await connection.release();
});

test("after kill -9 of everything the next open recovers what was acknowledged", async () => {
  const owner = await startHolder(main);
  await ask({ connectionString: owner.connectionString }, "insert into kept values ('before the crash')");
  owner.kill("SIGKILL");
  await killServer(main);
  const connection = await open(main);
  assert.deepEqual(await ask(connection, "select count(*)::int as rows from kept"), { rows: 3 });
  await connection.release();
});

test("a port that another program took meanwhile is replaced by a free one", async () => {
  const port = Number(readFileSync(join(main, "postgres", "port"), "utf8"));
  const squatter = createServer().listen(port, "127.0.0.1");
  await once(squatter, "listening");
  const connection = await open(main);
  assert.notEqual(Number(new URL(connection.connectionString).port), port);
  await connection.release();
  squatter.close();
});

test("two processes that start at once on an empty directory end up on one server", async () => {
  const folder = newFolder();
  const [one, other] = await Promise.all([startHolder(folder), startHolder(folder)]);
  assert.equal(one.connectionString, other.connectionString);
  await stopHolder(one);
  assert.deepEqual(await ask(other, "select 1 as one"), { one: 1 });
  await stopHolder(other);
  assert.equal(findPostmaster(clusterOf(folder)), null);
  assert.deepEqual(readdirSync(folder), ["postgres"]);
});

test("a creation that is killed at any moment leaves nothing that a next start takes for a cluster", async () => {
  const folder = newFolder();
  for (const after_ms of [150, 450, 900]) {
    const starter = spawnHolder(folder);
    await delay(after_ms);
    starter.kill("SIGKILL");
    await once(starter, "exit");
  }
  const connection = await open(folder);
  assert.deepEqual(await ask(connection, "select current_database() as name"), { name: "attribune" });
  await connection.release();
  assert.deepEqual(readdirSync(folder), ["postgres"]);
});

test("a second server on the same database is refused, and told where the first one is", async () => {
  const connection = await open(main);
  const first = await acquireServerLock(connection.connectionString, { address: "http://localhost:3000" });
  await assert.rejects(
    acquireServerLock(connection.connectionString, { address: "http://localhost:3001" }),
    (error) =>
      error instanceof Refusal &&
      error.code === "already-running" &&
      /at http:\/\/localhost:3000\./.test(error.message),
  );
  await first.release();
  const second = await acquireServerLock(connection.connectionString);
  await assert.rejects(acquireServerLock(connection.connectionString), { code: "already-running" });
  await second.release();
  await connection.release();
});

test("a server's lock is taken anew after the death of PostgreSQL", async () => {
  const connection = await open(main);
  const lock = await acquireServerLock(connection.connectionString);
  await killServer(main);
  await connection.ensureRunning();
  await eventually(async () => {
    const held = await ask(connection, `select count(*)::int as locks from pg_locks where ${SERVER_LOCK} and granted`);
    return isDeepStrictEqual(held, { locks: 1 });
  });
  await assert.rejects(acquireServerLock(connection.connectionString), { code: "already-running" });
  await lock.release();
  await connection.release();
});

test("a server whose lock went to another server is told so", async () => {
  const connection = await open(main);
  const lost = Promise.withResolvers<Error>();
  await acquireServerLock(connection.connectionString, { onLost: lost.resolve });
  const rival = new pg.Client({ connectionString: connection.connectionString });
  await rival.connect();
  const taken = rival.query("select pg_advisory_lock(1098142803, 2)");
  const waiting = `select count(*)::int as locks from pg_locks where ${SERVER_LOCK} and not granted`;
  await eventually(async () => isDeepStrictEqual(await ask(connection, waiting), { locks: 1 }));
  await ask(connection, `select pg_terminate_backend(pid) from pg_locks where ${SERVER_LOCK} and granted`);
  await taken;
  assert.equal((await lost.promise).message.includes("Another Attribune server runs"), true);
  await rival.end();
  await connection.release();
});

test("where no PostgreSQL comes for the platform, the message names DATABASE_URL", async () => {
  await assert.rejects(postgresBinaries("plan9-mips"), { code: "postgres-no-binaries", message: /DATABASE_URL/ });
});

test("a data directory of another user is refused in words", {
  skip: cannotSwitch,
}, async () => {
  const folder = newFolder();
  const owner = await startHolder(folder, nobody);
  await stopHolder(owner);
  const stranger = spawnHolder(folder, { uid: 4712, gid: 4712 });
  assert.match(await firstLine(stranger), /^refused: postgres-other-user /);
});

test("an ordinary user runs it as themselves", {
  skip: cannotSwitch,
}, async () => {
  const folder = newFolder();
  const owner = await startHolder(folder, nobody);
  assert.equal(statSync(clusterOf(folder)).uid, nobody.uid);
  // Root on an ordinary user's data directory joins, and keeps the directory usable for that user.
  const connection = await open(folder);
  await stopHolder(owner);
  await connection.release();
  const again = await open(folder);
  await again.release();
  const back = await startHolder(folder, nobody);
  await stopHolder(back);
});

test("a user whom the system doesn't know is told what PostgreSQL lacks", {
  skip: cannotSwitch,
}, async () => {
  const stranger = spawnHolder(newFolder(), { uid: 4711, gid: 4711 });
  assert.match(await firstLine(stranger), /^refused: postgres-init-failed .*\/etc\/passwd/);
});

test("as root on a folder of a user whom the system doesn't know it runs as another", {
  skip: isRoot ? false : "needs root",
}, async () => {
  const folder = newFolder();
  chownSync(folder, 4711, 4711);
  const connection = await open(folder);
  assert.notEqual(statSync(clusterOf(folder)).uid, 4711);
  await connection.release();
});

for (const where of [tmpdir(), homedir()]) {
  const name = `as root it runs in a folder that only root can enter (below ${where === tmpdir() ? "the temporary folder" : "root's home"})`;
  test(name, { skip: isRoot ? false : "needs root" }, async () => {
    const closed = mkdtempSync(join(where, "attribune-closed-"));
    folders.push(join(closed, "data"), closed);
    assert.equal(statSync(closed).mode & 0o077, 0);
    const connection = await open(join(closed, "data"));
    const server = findPostmaster(clusterOf(join(closed, "data")));
    assert.ok(server);
    assert.notEqual(statSync(`/proc/${server.pid}`).uid, 0);
    assert.deepEqual(await ask(connection, "select 1 as one"), { one: 1 });
    await connection.release();
    assert.equal(findPostmaster(clusterOf(join(closed, "data"))), null);
  });
}

interface Holder extends ChildProcess {
  connectionString: string;
}

/** A new folder that every user may enter: the tests change users. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "attribune-postgres-"));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

function clusterOf(dataDirectory: string): string {
  return join(dataDirectory, "postgres", "cluster");
}

function open(dataDirectory: string): Promise<PostgresConnection> {
  return openEmbeddedPostgres({ dataDirectory, log: () => {} });
}

async function ask(connection: { connectionString: string }, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: connection.connectionString });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

/** A process that opens the PostgreSQL of `dataDirectory` and holds it until its standard input ends. */
function spawnHolder(dataDirectory: string, user?: { uid: number; gid: number }): ChildProcess {
  if (user && statSync(dataDirectory).uid === 0) chownSync(dataDirectory, user.uid, user.gid);
  const script = `
    const { openEmbeddedPostgres } = await import(${JSON.stringify(new URL("./embedded-postgres.ts", import.meta.url).href)});
    try {
      const connection = await openEmbeddedPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, log: () => {} });
      console.log(connection.connectionString);
      process.stdin.resume().on("end", () => connection.release());
    } catch (error) {
      console.log("refused:", error.code, error.message);
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: "/",
    // Another user may not write where the coverage of this run is gathered.
    env: { ...process.env, NODE_V8_COVERAGE: user ? undefined : process.env.NODE_V8_COVERAGE },
    ...user,
  });
  children.push(child);
  return child;
}

async function startHolder(dataDirectory: string, user?: { uid: number; gid: number }): Promise<Holder> {
  const child = spawnHolder(dataDirectory, user);
  const connectionString = await firstLine(child);
  assert.match(connectionString, /^postgres:/);
  return Object.assign(child, { connectionString });
}

async function stopHolder(holder: Holder): Promise<void> {
  holder.stdin?.end();
  const [code] = await once(holder, "exit");
  assert.equal(code, 0);
}

/** Kills the server and gives its process's number once that is gone. */
async function killServer(dataDirectory: string): Promise<number> {
  const server = findPostmaster(clusterOf(dataDirectory));
  assert.ok(server);
  process.kill(server.pid, "SIGKILL");
  await eventually(() => findPostmaster(clusterOf(dataDirectory))?.pid !== server.pid);
  return server.pid;
}

async function firstLine(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  const [line] = await once(createInterface(child.stdout), "line");
  return String(line);
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return;
    await delay(25);
  }
  assert.fail("it did not happen within 10 s");
}
