import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { HttpBindings } from "@hono/node-server";
import type { Engine } from "./engine.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { Refusal } from "./platform/errors.ts";
import type { Log } from "./platform/log.ts";
import { askerOf, createRate } from "./platform/rate.ts";
import { Edition } from "./press/edition.ts";
import { createNewsstand } from "./press/newsstand.ts";
import { feedLinks, isEmbeddable, pageHeaders } from "./site/headers.ts";
import { PATHS } from "./site/paths.ts";
import { SEARCH_HEADERS } from "./site/search-headers.ts";
import { readTheme, themeFolder } from "./site/theme.ts";

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Settles when everything behind the pages runs too; rejects where that is refused. */
  readonly ready: Promise<void>;
  /** Ends everything in order: no new requests, running jobs finished, the database left. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells a person, in a line, what takes long. */
  readonly say: (line: string) => void;
}

/**
 * Starts the server. Readers are served from the edition at once; the rest of the application is loaded after, so that
 * a page never waits for a database.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log } = options;
  const edition = new Edition(join(config.dataDirectory, "edition"));
  await edition.prepare();
  const headers = pageHeaders(await readTheme(themeFolder(config.dataDirectory)));
  let engine: Engine | null = null;
  /** The port is known once it listens. */
  const publicUrl = () => config.publicUrl ?? `http://localhost:${portOf(http)}`;
  const application = loadApplication({ engine: () => engine, edition, clock: options.clock, pageHeaders: headers });
  const newsstand = createNewsstand({
    edition,
    bytes_max: config.newsstand_bytes_max,
    headers,
    isEmbeddable,
    linksOf: (path) => feedLinks(path, { url: publicUrl(), hub: config.websubHub }),
    elsewhere: (request, response, path) => {
      const isSearch = path === PATHS.search && (request.method === "GET" || request.method === "HEAD");
      if (path !== "/health" && !isSearch) return false;
      application.then((listener) => listener(request, response)).catch(() => response.destroy());
      return true;
    },
  });
  const http = createServer({ keepAliveTimeout: 65_000 }, newsstand.serve);
  const address = await listen(http, config.host, config.port);

  const ready = import("./engine.ts").then(({ startEngine }) => {
    if (stopped) return undefined;
    const onLost = (reason: Error) => {
      log.fatal({ error: reason.message }, "another server has taken the database over; stopping");
      void stop().then(() => process.exit(1));
    };
    engine = startEngine({
      ...options,
      config: { ...config, publicUrl: publicUrl() },
      address,
      onLost,
      onPrinted: newsstand.forget,
    });
    return engine.ready;
  });
  // Whoever awaits `ready` sees its refusal; until then it is no unhandled one.
  ready.catch(() => {});

  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= (async () => {
      newsstand.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeIdleConnections();
      await engine?.stop();
      http.closeAllConnections();
      await closed;
    })();
    return stopped;
  };
  return { address, ready, stop };
}

type Listener = (request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown;

/** The routes that are no printed pages. */
async function loadApplication(parts: {
  readonly engine: () => Engine | null;
  readonly edition: Edition;
  readonly clock: Clock;
  readonly pageHeaders: Readonly<Record<string, string>>;
}): Promise<Listener> {
  const [{ Hono }, { getRequestListener }] = await Promise.all([import("hono"), import("@hono/node-server")]);
  const application = new Hono<{ Bindings: HttpBindings }>();
  const rate = createRate(SEARCH_RATE);
  application.get("/health", async (context) => {
    const health = (await parts.engine()?.health()) ?? STARTING;
    return context.json(health, health.ok ? 200 : 503, { "Cache-Control": "no-store" });
  });
  application.get(PATHS.search, async (context) => {
    const { remoteAddress } = context.env.incoming.socket;
    const asker = askerOf(remoteAddress, context.req.header("x-forwarded-for"));
    const isAllowed = rate.allows(asker, parts.clock.now());
    const answer = await parts.engine()?.search(new URL(context.req.url).searchParams, isAllowed);
    if (answer) return context.body(answer.body, answer.status, { ...parts.pageHeaders, ...answer.headers });
    // Printed beforehand, for what it tells of is that nothing can be looked up.
    const closed = await parts.edition.read(PATHS.searchClosed, "identity");
    const headers = { ...parts.pageHeaders, ...SEARCH_HEADERS, "Retry-After": "60" };
    return context.body(closed ? closed.toString("utf8") : "The search is closed for the moment.", 503, headers);
  });
  return getRequestListener(application.fetch);
}

/** A reader who pages through results needs less; one address asks at most once a second for long. */
const SEARCH_RATE = { requests_max: 20, refill_ms: 1_000, addresses_max: 10_000 };
const STARTING = { ok: false, database: { ok: false }, jobs: { ok: false }, press: { ok: false } };

function listen(http: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => reject(refusalOf(error, host, port)));
    http.listen(port, host, () => resolve(`http://${host.includes(":") ? `[${host}]` : host}:${portOf(http)}`));
  });
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new Refusal(
        "port-taken",
        `Port ${port} is taken, perhaps by another Attribune. Stop that one, or set PORT to another number.`,
      );
    case "EACCES":
      return new Refusal("port-forbidden", `Port ${port} may not be used by this user. Set PORT above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Refusal("bad-host", `This machine has no address ${host}. Set HOST to one it has, or to 127.0.0.1.`);
    default:
      return error;
  }
}

function portOf(http: Server): number {
  const address = http.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
