import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { Refusal } from "./errors.ts";
import { findMigrations, type Migration, migrate } from "./migrate.ts";
import { createTestDatabase } from "./testing.ts";

const { db, connectionString } = await createTestDatabase();
const ours = findMigrations();

function migration(number: string, statements: string): Migration {
  const checksum = createHash("sha256").update(statements).digest("hex");
  return { number, name: `test/${number}-test.sql`, sql: statements, checksum };
}

async function appliedNumbers(): Promise<string[]> {
  const { rows } = await sql<{
    number: string;
  }>`select number from migrations where number >= '9000' order by 1`.execute(db);
  return rows.map(({ number }) => number);
}

describe("the migrations", () => {
  it("are numbered once over all rooms, in order", () => {
    const numbers = ours.map(({ number }) => number);
    assert.deepEqual([...new Set(numbers)].sort(), numbers);
    assert.ok(numbers.length > 5);
  });

  it("run once, also where two processes bring the database up to date at the same time", async () => {
    // Without the lock both would create the table, and one would fail.
    const more = [...ours, migration("9001", "select pg_sleep(0.2); create table probes (id int)")];
    const ran = await Promise.all([migrate(connectionString, more), migrate(connectionString, more)]);
    assert.deepEqual(ran.map((names) => names.length).sort(), [0, 1]);
    assert.deepEqual(await migrate(connectionString, more), []);
    assert.deepEqual(await appliedNumbers(), ["9001"]);
  });

  it("are kept up to the one that fails, which leaves nothing behind", async () => {
    const first = migration("9001", "select pg_sleep(0.2); create table probes (id int)");
    const broken = migration("9003", "create table halves (id int); select no_such_function()");
    const more = [...ours, first, migration("9002", "insert into probes values (7)"), broken];
    await assert.rejects(migrate(connectionString, more), /test\/9003-test\.sql failed: .*no_such_function/);
    assert.deepEqual(await appliedNumbers(), ["9001", "9002"]);
    const { rows } = await sql<{ there: boolean }>`select to_regclass('halves') is not null as there`.execute(db);
    assert.equal(rows[0]?.there, false);
  });

  it("refuse a database where one was edited after it ran, or that a newer version made", async () => {
    const edited = [
      ...ours,
      migration("9001", "create table probes (id bigint)"),
      migration("9002", "insert into probes values (7)"),
    ];
    await assert.rejects(migrate(connectionString, edited), refusal("edited-migration", /9001-test\.sql was edited/));
    await assert.rejects(
      migrate(connectionString, ours),
      refusal("newer-database", /newer Attribune \(it has test\/900\d-test\.sql\)/),
    );
  });
});

function refusal(code: string, says: RegExp): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof Refusal && thrown.code === code && says.test(thrown.message);
}
