import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { readQueueState, startWorker } from "../platform/jobs.ts";
import { silentLog } from "../platform/testing.ts";
import type { PageKind } from "../site/page-kind.ts";
import { createTestPress } from "./testing.ts";
import { announceFeeds, HUB_TASK, hubTask } from "./websub.ts";

const asked: { method: string | undefined; type: string | undefined; body: string }[] = [];
let statuses = [503, 202];
const hub = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    asked.push({ method: request.method, type: request.headers["content-type"], body });
    response.writeHead(statuses[asked.length - 1] ?? 202, { location: "/elsewhere" }).end();
  });
});
await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
const address = hub.address();
const hubUrl = `http://hub.example:${typeof address === "object" && address ? address.port : 0}/`;
after(() => hub.close());
const toLoopback = {
  userAgent: "Attribune/test",
  allowAddress: (ip: string) => ip === "127.0.0.1",
  lookup: async () => ["127.0.0.1"],
};

let text = "one";
const kind: PageKind = {
  name: "feeds",
  unitsOf: async () => ["/feed.atom"],
  async *allUnits() {},
  async print() {
    const paths = ["/feed.atom", "/topics/harbour/feed.json", "/topics/harbour"];
    return paths.map((path) => ({
      path,
      unit: "/feed.atom",
      tags: [],
      body: `${path === "/feed.atom" ? text : "same"}`,
    }));
  },
};
const site = { url: "https://saltmarsh.example", hub: hubUrl };
const { db, pool, connectionString, press } = await createTestPress(
  [kind],
  () => {},
  (paths) => announceFeeds(db, site)(paths),
);

test("the hub is told of feeds that changed, and of nothing else, again where it failed", async () => {
  await press.printTags(["any"]);
  const worker = await startWorker({ connectionString, tasks: { websub: hubTask(toLoopback) }, log: silentLog });
  try {
    for (let waited_ms = 0; asked.length < 2 && waited_ms < 20_000; waited_ms += 50) await pause(50);
    assert.equal(asked.length, 2, "it was asked again after it had failed");
    assert.ok((await readQueueState(db, [HUB_TASK])).failing === 0, "a hub that fails is no failure of ours");
    assert.deepEqual(asked[0], asked[1]);
    assert.deepEqual([asked[0]?.method, asked[0]?.type], ["POST", "application/x-www-form-urlencoded"]);
    assert.deepEqual(
      [...new URLSearchParams(asked[0]?.body)],
      [
        ["hub.mode", "publish"],
        ["hub.url", "https://saltmarsh.example/feed.atom"],
        ["hub.url", "https://saltmarsh.example/topics/harbour/feed.json"],
      ],
    );
  } finally {
    await worker.stop();
  }
  await press.printTags(["any"]);
  assert.equal(await waiting(), 0, "the same bytes are no news");
  text = "two";
  await press.printTags(["any"]);
  assert.equal(await waiting(), 1);
});

test("a hub on a private address is not asked, and where it sends on to is not either", async () => {
  const before = asked.length;
  const payload = { hub: hubUrl, feeds: ["https://saltmarsh.example/feed.atom"] };
  await assert.rejects(hubTask({ userAgent: "x", lookup: async () => ["127.0.0.1"] })(payload), /not a public address/);
  assert.equal(asked.length, before);
  statuses = [...Array.from({ length: before }, () => 202), 307];
  await assert.rejects(hubTask(toLoopback)(payload), /redirects more than 0 times/);
  assert.equal(asked.length, before + 1);
});

test("without a hub nothing is put into the queue", async () => {
  const before = await waiting();
  await announceFeeds(db, { ...site, hub: null })(["/feed.atom"]);
  await announceFeeds(db, site)(["/reports/a"]);
  assert.equal(await waiting(), before);
});

async function waiting(): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    "select count(*)::text as count from graphile_worker.jobs where task_identifier = 'websub'",
  );
  return Number(rows[0]?.count);
}
