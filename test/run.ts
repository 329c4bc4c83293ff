/**
 * What `npm test` runs: every test there is, with a browser and a PostgreSQL that it finds or starts itself.
 *   npm test -- [--no-coverage] [PART-OF-A-PATH...]
 */
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "../src/platform/errors.ts";
import { ensureChromium } from "./chromium.ts";
import { endServersBelow, findSystemPostgres, startEmbedded, startSystem, type TestServer } from "./postgres.ts";
import { addCounts, type Counts, noCounts, runFiles } from "./run-files.ts";

const GLOBS = ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"];
const FOLDER = "attribune-test-";
const concurrency = Math.max(2, availableParallelism());
const stopping = new AbortController();
const servers: TestServer[] = [];

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { values: given, positionals: parts } = parseArgs({
  options: { "no-coverage": { type: "boolean", default: false } },
  allowPositionals: true,
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) say(`${signal}: ending what was started ...`);
    stopping.abort();
  });
}
await removeLeftFolders();
const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
// PostgreSQL runs as another user where we are root.
chmodSync(folder, 0o755);
process.env.TMPDIR = newFolder("tmp");

let counts = noCounts();
try {
  counts = await runAll();
} catch (error) {
  say(messageOf(error));
  counts = addCounts(counts, { ...noCounts(), failed: 1 });
}
for (const server of servers) await server.stop();
await removeFolder(folder);
// A run that found nothing to run, or was cut short, must not look like one in which all went well.
const failed = counts.failed + (counts.passed + counts.failed === 0 || stopping.signal.aborted ? 1 : 0);
if (counts.skipped > 0) say(`${counts.skipped} skipped, each with its reason above.`);
console.log(`${counts.passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runAll(): Promise<Counts> {
  const files = GLOBS.flatMap((glob) => globSync(glob))
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part.replace(/^\.\//, ""))))
    .sort();
  if (files.length === 0) throw new Error(`No test file has ${parts.join(" or ")} in its path.`);
  const coverage = !given["no-coverage"];
  if (files.some((file) => mentions(file, "playwright"))) {
    process.env.CHROMIUM_PATH = ensureChromium(say);
    say(`Browser: ${process.env.CHROMIUM_PATH}`);
  }
  say("Starting the embedded PostgreSQL for the tests ...");
  await useServer(startEmbedded(newFolder("embedded")));
  say(`Running ${files.length} test files${coverage ? " with coverage" : ""} ...`);
  const first = await runFiles(files, { concurrency, coverage, stop: stopping.signal });
  const second = await runAgainOnSystem(files.filter((file) => mentions(file, "platform/testing.ts", "./testing.ts")));
  return addCounts(first, second);
}

/** The tests that use a database once more, on a PostgreSQL of the system: what DATABASE_URL would name. */
async function runAgainOnSystem(files: string[]): Promise<Counts> {
  if (files.length === 0 || stopping.signal.aborted) return noCounts();
  const system = findSystemPostgres();
  if (!system) {
    say(
      "No PostgreSQL server 15 or newer of the system's was found, so the database tests ran on the embedded one only.",
    );
    return noCounts();
  }
  say(`Starting a private cluster of the system's PostgreSQL ${system.major} ...`);
  await useServer(startSystem(newFolder("system"), system));
  say(`Running the ${files.length} test files that use a database again, on PostgreSQL ${system.major} ...`);
  return runFiles(files, { concurrency, coverage: false, stop: stopping.signal });
}

async function useServer(starting: Promise<TestServer>): Promise<void> {
  const server = await starting;
  servers.push(server);
  process.env.TEST_DATABASE_URL = server.connectionString;
}

function newFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { mode: 0o755 });
  return path;
}

async function removeFolder(path: string): Promise<void> {
  endServersBelow(path);
  await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Removes what runs that were killed left behind, servers included. */
async function removeLeftFolders(): Promise<void> {
  for (const path of globSync(join(tmpdir(), `${FOLDER}*`))) {
    const pid = Number(basename(path).slice(FOLDER.length).split("-")[0]);
    if (isAlive(pid)) continue;
    say(`Removing what a killed test run left in ${path} ...`);
    await removeFolder(path).catch((error: unknown) => say(`It could not be removed: ${messageOf(error)}`));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function mentions(file: string, ...words: string[]): boolean {
  const text = readFileSync(file, "utf8");
  return words.some((word) => text.includes(word));
}

function say(line: string): void {
  console.log(`# ${line}`);
}
