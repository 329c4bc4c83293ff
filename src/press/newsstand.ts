import { createHash } from "node:crypto";
import { unwatchFile, watchFile } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { contentTypeOf, type Edition, type Encoding, isCompressible } from "./edition.ts";

export interface Newsstand {
  /** Answers a request; what is no printed page goes to `elsewhere`, and what that does not know gets the printed 404. */
  readonly serve: RequestListener;
  /** Forgets pages that were printed anew; without paths, all. */
  forget(paths?: Iterable<string>): void;
  close(): void;
}

interface Copy {
  readonly body: Buffer;
  readonly etag: string;
  /** Name, value, name, value: as node:http takes them fastest. */
  readonly headers: string[];
  readonly headersUnchanged: string[];
}

/**
 * Serves an edition from memory: the encoding asked for, 304 where the reader has the page, HEAD. Pages are read from
 * disk once and kept, the least lately read dropped first. Needs neither the database nor the rest of the application.
 */
export function createNewsstand(options: {
  readonly edition: Edition;
  /** Kept in memory at most. */
  readonly bytes_max: number;
  /** Sent with every page: the content security policy and its kin. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent instead for pages that other sites may show in a frame, told by their address. */
  readonly isEmbeddable: (path: string) => boolean;
  /** The page's `Link` header; null: none. */
  readonly linksOf?: (path: string) => string | null;
  /** The rest of the application; `false`: it does not know that address either. */
  readonly elsewhere: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
}): Newsstand {
  const { edition } = options;
  const shelf = new Map<string, Copy>();
  let bytes = 0;
  let printing = 0;

  const plain = Object.entries(options.headers).flat();
  const embeddable = Object.entries(options.headers)
    .filter(([name]) => name !== "X-Frame-Options")
    .flatMap(([name, value]) => [
      name,
      value.replace("frame-ancestors 'self'", "frame-ancestors *").replace("same-origin", "cross-origin"),
    ]);

  function keep(key: string, path: string, encoding: Encoding, body: Buffer): Copy {
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    // Their addresses name their content.
    const isLasting = /^\/(?:media|assets|theme)\/|\/card-\w+\.png$/.test(path);
    const common = [
      "ETag",
      etag,
      "Cache-Control",
      isLasting ? "public, max-age=31536000, immutable" : "no-cache",
      ...(isCompressible(path) ? ["Vary", "Accept-Encoding"] : []),
      ...(options.isEmbeddable(path) ? embeddable : plain),
    ];
    const links = options.linksOf?.(path) ?? null;
    if (links !== null) common.push("Link", links);
    const headers = ["Content-Type", contentTypeOf(path), "Content-Length", String(body.length), ...common];
    if (encoding !== "identity") headers.push("Content-Encoding", encoding);
    const copy = { body, etag, headers, headersUnchanged: common };
    bytes += body.length;
    shelf.set(key, copy);
    for (const [oldest, other] of shelf) {
      if (bytes <= options.bytes_max || oldest === key) break;
      shelf.delete(oldest);
      bytes -= other.body.length;
    }
    return copy;
  }

  /** The copy in the first encoding that exists, from the shelf or from disk. */
  async function fetchCopy(path: string, encodings: readonly Encoding[]): Promise<Copy | null> {
    for (const encoding of isCompressible(path) ? encodings : NONE) {
      const key = `${encoding} ${path}`;
      const kept = shelf.get(key);
      if (kept) return kept;
      const before = printing;
      const body = await edition.read(path, encoding);
      // A page printed anew while it was read must not be kept in its old form.
      if (body)
        return before === printing ? (shelf.get(key) ?? keep(key, path, encoding, body)) : fetchCopy(path, encodings);
    }
    return null;
  }

  function answer(request: IncomingMessage, response: ServerResponse, copy: Copy, status: number): void {
    const known = request.headers["if-none-match"];
    if (
      status === 200 &&
      known !== undefined &&
      (known === copy.etag || known === "*" || known.split(/,\s*/).some((tag) => tag.replace(/^W\//, "") === copy.etag))
    ) {
      response.writeHead(304, copy.headersUnchanged);
      response.end();
      return;
    }
    response.writeHead(status, copy.headers);
    if (request.method === "HEAD") response.end();
    else response.end(copy.body);
  }

  async function serveFromDisk(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    encodings: readonly Encoding[],
  ): Promise<void> {
    const copy = isMarker(path) ? null : await fetchCopy(path, encodings);
    if (copy) return answer(request, response, copy, 200);
    const plainPath = tidy(path);
    if (plainPath !== path && (await fetchCopy(plainPath, encodings))) {
      response.writeHead(301, ["Location", encodeURI(plainPath), "Content-Length", "0", ...plain]);
      response.end();
      return;
    }
    const place = await whatBecameOf(path, encodings);
    if (place && "movedTo" in place) {
      response.writeHead(301, ["Location", encodeURI(place.movedTo), "Content-Length", "0", ...plain]);
      response.end();
      return;
    }
    if (place) return answer(request, response, place.gone, 410);
    if (options.elsewhere(request, response, path)) return;
    const missing = await fetchCopy("/404", encodings);
    if (missing) return answer(request, response, missing, 404);
    sendText(response, 404, "There is no such page.", plain);
  }

  /**
   * Where what stood at an address has gone: a report that has another address now (`/reports/old.moved` holds it), or
   * one that was withdrawn (`/reports/old.gone` says why); what stood below it went with it.
   */
  async function whatBecameOf(
    path: string,
    encodings: readonly Encoding[],
  ): Promise<{ movedTo: string } | { gone: Copy } | null> {
    const [base = "", rest = ""] = /^(\/[^/]+\/[^/]+)(\/.*)?$/.exec(path)?.slice(1) ?? [];
    if (base === "" || isMarker(base)) return null;
    const moved = await fetchCopy(`${base}.moved`, NONE);
    if (moved) return { movedTo: `${moved.body.toString().trim()}${rest}` };
    const gone = await fetchCopy(`${base}.gone`, encodings);
    return gone && { gone };
  }

  const serve: RequestListener = (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      if (!options.elsewhere(request, response, pathOf(request.url ?? "/") ?? "/")) {
        sendText(response, 405, "Pages are only read here: use GET or HEAD.", ["Allow", "GET, HEAD", ...plain]);
      }
      return;
    }
    const encodings = encodingsFor(request.headers["accept-encoding"]);
    const quick = shelf.get(`${encodings[0]} ${request.url}`);
    if (quick && !isMarker(request.url ?? "")) return answer(request, response, quick, 200);
    const path = pathOf(request.url ?? "/");
    if (path === null) return sendText(response, 400, "That address can't be read.", plain);
    serveFromDisk(request, response, path, encodings).catch(() => {
      if (!response.headersSent) sendText(response, 500, "The page could not be read. Try again.", plain);
      else response.destroy();
    });
  };

  const forget = (paths?: Iterable<string>) => {
    printing += 1;
    if (!paths) {
      shelf.clear();
      bytes = 0;
      return;
    }
    for (const path of paths) {
      for (const encoding of ["br", "gzip", "identity"] as const) {
        const copy = shelf.get(`${encoding} ${path}`);
        if (!copy) continue;
        bytes -= copy.body.length;
        shelf.delete(`${encoding} ${path}`);
      }
    }
  };
  watchFile(edition.announcementFile, { interval: 1_000, persistent: false }, () => forget());
  return { serve, forget, close: () => unwatchFile(edition.announcementFile) };
}

const ALL: readonly Encoding[] = ["br", "gzip", "identity"];
const GZIP: readonly Encoding[] = ["gzip", "identity"];
const NONE: readonly Encoding[] = ["identity"];

/** The encodings to try, best first, by the Accept-Encoding header (RFC 9110, 12.5.3); `q=0` refuses one. */
export function encodingsFor(header: string | string[] | undefined): readonly Encoding[] {
  const text = Array.isArray(header) ? header.join(",") : (header ?? "");
  if (!text) return NONE;
  if (!text.includes("q=")) return /\bbr\b/.test(text) ? ALL : /\bgzip\b|\*/.test(text) ? GZIP : NONE;
  const accepted = new Set(
    text
      .split(",")
      .filter((part) => !/;\s*q=0(?:\.0+)?\s*$/.test(part))
      .map((part) => part.split(";")[0]?.trim()),
  );
  const encodings: Encoding[] = [];
  if (accepted.has("br")) encodings.push("br");
  if (accepted.has("gzip") || accepted.has("*")) encodings.push("gzip");
  return [...encodings, "identity"];
}

/** The decoded path of a request's target, without its query; null where it is not well formed. */
export function pathOf(target: string): string | null {
  const end = target.indexOf("?");
  const raw = end < 0 ? target : target.slice(0, end);
  if (!raw.startsWith("/")) return null;
  try {
    return raw.includes("%") ? decodeURIComponent(raw) : raw;
  } catch {
    return null;
  }
}

/** Whether it is the file that says what became of an address, which is no page itself. */
function isMarker(path: string): boolean {
  return /\.(?:moved|gone)$/.test(path);
}

/** The address as it is printed: no slash at its end, lower case, no ".html". */
function tidy(path: string): string {
  const plain = path
    .replace(/\/+$/, "")
    .replace(/\.html$/, "")
    .replace(/^\/+/, "/")
    .toLowerCase();
  return plain === "" || plain === "/index" ? "/" : plain;
}

function sendText(response: ServerResponse, status: number, text: string, headers: readonly string[]): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, [
    "Content-Type",
    "text/plain; charset=utf-8",
    "Content-Length",
    String(body.length),
    ...headers,
  ]);
  response.end(body);
}
