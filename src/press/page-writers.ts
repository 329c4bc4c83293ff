import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

const THREADS_MAX = 4;

/** A page to be written. */
export interface PageBytes {
  readonly path: string;
  readonly body: Uint8Array;
  /** The bytes stand in memory of their own, which is handed to the thread and gone here; otherwise they are copied. */
  readonly isOwn: boolean;
}

/** Threads that write pages into an edition while this one prints the next. */
export interface PageWriters {
  /** Compresses these pages and puts them in place. */
  put(pages: readonly PageBytes[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts the writers for the edition in `folder`: as many as there are processors, at most four. */
export function startPageWriters(folder: string): PageWriters {
  const idle = Array.from({ length: Math.min(availableParallelism(), THREADS_MAX) }, () => {
    const worker = new Worker(new URL("./page-writer.ts", import.meta.url), { workerData: { folder } });
    worker.unref();
    return worker;
  });
  const all = [...idle];
  const waiting: ((worker: Worker) => void)[] = [];
  const release = (worker: Worker) => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  return {
    async put(pages) {
      if (pages.length === 0) return;
      const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)));
      // A thread keeps the process alive only while somebody waits for it.
      worker.ref();
      try {
        const done = once(worker, "message");
        const own = pages.flatMap(({ body, isOwn }) =>
          isOwn && body.buffer instanceof ArrayBuffer ? [body.buffer] : [],
        );
        worker.postMessage(
          pages.map(({ path, body }) => ({ path, body })),
          own,
        );
        await done;
      } finally {
        worker.unref();
        release(worker);
      }
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}
