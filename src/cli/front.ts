import { openApp } from "../app.ts";
import { inTransaction } from "../platform/db.ts";
import { arrangeFront } from "../reports/front.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const frontCommand: Command = {
  name: "front",
  usage: "SLUG... | --newest",
  about: "Puts up to four published reports on the front page, the lead first; --newest leaves it to the dates again.",
  async run(context) {
    const { values, words: slugs } = readOptions(context.args, { newest: "boolean" });
    if (values.newest === slugs.length > 0) throw new UsageError("front takes the slugs of reports, or --newest.");
    const app = await openApp(context);
    try {
      await inTransaction(app.db, (trx) => arrangeFront(trx, context.clock, { slugs, actor: "command-line" }));
      context.print(
        slugs.length === 0 ? "the newest reports lead the front page" : `on the front page: ${slugs.join(", ")}`,
      );
      return 0;
    } finally {
      await app.close();
    }
  },
};
