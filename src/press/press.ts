import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/db.ts";
import type { Files } from "../platform/files.ts";
import { completeJobs, enqueue, listWaitingJobs, type Task } from "../platform/jobs.ts";
import { idsIn, type PageKind, type PrintedPage } from "../site/page-kind.ts";
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

/** The kind of job that prints what a whole print left for later: few units at a time, so that a publication waits for little. */
const LATER = "press-later";
const LATER_PORTION = 4;
const LATER_PRIORITY = 10;
const laterSchema = z.object({ kind: z.string(), units: z.array(z.string()) });

/** Units that are printed together. */
interface Portion {
  readonly kind: PageKind;
  readonly units: readonly string[];
}

/** A portion as it is drawn, beside what stands in the edition for it. */
interface Drawn {
  readonly kind: PageKind;
  readonly now: Date;
  readonly before: readonly { readonly path: string; readonly hash: string }[];
  readonly pages: readonly PrintedPage[];
}

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
  readonly task: Task;
  /** What it calls for `press-later`: pages that a whole print left for later. */
  readonly laterTask: Task;
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
  /**
   * Told which pages news has changed (a whole print brings none), before it is noted that they are printed: what a
   * killed process leaves undone is done again.
   */
  readonly announce?: (paths: readonly string[]) => Promise<void>;
}): Press {
  const { db, edition, clock } = options;

  /** Draws units from the database as it is now. What lasts and stands in the edition already is only kept there. */
  async function draw(kind: PageKind, units: readonly string[], site: SiteView): Promise<Drawn> {
    const now = clock.now();
    const standing = await listPagesOf(
      db,
      units.map((unit) => `${kind.name} ${unit}`),
    );
    const kept = kind.isLasting ? standing : [];
    await touchPages(
      db,
      kept.map((page) => page.path),
      now,
    );
    const keptUnits = new Set(kept.map((page) => page.unit));
    const wanted = units.filter((unit) => !keptUnits.has(`${kind.name} ${unit}`));
    const pages = wanted.length > 0 ? await kind.print({ db, site, pictures: options.pictures, now }, wanted) : [];
    return { kind, now, before: kind.isLasting ? [] : standing, pages };
  }

  /** Puts into the edition what differs from what stands there, and takes out what is no more. */
  async function place(
    { kind, now, before, pages }: Drawn,
    put: Put,
    announce: (paths: readonly string[]) => Promise<void> = async () => {},
  ): Promise<Printed> {
    const hashBefore = new Map(before.map((page) => [page.path, page.hash]));
    const hashes = new Map(pages.map((page) => [page, hashOf(page)]));
    const changedPages = pages.filter((page) => hashBefore.get(page.path) !== hashes.get(page));
    const changed = changedPages.map((page) => page.path);
    await put(changedPages);
    // Readers see them from here on. What is noted afterwards, a killed process's job notes when it runs again.
    if (changed.length > 0) options.onChanged(changed);
    await announce(changed);
    const rows = [...hashes].map(([page, hash]) => ({
      path: page.path,
      unit: `${kind.name} ${page.unit}`,
      tags: [...new Set(page.tags)],
      hash,
      printed_at: now,
    }));
    await savePages(db, rows);
    const printed = new Set(pages.map((page) => page.path));
    const removed = [...hashBefore.keys()].filter((path) => !printed.has(path));
    await takeOut(removed);
    return { changed, removed, printed_count: pages.length };
  }

  async function putFew(pages: readonly PrintedPage[]): Promise<void> {
    for (const page of pages) {
      edition.put(page.path, page.body, "small");
      // Readers are served between one page and the next.
      await setImmediate();
    }
  }

  async function takeOut(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    await Promise.all(paths.map((path) => edition.remove(path)));
    await deletePages(db, paths);
    options.onChanged(paths);
  }

  async function finish(printed: readonly Printed[]): Promise<Printed> {
    const changed = printed.flatMap((part) => part.changed);
    const removed = printed.flatMap((part) => part.removed);
    if (changed.length + removed.length > 0) await edition.announce();
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
          await severalAtOnce(kind.allUnits(db, site), PORTIONS_AT_ONCE, async (units) => {
            if (kind.isUnhurried) return leaveForLater(kind, units);
            const part = await place(await draw(kind, units, site), writers.put);
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

  /** Keeps what stands of these units, and puts the rest into the queue. */
  async function leaveForLater(kind: PageKind, units: readonly string[]): Promise<void> {
    const names = units.map((unit) => `${kind.name} ${unit}`);
    const standing = await listPagesOf(db, names);
    await touchPages(
      db,
      standing.map((page) => page.path),
      clock.now(),
    );
    const there = new Set(standing.map((page) => page.unit));
    const missing = units.filter((_, index) => !there.has(names[index] ?? ""));
    if (missing.length > 0) await enqueueLater(kind.name, missing);
  }

  async function enqueueLater(kind: string, units: readonly string[]): Promise<void> {
    await enqueue(db, LATER, { kind, units }, { priority: LATER_PRIORITY });
  }

  /** Prints a few units, and puts the others back behind whatever came meanwhile. */
  async function laterTask(payload: unknown): Promise<void> {
    const { kind: name, units } = laterSchema.parse(payload);
    const kind = options.kinds.find((one) => one.name === name);
    // Another program's, before an upgrade.
    if (!kind) return;
    const [few, rest] = [units.slice(0, LATER_PORTION), units.slice(LATER_PORTION)];
    await alone(db, async () => finish([await place(await draw(kind, few, await options.loadSite()), putFew)]));
    if (rest.length > 0) await enqueueLater(name, rest);
  }

  async function printTags(tags: readonly string[]): Promise<Printed> {
    if (tags.includes("all") || tags.includes("site")) return printAll();
    return alone(db, async () => {
      const site = await options.loadSite();
      const portions = await findPortions(tags, site);
      const printed: Printed[] = [];
      const drawAt = (index: number) => {
        const portion = portions[index];
        return portion && draw(portion.kind, portion.units, site);
      };
      // While one portion is put in place the next is drawn, and no page stands before one that it leads to.
      let drawing = drawAt(0);
      for (let index = 0; drawing; index++) {
        const drawn = await drawing;
        drawing = drawAt(index + 1);
        // Where this portion fails, nobody waits for the next one.
        drawing?.catch(() => {});
        printed.push(await place(drawn, putFew, options.announce));
      }
      return finish(printed);
    });
  }

  /** What these tags touch, in the order in which it is to be printed. */
  async function findPortions(tags: readonly string[], site: SiteView): Promise<Portion[]> {
    const [stored, ...found] = await Promise.all([
      listUnitsByTags(db, tags),
      ...options.kinds.map((kind) => kind.unitsOf(db, tags, site)),
    ]);
    return options.kinds.flatMap((kind, index) => {
      const prefix = `${kind.name} `;
      const units = [...new Set([...(found[index] ?? []), ...idsIn(stored, prefix)])];
      return inPortions(units, PORTION).map((portion) => ({ kind, units: portion }));
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

  return { printTags, printAll, task, laterTask };
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

function inPortions(units: readonly string[], size: number): string[][] {
  const portions_count = Math.ceil(units.length / size);
  return Array.from({ length: portions_count }, (_, index) => units.slice(index * size, (index + 1) * size));
}

function hashOf(page: PrintedPage): string {
  return createHash("sha256").update(page.body).digest("base64url").slice(0, 22);
}
