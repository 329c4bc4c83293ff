import { lookup as systemLookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { pipeline, type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import ipaddr from "ipaddr.js";
import { messageOf, Refusal } from "./errors.ts";

/** All the addresses a host's name stands for. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export interface OutgoingOptions {
  /** Who asks: `userAgentOf(version, address)`. */
  userAgent: string;
  /** The `Accept` header; anything by default. */
  accept?: string;
  /** The most an answer may weigh, as sent and unpacked. */
  bytes_max: number;
  /** The most that everything together may take: names, connections, redirects, the body. */
  time_ms_max: number;
  /** How many redirects are followed; 5 by default. */
  redirects_max?: number;
  /** Which addresses may be connected to; `isPublicAddress` by default. Only tests, which serve on loopback, hand in another. */
  allowAddress?: (address: string) => boolean;
  /** Sent as a form (POST); left out, the address is only read. A form is never sent on to another address. */
  form?: URLSearchParams;
  /** How names are resolved; the system's resolver by default. */
  lookup?: Lookup;
}

export interface OutgoingAnswer {
  bytes: Uint8Array;
  /** The Content-Type header, or null. */
  contentType: string | null;
  /** The address that answered, after redirects. */
  finalUrl: string;
}

const REDIRECTS_MAX = 5;
const REDIRECTING = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches an address that somebody typed or a page named, so that it cannot be used to reach what only this machine
 * reaches: http(s) alone, no credentials, ports 80, 443 and from 1024 up, every address of the name public, the
 * connection made to the very address that was checked, and all of it again at each redirect.
 * Refuses with `outgoing.address`, `outgoing.unresolved`, `outgoing.private`, `outgoing.redirects`,
 * `outgoing.timeout`, `outgoing.status`, `outgoing.too_large` and `outgoing.failed`.
 */
export async function fetchOutside(address: string, options: OutgoingOptions): Promise<OutgoingAnswer> {
  const redirects_max = options.form ? 0 : (options.redirects_max ?? REDIRECTS_MAX);
  const signal = AbortSignal.timeout(options.time_ms_max);
  let url = checkedUrl(address, undefined);
  for (let redirects = 0; redirects <= redirects_max; redirects++) {
    const answer = await unlessTimedOut(visit(url, options, signal), url, options, signal);
    if (!("location" in answer)) return answer;
    url = checkedUrl(answer.location, url);
  }
  throw new Refusal(
    "outgoing.redirects",
    `${address} redirects more than ${redirects_max} times; give the address it ends at`,
  );
}

/** How this program names itself to servers, with an address where its operator can be found. */
export function userAgentOf(version: string, address: string): string {
  return `Attribune/${version} (+${address})`;
}

/**
 * Whether an IP address is a public one: global unicast in IANA's special-purpose registries (RFC 6890).
 * An IPv4 address inside an IPv6 one is judged as what it is.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // Beyond 2000::/3 nothing of IPv6 is allocated as global unicast.
  return parsed.kind() === "ipv4" || (Number.parseInt(parsed.toNormalizedString(), 16) & 0xe000) === 0x2000;
}

type Visit = OutgoingAnswer | { location: string };

function checkedUrl(address: string, base: URL | undefined): URL {
  const shown = address.slice(0, 200);
  const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : null;
  if (url === null)
    throw new Refusal("outgoing.address", `${shown} is no web address; give one like https://host/page`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Refusal("outgoing.address", `${shown} is no http or https address; only those are fetched`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Refusal("outgoing.address", `the address of ${url.hostname} holds a name or a password; leave them out`);
  }
  const port = url.port === "" ? 80 : Number(url.port);
  if (port !== 80 && port !== 443 && port < 1024) {
    throw new Refusal("outgoing.address", `${shown} names port ${port}; only 80, 443 and 1024 or above are fetched`);
  }
  return url;
}

async function visit(url: URL, options: OutgoingOptions, signal: AbortSignal): Promise<Visit> {
  const address = await checkedAddress(url, options);
  signal.throwIfAborted();
  const response = await connect(url, address, options, signal);
  try {
    return await answerOf(response, url, options);
  } finally {
    response.destroy();
  }
}

/** One address of the host, all of them having been checked. */
async function checkedAddress(url: URL, options: OutgoingOptions): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const allow = options.allowAddress ?? isPublicAddress;
  let addresses: readonly string[];
  try {
    addresses = isIP(host) === 0 ? await (options.lookup ?? resolve)(host) : [host];
  } catch {
    addresses = [];
  }
  const [first] = addresses;
  if (first === undefined) {
    throw new Refusal("outgoing.unresolved", `${host} has no address; check the spelling and the network`);
  }
  if (!addresses.every(allow)) {
    throw new Refusal("outgoing.private", `${host} is not a public address; only public pages are fetched`);
  }
  return first;
}

async function resolve(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

function connect(url: URL, address: string, options: OutgoingOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const family = isIP(address);
  return new Promise((settle, fail) => {
    const outgoing = request(
      url,
      {
        agent: false,
        method: options.form ? "POST" : "GET",
        signal,
        headers: {
          "user-agent": options.userAgent,
          accept: options.accept ?? "*/*",
          "accept-encoding": "gzip, deflate, br",
          ...(options.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        },
        // The name is not resolved a second time: the connection goes to the address that was checked.
        lookup: (_host, { all }, done) => {
          if (all) done(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      settle,
    );
    outgoing.on("error", fail);
    outgoing.end(options.form?.toString());
  });
}

async function answerOf(response: IncomingMessage, url: URL, options: OutgoingOptions): Promise<Visit> {
  const status = response.statusCode ?? 0;
  const location = response.headers.location;
  if (REDIRECTING.has(status) && location !== undefined) return { location };
  if (status < 200 || status > 299) {
    throw new Refusal("outgoing.status", `${url.href} answers with status ${status}; open it in a browser to see why`, {
      status,
    });
  }
  if (Number(response.headers["content-length"] ?? 0) > options.bytes_max) throw tooHeavy(url, options);
  const bytes = await bodyOf(response, url, options);
  return { bytes, contentType: response.headers["content-type"] ?? null, finalUrl: url.href };
}

async function bodyOf(response: IncomingMessage, url: URL, options: OutgoingOptions): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpacked(response, url, options)) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function unpacked(response: IncomingMessage, url: URL, options: OutgoingOptions): Readable {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const sent = counter(url, options);
  const clear = counter(url, options);
  // `pipeline` hands an error of any stage to the last one, where the reader meets it.
  const ignore = () => {};
  if (encoding === "gzip" || encoding === "x-gzip") return pipeline(response, sent, createGunzip(), clear, ignore);
  if (encoding === "deflate") return pipeline(response, sent, createInflate(), clear, ignore);
  if (encoding === "br") return pipeline(response, sent, createBrotliDecompress(), clear, ignore);
  if (encoding === "identity" || encoding === "") return pipeline(response, clear, ignore);
  throw new Refusal("outgoing.failed", `${url.href} is packed as "${encoding}", which was not asked for`);
}

/** Lets bytes through and stops at the first above the limit, so that a small packed answer cannot grow without end. */
function counter(url: URL, options: OutgoingOptions): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total > options.bytes_max) done(tooHeavy(url, options));
      else done(null, chunk);
    },
  });
}

function tooHeavy(url: URL, options: OutgoingOptions): Refusal {
  const megabytes = (options.bytes_max / 1024 / 1024).toFixed(1).replace(/\.0$/, "");
  return new Refusal("outgoing.too_large", `${url.href} is larger than ${megabytes} MB; give a smaller page or file`);
}

/** The work's result, or the refusal that names why it failed: the time limit, the network, or its own. */
async function unlessTimedOut(
  work: Promise<Visit>,
  url: URL,
  options: OutgoingOptions,
  signal: AbortSignal,
): Promise<Visit> {
  let stop = () => {};
  const timeout = new Promise<never>((_, fail) => {
    stop = () => fail(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, timeout]);
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    if (signal.aborted) {
      const seconds = options.time_ms_max / 1000;
      throw new Refusal("outgoing.timeout", `${url.href} did not answer within ${seconds} s; try again later`);
    }
    throw new Refusal("outgoing.failed", `${url.href} could not be fetched (${messageOf(thrown)}); check the address`);
  } finally {
    signal.removeEventListener("abort", stop);
    work.catch(() => {});
  }
}
