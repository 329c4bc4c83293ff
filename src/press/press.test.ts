import assert from "node:assert/strict";
import { test } from "node:test";
import { enqueue, readQueueState, startWorker } from "../platform/jobs.ts";
import { silentLog } from "../platform/testing.ts";
import type { PageKind } from "../site/page-kind.ts";
import { createTestPress } from "./testing.ts";

/** How often each unit was printed, and which one can't be. */
const printed = new Map<string, number>();
let broken: string | null = null;
let text = "one";
const noteKind: PageKind = {
  name: "note",
  unitsOf: async (_, tags) => tags.filter((tag) => tag.startsWith("note:")).map((tag) => `/notes/${tag.slice(5)}`),
  async *allUnits() {
    yield ["/notes/a", "/notes/b"];
  },
  async print(_, units) {
    if (broken !== null && units.includes(broken)) throw new Error("the ink ran out");
    for (const unit of units) printed.set(unit, (printed.get(unit) ?? 0) + 1);
    return units.map((unit) => ({ path: unit, unit, tags: [], body: `<!doctype html><p>${text}</p></html>` }));
  },
};
const { db, connectionString, press, edition, changed } = await createTestPress([noteKind]);

test("jobs that wait are printed together, once", async () => {
  printed.clear();
  for (let i = 0; i < 50; i++) await enqueue(db, "press", { tags: ["note:a", `note:b`] });
  const worker = await startWorker({ connectionString, tasks: { press: press.task }, log: silentLog });
  await until(async () => (await readQueueState(db)).waiting === 0);
  await worker.stop();
  assert.deepEqual([...printed].sort(), [
    ["/notes/a", 1],
    ["/notes/b", 1],
  ]);
});

test("a job at fault stays in the queue and keeps no other from being printed", async () => {
  printed.clear();
  broken = "/notes/c";
  for (const name of ["a", "c", "b"]) await enqueue(db, "press", { tags: [`note:${name}`] });
  const worker = await startWorker({ connectionString, tasks: { press: press.task }, log: silentLog });
  await until(async () => (await readQueueState(db)).failing === 1 && (await readQueueState(db)).waiting === 0);
  await worker.stop();
  assert.deepEqual([...printed.keys()].sort(), ["/notes/a", "/notes/b"]);
  assert.equal(await edition.read("/notes/c", "identity"), null);
  broken = null;
});

test("a page whose bytes are the same is not put into the edition again", async () => {
  await press.printAll();
  changed.length = 0;
  assert.deepEqual((await press.printTags(["note:a"])).changed, []);
  text = "two";
  assert.deepEqual((await press.printTags(["note:a"])).changed, ["/notes/a"]);
  assert.deepEqual([...new Set(changed)], ["/notes/a"]);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited_ms = 0; !(await holds()); waited_ms += 10) {
    if (waited_ms > 10_000) throw new Error("it did not come to that within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
