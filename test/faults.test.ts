/**
 * Kills the application and PostgreSQL at random moments while donations are recorded and reports published, and holds
 * what is left against what was acknowledged. ATTRIBUNE_FAULT_ROUNDS=100 makes it a long run; without it there are 8
 * rounds, fewer on a slow machine, but each kind of fault once. ATTRIBUNE_FAULT_SEED gives other moments.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { createCampaign, recordDonation } from "../src/funding/commands.ts";
import { readPage } from "../src/intake/page.ts";
import { takeIn } from "../src/intake/take-in.ts";
import { systemClock } from "../src/platform/clock.ts";
import { diskFiles } from "../src/platform/files.ts";
import { freePort } from "../src/platform/postmaster.ts";
import { faultOfText, findEditionFaults } from "./edition-check.ts";
import { inventedPage, randomNumbers } from "./invented-pages.ts";
import { ask, attribune, connectTo, eventually, newFolder, postmasterOf, ServerProcess } from "./server-process.ts";

const FAULTS = ["database", "application", "both", "start"] as const;
const ROUNDS = Number(process.env.ATTRIBUNE_FAULT_ROUNDS || 8);
const ROUNDS_MS_MAX = process.env.ATTRIBUNE_FAULT_ROUNDS ? Number.POSITIVE_INFINITY : 25_000;
const SEED = Number(process.env.ATTRIBUNE_FAULT_SEED || 20_261_124);
const CAMPAIGN = "second-reporter";
/** How long after the last fault everything acknowledged may take until readers see it. */
const SETTLE_MS_MAX = 30_000;

const data = newFolder();
const random = randomNumbers(SEED);
const port = await freePort(null);
const environment = { PORT: String(port), ATTRIBUNE_LOG: "info" };
const address = `http://127.0.0.1:${port}`;

const FAULTS_SHOWN_MAX = 20;

/** What was acknowledged: donations by key in minor units, and the addresses of published reports. */
const donations = new Map<string, bigint>();
const reports = new Set<string>();
/** Addresses at which a reader has found a page; from then on it must always be there, whole. */
const seen = new Set<string>();
const faults: string[] = [];
let served = 0;
let servedWithoutDatabase = 0;
let isWriting = true;
/** Whether the application is to answer: not while it is killed or not listening yet. */
let isUp = false;

test("whatever is killed at whatever moment, nothing acknowledged is lost and every page is whole", {
  timeout: 60_000 + ROUNDS * 15_000,
}, async (t) => {
  let server = await start();
  const { db, close } = connectTo(data);
  await createCampaign(db, systemClock, {
    slug: CAMPAIGN,
    title: "A second reporter",
    currency: "EUR",
    marks: [{ minor: 100_000n }],
    isMain: true,
  });
  seen.add("/").add("/ledger").add("/support");
  const writers = [recordMany(), recordManyByCommand(), publishMany(), read()];
  await eventually("the first donation and report", () => donations.size > 0 && reports.size > 0, SETTLE_MS_MAX);

  const began = performance.now();
  let round = 0;
  for (; round < ROUNDS && (round < FAULTS.length || performance.now() - began < ROUNDS_MS_MAX); round++) {
    await delay(50 + random() * 1_200);
    const before = donations.size;
    const fault = FAULTS[round % FAULTS.length];
    if (fault === "database") {
      killPostgres();
      await eventually("donations are taken again", () => donations.size > before, SETTLE_MS_MAX);
      continue;
    }
    isUp = false;
    if (!server.isRunning)
      faults.unshift(`before round ${round}, the application had ended: ${server.said.slice(-2_000)}`);
    if (fault === "both" && random() < 0.5) killPostgres();
    await server.stop("SIGKILL");
    if (fault === "both") killPostgres();
    if (fault === "start") {
      const killed = new ServerProcess(data, environment);
      await delay(random() * 1_200);
      await killed.stop("SIGKILL");
    }
    server = await start();
    await eventually("donations are taken again", () => donations.size > before, SETTLE_MS_MAX);
  }

  if (!server.isRunning) faults.unshift(`the application had ended: ${server.said.slice(-2_000)}`);
  isWriting = false;
  await Promise.all(writers);
  await eventually(
    "the server is well",
    async () => JSON.parse((await ask(address, "/health")).text).ok === true,
    SETTLE_MS_MAX,
  );
  t.diagnostic(
    `${round} rounds from the seed ${SEED}; ${donations.size} donations and ${reports.size} reports acknowledged; ${served} pages read, ${servedWithoutDatabase} of them while the database was down`,
  );
  await holdAgainstLedger();
  await holdAgainstEdition();
  assert.deepEqual(faults.slice(0, FAULTS_SHOWN_MAX), [], `${faults.length} faults`);
  assert.ok(servedWithoutDatabase > 0, "pages were read while the database was down");
  const { code, took_ms } = await server.stop();
  assert.equal(code, 0, "the server ends in order after all that");
  assert.ok(took_ms < 6_000, `it ended after ${took_ms} ms`);
  assert.equal(postmasterOf(data), null);

  async function holdAgainstLedger(): Promise<void> {
    const { rows } = await sql<{ key: string; minor: bigint }>`
      select t.idempotency_key as key, e.minor from transfers t join entries e on e.transfer_id = t.id
      where t.kind = 'donation' and e.minor > 0`.execute(db);
    assert.equal(rows.length, new Set(rows.map((row) => row.key)).size, "each key is booked once");
    assert.deepEqual(new Map(rows.map((row) => [row.key, row.minor])), donations);
    const sum = [...donations.values()].reduce((total, minor) => total + minor, 0n);
    const meter = z.object({ raised: z.object({ minor: z.string() }), supporters: z.number() });
    await eventually(
      `the meter shows ${sum}`,
      async () => meter.parse(JSON.parse((await ask(address, "/meter.json")).text)).raised.minor === `${sum}`,
      SETTLE_MS_MAX,
    );
    const check = await attribune(data, ["ledger", "check"]);
    assert.match(check.stdout, /the ledger holds/);
    assert.equal(check.code, 0, check.stderr);
  }

  async function holdAgainstEdition(): Promise<void> {
    const stored = await sql<{ slug: string }>`select slug from reports where published_revision_id is not null`
      .execute(db)
      .then(({ rows }) => new Set(rows.map((row) => `/reports/${row.slug}`)));
    assert.deepEqual(
      [...reports].filter((path) => !stored.has(path)),
      [],
      "every acknowledged report is stored",
    );
    for (const path of stored) {
      await eventually(`${path} is there`, async () => (await ask(address, path)).status === 200, SETTLE_MS_MAX);
    }
    await eventually(
      "every job is done",
      async () => {
        const { rows } = await sql<{ left: number }>`select count(*)::int as left from graphile_worker.jobs`.execute(
          db,
        );
        return rows[0]?.left === 0;
      },
      SETTLE_MS_MAX,
    );
    assert.deepEqual(await findEditionFaults(join(data, "edition"), db), []);
    await close();
  }
});

async function start(): Promise<ServerProcess> {
  const server = new ServerProcess(data, environment);
  await server.ready();
  isUp = true;
  return server;
}

function killPostgres(): void {
  const server = postmasterOf(data);
  if (server) process.kill(server.pid, "SIGKILL");
}

/** Records donations one after another, each again under its key until it is acknowledged. */
async function recordMany(): Promise<void> {
  const { db, close } = connectTo(data);
  for (let number = 0; isWriting; number++) {
    const key = `gift-${number}`;
    const minor = BigInt(1 + ((number * 37) % 4_999));
    const input = { campaign: CAMPAIGN, amount: { minor, currency: "EUR" }, method: "bank" as const, key };
    await untilDone(() => recordDonation(db, systemClock, input));
    donations.set(key, minor);
    await delay(5);
  }
  await close();
}

/** The same by the command line, which joins the PostgreSQL that runs or starts one itself. */
async function recordManyByCommand(): Promise<void> {
  for (let number = 0; isWriting; number++) {
    const key = `cash-${number}`;
    const args = ["donation", "record", "--campaign", CAMPAIGN, "--amount", "1.25", "--method", "cash", "--key", key];
    while ((await attribune(data, args)).code !== 0) await delay(100);
    donations.set(key, 125n);
    await delay(700);
  }
}

/** Takes in pages and publishes them. What was not acknowledged may be there or not; it is not tried again. */
async function publishMany(): Promise<void> {
  const { db, close } = connectTo(data);
  const pictures = diskFiles(join(data, "pictures"));
  for (let number = 0; isWriting; number++) {
    const bytes = Buffer.from(inventedPage(number));
    const origin = `page-${number}.txt`;
    const page = readPage(bytes, { name: origin });
    const input = { origin, bytes, page, publish: true, campaign: false, topics: ["Harbour"], actor: "test" };
    const made = await takeIn({ db, clock: systemClock, pictures }, input).catch(() => null);
    if (made) reports.add(made.path);
    await delay(made ? 150 : 50);
  }
  await close();
}

/** Reads pages over and over, in every encoding: what once was there must stay, whole. */
async function read(): Promise<void> {
  for (let turn = 0; isWriting; turn++) {
    const waiting = [...reports].filter((path) => !seen.has(path));
    const known = [...seen];
    const path = turn % 2 === 0 ? waiting[turn % (waiting.length + 1)] : undefined;
    const asked = path ?? known[turn % known.length] ?? "/";
    const wasUp = isUp;
    const hadDatabase = postmasterOf(data)?.ready === true;
    try {
      const encoding = ["br", "gzip", "identity"][turn % 3] ?? "identity";
      const { status, text } = await ask(address, asked, { "accept-encoding": encoding });
      const torn = status === 200 ? faultOfText(asked, text) : `it was answered with ${status}`;
      if (status === 200) seen.add(asked);
      if (torn && seen.has(asked)) faults.push(`${asked}: ${torn}`);
      served += 1;
      if (!hadDatabase && !postmasterOf(data)?.ready) servedWithoutDatabase += 1;
    } catch (error) {
      // Only a killed application may leave a reader without an answer.
      if (wasUp && isUp) faults.push(`${asked}: ${error instanceof Error ? error.message : error}`);
    }
    await delay(4);
  }
}

async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && error.name === "Refusal") throw error;
      await delay(20);
    }
  }
}
