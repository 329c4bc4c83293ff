import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, openApp } from "../src/app.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { createLog } from "../src/platform/log.ts";

/** An application on a database and a data directory of its own, gone when `work` is done. */
export async function withApp<Result>(work: (app: App) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "attribune-bench-"));
  const config = readConfig({ ATTRIBUNE_DATA: folder, ATTRIBUNE_SAMPLE: "0", ATTRIBUNE_LOG: "silent", PORT: "0" });
  const app = await openApp({ config, clock: systemClock, log: createLog("silent"), say: () => {} });
  try {
    await app.edition.prepare();
    return await work(app);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a command prints, or null where it isn't installed or fails. */
export function outputOf(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
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
