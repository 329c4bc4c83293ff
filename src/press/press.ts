import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/db.ts";
import type { Files } from "../platform/files.ts";
import { completeJobs, listWaitingJobs, type Task } from "../platform/jobs.ts";
import type { PageKind, PrintedPage } from "../site/page-kind.ts";
import type { SiteView } from "../site/views.ts";
import { Agenda, type Portion } from "./agenda.ts";
import type { Edition } from "./edition.ts";
import { laterTask, leaveForLater } from "./later.ts";
import { type PageBytes, startPageWriters } from "./page-writers.ts";
import { deletePages, listPagesOf, listPagesOlderThan, savePages, touchPages } from "./queries.ts";

const payloadSchema = z.object({ tags: z.array(z.string()) });
// Only one process prints at a time, or an older state could overtake a newer one.
const PRESS_LOCK = 4_711_040;
/** The kind of job that the press does. */
const TASK = "press";
const JOBS_AT_ONCE_MAX = 200;
// While one portion is read from the database, another is drawn, and others are written.
const PORTIONS_AT_ONCE = 4;

/** Another job of the press that waits. */
interface OtherJob {
  readonly id: bigint;
  readonly tags: readonly string[];
}

/** A portion as it is drawn. */
interface Drawn {
  readonly kind: PageKind;
  readonly units: readonly string[];
  readonly now: Date;
  readonly pages: readonly PrintedPage[];
}

/** A page as the bytes that stand in the edition. */
interface FinishedPage extends PrintedPage, PageBytes {
  readonly body: Uint8Array;
  readonly hash: string;
}

/** Puts pages into the edition. */
type Put = (pages: readonly FinishedPage[]) => Promise<void>;

export interface Printed {
  /** Addresses whose bytes changed or that are new. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** All that were printed, the same as before included. */
  readonly printed_count: number;
}

/** A portion that is in place. */
interface Placed extends Printed {
  readonly kind: PageKind;
  /** Settles when the database knows of it. */
  readonly noted: Promise<void>;
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
    const wanted = kind.isLasting ? await keep(kind, units, now) : units;
    const pages = wanted.length > 0 ? await kind.print({ db, site, pictures: options.pictures, now }, wanted) : [];
    return { kind, units: wanted, now, pages };
  }

  /** Keeps those of these units that stand; gives the others. */
  async function keep(kind: PageKind, units: readonly string[], now: Date): Promise<string[]> {
    const standing = await listPagesOf(
      db,
      units.map((unit) => keyOf(kind, unit)),
    );
    await touchPages(
      db,
      standing.map((page) => page.path),
      now,
    );
    const kept = new Set(standing.map((page) => page.unit));
    return units.filter((unit) => !kept.has(keyOf(kind, unit)));
  }

  /** Puts into the edition what differs from what stands there, and takes out what is no more. */
  async function place(
    { kind, units, now, pages }: Drawn,
    put: Put,
    announce: (paths: readonly string[]) => Promise<void> = async () => {},
  ): Promise<Placed> {
    // Read only now: the same unit may have been drawn twice, and put in place once since.
    const before = await listPagesOf(
      db,
      units.map((unit) => keyOf(kind, unit)),
    );
    const hashBefore = new Map(before.map((page) => [page.path, page.hash]));
    const finished = pages.map((page) => finishedPage(page));
    const changedPages = finished.filter((page) => hashBefore.get(page.path) !== page.hash);
    const changed = changedPages.map((page) => page.path);
    await put(changedPages);
    // Readers see them from here on. What is noted afterwards, a killed process's job notes when it runs again.
    if (changed.length > 0) options.onChanged(changed);
    await announce(changed);
    const rows = finished.map(({ path, hash, unit, tags }) => ({
      ...{ path, hash, unit: keyOf(kind, unit), tags: [...new Set(tags)], printed_at: now },
    }));
    const printed = new Set(pages.map((page) => page.path));
    const removed = [...hashBefore.keys()].filter((path) => !printed.has(path));
    const noted = savePages(db, rows).then(() => takeOut(removed));
    // Whoever awaits it sees its failure; until then it is no unhandled one.
    noted.catch(() => {});
    return { kind, changed, removed, printed_count: pages.length, noted };
  }

  async function putFew(pages: readonly FinishedPage[]): Promise<void> {
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

  function printAll(onProgress?: (pages_count: number) => void): Promise<Printed> {
    return alone(db, () => printEverything(onProgress));
  }

  async function printEverything(onProgress?: (pages_count: number) => void): Promise<Printed> {
    const began = clock.now();
    const site = await options.loadSite();
    const printed: Printed[] = [];
    let pages_count = 0;
    const writers = startPageWriters(edition.folder);
    try {
      for (const kind of options.kinds) {
        await severalAtOnce(kind.allUnits(db, site), PORTIONS_AT_ONCE, async (units) => {
          if (kind.isUnhurried) return leaveForLater(db, kind, units, clock.now());
          const part = await place(await draw(kind, units, site), writers.put);
          // What is not noted yet would pass for a page of an earlier edition below, and be taken out.
          await part.noted;
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
  }

  async function printTags(tags: readonly string[]): Promise<Printed> {
    if (tags.some(isAll)) return printAll();
    return alone(db, async () => {
      const site = await options.loadSite();
      const agenda = new Agenda<null>(db, options.kinds, site);
      await agenda.ask([{ asker: null, tags }]);
      return printAgenda(agenda, site, { onPlaced: async () => {}, onFailed: throwAsItIs });
    });
  }

  /**
   * Prints what is on an agenda. While one portion is put in place the next is drawn, and no page stands before one
   * that it leads to. `onPlaced` may put more on the agenda; `onFailed` is told whose pages can't be printed.
   */
  async function printAgenda<Asker>(
    agenda: Agenda<Asker>,
    site: SiteView,
    on: {
      readonly onPlaced: () => Promise<void>;
      readonly onFailed: (error: unknown, askers: ReadonlySet<Asker>) => void;
    },
  ): Promise<Printed> {
    const printed: Printed[] = [];
    // A page is of one kind: only what is placed of the same kind has to know what is noted of it.
    const noting = new Map<PageKind, Promise<void>>();
    const begin = ({ kind, units, askers }: Portion<Asker>) => {
      const drawing = draw(kind, units, site);
      // Where a portion before it fails, nobody waits for this one.
      drawing.catch(() => {});
      return { kind, askers, drawing };
    };
    const beginNext = () => {
      const begun = agenda.takeNext().then((portion) => portion && begin(portion));
      begun.catch(() => {});
      return begun;
    };
    const end = async ({ kind, askers, drawing }: ReturnType<typeof begin>) => {
      try {
        const drawn = await drawing;
        await noting.get(kind);
        const placed = await place(drawn, putFew, options.announce);
        noting.set(kind, placed.noted);
        printed.push(placed);
      } catch (error) {
        on.onFailed(error, askers);
      }
    };
    for (let ahead: ReturnType<typeof beginNext> | null = null; ; ) {
      for (const awaited of agenda.takeAwaited().map(begin)) await end(awaited);
      // Where nothing was left when it was drawn ahead, something may have been asked for since.
      const portion = (await ahead) ?? (await beginNext());
      if (!portion) break;
      // Only one is drawn ahead, and that while this one is put in place.
      await portion.drawing.catch(() => {});
      ahead = beginNext();
      await end(portion);
      await on.onPlaced();
    }
    await Promise.all(noting.values());
    return finish(printed);
  }

  /**
   * Does a job, and with it all that wait behind it or come meanwhile: a hundred donations at once reprint the meter
   * once, and the reader of a report published now doesn't wait for the last pages of the one before it.
   */
  async function task(payload: unknown): Promise<void> {
    const { tags } = payloadSchema.parse(payload);
    const listing = listOthers(0n);
    listing.catch(() => {});
    const done = await alone(db, async () => {
      const first = await listing;
      // Their changes are in the database, which is read from here on.
      if (tags.some(isAll)) return printEverything().then(() => first.map((job) => job.id));
      return doJobs(tags, first);
    });
    await completeJobs(db, done);
  }

  /** Prints what a job asks for, then what others do, those that come meanwhile too; gives the others that are done. */
  async function doJobs(tags: readonly string[], first: readonly OtherJob[]): Promise<bigint[]> {
    const site = await options.loadSite();
    const agenda = new Agenda<bigint | null>(db, options.kinds, site);
    const asked = new Set(tags);
    const taken: bigint[] = [];
    const failed = new Set<bigint | null>();
    let last = 0n;
    const askFor = async (jobs: readonly OtherJob[], isAskedAlready: (tag: string) => boolean) => {
      for (const job of jobs) if (job.id > last) last = job.id;
      // What asks for the whole edition has its own turn.
      const wanted = jobs.filter((job) => !job.tags.some(isAll));
      taken.push(...wanted.map((job) => job.id));
      await agenda.ask(wanted.map(({ id, tags: all }) => ({ asker: id, tags: all.filter((t) => !isAskedAlready(t)) })));
    };
    await agenda.ask([{ asker: null, tags }]);
    const asking = askFor(first, (tag) => asked.has(tag));
    asking.catch(() => {});
    await printAgenda(agenda, site, {
      async onPlaced() {
        await asking;
        if (taken.length < JOBS_AT_ONCE_MAX) await askFor(await listOthers(last), () => false);
      },
      onFailed(error, askers) {
        if (askers.has(null)) throw error;
        // Left in the queue, each fails or succeeds by itself, and keeps no other from being printed.
        for (const asker of askers) failed.add(asker);
        agenda.drop(askers);
      },
    });
    return taken.filter((id) => !failed.has(id));
  }

  async function listOthers(after: bigint): Promise<OtherJob[]> {
    return (await listWaitingJobs(db, TASK, { after, jobs_max: JOBS_AT_ONCE_MAX })).flatMap((job) => {
      const other = payloadSchema.safeParse(job.payload);
      return other.success ? [{ id: job.id, tags: other.data.tags }] : [];
    });
  }

  const printLater = (kind: PageKind, units: readonly string[]) =>
    alone(db, async () => {
      const placed = await place(await draw(kind, units, await options.loadSite()), putFew);
      await placed.noted;
      return finish([placed]);
    });
  return { printTags, printAll, task, laterTask: laterTask(db, options.kinds, printLater) };
}

function isAll(tag: string): boolean {
  return tag === "all" || tag === "site";
}

function throwAsItIs(error: unknown): never {
  throw error;
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

function keyOf(kind: PageKind, unit: string): string {
  return `${kind.name} ${unit}`;
}

const encoder = new TextEncoder();

function finishedPage(page: PrintedPage): FinishedPage {
  const isText = typeof page.body === "string";
  const body = isText ? encoder.encode(page.body) : page.body;
  return { ...page, body, isOwn: isText, hash: hash("sha256", body, "base64url").slice(0, 22) };
}
