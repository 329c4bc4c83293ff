import { openApp } from "../app.ts";
import { inTransaction } from "../platform/db.ts";
import { type ClaimPair, linkTranslation, unlinkTranslation } from "../reports/translations.ts";
import { type Command, type CommandContext, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const translationLinkCommand: Command = {
  name: "translation link",
  usage: "ORIGINAL TRANSLATION [--pair N=M]... [--json]",
  about:
    "Says that one report is another in a second language; --pair: its claim N renders the original's claim M (else in order).",
  async run(context) {
    const { values, words } = readOptions(context.args, { pair: "strings", json: "boolean" });
    const [original, translation, ...more] = words;
    if (original === undefined || translation === undefined || more.length > 0)
      throw new UsageError("Name two reports by their slugs: the original, then its translation.");
    const pairs = values.pair.map(readPair);
    const linked = await withDatabase(context, (trx) =>
      linkTranslation(trx, context.clock, {
        ...{ original, translation, actor: "command-line" },
        ...(pairs.length > 0 ? { pairs } : {}),
      }),
    );
    const { originalSlug, translationSlug, unpaired } = linked;
    if (values.json)
      context.print(JSON.stringify({ original: originalSlug, translation: translationSlug, pairs: linked.pairs }));
    else
      context.print(
        `${translationSlug} is ${originalSlug} in another language; ${linked.pairs.length} of its claims render the original's`,
      );
    if (unpaired)
      context.say(
        `attribune: the original has ${unpaired.original} claims and the translation ${unpaired.translation}, so none were paired. Pair them with --pair N=M.`,
      );
    return 0;
  },
};

export const translationUnlinkCommand: Command = {
  name: "translation unlink",
  usage: "TRANSLATION",
  about: "Takes back that a report is a translation of another.",
  async run(context) {
    const { words } = readOptions(context.args, {});
    const [translation, ...more] = words;
    if (translation === undefined || more.length > 0) throw new UsageError("Name one report by its slug.");
    await withDatabase(context, (trx) => unlinkTranslation(trx, context.clock, { translation, actor: "command-line" }));
    context.print(`${translation} stands for itself again`);
    return 0;
  },
};

async function withDatabase<Result>(
  context: CommandContext,
  work: Parameters<typeof inTransaction<Result>>[1],
): Promise<Result> {
  const app = await openApp(context);
  try {
    return await inTransaction(app.db, work);
  } finally {
    await app.close();
  }
}

function readPair(text: string): ClaimPair {
  const match = /^(\d{1,6})=(\d{1,6})$/.exec(text);
  if (!match) throw new UsageError(`"${text}" is no pair of claims. Write the translation's number first: --pair 3=4.`);
  return { translation: Number(match[1]), original: Number(match[2]) };
}
