/** Shows how far long work is: one line that is written over on a terminal, now and then a line elsewhere. */
export interface Progress {
  /** `done` of `total`, where the total is known. */
  update(done: number, total?: number): void;
  end(): void;
}

const TERMINAL_MS = 100;
const PLAIN_MS = 5_000;

/** Progress of `what` ("pages"), on standard error. */
export function showProgress(what: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let shown = performance.now();
  let isDrawn = false;
  return {
    update(done, total) {
      const now = performance.now();
      if (now - shown < (stream.isTTY ? TERMINAL_MS : PLAIN_MS)) return;
      shown = now;
      const text = `${done.toLocaleString("en")}${total === undefined ? "" : ` of ${total.toLocaleString("en")}`} ${what}`;
      stream.write(stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
      isDrawn = stream.isTTY === true;
    },
    end() {
      if (isDrawn) stream.write("\r\u001b[K");
    },
  };
}
