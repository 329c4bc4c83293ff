// Pages printed a second, and publish to visible at several sizes of the archive, in one run.
//   bin/attribune bench press [1000,10000]
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { openApp } from "../src/app.ts";
import { readQueueState, startWorker } from "../src/platform/jobs.ts";
import { createLog } from "../src/platform/log.ts";
import { createNewsstand } from "../src/press/newsstand.ts";
import { countPages, forgetPages } from "../src/press/queries.ts";
import { isEmbeddable, pageHeaders } from "../src/site/headers.ts";
import { PLAIN_THEME } from "../src/site/theme.ts";
import { contentNumber, draftOne, fillArchive, publishDraft, sampleContents } from "./archive.ts";
import { medianOf, withApp } from "./server.ts";

const sizes = (process.argv[2] ?? "1000").split(",").map(Number);
const ROUNDS = 21;
const medians: number[] = [];

await withApp(async (app) => {
  const newsstand = createNewsstand({
    edition: app.edition,
    bytes_max: 48e6,
    headers: pageHeaders(PLAIN_THEME),
    isEmbeddable,
    elsewhere: () => false,
  });
  const http = createServer(newsstand.serve).listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const serving = await openApp({
    config: { ...app.config, databaseUrl: app.connectionString },
    clock: app.clock,
    log: createLog("silent"),
    say: () => {},
    onPrinted: newsstand.forget,
  });
  let filled = 0;
  for (const size of sizes) {
    await fillArchive(app, filled, size);
    await forgetPages(app.db);
    const began = performance.now();
    await serving.press.printAll();
    const seconds = (performance.now() - began) / 1000;
    const pages = await countPages(app.db);
    console.log(
      `${size} reports: printed ${pages} pages in ${seconds.toFixed(1)} s, ${Math.round(pages / seconds)} pages/s`,
    );

    const worker = await startWorker({
      connectionString: serving.connectionString,
      tasks: { press: serving.press.task },
      log: createLog("silent"),
    });
    const contents = sampleContents();
    const draftTimes: number[] = [];
    let published = size;
    const publishTimes = async (isRested: boolean) => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const drafted = performance.now();
        const reportId = await draftOne(app, contentNumber(contents, published++));
        draftTimes.push(performance.now() - drafted);
        while (isRested && (await readQueueState(app.db)).waiting > 0) await pause(10);
        const before = await textOf(port, "/");
        const start = performance.now();
        const { slug } = await publishDraft(app, reportId);
        while ((await statusOf(port, `/reports/${slug}`)) !== 200 || (await textOf(port, "/")) === before)
          await pause(1);
        times.push(performance.now() - start);
      }
      return medianOf(times);
    };
    const rested = await publishTimes(true);
    const busy = await publishTimes(false);
    await worker.stop();
    filled = published;
    medians.push(rested);
    console.log(
      `${size} reports: publish to visible on page and front page, medians of ${ROUNDS}: ${rested.toFixed(0)} ms with the press at rest, ${busy.toFixed(0)} ms while it prints what the publication before touched (a draft: ${medianOf(draftTimes).toFixed(0)} ms)`,
    );
  }
  if (medians.length > 1)
    console.log(`ratio of the last size to the first: ${((medians.at(-1) ?? 0) / (medians[0] ?? 1)).toFixed(2)}`);
  await serving.close();
  newsstand.close();
  http.close();
  http.closeAllConnections();
});

async function textOf(port: number, path: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).text();
}

async function statusOf(port: number, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.arrayBuffer();
  return response.status;
}
