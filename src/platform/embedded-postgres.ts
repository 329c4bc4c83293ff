import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { messageOf, Refusal } from "./errors.ts";
import { type PostgresBinaries, postgresBinaries } from "./postgres-binaries.ts";
import { type Cluster, connectionString, createCluster, findCluster } from "./postgres-cluster.ts";
import { findPostmaster, freePort, startPostmaster, stopPostmaster } from "./postmaster.ts";
import { unprivilegedAccount } from "./unprivileged.ts";

export interface PostgresConnection {
  /** Where to connect to, as the role that owns the database; the same for as long as this connection is held. */
  readonly connectionString: string;
  /**
   * Resolves when the server takes connections, and starts it if it is gone. A loss is noticed and mended without
   * this call; it is for whoever must wait for that, such as a health check. Rejects with a Refusal if it can't be.
   */
  ensureRunning(): Promise<void>;
  /** Releases our use; stops the server if nobody else uses it. May be called more than once. */
  release(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Absolute path; made if it is missing. Everything of the database lies in its folder `postgres`. */
  readonly dataDirectory: string;
  /** Told in a line what takes long: the creation of the database, a start, a recovery. */
  readonly log: (line: string) => void;
  /** How long to wait for a server to take connections. After a power cut it first replays its journal. */
  readonly start_ms_max?: number;
}

/**
 * Opens the PostgreSQL of a data directory: creates it the first time, starts it where it doesn't run, and joins it
 * where it does, also where a killed process left it running. Who joins holds a shared advisory lock for as long as it
 * stays; who leaves and then gets that lock for itself was the last, and stops the server. So commands run beside a
 * server, in any order. As root, PostgreSQL runs as an unprivileged user.
 *
 * Refuses (see each code's place): `data-directory`, `postgres-no-binaries`, `postgres-other-user`, `postgres-no-access`,
 * `postgres-init-failed`, `postgres-start-failed`, `postgres-not-ready`, `unprivileged-unreachable`, `unprivileged-no-user`.
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<PostgresConnection> {
  const binaries = await postgresBinaries();
  const home = join(await openFolder(options.dataDirectory), "postgres");
  const cluster = await openCluster(home, binaries, options.log);
  const share = new Share({ cluster, binaries, log: options.log, start_ms_max: options.start_ms_max ?? 60_000 });
  await share.ensureRunning();
  return share;
}

const LOCK = "1098142803, 1"; // "Attr" in ASCII; the second number tells this lock from instance-lock.ts's.
const LOG_BYTES_MAX = 4 * 1024 * 1024;

async function openFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (error) {
    throw new Refusal(
      "data-directory",
      `The data directory ${path} cannot be used: ${messageOf(error)}. Make it yours, or set ATTRIBUNE_DATA to another folder.`,
    );
  }
}

async function openCluster(home: string, binaries: PostgresBinaries, log: (line: string) => void): Promise<Cluster> {
  const clone = fileURLToPath(new URL("../..", import.meta.url));
  const account = unprivilegedAccount(join(home, "cluster"), [join(home, ".."), clone]);
  const found = await findCluster(home, account, binaries);
  if (found) return found;
  log(`Creating the database in ${home} (once, a few seconds) ...`);
  await createCluster(home, account, binaries);
  const made = await findCluster(home, account, binaries);
  if (!made) throw new Error(`broken invariant: there is a cluster in ${home} after it was made`);
  return made;
}

/** One process's part in a running server: the connection that holds its lock, and its renewal if the server dies. */
class Share implements PostgresConnection {
  readonly #cluster: Cluster;
  readonly #binaries: PostgresBinaries;
  readonly #log: (line: string) => void;
  readonly #start_ms_max: number;
  /** Set once the first join has told it; from then on it must not change. */
  #port: number | null = null;
  #holder: pg.Client | null = null;
  #joining: Promise<void> | null = null;
  #released: Promise<void> | null = null;
  #logGuard: NodeJS.Timeout | null = null;

  constructor(parts: {
    cluster: Cluster;
    binaries: PostgresBinaries;
    log: (line: string) => void;
    start_ms_max: number;
  }) {
    this.#cluster = parts.cluster;
    this.#binaries = parts.binaries;
    this.#log = parts.log;
    this.#start_ms_max = parts.start_ms_max;
  }

  get connectionString(): string {
    if (this.#port === null) throw new Error("broken invariant: a connection is given out once it is joined");
    return connectionString(this.#cluster, this.#port);
  }

  async ensureRunning(): Promise<void> {
    if (this.#released) throw new Error("broken invariant: nobody asks for a connection that was released");
    const holder = this.#holder;
    if (holder && (await answers(holder))) return;
    if (holder) this.#drop(holder);
    this.#joining ??= this.#join().finally(() => {
      this.#joining = null;
    });
    await this.#joining;
  }

  release(): Promise<void> {
    this.#released ??= this.#leave();
    return this.#released;
  }

  async #join(): Promise<void> {
    const until = performance.now() + this.#start_ms_max;
    let told = false;
    for (let starts = 0; ; ) {
      const server = findPostmaster(this.#cluster.directory);
      if (server === null) {
        await this.#start(starts++, until);
      } else if (server.ready && server.port !== null) {
        if (await this.#hold(server.port, until)) return;
        await delay(20);
      } else {
        await delay(5);
      }
      if (!told && until - performance.now() < this.#start_ms_max - 3_000) {
        this.#log(
          "Waiting for the database: it is starting, or recovering what was in progress when it was stopped ...",
        );
        told = true;
      }
      if (performance.now() > until) {
        throw new Refusal(
          "postgres-not-ready",
          `The database did not take connections within ${Math.round(this.#start_ms_max / 1000)} s (process ${server?.pid ?? "none"}). Look into ${this.#cluster.logPath}; if it says that it is recovering, wait and start again.`,
        );
      }
    }
  }

  /** Starts a server and waits until it is ready or has given up, which may be because another process was first. */
  async #start(starts: number, until: number): Promise<void> {
    const { directory, logPath, launcher } = this.#cluster;
    const port = await freePort(this.#port ?? readPort(this.#cluster), this.#port !== null);
    if (port === null) {
      if (performance.now() < until) return void (await delay(50));
      throw new Refusal(
        "postgres-start-failed",
        `Another program took port ${this.#port} of the database while that was down. End it, or start Attribune anew.`,
      );
    }
    keepLogShort(logPath);
    const started = startPostmaster({ launcher, postgres: this.#binaries.postgres, directory, port, logPath });
    while (!started.ended && performance.now() < until) {
      const server = findPostmaster(directory);
      if (server?.ready) {
        if (server.pid === started.pid) writeFileSync(this.#cluster.portPath, `${port}\n`);
        return;
      }
      await delay(3);
    }
    if (!started.ended) return;
    const output = started.output();
    // Another process was first; the port was taken since we looked; or what a killed server left is still dying.
    const passing =
      /lock file .* already exists|lock file .* is empty|Address already in use|pre-existing shared memory block|received (?:fast|smart) shutdown/;
    if (passing.test(output) && starts < 100) return void (await delay(Math.min(200, 10 * (starts + 1))));
    throw startFailed(output, logPath);
  }

  /** Connects and takes the shared lock. False if the server is on its way up or down, which is to be tried again. */
  async #hold(port: number, until: number): Promise<boolean> {
    if (this.#port !== null && port !== this.#port) {
      throw new Refusal(
        "postgres-moved",
        `Another process started the database anew at port ${port}, for ${this.#port} was taken. Start Attribune anew.`,
      );
    }
    const client = new pg.Client({
      connectionString: connectionString(this.#cluster, port, "postgres"),
      application_name: "attribune share",
      connectionTimeoutMillis: 5_000,
      options: "-c idle_session_timeout=0 -c lock_timeout=0 -c statement_timeout=0",
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query(`select pg_advisory_lock_shared(${LOCK})`);
    } catch (error) {
      await client.end().catch(() => {});
      if (isPassing(error) && performance.now() < until) return false;
      throw new Refusal(
        "postgres-start-failed",
        `The database refused us: ${messageOf(error)}. Look into ${this.#cluster.logPath}.`,
      );
    }
    this.#port = port;
    this.#holder = client;
    client.once("end", () => this.#lost(client));
    this.#logGuard ??= setInterval(() => keepLogShort(this.#cluster.logPath), 3_600_000).unref();
    return true;
  }

  #lost(client: pg.Client): void {
    if (this.#holder !== client) return;
    this.#holder = null;
    if (this.#released) return;
    this.#log("The connection to the database was lost; starting or joining it again ...");
    void this.#recover();
  }

  /** Gives up a connection that doesn't answer, so that its lock doesn't outlive its use. */
  #drop(client: pg.Client): void {
    if (this.#holder === client) this.#holder = null;
    void client.end().catch(() => {});
  }

  async #recover(): Promise<void> {
    for (let wait_ms = 100; !this.#released && !this.#holder; wait_ms = Math.min(wait_ms * 2, 10_000)) {
      try {
        await this.ensureRunning();
        this.#log("The database is back.");
      } catch (error) {
        if (this.#released) return;
        this.#log(`The database could not be started again: ${messageOf(error)}`);
        await delay(wait_ms, undefined, { ref: false });
      }
    }
  }

  async #leave(): Promise<void> {
    await this.#joining?.catch(() => {});
    if (this.#logGuard) clearInterval(this.#logGuard);
    const server = findPostmaster(this.#cluster.directory);
    // Our lock went with a crash that the server survived: without it we would leave the server behind.
    if (!this.#holder && server?.ready && server.port !== null) await this.#hold(server.port, 0).catch(() => {});
    const client = this.#holder;
    this.#holder = null;
    if (!client) return;
    try {
      await client.query(`select pg_advisory_unlock_shared(${LOCK})`);
      const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${LOCK}) as alone`);
      if (rows[0]?.alone && server) {
        if (!(await stopPostmaster(this.#cluster.directory, server.pid))) {
          this.#log("The database is still writing its last pages; it ends by itself when that is done.");
        }
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Whether a connection is alive: it answers within five seconds, also on a busy machine. */
async function answers(client: pg.Client): Promise<boolean> {
  const answer = client.query("select 1").then(
    () => true,
    () => false,
  );
  return Promise.race([answer, delay(5_000, false, { ref: false })]);
}

/** Whether it is a matter of time: nobody listens yet, or the server is starting, stopping or full. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (
    ["ECONNREFUSED", "ECONNRESET", "EPIPE", "57P01", "57P02", "57P03", "53300"].includes(code) ||
    /Connection terminated|timeout expired|not queryable|Connection ended/i.test(messageOf(error))
  );
}

function startFailed(output: string, logPath: string): Refusal {
  const reason = /(?:FATAL|PANIC): .*/.exec(output)?.[0] ?? output.trim().split("\n").at(-1) ?? "";
  const remedy = /incompatible with server/.test(output)
    ? "It was made by another major version of PostgreSQL: restore a backup into a new data directory, or start the version of Attribune that made it."
    : `Its log is ${logPath}.`;
  return new Refusal(
    "postgres-start-failed",
    `The database does not start: ${reason.trim() || "it gave no reason"}. ${remedy}`,
  );
}

/** The port that the server had when it last ran, so that it has the same one again. */
function readPort(cluster: Cluster): number | null {
  try {
    const port = Number(readFileSync(cluster.portPath, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

/** Empties a log that grew large. The server appends to it, so it goes on at the beginning. */
function keepLogShort(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats && stats.size > LOG_BYTES_MAX) truncateSync(path);
}
