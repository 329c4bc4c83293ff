// Starting with existing data to the first page and to the last job, memory at rest, and the bytes of each kind of page.
//   bin/attribune bench start
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { findPostmaster, freePort } from "../src/platform/postmaster.ts";
import { medianOf } from "./server.ts";

const STARTS = 5;
const START_MS_MAX = 120_000;
const REST_MS = 5_000;
const BUDGET = { first_page_ms: 1_000, ready_ms: 3_000, application_mb: 150, page_bytes: 14 * 1024 };
const root = fileURLToPath(new URL("..", import.meta.url));

interface Started {
  readonly child: ChildProcess;
  /** From the start of the process. */
  readonly first_page_ms: number;
  readonly ready_ms: number;
}

const folder = await mkdtemp(join(tmpdir(), "attribune-bench-"));
// PostgreSQL runs as another user where we are root.
await chmod(folder, 0o755);
const port = await freePort(null);
if (port === null) throw new Error("no port is free");
const origin = `http://127.0.0.1:${port}`;
let running: ChildProcess | null = null;
try {
  const first = await start();
  console.log(
    `first start, empty data directory: first page ${Math.round(first.first_page_ms)} ms, all of it ${Math.round(first.ready_ms)} ms`,
  );
  await stop(first.child);
  const times: Started[] = [];
  for (let round = 0; round < STARTS; round++) {
    const again = await start();
    times.push(again);
    if (round < STARTS - 1) await stop(again.child);
  }
  tell(
    "start with existing data to the first page",
    medianOf(times.map((time) => time.first_page_ms)),
    BUDGET.first_page_ms,
    "ms",
  );
  tell(
    "... until database, jobs and press run too",
    medianOf(times.map((time) => time.ready_ms)),
    BUDGET.ready_ms,
    "ms",
  );

  await delay(REST_MS);
  const application = times.at(-1)?.child;
  tell(
    "application, resident at rest",
    (await residentBytes(application?.pid ?? 0)) / 1e6,
    BUDGET.application_mb,
    "MB",
  );
  const postgres = await postgresBytes();
  if (postgres !== null) console.log(`PostgreSQL, all processes, shared pages once: ${(postgres / 1e6).toFixed(0)} MB`);

  for (const [kind, pages] of await pagesByKind()) {
    const sizes = await Promise.all(pages.map(weigh));
    const largest = sizes.reduce((a, b) => (b.first_view_bytes > a.first_view_bytes ? b : a));
    console.log(
      `${kind.padEnd(14)} ${String(sizes.length).padStart(3)} pages, largest first view ${largest.first_view_bytes} bytes of brotli (page ${largest.html_bytes}, stylesheets ${largest.style_bytes}, frames ${largest.frame_bytes}; ${largest.words} words, ${largest.scripts} scripts): ${(largest.first_view_bytes / BUDGET.page_bytes).toFixed(2)} of a report's budget`,
    );
  }
} finally {
  if (running) await stop(running);
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

function tell(what: string, measured: number, budget: number, unit: string): void {
  console.log(
    `${what}: ${measured.toFixed(0)} ${unit}, ${(measured / budget).toFixed(2)} of the budget of ${budget} ${unit}`,
  );
}

/** Starts the server as `npm start` does, without npm itself. */
async function start(): Promise<Started> {
  const began = performance.now();
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn("sh", [join(root, "bin", "attribune"), "serve"], {
    env: { PATH, HOME, ATTRIBUNE_DATA: folder, PORT: String(port), ATTRIBUNE_LOG: "silent" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  running = child;
  let ready_ms: number | null = null;
  child.stdout.on("data", (chunk: Buffer) => {
    if (chunk.toString().includes("Attribune is at")) ready_ms = performance.now() - began;
  });
  let first_page_ms: number | null = null;
  while (ready_ms === null || first_page_ms === null) {
    if (child.exitCode !== null || performance.now() - began > START_MS_MAX)
      throw new Error("the server does not start");
    if (first_page_ms === null && (await statusOf("/")) === 200) first_page_ms = performance.now() - began;
    await delay(3);
  }
  return { child, first_page_ms, ready_ms };
}

async function stop(child: ChildProcess): Promise<void> {
  running = null;
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}

async function statusOf(path: string): Promise<number> {
  return (await ask(path).catch(() => null))?.status ?? 0;
}

function ask(path: string): Promise<{ status: number; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = get(`${origin}${path}`, { agent: false, headers: { "Accept-Encoding": "br" } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
      response.on("error", reject);
    });
    sent.on("error", reject);
  });
}

/** The addresses of the sitemap and of the pages they link to, by their first part; claims apart from reports. */
async function pagesByKind(): Promise<Map<string, string[]>> {
  const listed = ["/", ...(await addressesIn("/sitemap.xml"))];
  const linked = await Promise.all(listed.map(linksOf));
  return Map.groupBy(new Set([...listed, ...linked.flat()]), (path) => {
    const [kind = "", , inner] = path.split("/").slice(1);
    return inner === undefined || /^\d+$/.test(inner) ? kind || "front" : `${kind}/${inner}`;
  });
}

async function linksOf(path: string): Promise<string[]> {
  const html = brotliDecompressSync((await ask(path)).bytes).toString();
  const paths = [...html.matchAll(/<a [^>]*?href="?(\/[^"#? >]*)/g)].map((match) => match[1] ?? "");
  return paths.filter((other) => !/\.\w+$/.test(other));
}

async function addressesIn(path: string): Promise<string[]> {
  const text = brotliDecompressSync((await ask(path)).bytes).toString();
  const found = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1] ?? "").pathname);
  return text.includes("<sitemapindex") ? (await Promise.all(found.map(addressesIn))).flat() : found;
}

async function weigh(path: string) {
  const { bytes } = await ask(path);
  const html = brotliDecompressSync(bytes).toString();
  const linked = async (pattern: RegExp) => {
    const paths = new Set([...html.matchAll(pattern)].map((match) => match[1] ?? ""));
    const all = await Promise.all([...paths].map(async (other) => (await ask(other)).bytes.length));
    return all.reduce((sum, length) => sum + length, 0);
  };
  const style_bytes = await linked(/<link[^>]+rel="?stylesheet"?[^>]+href="?([^" >]+)/g);
  const frame_bytes = await linked(/<iframe[^>]+src="?([^" >]+)/g);
  return {
    html_bytes: bytes.length,
    style_bytes,
    frame_bytes,
    first_view_bytes: bytes.length + style_bytes + frame_bytes,
    scripts: html.match(/<script(?![^>]+ld\+json)/g)?.length ?? 0,
    words:
      html
        .replace(/<(style|script)[\s\S]*?<\/\1>/g, "")
        .replace(/<[^>]+>/g, " ")
        .match(/\p{L}+/gu)?.length ?? 0,
  };
}

/** The memory of a process that is in RAM: on Linux without what it shares twice, elsewhere as `ps` says. */
async function residentBytes(pid: number, field = "Rss"): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? Number.NaN) * 1024;
}

/** What PostgreSQL's processes hold, each shared page counted once; null where the system doesn't tell. */
async function postgresBytes(): Promise<number | null> {
  const postmaster = findPostmaster(join(folder, "postgres", "cluster"));
  if (!postmaster) return null;
  let total = await residentBytes(postmaster.pid, "Pss");
  for (const name of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = /^\d+ \(.*\) \S (\d+)/.exec(stat)?.[1];
    if (parent === String(postmaster.pid)) total += await residentBytes(Number(name), "Pss");
  }
  return Number.isNaN(total) ? null : total;
}
