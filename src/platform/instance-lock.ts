import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { messageOf, Refusal } from "./errors.ts";

export interface ServerLock {
  /** Lets another server have the database. May be called more than once. */
  release(): Promise<void>;
}

export interface ServerLockOptions {
  /** Where this server is found, for whoever is refused: `http://localhost:3000`. */
  readonly address?: string;
  /** Told, once, that the lock was lost and could not be had back: this server must stop at once. */
  readonly onLost?: (reason: Error) => void;
  /** How long a lost lock is tried for: a database that was killed is back within that time. */
  readonly regain_ms_max?: number;
}

/**
 * Makes sure that one server runs on a database, by a session-level advisory lock on a connection of its own; it goes
 * when the process does, however that ends. Refuses with `already-running`, naming the other's address if it gave one.
 * If the connection is lost the lock is taken anew; `onLost` is told where that fails or another server was faster.
 * A pooler between us and PostgreSQL has to pool by session, not by transaction, or the lock binds nobody.
 */
export async function acquireServerLock(
  connectionString: string,
  options: ServerLockOptions = {},
): Promise<ServerLock> {
  let released = false;
  let client = await lock(connectionString, options.address);
  watch();

  function watch(): void {
    client.once("end", () => {
      if (!released) void regain();
    });
  }

  async function regain(): Promise<void> {
    const until = performance.now() + (options.regain_ms_max ?? 30_000);
    for (;;) {
      try {
        const regained = await lock(connectionString, options.address);
        if (released) return await regained.end();
        client = regained;
        return watch();
      } catch (error) {
        if (released) return;
        if (error instanceof Refusal || performance.now() > until) {
          options.onLost?.(error instanceof Error ? error : new Error(messageOf(error)));
          return;
        }
        await delay(100, undefined, { ref: false });
      }
    }
  }

  return {
    release: async () => {
      if (released) return;
      released = true;
      await client.end().catch(() => {});
    },
  };
}

const LOCK = "1098142803, 2"; // "Attr" in ASCII; embedded-postgres.ts has 1.

async function lock(connectionString: string, address: string | undefined): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    // The server shows this name to whoever is refused; it cuts it at 63 bytes.
    application_name: `attribune server ${address ?? ""}`.trim(),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    // As statements, not as start-up options: poolers refuse options they don't know.
    await client.query("select set_config('idle_session_timeout', '0', false)");
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK}) as mine`);
    if (rows[0]?.mine) return client;
    throw alreadyRunning(await holderOf(client));
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** The address that the server which holds the lock gave; null if it gave none, or may not be seen by our role. */
async function holderOf(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ application_name: string | null }>(`
    select application_name
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and (classid::bigint, objid::bigint) = (${LOCK}) and granted
      and pg_locks.database = (select oid from pg_database where datname = current_database())`);
  return /^attribune server (\S+)$/.exec(rows[0]?.application_name ?? "")?.[1] ?? null;
}

function alreadyRunning(address: string | null): Refusal {
  const where = address ? ` at ${address}` : "";
  return new Refusal(
    "already-running",
    `Another Attribune server runs on this database${where}. Use that one, stop it first, or give this one a data directory of its own (ATTRIBUNE_DATA).`,
    address ? { address } : {},
  );
}
