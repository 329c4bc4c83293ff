import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export type Encoding = "br" | "gzip" | "identity";
const SUFFIXES: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz", identity: "" };

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  xml: "application/xml; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  rss: "application/rss+xml; charset=utf-8",
  jsonld: "application/ld+json",
  webmanifest: "application/manifest+json",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  avif: "image/avif",
  webp: "image/webp",
  woff2: "font/woff2",
  jpg: "image/jpeg",
  png: "image/png",
  ico: "image/x-icon",
  gone: "text/html; charset=utf-8",
  moved: "text/plain; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};
const INCOMPRESSIBLE = new Set(["avif", "webp", "jpg", "png", "ico", "woff2"]);

/** How hard to compress: `fast` for a whole edition, `small` for the few pages of one publication. */
export type Effort = "fast" | "small";
const BROTLI_QUALITY: Readonly<Record<Effort, number>> = { fast: 4, small: 6 };
const GZIP_LEVEL: Readonly<Record<Effort, number>> = { fast: 5, small: 7 };

/**
 * The printed pages as they stand: plain files, each beside its brotli and gzip form, so that any web server can serve
 * the folder ("/reports/lake" is the file reports/lake.html). Every file is put in place by a rename: whoever reads
 * gets the old page or the new one, and a process killed in the middle leaves at most a stray file in .new/.
 */
export class Edition {
  readonly folder: string;
  readonly #fresh: string;
  readonly #folders = new Set<string>();
  // Several threads and processes write into one folder.
  readonly #run = randomBytes(6).toString("hex");
  #files_count = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.#fresh = join(folder, ".new");
  }

  /** Makes the folder where it is missing. */
  async prepare(): Promise<void> {
    await mkdir(this.#fresh, { recursive: true });
  }

  /** Clears what a killed process left half-written. Only the one server may call it, before it prints. */
  async sweep(): Promise<void> {
    await rm(this.#fresh, { recursive: true, force: true });
    await this.prepare();
  }

  /**
   * Puts a page in place, compressed. It doesn't leave the thread: a page is done within about a millisecond, less than
   * it takes to hand its eight small pieces of work to other threads and to hear of their end.
   */
  put(path: string, body: string | Uint8Array, effort: Effort): void {
    const bytes =
      typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const name = fileNameOf(path);
    this.#makeFolder(dirname(name));
    if (isCompressible(path)) {
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[effort],
        [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      };
      this.#place(`${name}.br`, brotliCompressSync(bytes, { params }));
      this.#place(`${name}.gz`, gzipSync(bytes, { level: GZIP_LEVEL[effort] }));
    }
    this.#place(name, bytes);
  }

  /** Takes a page out of the edition. */
  async remove(path: string): Promise<void> {
    const name = join(this.folder, fileNameOf(path));
    await Promise.all(Object.values(SUFFIXES).map((suffix) => rm(name + suffix, { force: true })));
  }

  /** A page's bytes in that encoding, or null where it isn't there. */
  async read(path: string, encoding: Encoding): Promise<Buffer | null> {
    if (!isPagePath(path)) return null;
    try {
      return await readFile(join(this.folder, fileNameOf(path)) + SUFFIXES[encoding]);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR" || code === "ENAMETOOLONG") return null;
      throw error;
    }
  }

  /** Tells other processes that serve this folder to look at it anew. */
  async announce(): Promise<void> {
    await writeFile(this.announcementFile, `${Date.now()}\n`);
  }

  /** The file whose change says that pages changed. */
  get announcementFile(): string {
    return join(this.folder, ".changed");
  }

  /** Whether nothing was printed yet. */
  async isEmpty(): Promise<boolean> {
    const names: string[] = await readdir(this.folder).catch(() => []);
    return !names.includes("index.html");
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    mkdirSync(join(this.folder, folder), { recursive: true });
    if (this.#folders.size > 10_000) this.#folders.clear();
    this.#folders.add(folder);
  }

  #place(name: string, bytes: Uint8Array): void {
    this.#files_count += 1;
    const fresh = join(this.#fresh, `${this.#run}-${this.#files_count}`);
    writeFileSync(fresh, bytes);
    renameSync(fresh, join(this.folder, name));
  }
}

/**
 * The smallest window (as a power of two; RFC 7932, 9.1) that holds a whole page. What comes out is as small as with the
 * usual one of 4 MB, and less memory is made ready for it.
 */
function windowFor(length: number): number {
  const bits = Math.ceil(Math.log2(length + 16));
  return Math.min(Math.max(bits, constants.BROTLI_MIN_WINDOW_BITS), constants.BROTLI_DEFAULT_WINDOW);
}

/** The file of an address, relative to the edition's folder. */
export function fileNameOf(path: string): string {
  if (path === "/") return "index.html";
  const name = path.slice(1);
  return TYPES[extensionOf(name)] ? name : `${name}.html`;
}

/** The content type of an address. */
export function contentTypeOf(path: string): string {
  // JSON Feed 1.1 has a type of its own.
  if (path.endsWith("/feed.json")) return "application/feed+json; charset=utf-8";
  return TYPES[extensionOf(fileNameOf(path))] ?? "application/octet-stream";
}

/** Whether a page is kept in compressed forms too; pictures are compressed as they are. */
export function isCompressible(path: string): boolean {
  return !INCOMPRESSIBLE.has(extensionOf(fileNameOf(path)));
}

/**
 * Whether an address may name a page: absolute, no empty or dotted part, nothing that leads out of the folder, no file
 * name. `/.well-known/` alone may begin with a dot (RFC 8615).
 */
export function isPagePath(path: string): boolean {
  if (path === "/") return true;
  const parts = path
    .replace(/^\/\.well-known\//, "/")
    .slice(1)
    .split("/");
  const isInside =
    path.startsWith("/") && !/[\0\\]/.test(path) && parts.every((part) => part !== "" && !part.startsWith("."));
  // A page has one address, which is not its file's name.
  return isInside && !path.endsWith(".html");
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,11})$/.exec(name)?.[1] ?? "";
}
