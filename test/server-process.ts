import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { z } from "zod";
import { type Database, openDatabase } from "../src/platform/db.ts";
import { findPostmaster, type Postmaster } from "../src/platform/postmaster.ts";
import { endServersBelow } from "./postgres.ts";

/** The clone, in which every command is run. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const READY_MS_MAX = 60_000;
const COMMAND_MS_MAX = 60_000;
const children = new Set<ChildProcess>();
const folders: string[] = [];

after(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) {
    endServersBelow(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
});

/** A new folder for a test file, removed after it together with every PostgreSQL that still runs below it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "attribune-process-"));
  // PostgreSQL runs as another user where we are root.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** What a program that has ended said, and how it ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs `bin/attribune` to its end, as a person does, on the data directory `data`. */
export async function attribune(
  data: string,
  args: readonly string[],
  options: { readonly environment?: Environment; readonly input?: string } = {},
): Promise<Ended> {
  const child = start(data, args, options.environment ?? {});
  const output = collect(child);
  child.stdin?.end(options.input ?? "");
  const timer = setTimeout(() => child.kill("SIGKILL"), COMMAND_MS_MAX);
  const code = await ended(child);
  clearTimeout(timer);
  return { code, stdout: output.stdout(), stderr: output.stderr() };
}

/** A server in a process of its own, started as a person starts it. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #output: Output;
  readonly #ended: Promise<number | null>;
  #isRunning = true;
  readonly started_at = performance.now();

  constructor(data: string, environment: Environment = {}) {
    this.#child = start(data, ["serve"], environment);
    this.#output = collect(this.#child);
    this.#ended = ended(this.#child).finally(() => {
      this.#isRunning = false;
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** All that it said so far, on both streams. */
  get said(): string {
    return this.#output.stdout() + this.#output.stderr();
  }

  /** Where it listens, once it says that it is ready. */
  async ready(): Promise<string> {
    const until = performance.now() + READY_MS_MAX;
    for (;;) {
      const match = /Attribune is at http:\/\/localhost:(\d+)/.exec(this.#output.stdout());
      if (match?.[1]) return `http://127.0.0.1:${match[1]}`;
      if (!this.#isRunning) throw new Error(`the server ended before it was ready: ${this.said}`);
      if (performance.now() > until) throw new Error(`the server was not ready in ${READY_MS_MAX} ms: ${this.said}`);
      await delay(10);
    }
  }

  /** Sends it a signal and waits for its end; gives how it ended and how long that took. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Ended & { readonly took_ms: number }> {
    const began = performance.now();
    this.#child.kill(signal);
    const code = await this.#ended;
    const took_ms = performance.now() - began;
    return { code, took_ms, stdout: this.#output.stdout(), stderr: this.#output.stderr() };
  }

  /** Waits until it ends by itself. */
  async end(): Promise<Ended> {
    const code = await this.#ended;
    return { code, stdout: this.#output.stdout(), stderr: this.#output.stderr() };
  }
}

/** The PostgreSQL that runs in a data directory, or null. */
export function postmasterOf(data: string): Postmaster | null {
  return findPostmaster(join(data, "postgres", "cluster"));
}

/** Where the PostgreSQL of a data directory is, as the application connects to it. */
export function connectionStringOf(data: string): string {
  const text = readFileSync(join(data, "postgres", "access.json"), "utf8");
  const { password } = z.object({ password: z.string() }).parse(JSON.parse(text));
  return `postgres://attribune:${password}@127.0.0.1:${portOf(data)}/attribune`;
}

/** The port that the PostgreSQL of a data directory has, also while it is down. */
export function portOf(data: string): number {
  return Number(readFileSync(join(data, "postgres", "port"), "utf8"));
}

/** Connects to the database of a running server as a third party: it neither starts nor keeps that PostgreSQL. */
export function connectTo(data: string, connections_max = 4): Database {
  const database = openDatabase(connectionStringOf(data), { connections_max, applicationName: "attribune test" });
  // The pool loses its connections whenever a test kills PostgreSQL, also those it has lent out.
  database.pool.on("connect", (client) => client.on("error", () => {}));
  return database;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As text, unpacked. */
  readonly text: string;
}

/** Asks for a page over a connection of its own; rejects where the answer is cut short or can't be unpacked. */
export function ask(address: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, address), { headers, agent: false, timeout: 10_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        try {
          const text = unpack(Buffer.concat(chunks), response.headers["content-encoding"]).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer for ${path} within 10 s`)));
    sent.on("error", reject);
    sent.end();
  });
}

/** A page's bytes as they were before they were packed as `encoding`; throws where they are not whole. */
export function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "br") return brotliDecompressSync(bytes);
  return encoding === "gzip" ? gunzipSync(bytes) : bytes;
}

/** Asks again until `what` gives something other than null, false or undefined; throws after `ms_max`. */
export async function eventually<Value>(
  name: string,
  what: () => Promise<Value | null | undefined | false> | Value | null | undefined | false,
  ms_max = 10_000,
): Promise<Value> {
  const until = performance.now() + ms_max;
  for (;;) {
    const value = await what();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > until) throw new Error(`within ${ms_max} ms it did not come to this: ${name}`);
    await delay(20);
  }
}

function start(data: string, args: readonly string[], given: Environment): ChildProcess {
  const { PATH = "", HOME = "", TMPDIR, NODE_V8_COVERAGE } = process.env;
  const child = spawn("sh", [join(ROOT, "bin", "attribune"), ...args], {
    // Nothing of the developer's own configuration reaches the process.
    env: {
      PATH,
      HOME,
      ...(TMPDIR ? { TMPDIR } : {}),
      ...(NODE_V8_COVERAGE ? { NODE_V8_COVERAGE } : {}),
      ATTRIBUNE_DATA: data,
      ATTRIBUNE_SAMPLE: "0",
      HOST: "127.0.0.1",
      PORT: "0",
      ...given,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  children.add(child);
  child.once("close", () => children.delete(child));
  // A program that refuses its input early closes the pipe.
  child.stdin?.on("error", () => {});
  return child;
}

interface Output {
  stdout(): string;
  stderr(): string;
}

function collect(child: ChildProcess): Output {
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  child.stdout?.on("data", (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.stderr.push(chunk));
  return {
    stdout: () => Buffer.concat(chunks.stdout).toString("utf8"),
    stderr: () => Buffer.concat(chunks.stderr).toString("utf8"),
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
