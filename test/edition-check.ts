import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sql } from "kysely";
import type { Db } from "../src/platform/db.ts";
import { contentTypeOf, fileNameOf, isCompressible } from "../src/press/edition.ts";
import { unpack } from "./server-process.ts";

/**
 * What is wrong with an edition's folder, a line each: a file that is not whole, a compressed form of something else, a
 * page that the press says it printed and that isn't there or has other bytes, a file that no page accounts for.
 */
export async function findEditionFaults(folder: string, db: Db): Promise<string[]> {
  const { rows } = await sql<{ path: string; hash: string }>`select path, hash from press_pages`.execute(db);
  const faults: string[] = [];
  const expected = new Set([".name", ".changed"]);
  for (const { path, hash } of rows) {
    const name = fileNameOf(path);
    for (const suffix of isCompressible(path) ? ["", ".br", ".gz"] : [""]) expected.add(name + suffix);
    faults.push(...faultsOfPage(folder, path, hash));
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !expected.has(name)) faults.push(`${name}: no page accounts for this file`);
  }
  return faults;
}

function faultsOfPage(folder: string, path: string, hash: string): string[] {
  const file = join(folder, fileNameOf(path));
  try {
    const bytes = readFileSync(file);
    const faults: string[] = [];
    const found = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
    if (found !== hash) faults.push(`${path}: its bytes are not those that the press remembers`);
    if (isCompressible(path)) {
      if (!unpack(readFileSync(`${file}.br`), "br").equals(bytes)) faults.push(`${path}: its .br is of something else`);
      if (!unpack(readFileSync(`${file}.gz`), "gzip").equals(bytes))
        faults.push(`${path}: its .gz is of something else`);
      const torn = faultOfText(path, bytes.toString("utf8"));
      if (torn) faults.push(`${path}: ${torn}`);
    } else if (bytes.length === 0) faults.push(`${path}: it is empty`);
    return faults;
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Why a page's text is not whole, or null. */
export function faultOfText(path: string, text: string): string | null {
  const type = contentTypeOf(path).split(";")[0];
  if (type === "text/html") {
    return /^<!doctype html>/i.test(text) && /<\/html>\s*$/.test(text) ? null : "the HTML does not end";
  }
  if (type === "application/json") {
    try {
      JSON.parse(text);
      return null;
    } catch {
      return "the JSON can't be read";
    }
  }
  if (type === "image/svg+xml" || type?.endsWith("xml")) return faultOfXml(text);
  return text === "" ? "it is empty" : null;
}

/** Whether every element that begins also ends (XML 1.0, 3): what a cut-off file never does. */
function faultOfXml(text: string): string | null {
  const open: string[] = [];
  const bare = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>/g, "");
  for (const [, slash, name, empty] of bare.matchAll(/<(\/?)([\w:.-]+)(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g)) {
    if (slash) {
      if (open.pop() !== name) return `</${name}> ends what did not begin`;
    } else if (!empty && name) open.push(name);
  }
  if (open.length > 0) return `<${open.at(-1)}> does not end`;
  return /^\s*<[\s\S]*>\s*$/.test(bare) ? null : "it is no XML";
}
