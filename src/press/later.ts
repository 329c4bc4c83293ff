import { z } from "zod";
import type { Db } from "../platform/db.ts";
import { enqueue, type Task } from "../platform/jobs.ts";
import type { PageKind } from "../site/page-kind.ts";
import { listPagesOf, touchPages } from "./queries.ts";

/** The kind of job that prints what a whole print left: few units at a time, so that a publication waits for little. */
const LATER = "press-later";
const UNITS_AT_ONCE = 4;
const PRIORITY = 10;
const payloadSchema = z.object({ kind: z.string(), units: z.array(z.string()) });

/** Keeps what stands of these units as belonging to the edition at `now`, and puts the rest into the queue. */
export async function leaveForLater(db: Db, kind: PageKind, units: readonly string[], now: Date): Promise<void> {
  const names = units.map((unit) => `${kind.name} ${unit}`);
  const standing = await listPagesOf(db, names);
  await touchPages(
    db,
    standing.map((page) => page.path),
    now,
  );
  const there = new Set(standing.map((page) => page.unit));
  const missing = units.filter((_, index) => !there.has(names[index] ?? ""));
  if (missing.length > 0) await ask(db, kind.name, missing);
}

/** The job for it: prints a few units, and puts the others back behind whatever came meanwhile. */
export function laterTask(
  db: Db,
  kinds: readonly PageKind[],
  print: (kind: PageKind, units: readonly string[]) => Promise<unknown>,
): Task {
  return async (payload) => {
    const { kind: name, units } = payloadSchema.parse(payload);
    const kind = kinds.find((one) => one.name === name);
    // Another program's, before an upgrade.
    if (!kind) return;
    await print(kind, units.slice(0, UNITS_AT_ONCE));
    const rest = units.slice(UNITS_AT_ONCE);
    if (rest.length > 0) await ask(db, name, rest);
  };
}

async function ask(db: Db, kind: string, units: readonly string[]): Promise<void> {
  await enqueue(db, LATER, { kind, units }, { priority: PRIORITY });
}
