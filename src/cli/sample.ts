import { openApp } from "../app.ts";
import { removeSample } from "../sample/remove.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const sampleCommand: Command = {
  name: "sample remove",
  usage: "",
  about: "Takes the sample publication away and leaves what you made yourself.",
  async run(context) {
    if (readOptions(context.args, {}).words.length > 0) throw new UsageError("sample remove takes no words.");
    const app = await openApp(context);
    try {
      const removed = await removeSample({ db: app.db, clock: context.clock, pictures: app.pictures });
      context.print(
        removed.reports === 0
          ? "there is no sample publication here"
          : `removed ${removed.reports} sample reports; a running server reprints its pages now`,
      );
      return 0;
    } finally {
      await app.close();
    }
  },
};
