import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, openApp } from "../src/app.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { createLog } from "../src/platform/log.ts";
import { onServer, withDatabase } from "../src/platform/testing.ts";

/**
 * An application on a database and a data directory of its own, gone when `work` is done: on the embedded PostgreSQL,
 * or in a new database on the server that DATABASE_URL names, for what is booked in a ledger can't be taken out again.
 */
export async function withApp<Result>(work: (app: App) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "attribune-bench-"));
  const server = process.env.DATABASE_URL;
  const name = `attribune_bench_${randomBytes(6).toString("hex")}`;
  if (server) await onServer(server, (client) => client.query(`create database ${name}`));
  const config = readConfig({
    ATTRIBUNE_DATA: folder,
    ATTRIBUNE_SAMPLE: "0",
    ATTRIBUNE_LOG: "silent",
    PORT: "0",
    ...(server ? { DATABASE_URL: withDatabase(server, name) } : {}),
  });
  try {
    const app = await openApp({ config, clock: systemClock, log: createLog("silent"), say: () => {} });
    try {
      await app.edition.prepare();
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    if (server) await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a command prints, or null where it isn't installed or fails. */
export function outputOf(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], env: environment });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on("error", () => resolve(null));
    child.on("close", (code) => resolve(code === 0 ? text : null));
  });
}

/** The value in the middle. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
