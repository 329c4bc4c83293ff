import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/db.ts";
import type { Files } from "../platform/files.ts";
import { completeJobs, listWaitingJobs } from "../platform/jobs.ts";
import type { PageKind, PrintedPage } from "../site/page-kind.ts";
import type { SiteView } from "../site/views.ts";
import type { Edition } from "./edition.ts";
import { startPageWriters } from "./page-writers.ts";
import { deletePages, listPagesOf, listPagesOlderThan, listUnitsByTags, savePages, touchPages } from "./queries.ts";

const payloadSchema = z.object({ tags: z.array(z.string()) });
// Only one process prints at a time, or an older state could overtake a newer one.
const PRESS_LOCK = 4_711_040;
const PORTION = 40;
/** The kind of job that the press does. */
const TASK = "press";
const JOBS_AT_ONCE_MAX = 200;
// While one portion is read from the database, another is drawn, and others are written.
const PORTIONS_AT_ONCE = 4;

/** Puts pages into the edition. */
type Put = (pages: readonly PrintedPage[]) => Promise<void>;

export interface Printed {
  /** Addresses whose bytes changed or that are new. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** All that were printed, the same as before included. */
  readonly printed_count: number;
}

export interface Press {
  /** Prints what these tags touch; `all` and `site` touch everything. */
  printTags(tags: readonly string[]): Promise<Printed>;
  /** Prints the whole edition and takes out what no longer belongs to it; tells how many pages are done, now and then. */
  printAll(onProgress?: (pages_count: number) => void): Promise<Printed>;
  /** What the job queue calls: the payload of `enqueue(trx, "press", { tags })`. */
  readonly task: (payload: unknown) => Promise<void>;
}

/**
 * Turns data into pages: finds which units the changed tags touch, prints them from the database as it is now, puts
 * into the edition those whose bytes differ, and takes out what is no more.
 */
export function createPress(options: {
  readonly db: Db;
  readonly edition: Edition;
  readonly kinds: readonly PageKind[];
  readonly pictures: Files;
  readonly clock: Clock;
  readonly loadSite: () => Promise<SiteView>;
  readonly onChanged: (paths: readonly string[]) => void;
}): Press {
  const { db, edition, clock } = options;
  const kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));

  async function printUnits(kind: PageKind, units: readonly string[], site: SiteView, put: Put): Promise<Printed> {
    const now = clock.now();
    const standing = await listPagesOf(
      db,
      units.map((unit) => `${kind.name} ${unit}`),
    );
    if (kind.isLasting && standing.length > 0) {
      const there = new Set(standing.map((page) => page.unit));
      const missing = units.filter((unit) => !there.has(`${kind.name} ${unit}`));
      await touchPages(
        db,
        standing.map((page) => page.path),
        now,
      );
      return missing.length > 0 ? printUnits(kind, missing, site, put) : { changed: [], removed: [], printed_count: 0 };
    }
    const before = new Map(standing.map((page) => [page.path, page]));
    const pages = await kind.print({ db, site, pictures: options.pictures, now }, units);
    const hashes = new Map(pages.map((page) => [page, hashOf(page)]));
    const changed = pages.filter((page) => before.get(page.path)?.hash !== hashes.get(page));
    await put(changed);
    const rows = [...hashes].map(([page, hash]) => ({
      path: page.path,
      unit: `${kind.name} ${page.unit}`,
      tags: [...new Set(page.tags)],
      hash,
      printed_at: now,
    }));
    await savePages(db, rows);
    const printed = new Set(pages.map((page) => page.path));
    const removed = [...before.keys()].filter((path) => !printed.has(path));
    await takeOut(removed);
    return { changed: changed.map((page) => page.path), removed, printed_count: pages.length };
  }

  async function putFew(pages: readonly PrintedPage[]): Promise<void> {
    for (const page of pages) {
      edition.put(page.path, page.body, "small");
      // Readers are served between one page and the next.
      await setImmediate();
    }
  }

  async function takeOut(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map((path) => edition.remove(path)));
    await deletePages(db, paths);
  }

  async function finish(printed: readonly Printed[]): Promise<Printed> {
    const changed = printed.flatMap((part) => part.changed);
    const removed = printed.flatMap((part) => part.removed);
    if (changed.length + removed.length > 0) {
      options.onChanged([...changed, ...removed]);
      await edition.announce();
    }
    return { changed, removed, printed_count: printed.reduce((sum, part) => sum + part.printed_count, 0) };
  }

  async function printAll(onProgress?: (pages_count: number) => void): Promise<Printed> {
    return alone(db, async () => {
      const began = clock.now();
      const site = await options.loadSite();
      const printed: Printed[] = [];
      let pages_count = 0;
      const writers = startPageWriters(edition.folder);
      try {
        for (const kind of options.kinds) {
          await severalAtOnce(kind.allUnits(db), PORTIONS_AT_ONCE, async (units) => {
            const part = await printUnits(kind, units, site, writers.put);
            printed.push(part);
            pages_count += part.printed_count;
            onProgress?.(pages_count);
          });
        }
      } finally {
        await writers.close();
      }
      for (;;) {
        const left = await listPagesOlderThan(db, began, 1_000);
        if (left.length === 0) break;
        await takeOut(left);
        printed.push({ changed: [], removed: left, printed_count: 0 });
      }
      return finish(printed);
    });
  }

  async function printTags(tags: readonly string[]): Promise<Printed> {
    if (tags.includes("all") || tags.includes("site")) return printAll();
    return alone(db, async () => {
      const site = await options.loadSite();
      const byKind = new Map<string, Set<string>>();
      const add = (kind: string, unit: string) => byKind.set(kind, (byKind.get(kind) ?? new Set()).add(unit));
      const [stored, ...found] = await Promise.all([
        listUnitsByTags(db, tags),
        ...options.kinds.map(async (kind) => ({ kind: kind.name, units: await kind.unitsOf(db, tags) })),
      ]);
      for (const { kind, units } of found) for (const unit of units) add(kind, unit);
      for (const key of stored) {
        const space = key.indexOf(" ");
        if (kinds.has(key.slice(0, space))) add(key.slice(0, space), key.slice(space + 1));
      }
      const printed: Printed[] = [];
      for (const kind of options.kinds) {
        const units = [...(byKind.get(kind.name) ?? [])];
        for (let from = 0; from < units.length; from += PORTION) {
          const part = await printUnits(kind, units.slice(from, from + PORTION), site, putFew);
          printed.push(part);
          // A reader sees each portion as soon as it stands, not when all is done.
          options.onChanged([...part.changed, ...part.removed]);
        }
      }
      return finish(printed);
    });
  }

  /**
   * Does a job, and with it all that wait behind it: a hundred donations at once reprint the meter once. Those that ask
   * for something else come after what this one asks for: a reader of the report published now doesn't wait for them.
   */
  async function task(payload: unknown): Promise<void> {
    const { tags } = payloadSchema.parse(payload);
    const waiting = (await listWaitingJobs(db, TASK, JOBS_AT_ONCE_MAX)).flatMap((job) => {
      const other = payloadSchema.safeParse(job.payload);
      return other.success ? [{ id: job.id, tags: other.data.tags }] : [];
    });
    await printTags(tags);
    const asked = new Set(tags);
    const more = [...new Set(waiting.flatMap((job) => job.tags))].filter((tag) => !asked.has(tag));
    try {
      if (more.length > 0) await printTags(more);
    } catch {
      // One of them is at fault: left in the queue, it fails by itself and doesn't keep the others from being printed.
      return;
    }
    await completeJobs(
      db,
      waiting.map((job) => job.id),
    );
  }

  return { printTags, printAll, task };
}

/** Runs `work` while no other process prints. */
async function alone<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${PRESS_LOCK})`.execute(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${PRESS_LOCK})`.execute(connection);
    }
  });
}

/** Does `work` on each item, `many` at a time; the first failure ends it, after those under way. */
async function severalAtOnce<Item>(
  items: AsyncIterable<Item>,
  many: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let failed = false;
  const worker = async () => {
    while (!failed) {
      const next = await iterator.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  const guarded = () =>
    worker().catch((error: unknown) => {
      failed = true;
      throw error;
    });
  const ended = await Promise.allSettled(Array.from({ length: many }, guarded));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}

function hashOf(page: PrintedPage): string {
  return createHash("sha256").update(page.body).digest("base64url").slice(0, 22);
}
