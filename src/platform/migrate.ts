import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { Refusal } from "./errors.ts";

export interface Migration {
  /** Four digits, unique over all folders; the order in which they run. */
  readonly number: string;
  /** `folder/NNNN-what.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text: a migration that has run may not be edited. */
  readonly checksum: string;
}

// Any fixed number: only one process migrates a database at a time.
const MIGRATION_LOCK = 4_711_020;
const quiet = new Logger(() => () => {});

/** The migrations of every domain folder, in the order of their numbers. */
export function findMigrations(source = fileURLToPath(new URL("..", import.meta.url))): Migration[] {
  const found: Migration[] = [];
  for (const folder of readdirSync(source, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of listFolder(join(source, folder.name, "migrations"))) {
      const match = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file);
      if (!match?.[1]) throw new Error(`${folder.name}/migrations/${file}: name it NNNN-what-it-does.sql`);
      const sql = readFileSync(join(source, folder.name, "migrations", file), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      found.push({ number: match[1], name: `${folder.name}/${file}`, sql, checksum });
    }
  }
  found.sort((a, b) => a.number.localeCompare(b.number));
  found.forEach((migration, i) => {
    if (migration.number === found[i - 1]?.number)
      throw new Error(`${migration.name}: its number is taken by ${found[i - 1]?.name}`);
  });
  return found;
}

/**
 * Brings the database to the present schema: the job queue's tables, then each migration that has not run, in its own
 * transaction, under a lock that makes a second process wait. Gives the names of those that ran now.
 * Refuses a database whose applied migrations differ from ours (edited, or made by a newer version).
 */
export async function migrate(connectionString: string, migrations = findMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await refuseOldServer(client);
    await runMigrations({ connectionString, logger: quiet });
    await client.query(`
      create table if not exists migrations (
        number text primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
      )`);
    const { rows } = await client.query<{ number: string; name: string; checksum: string }>(
      "select number, name, checksum from migrations",
    );
    const applied = new Map(rows.map((row) => [row.number, row]));
    refuseStrangers(migrations, applied);
    const ran: string[] = [];
    for (const migration of migrations) {
      if (applied.has(migration.number)) continue;
      await apply(client, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into migrations (number, name, checksum) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Number(rows[0]?.version ?? 0);
  if (version < 150_000) {
    throw new Refusal(
      "old-postgres",
      `PostgreSQL ${Math.floor(version / 10_000)} is too old. Attribune needs 15 or newer: upgrade it, or unset DATABASE_URL to use the embedded one.`,
    );
  }
}

function refuseStrangers(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, { name: string; checksum: string }>,
): void {
  const ours = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const [number, row] of applied) {
    const same = ours.get(number);
    if (!same) {
      throw new Refusal(
        "newer-database",
        `The database was made by a newer Attribune (it has ${row.name}). Start that version, or restore a backup made by this one.`,
      );
    }
    if (same.checksum !== row.checksum) {
      throw new Refusal(
        "edited-migration",
        `${same.name} was edited after it ran on this database. Put it back as it was and write a new migration.`,
      );
    }
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith(".sql"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
