// Donations booked a second, against pgbench on the same server with as many clients, in turns in one run.
//   bin/attribune bench ledger [--clients=8] [--seconds=5] [--rounds=3]      (DATABASE_URL: on that server)
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import type { App } from "../src/app.ts";
import { checkLedger } from "../src/funding/check.ts";
import { createCampaign, recordDonation } from "../src/funding/commands.ts";
import { readMeter } from "../src/funding/meter.ts";
import { type Db, inTransaction, openDatabase } from "../src/platform/db.ts";
import { medianOf, outputOf, withApp } from "./server.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "8" },
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
  },
});
const clients = Number(values.clients);
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

// As pgbench's manual asks: at least as many branches as clients, or they wait for one another's row.
const SCALE = Math.max(10, clients);
const SCHEMA = "pgbench";
const IN_TRANSACTION = "the same, each in an open transaction";
const DONATIONS = "donations (recordDonation)";
const TPCB = "pgbench tpcb-like";
const RAW_NAME = "pgbench, bare inserts of a donation, prepared";
/** What a donation writes, as a client would send it that trusts its input: no check of it and no trigger. */
const RAW = `\\set id random(1, 9223372036854775807)
begin;
insert into transfers (id, kind, what, booked_on, made_at, campaign_id, idempotency_key, input_hash, transaction_id, transaction_at)
  values (md5(:id::text)::uuid, 'donation', 'Donation by bank transfer', current_date, now(), :campaign::uuid, 'key-' || :id, sha256(:id::text::bytea), pg_current_xact_id(), now());
insert into entries (transfer_id, position, account_id, booked_on, minor, currency)
  values (md5(:id::text)::uuid, 1, 1, current_date, 1250, 'EUR'), (md5(:id::text)::uuid, 2, 2, current_date, -1250, 'EUR');
insert into donations (transfer_id, method) values (md5(:id::text)::uuid, 'bank');
insert into jobs (task_id, payload, run_at) values (1, '{"tags":["ledger"]}', now());
end;
`;

await withApp(async (app) => {
  const pgbench = findPgbench();
  const campaign = await createCampaign(app.db, app.clock, {
    title: "Bench",
    currency: "EUR",
    marks: [{ minor: 1_000_000n }],
  });
  const database = openDatabase(app.connectionString, { connections_max: clients });
  const results = new Map<string, number[]>();
  const note = (name: string, rate: number) => results.set(name, [...(results.get(name) ?? []), rate]);
  const rawScript = join(app.config.dataDirectory, "raw.sql");
  if (pgbench) await preparePgbench(app, pgbench, rawScript);
  let booked = 0;
  const donate = async (db: Db) => {
    const key = `bench-${booked++}`;
    await recordDonation(db, app.clock, { campaign: campaign.id, amount: "12.50", method: "bank", key });
  };
  await inParallel(() => donate(database.db), 0.5);
  for (let round = 0; round < rounds; round++) {
    note(DONATIONS, await inParallel(() => donate(database.db), seconds));
    note(IN_TRANSACTION, await inParallel(() => inTransaction(database.db, donate), seconds));
    if (!pgbench) continue;
    note(TPCB, await runPgbench(app, pgbench, ["-b", "tpcb-like"]));
    note(
      RAW_NAME,
      await runPgbench(app, pgbench, ["-M", "prepared", "-f", rawScript, "-D", `campaign=${campaign.id}`]),
    );
  }

  const { rows } = await sql<{ version: string; fsync: string; commit: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit`.execute(app.db);
  console.log(
    `PostgreSQL ${rows[0]?.version}, fsync ${rows[0]?.fsync}, synchronous_commit ${rows[0]?.commit}; ${clients} clients, ${rounds} rounds of ${seconds} s in turns; scale ${SCALE}`,
  );
  for (const [name, rates] of results) {
    const each = rates.map((rate) => Math.round(rate).toLocaleString("en")).join(", ");
    console.log(`${name.padEnd(44)} ${Math.round(medianOf(rates)).toLocaleString("en").padStart(7)}/s (${each})`);
  }
  const ratio = (name: string) =>
    (medianOf(results.get(DONATIONS) ?? []) / medianOf(results.get(name) ?? [])).toFixed(2);
  if (pgbench)
    console.log(`ratio to pgbench's TPC-B: ${ratio(TPCB)} (budget: 0.5); to the bare inserts: ${ratio(RAW_NAME)}`);
  else console.log("pgbench is not here to compare with: apt-get install postgresql (or set PGBENCH to its path)");

  await app.pool.query("vacuum analyze entries, transfers");
  const reads: number[] = [];
  for (let read = 0; read < 11; read++) {
    const began = performance.now();
    await readMeter(app.db, campaign.id, app.clock.now());
    reads.push(performance.now() - began);
  }
  const { faults } = await checkLedger(app.db);
  const meter = await readMeter(app.db, campaign.id, app.clock.now());
  console.log(
    `the meter after ${meter.supporters.toLocaleString("en")} donations: read in ${medianOf(reads).toFixed(1)} ms (median of ${reads.length}); the ledger has ${faults.length} faults`,
  );
  await database.close();
  if (faults.length > 0 || meter.raisedMinor !== 1250n * BigInt(meter.supporters)) process.exitCode = 1;
});

/** Has every client do `work` over and over; gives how often a second it was done. */
async function inParallel(work: () => Promise<void>, for_seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + for_seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await work();
        count++;
      }
    }),
  );
  return (count * 1000) / (performance.now() - began);
}

function findPgbench(): string | null {
  if (process.env.PGBENCH) return process.env.PGBENCH;
  const folders = (process.env.PATH ?? "").split(":").map((folder) => `${folder}/pgbench`);
  return (
    globSync([...folders, "/usr/lib/postgresql/*/bin/pgbench", "/usr/pgsql-*/bin/pgbench"])
      .sort()
      .at(-1) ?? null
  );
}

/** Makes pgbench's tables in a schema of their own, and beside them the ledger's tables with all indexes and no trigger. */
async function preparePgbench(app: App, pgbench: string, rawScript: string): Promise<void> {
  await app.pool.query(`create schema ${SCHEMA}`);
  const made = await outputOf(pgbench, ["-i", "-q", "-s", String(SCALE), app.connectionString], environment());
  if (made === null) throw new Error(`${pgbench} could not make its tables`);
  for (const table of ["transfers", "entries", "donations"])
    await app.pool.query(`create table ${SCHEMA}.${table} (like public.${table} including all)`);
  await app.pool.query(`create table ${SCHEMA}.jobs (like graphile_worker._private_jobs including all)`);
  await writeFile(rawScript, RAW);
}

async function runPgbench(app: App, pgbench: string, args: readonly string[]): Promise<number> {
  const common = ["-n", "-c", String(clients), "-j", String(Math.min(2, clients)), "-T", String(seconds)];
  const text = await outputOf(pgbench, [...common, ...args, app.connectionString], environment());
  const rate = /tps = ([\d.]+)/.exec(text ?? "")?.[1];
  if (!rate) throw new Error(`${pgbench} ${args.join(" ")} failed: ${text}`);
  return Number(rate);
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PGOPTIONS: `-c search_path=${SCHEMA}` };
}
