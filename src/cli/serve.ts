import { startServer } from "../server.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

const STOP_MS_MAX = 5_000;

export const serveCommand: Command = {
  name: "serve",
  usage: "",
  about: "Starts the publication: readers' pages, the database, the jobs and the press. Ctrl-C ends it.",
  async run(context) {
    if (readOptions(context.args, {}).words.length > 0)
      throw new UsageError("serve takes no words: it is configured by environment variables.");
    const server = await startServer(context);
    const ended = Promise.withResolvers<void>();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        context.say("stopping ...");
        // A part that hangs must not keep the machine from shutting down: PostgreSQL recovers from its journal.
        setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
        ended.resolve();
      });
    }
    try {
      await Promise.race([server.ready, ended.promise]);
      context.print(`Attribune is at ${server.address.replace("127.0.0.1", "localhost")}`);
      await ended.promise;
    } finally {
      await server.stop();
    }
    return 0;
  },
};
