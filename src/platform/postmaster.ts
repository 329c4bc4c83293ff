import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Launcher } from "./unprivileged.ts";

/** A running PostgreSQL server, as its `postmaster.pid` tells of it. */
export interface Postmaster {
  readonly pid: number;
  /** Null while it has not chosen yet. */
  readonly port: number | null;
  /** Whether it says that it takes connections. */
  readonly ready: boolean;
}

/** The server that runs on the cluster in `directory`, or null. A file that a dead server left counts for nothing. */
export function findPostmaster(directory: string): Postmaster | null {
  // The lines are those of PostgreSQL's src/include/utils/pidfile.h.
  const lines = readText(join(directory, "postmaster.pid"))?.split("\n");
  if (!lines) return null;
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isServerOf(pid, directory)) return null;
  const port = Number(lines[3]);
  return { pid, port: port > 0 ? port : null, ready: lines[7]?.trim() === "ready" };
}

/** Starts a server in a session of its own, so that a terminal's Ctrl-C doesn't reach it. It writes to the file `logPath`. */
export function startPostmaster(start: {
  launcher: Launcher;
  postgres: string;
  directory: string;
  port: number;
  logPath: string;
}): StartedPostmaster {
  clearForeignPidFile(start.directory);
  const settings = [
    `port=${start.port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    // What was acknowledged must survive a power cut, whatever postgresql.conf says.
    "fsync=on",
    "full_page_writes=on",
  ];
  const { file, args, options } = start.launcher.command(start.postgres, [
    "-D",
    start.directory,
    ...settings.flatMap((setting) => ["-c", setting]),
  ]);
  // Root follows no link that another user may have put there.
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  const log = openSync(start.logPath, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o640);
  try {
    const logged_bytes = fstatSync(log).size;
    const child = spawn(file, args, { ...options, detached: true, stdio: ["ignore", log, log] });
    child.unref();
    return new StartedPostmaster(child, start.logPath, logged_bytes);
  } finally {
    closeSync(log);
  }
}

/** A server that this process started: whether it still runs, and what it said if it doesn't. */
export class StartedPostmaster {
  readonly pid: number | undefined;
  /** Why it could not be started at all; null while nothing speaks against it. */
  #failed: string | null = null;
  #ended = false;
  readonly #logPath: string;
  readonly #logged_bytes: number;

  constructor(child: ChildProcess, logPath: string, logged_bytes: number) {
    this.pid = child.pid;
    this.#logPath = logPath;
    this.#logged_bytes = logged_bytes;
    child.on("error", (error) => {
      this.#failed = error.message;
      this.#ended = true;
    });
    child.on("exit", () => {
      this.#ended = true;
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What it wrote to the log since it was started (the last 16 KB of it). */
  output(): string {
    const said = readEnd(this.#logPath, this.#logged_bytes, 16_384);
    return this.#failed === null ? said : `${this.#failed}\n${said}`;
  }
}

/**
 * Asks a server to end now in order: it turns everyone out, writes a checkpoint and goes ("fast shutdown").
 * Gives false if it is still at it after `wait_ms_max`; it then ends by itself, and is never killed.
 */
export async function stopPostmaster(directory: string, pid: number, wait_ms_max = 4_000): Promise<boolean> {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return true;
  }
  const until = performance.now() + wait_ms_max;
  while (isServerOf(pid, directory)) {
    if (performance.now() > until) return false;
    await delay(5);
  }
  return true;
}

/** A port on 127.0.0.1 that is free now, `wanted` if it is. Null: `wanted` is taken and no other will do. */
export async function freePort(wanted: number | null, only_wanted = false): Promise<number | null> {
  if (wanted !== null && (await isFree(wanted))) return wanted;
  if (only_wanted) return null;
  // Below the ports that systems hand to outgoing connections, which could take ours while the server is down.
  for (let tries = 0; tries < 100; tries++) {
    const port = 15_432 + Math.floor(Math.random() * 17_000);
    if (await isFree(port)) return port;
  }
  throw new Error("broken invariant: one of a hundred random ports on 127.0.0.1 is free");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether the process `pid` is alive and serves the cluster in `directory`: numbers of dead processes are given anew. */
function isServerOf(pid: number, directory: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  if (process.platform !== "linux") return true;
  const status = readText(`/proc/${pid}/stat`);
  if (status === null) return false;
  // The state stands after the name, which is in brackets and may hold brackets: proc_pid_stat(5).
  const state = status.slice(status.lastIndexOf(")") + 2, status.lastIndexOf(")") + 3);
  if (state === "Z" || state === "X") return false;
  try {
    // A server's working directory is its cluster, wherever that was moved; before it got there, see below.
    if (isSameFolder(readlinkSync(`/proc/${pid}/cwd`), directory)) return true;
  } catch {
    // A container's root may not look at other users' processes.
  }
  return readText(`/proc/${pid}/cmdline`)?.split("\0").includes(directory) ?? false;
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/**
 * PostgreSQL clears a dead server's postmaster.pid itself, unless the number in it now belongs to a process of the same
 * user that is no server, or to one that is dead but unburied (containers without an init). Or the file is empty, for the
 * machine lost power while it was written. Servers that still have the cluster's memory open are told apart by that.
 */
function clearForeignPidFile(directory: string): void {
  const path = join(directory, "postmaster.pid");
  const text = readText(path);
  if (text === null || findPostmaster(directory) !== null) return;
  const pid = Number(text.split("\n")[0]);
  if (pid > 0 ? !exists(pid) : Date.now() - statSync(path).mtimeMs < 5_000) return;
  const aside = `${path}.${process.pid}.stale`;
  renameSync(path, aside);
  // Between the look and the rename another process may have started a server: then it gets its file back.
  if (readText(aside) !== text) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function readEnd(path: string, from: number, length_max: number): string {
  const file = openSync(path, "r");
  try {
    const size = fstatSync(file).size;
    const start = Math.max(Math.min(from, size), size - length_max);
    const bytes = Buffer.alloc(size - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  } finally {
    closeSync(file);
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ESRCH") return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
