import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
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

test("pages are put in the order of their kinds, and each is told as soon as it stands", async () => {
  const order: string[] = [];
  const slow = (name: string, wait_ms: number): PageKind => ({
    name,
    unitsOf: async () => [`/${name}`],
    async *allUnits() {},
    async print(_, units) {
      await pause(wait_ms);
      order.push(`drawn /${name}`);
      return units.map((unit) => ({ path: unit, unit, tags: [], body: `<!doctype html><p>${name}</p></html>` }));
    },
  });
  const told = (paths: readonly string[]) => void order.push(...paths.map((path) => `stands ${path}`));
  const other = await createTestPress([slow("target", 60), slow("link", 0), slow("last", 0)], told);
  await other.press.printTags(["any"]);
  assert.deepEqual(
    order.filter((line) => line.startsWith("stands")),
    ["stands /target", "stands /link", "stands /last"],
  );
  assert.ok(order.indexOf("drawn /last") > order.indexOf("stands /target"), "only one portion is drawn ahead");
});

test("what is new is printed before what is left of an earlier job", async () => {
  const order: string[] = [];
  const kind = (name: string, isAwaited: boolean): PageKind => ({
    name,
    isAwaited,
    unitsOf: async (_, tags) => tags.filter((tag) => tag.startsWith("list:")).map((tag) => `/${name}/${tag.slice(5)}`),
    async *allUnits() {},
    print: async (_, units) =>
      units.map((unit) => ({ path: unit, unit, tags: [], body: `<!doctype html><p>${name}</p></html>` })),
  });
  const many = { ...kind("many", false), unitsOf: async (_: unknown, tags: readonly string[]) => manyUnits(tags) };
  const manyUnits = (tags: readonly string[]) =>
    tags.includes("list:one") ? Array.from({ length: 45 }, (_, at) => `/many/${at}`) : [];
  let isAsked = false;
  const other = await createTestPress([kind("report", true), many], (paths) => {
    order.push(...paths);
    if (isAsked || !paths.includes("/many/0")) return;
    isAsked = true;
    void enqueue(other.db, "press", { tags: ["list:two"] });
  });
  await enqueue(other.db, "press", { tags: ["list:one"] });
  const worker = await startWorker({
    connectionString: other.connectionString,
    tasks: { press: other.press.task },
    log: silentLog,
  });
  await until(async () => isAsked && (await readQueueState(other.db)).waiting === 0);
  await worker.stop();
  assert.equal(order[0], "/report/one");
  assert.ok(order.indexOf("/report/two") < order.indexOf("/many/44"), order.join(" "));
  assert.equal(order.length, 47, "and each page once");
});

test("where one portion can't be printed, those before it stand and the next one is left", async () => {
  const kind = (name: string, fails: boolean): PageKind => ({
    name,
    unitsOf: async () => [`/${name}`],
    async *allUnits() {},
    async print(_, units) {
      if (fails) throw new Error("the ink ran out");
      return units.map((unit) => ({ path: unit, unit, tags: [], body: `<!doctype html><p>${name}</p></html>` }));
    },
  });
  const other = await createTestPress([kind("first", false), kind("torn", true), kind("third", true)]);
  await assert.rejects(other.press.printTags(["any"]), /ink ran out/);
  assert.ok(await other.edition.read("/first", "identity"));
  assert.deepEqual(other.changed, ["/first"]);
});

test("what is slow and nobody waits for is left to jobs by a whole print, once, and printed at once where it changed", async () => {
  const drawn: string[] = [];
  const units = Array.from({ length: 9 }, (_, i) => `/cards/${i}`);
  const kind: PageKind = {
    name: "card",
    isLasting: true,
    isUnhurried: true,
    unitsOf: async (_, tags) => tags.filter((tag) => tag.startsWith("/cards/")),
    async *allUnits() {
      yield units;
    },
    async print(_, wanted) {
      drawn.push(...wanted);
      return wanted.map((unit) => ({ path: unit, unit, tags: [], body: unit }));
    },
  };
  const other = await createTestPress([kind]);
  assert.deepEqual((await other.press.printTags(["/cards/3"])).changed, ["/cards/3"]);
  assert.deepEqual((await other.press.printAll()).changed, []);
  const worker = await startWorker({
    ...{ connectionString: other.connectionString, log: silentLog },
    tasks: { "press-later": other.press.laterTask },
  });
  await until(async () => drawn.length >= 9 && (await readQueueState(other.db)).waiting === 0);
  assert.deepEqual([...drawn].sort(), units);
  for (const unit of units) assert.ok(await other.edition.read(unit, "identity"), unit);
  await other.press.printAll();
  assert.equal((await readQueueState(other.db)).waiting, 0, "all of them stand");
  await worker.stop();
  await other.press.laterTask({ kind: "of another program", units: ["/x"] });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited_ms = 0; !(await holds()); waited_ms += 10) {
    if (waited_ms > 10_000) throw new Error("it did not come to that within ten seconds");
    await pause(10);
  }
}
