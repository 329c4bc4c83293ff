import { type App, type AppOptions, openApp, publicUrl } from "./app.ts";
import { readVersion } from "./cli/version.ts";
import { type Health, healthOf } from "./health.ts";
import { messageOf, Refusal } from "./platform/errors.ts";
import { acquireServerLock, type ServerLock } from "./platform/instance-lock.ts";
import { releaseDeadJobs, startWorker, type Worker } from "./platform/jobs.ts";
import { userAgentOf } from "./platform/outgoing.ts";
import { reprintIfStale } from "./press/staleness.ts";
import { hubTask } from "./press/websub.ts";
import { publishSample } from "./sample/publish.ts";
import { answerSearch, type SearchAnswer } from "./site/search-route.ts";

/** What works behind the newsstand: the database, the jobs, the press. */
export interface Engine {
  /** Settles when the database is open, the sample published and the edition printed; rejects where that is refused. */
  readonly ready: Promise<void>;
  health(): Promise<Health>;
  /** Answers a search; null while the database is not there to answer. */
  search(values: URLSearchParams, isAllowed: boolean): Promise<SearchAnswer | null>;
  stop(): Promise<void>;
}

const RETRY_MS = 2_000;
const STOP_MS_MAX = 4_000;

/**
 * Starts the engine of the server at `address`. If a database of DATABASE_URL can't be reached it is tried again, while
 * readers go on reading. `onLost` is told that another server took the database over: this one must stop.
 */
export function startEngine(
  options: AppOptions & { readonly address: string; readonly onLost: (reason: Error) => void },
): Engine {
  const { config, log, say } = options;
  let app: App | null = null;
  let lock: ServerLock | null = null;
  let worker: Worker | null = null;
  let stopping = false;

  async function open(): Promise<void> {
    app = await openPatiently();
    if (!app || stopping) return;
    lock = await acquireServerLock(app.connectionString, { address: options.address, onLost: options.onLost });
    await app.edition.sweep();
    await releaseDeadJobs(app.db);
    if (config.sample && (await publishSample(app))) {
      say("published the sample publication (`bin/attribune sample remove` takes it away)");
    }
    await reprintIfStale(app, say);
    await work(app);
  }

  async function openPatiently(): Promise<App | null> {
    while (!stopping) {
      try {
        return await openApp(options);
      } catch (error) {
        if (error instanceof Refusal || !config.databaseUrl) throw error;
        log.error({ error: messageOf(error) }, "the database can't be reached; trying again");
        await pause(RETRY_MS);
      }
    }
    return null;
  }

  /** Works through the queue; a worker that lost its database ends, and a new one takes its place. */
  async function work(running: App): Promise<void> {
    if (stopping) return;
    const { connectionString } = running;
    const tasks = {
      press: running.press.task,
      "press-later": running.press.laterTask,
      websub: hubTask({ userAgent: userAgentOf(readVersion(), publicUrl(config)) }),
    };
    const started = await startWorker({ connectionString, tasks, log });
    worker = started;
    started.ended
      .catch((error: unknown) => log.error({ error: messageOf(error) }, "the job worker ended"))
      .then(() => workAgain(running))
      .catch((error: unknown) => log.fatal({ error: messageOf(error) }, "the job worker can't be watched"));
  }

  async function workAgain(running: App): Promise<void> {
    worker = null;
    while (!stopping) {
      try {
        await running.ensureDatabase();
        await releaseDeadJobs(running.db);
        return await work(running);
      } catch (error) {
        log.error({ error: messageOf(error) }, "the job worker can't start; trying again");
        await pause(RETRY_MS);
      }
    }
  }

  async function search(values: URLSearchParams, isAllowed: boolean): Promise<SearchAnswer | null> {
    if (!app || stopping) return null;
    try {
      const [site, now] = [await app.loadSite(), app.clock.now()];
      return await answerSearch({ db: app.db, site, now, isAllowed }, values);
    } catch (error) {
      log.error({ error: messageOf(error) }, "a search got no answer from the database");
      return null;
    }
  }

  const ready = open();
  // Whoever awaits `ready` sees its refusal; until then it is no unhandled one.
  ready.catch(() => {});
  return {
    ready,
    health: () => healthOf(app, worker !== null),
    search,
    stop: async () => {
      stopping = true;
      await Promise.race([ready.catch(() => {}), pause(STOP_MS_MAX)]);
      await Promise.race([worker?.stop(), pause(STOP_MS_MAX)]);
      await lock?.release();
      await app?.close();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
