import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { uptime } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Db } from "../platform/db.ts";
import { readSetting, writeSetting } from "../platform/settings.ts";
import type { Edition } from "./edition.ts";
import type { Press } from "./press.ts";
import { forgetPages } from "./queries.ts";

const schema = z.object({ edition: z.string(), templates: z.string(), site: z.string(), boot: z.string() });

/**
 * Prints the whole edition where what stands on disk can't be what the database and this program would print: another
 * database's folder, or none; templates that changed with an upgrade; another name or address of the publication; or
 * a machine that was restarted since (a power cut may have left files empty that were written just before it).
 */
export async function reprintIfStale(
  parts: {
    readonly db: Db;
    readonly edition: Edition;
    readonly press: Press;
    readonly describeSite: () => Promise<string>;
  },
  say: (line: string) => void,
): Promise<void> {
  const { db, edition } = parts;
  const name = await nameOf(edition);
  const now = {
    edition: name,
    templates: await templatesHash(),
    site: await parts.describeSite(),
    boot: await bootId(),
  };
  const printed = schema.safeParse(await readSetting(db, "edition"));
  const before = printed.success ? printed.data : null;
  if (
    before &&
    before.edition === now.edition &&
    before.templates === now.templates &&
    before.site === now.site &&
    before.boot === now.boot
  )
    return;
  // Only where the files themselves are in doubt are they written again although their bytes would be the same.
  if (before?.edition !== now.edition || before.boot !== now.boot) await forgetPages(db);
  say("printing the pages ...");
  const { printed_count } = await parts.press.printAll();
  await writeSetting(db, "edition", now);
  say(`printed ${printed_count} pages`);
}

/** The name that an edition's folder was given when it was made: another folder has another. */
async function nameOf(edition: Edition): Promise<string> {
  const file = join(edition.folder, ".name");
  const known = await readFile(file, "utf8").catch(() => "");
  if (known) return known;
  const name = randomUUID();
  await writeFile(file, name);
  return name;
}

/** A hash of the files that pages are made by. */
async function templatesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["site", "document"]) {
    const root = fileURLToPath(new URL(`../${folder}`, import.meta.url));
    const names = await readdir(root, { recursive: true, withFileTypes: true });
    const files = names
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(await readFile(file));
  }
  return hash.digest("base64url");
}

/** Tells one run of the machine from the next. */
async function bootId(): Promise<string> {
  const id = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  // Elsewhere than on Linux, the moment of the start, to the quarter of an hour.
  return id.trim() || String(Math.round((Date.now() / 1000 - uptime()) / 900));
}
