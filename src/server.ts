import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Runner } from "graphile-worker";
import { Hono } from "hono";
import { type App, type AppOptions, editionFolder, openApp, publicUrl } from "./app.ts";
import { healthOf } from "./health.ts";
import { messageOf, Refusal } from "./platform/errors.ts";
import { acquireServerLock, type ServerLock } from "./platform/instance-lock.ts";
import { releaseDeadJobs, startWorker } from "./platform/jobs.ts";
import { Edition } from "./press/edition.ts";
import { createNewsstand } from "./press/newsstand.ts";
import { reprintIfStale } from "./press/staleness.ts";
import { publishSample } from "./sample/publish.ts";
import { isEmbeddable, PAGE_HEADERS } from "./site/headers.ts";

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Settles when the database is open, the sample published and the edition printed; rejects where that is refused. */
  readonly ready: Promise<void>;
  /** Ends everything in order: no new requests, running jobs finished, the database left. */
  stop(): Promise<void>;
}

const RETRY_MS = 2_000;
const STOP_MS_MAX = 4_000;

/**
 * Starts the server. Readers are served from the edition at once; the database, the jobs and the press follow, and if
 * the database can't be reached it is tried again while readers go on reading.
 */
export async function startServer(options: Omit<AppOptions, "onPrinted">): Promise<RunningServer> {
  const { config, log, say } = options;
  const edition = new Edition(editionFolder(config));
  await edition.prepare();
  let app: App | null = null;
  let lock: ServerLock | null = null;
  let worker: Runner | null = null;
  let stopping = false;

  const application = new Hono();
  application.get("/health", async (context) => {
    const health = await healthOf(app, worker !== null);
    return context.json(health, health.ok ? 200 : 503, { "Cache-Control": "no-store" });
  });
  const answerOther = getRequestListener(application.fetch);
  const newsstand = createNewsstand({
    edition,
    bytes_max: config.newsstand_bytes_max,
    headers: PAGE_HEADERS,
    isEmbeddable,
    elsewhere: (request, response, path) => {
      if (path !== "/health") return false;
      void answerOther(request, response);
      return true;
    },
  });
  const http = createServer({ keepAliveTimeout: 65_000 }, newsstand.serve);
  const address = await listen(http, config.host, config.port);
  const withPort = config.publicUrl ? config : { ...config, publicUrl: publicUrl({ ...config, port: portOf(http) }) };

  const open = async () => {
    while (!stopping) {
      try {
        app = await openApp({ ...options, config: withPort, onPrinted: (paths) => newsstand.forget(paths) });
        break;
      } catch (error) {
        if (error instanceof Refusal || !config.databaseUrl) throw error;
        log.error({ error: messageOf(error) }, "the database can't be reached; trying again");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    if (!app || stopping) return;
    lock = await acquireServerLock(app.connectionString, {
      address,
      onLost: (reason) => {
        log.fatal({ error: reason.message }, "another server has taken the database over; stopping");
        void stop().then(() => process.exit(1));
      },
    });
    await edition.sweep();
    await releaseDeadJobs(app.db);
    if (config.sample && (await publishSample({ db: app.db, clock: app.clock, pictures: app.pictures }))) {
      say("published the sample publication (`bin/attribune sample remove` takes it away)");
    }
    await reprintIfStale(app, say);
    worker = await startWorker({ pool: app.pool, tasks: { press: app.press.task }, log });
    watchWorker(worker);
  };

  /** A worker whose connections all broke ends; a new one takes its place. */
  function watchWorker(runner: Runner): void {
    runner.promise
      .catch((error: unknown) => log.error({ error: messageOf(error) }, "the job worker ended"))
      .then(async () => {
        worker = null;
        while (!stopping && app) {
          try {
            await app.ensureDatabase();
            await releaseDeadJobs(app.db);
            worker = await startWorker({ pool: app.pool, tasks: { press: app.press.task }, log });
            return watchWorker(worker);
          } catch (error) {
            log.error({ error: messageOf(error) }, "the job worker can't start; trying again");
            await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
          }
        }
      })
      .catch((error: unknown) => log.fatal({ error: messageOf(error) }, "the job worker can't be watched"));
  }

  const ready = open();
  // Whoever awaits `ready` sees its refusal; until then it is no unhandled one.
  ready.catch(() => {});

  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= (async () => {
      stopping = true;
      newsstand.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeIdleConnections();
      await Promise.race([ready.catch(() => {}), after(STOP_MS_MAX)]);
      await Promise.race([worker?.stop().catch(() => {}) ?? Promise.resolve(), after(STOP_MS_MAX)]);
      http.closeAllConnections();
      await closed;
      await lock?.release();
      await app?.close();
    })();
    return stopped;
  };
  return { address, ready, stop };
}

function listen(http: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new Refusal(
            "port-taken",
            `Port ${port} is taken, perhaps by another Attribune. Stop that one, or set PORT to another number.`,
          ),
        );
      } else if (error.code === "EACCES") {
        reject(
          new Refusal("port-forbidden", `Port ${port} may not be used by this user. Set PORT to a number above 1023.`),
        );
      } else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
        reject(
          new Refusal("bad-host", `This machine has no address ${host}. Set HOST to one it has, or to 127.0.0.1.`),
        );
      } else reject(error);
    });
    http.listen(port, host, () => resolve(`http://${host.includes(":") ? `[${host}]` : host}:${portOf(http)}`));
  });
}

function portOf(http: Server): number {
  const address = http.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
