import { createHash, randomBytes } from "node:crypto";
import { after } from "node:test";
import pg from "pg";
import { type Database, openDatabase } from "./db.ts";
import { createLog, type Log } from "./log.ts";
import { findMigrations, migrate } from "./migrate.ts";

export interface TestDatabase extends Database {
  readonly connectionString: string;
}

/** A log that says nothing. */
export const silentLog: Log = createLog("silent");

/**
 * A new, migrated database of its own on the server that TEST_DATABASE_URL names (`npm test` starts one), dropped
 * after the test file. The schema is built once a server as a template, and copied.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server)
    throw new Error("TEST_DATABASE_URL is not set. Run the tests with `npm test`, which starts a PostgreSQL for them.");
  const template = await ensureTemplate(server);
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`), "postgres");
  const connectionString = withDatabase(server, name);
  const database = openDatabase(connectionString, { connections_max: 6 });
  after(async () => {
    await database.close();
    await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`), "postgres");
  });
  return { ...database, connectionString };
}

/** Does `work` over one connection to that server, closed at the end; in `database`, where it is given. */
export async function onServer(
  server: string,
  work: (client: pg.Client) => Promise<unknown>,
  database?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: database === undefined ? server : withDatabase(server, database) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server's address, with another database. */
export function withDatabase(connectionString: string, name: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

async function ensureTemplate(server: string): Promise<string> {
  const checksums = findMigrations().map((migration) => migration.checksum);
  const name = `template_${createHash("sha256").update(checksums.join()).digest("hex").slice(0, 24)}`;
  await onServer(
    server,
    async (client) => {
      // Several test files start at once; the first one builds, the others wait here.
      await client.query("select pg_advisory_lock(4711021)");
      const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
      if (rowCount) return;
      await client.query(`drop database if exists ${name}_new with (force)`);
      await client.query(`create database ${name}_new`);
      await migrate(withDatabase(server, `${name}_new`));
      await client.query(`alter database ${name}_new rename to ${name}`);
    },
    "postgres",
  );
  return name;
}
