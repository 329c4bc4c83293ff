// A thread that compresses and writes pages, while the serving thread prints more of them.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { Edition } from "./edition.ts";

const { folder } = z.object({ folder: z.string() }).parse(workerData);
const edition = new Edition(folder);

parentPort?.on("message", (pages: readonly { path: string; body: Uint8Array }[]) => {
  for (const page of pages) edition.put(page.path, page.body, "fast");
  parentPort?.postMessage(pages.length);
});
