import { type Insertable, Kysely, PostgresDialect, type Selectable, type Transaction } from "kysely";
import pg from "pg";

/**
 * Every table of the database. Each domain folder adds its own in its `schema.ts`:
 * `declare module "../platform/db.ts" { interface Tables { topics: TopicsTable } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: the domain folders fill it by declaration merging
export interface Tables {}

/** Anything that SQL can be sent through: the pool, or a transaction. Queries take it first. */
export type Db = Kysely<Tables>;
/** An open transaction: what queries inside a command take. */
export type Trx = Transaction<Tables>;
export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// int8 and numeric sums of it are exact as bigint; this is the one place where they are read.
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(pg.types.builtins.INT8, (text: string) => BigInt(text));
parsers.setTypeParser(1016, (text: string) => text.slice(1, -1).split(",").filter(Boolean).map(BigInt));

/** Opens a pool of connections. `connections_max` is per process. Lost idle connections are told to `onError`, not thrown. */
export function openDatabase(
  connectionString: string,
  options: { connections_max?: number; onError?: (error: Error) => void; applicationName?: string } = {},
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.connections_max ?? 10,
    types: parsers,
    application_name: options.applicationName ?? "attribune",
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // A connection in somebody's hands that breaks would otherwise end the process.
  pool.on("connect", (client) => client.on("error", (error) => options.onError?.(error)));
  pool.on("error", (error) => options.onError?.(error));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/** Runs `work` in one transaction: all of it is kept, or none. */
export function inTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(work);
}
