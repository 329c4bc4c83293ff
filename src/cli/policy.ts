import { readFile } from "node:fs/promises";
import { openApp } from "../app.ts";
import { inTransaction } from "../platform/db.ts";
import { messageOf, Refusal } from "../platform/errors.ts";
import { writePolicy } from "../policies/commands.ts";
import { listPolicyTexts } from "../policies/queries.ts";
import { firstPolicyText, parsePolicySlug, parsePolicyText } from "../policies/rules.ts";
import { readPublication } from "../site/publication.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const policyWriteCommand: Command = {
  name: "policy write",
  usage: "NAME FILE.md",
  about: "Puts a text of your own on /about, /ethics and so on: Markdown, its first line the title.",
  async run(context) {
    const [name, file, ...rest] = readOptions(context.args, {}).words;
    if (name === undefined || file === undefined || rest.length > 0)
      throw new UsageError("policy write takes the policy's name and one file.");
    const slug = parsePolicySlug(name);
    const text = parsePolicyText(await read(file));
    const app = await openApp(context);
    try {
      const number = await inTransaction(app.db, (trx) =>
        writePolicy(trx, context.clock, { slug, text, actor: "command-line" }),
      );
      context.print(`/${slug} has text ${number}: "${text.title}"`);
      return 0;
    } finally {
      await app.close();
    }
  },
};

export const policyShowCommand: Command = {
  name: "policy show",
  usage: "NAME",
  about: "Prints a policy's text as it stands, to be changed and written back.",
  async run(context) {
    const [name, ...rest] = readOptions(context.args, {}).words;
    if (name === undefined || rest.length > 0) throw new UsageError("policy show takes one policy's name.");
    const slug = parsePolicySlug(name);
    const app = await openApp(context);
    try {
      const [written] = await listPolicyTexts(app.db, [slug]);
      const text =
        written ?? firstPolicyText(slug, context.config.publicationName ?? (await readPublication(app.db)).name);
      context.print(`# ${text.title}\n\n${text.markdown}`);
      return 0;
    } finally {
      await app.close();
    }
  },
};

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw new Refusal("unreadable", `${file} can't be read as a text in UTF-8 (${messageOf(error)}).`);
  }
}
