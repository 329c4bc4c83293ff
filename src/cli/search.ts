import { openApp } from "../app.ts";
import { rebuildSearch } from "../search/commands.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const searchCommand: Command = {
  name: "search rebuild",
  usage: "",
  about: "Fills the search index anew from all published reports.",
  async run(context) {
    if (readOptions(context.args, {}).words.length > 0)
      throw new UsageError("search rebuild takes no words: it takes in every published report.");
    const app = await openApp(context);
    try {
      const began = performance.now();
      const reports_count = await rebuildSearch(app.db);
      context.print(`indexed ${reports_count} reports in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      return 0;
    } finally {
      await app.close();
    }
  },
};
