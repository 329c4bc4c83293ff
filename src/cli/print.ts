import { openApp } from "../app.ts";
import { forgetPages } from "../press/queries.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";
import { showProgress } from "./progress.ts";

export const printCommand: Command = {
  name: "print",
  usage: "",
  about: "Prints every page of the edition anew.",
  async run(context) {
    if (readOptions(context.args, {}).words.length > 0)
      throw new UsageError("print takes no words: it prints everything.");
    const app = await openApp(context);
    try {
      await app.edition.prepare();
      await forgetPages(app.db);
      const progress = showProgress("pages printed");
      const began = performance.now();
      const { printed_count } = await app.press.printAll((pages_count) => progress.update(pages_count));
      progress.end();
      context.print(`printed ${printed_count} pages in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      return 0;
    } finally {
      await app.close();
    }
  },
};
