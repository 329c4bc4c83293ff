import { execFileSync } from "node:child_process";
import { accessSync, constants, globSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { type PostgresBinaries, postgresBinaries } from "../src/platform/postgres-binaries.ts";
import { createCluster, findCluster, superuserConnectionString } from "../src/platform/postgres-cluster.ts";
import { findPostmaster, freePort, startPostmaster, stopPostmaster } from "../src/platform/postmaster.ts";
import { unprivilegedAccount } from "../src/platform/unprivileged.ts";

/** A PostgreSQL that the tests have for themselves. */
export interface TestServer {
  /** As a superuser: some tests show what not even that may do. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of the system: where its programs are, and its major version. */
export interface SystemPostgres extends PostgresBinaries {
  readonly major: number;
}

const OLDEST_MAJOR = 15;

/** Starts the PostgreSQL that comes with the packages, as the product does, in `directory`. */
export async function startEmbedded(directory: string): Promise<TestServer> {
  const connection = await openEmbeddedPostgres({ dataDirectory: directory, log: () => {} });
  const home = join(directory, "postgres");
  const account = unprivilegedAccount(join(home, "cluster"), []);
  const cluster = await findCluster(home, account, await postgresBinaries());
  if (!cluster) throw new Error("broken invariant: an open PostgreSQL has a cluster");
  const port = Number(new URL(connection.connectionString).port);
  return { connectionString: superuserConnectionString(cluster, port), stop: () => connection.release() };
}

/** The oldest PostgreSQL server on this machine that the product supports, where there is one. */
export function findSystemPostgres(): SystemPostgres | null {
  const found = [...globSync("/usr/lib/postgresql/*/bin"), ...globSync("/usr/pgsql-*/bin"), ...configuredFolder()]
    .flatMap((folder) => serverIn(folder))
    .filter((server) => server.major >= OLDEST_MAJOR)
    .sort((a, b) => a.major - b.major);
  return found[0] ?? null;
}

/** Starts a private cluster of the system's PostgreSQL in `directory`, on a free port of 127.0.0.1. */
export async function startSystem(directory: string, binaries: SystemPostgres): Promise<TestServer> {
  const home = join(directory, "postgres");
  const account = unprivilegedAccount(join(home, "cluster"), [directory]);
  const sorts = process.platform === "linux" ? ["--lc-ctype=C.UTF-8"] : ["--lc-ctype=UTF-8"];
  await createCluster(home, account, binaries, { localeOptions: ["--locale=C", ...sorts], settings: "" });
  const cluster = await findCluster(home, account, binaries);
  const port = await freePort(null);
  if (!cluster || port === null)
    throw new Error("broken invariant: a cluster that was made is there, and a port is free");
  const started = startPostmaster({ ...cluster, postgres: binaries.postgres, port });
  for (let waited_ms = 0; !findPostmaster(cluster.directory)?.ready; waited_ms += 10) {
    if (started.ended || waited_ms > 30_000)
      throw new Error(`PostgreSQL ${binaries.major} does not start: ${started.output()}`);
    await delay(10);
  }
  return {
    connectionString: superuserConnectionString(cluster, port),
    stop: async () => {
      if (started.pid !== undefined) await stopPostmaster(cluster.directory, started.pid);
    },
  };
}

/** Ends the servers that tests left in folders anywhere below `directory`, at once: nobody needs what they hold. */
export function endServersBelow(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.name !== "postmaster.pid") continue;
    const server = findPostmaster(entry.parentPath);
    if (server) process.kill(server.pid, "SIGQUIT");
  }
}

function serverIn(folder: string): SystemPostgres[] {
  const binaries = { initdb: join(folder, "initdb"), postgres: join(folder, "postgres") };
  try {
    accessSync(binaries.initdb, constants.X_OK);
    const version = execFileSync(binaries.postgres, ["--version"], { encoding: "utf8", stdio: "pipe" });
    return [{ ...binaries, major: Number(/(\d+)/.exec(version)?.[1] ?? 0) }];
  } catch {
    return [];
  }
}

function configuredFolder(): string[] {
  try {
    return [execFileSync("pg_config", ["--bindir"], { encoding: "utf8", stdio: "pipe" }).trim()];
  } catch {
    return [];
  }
}
