import { basename } from "node:path";
import { type App, openApp } from "../app.ts";
import { fetchPage } from "../intake/fetch.ts";
import { type Page, readPage } from "../intake/page.ts";
import { readPageFile, readPageStream } from "../intake/page-file.ts";
import { type TakenIn, takeIn } from "../intake/take-in.ts";
import { PICTURE_BYTES_MAX } from "../media/commands.ts";
import { messageOf, Refusal } from "../platform/errors.ts";
import { canonicalLanguage } from "../platform/languages.ts";
import { fetchOutside, userAgentOf } from "../platform/outgoing.ts";
import { type Command, type CommandContext, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";
import { showProgress } from "./progress.ts";
import { readVersion } from "./version.ts";

export const intakeCommand: Command = {
  name: "intake",
  usage: "FILE|URL|- ... [--publish] [--campaign] [--topic NAME] [--language xx] [--translation-of SLUG] [--json]",
  about: "Makes draft reports of news pages (raw text or HTML), their claims suggested with their chains.",
  async run(context) {
    const { values, words } = readOptions(context.args, {
      publish: "boolean",
      campaign: "boolean",
      json: "boolean",
      topic: "strings",
      language: "string",
      "translation-of": "string",
    });
    if (words.length === 0) throw new UsageError("Name a file, an address, or - for standard input.");
    if (words.filter((word) => word === "-").length > 1)
      throw new UsageError("Standard input can be read once only: name - once.");
    const input: IntakeOptions = {
      publish: values.publish,
      campaign: values.campaign,
      topics: values.topic,
      language: readLanguage(values.language),
      translationOf: values["translation-of"] ?? null,
    };
    if (input.translationOf !== null && words.length > 1)
      throw new UsageError("--translation-of goes with one page: name one only.");

    // Everything is read before the database is opened: where nothing can be read, nothing is started.
    const outcomes: { origin: string; read: ReadPage | null; refusal: string | null }[] = [];
    const progress = showProgress("pages read");
    for (const word of words) {
      outcomes.push(await readOne(word));
      progress.update(outcomes.length, words.length);
    }
    progress.end();
    const app = outcomes.some((outcome) => outcome.read) ? await openApp(context) : null;
    let failed = 0;
    try {
      for (const outcome of outcomes) {
        const result = outcome.read && app ? await store(app, context, outcome.read, input) : null;
        const refusal = outcome.refusal ?? (typeof result === "string" ? result : null);
        if (refusal !== null) {
          failed += 1;
          context.say(`attribune: ${refusal}`);
        } else if (result !== null && typeof result !== "string") report(context, outcome.origin, result, values.json);
      }
    } finally {
      await app?.close();
    }
    return failed === 0 ? 0 : 1;
  },
};

interface IntakeOptions {
  readonly publish: boolean;
  readonly campaign: boolean;
  readonly topics: readonly string[];
  /** Null: the one that the page names, else the one it seems to be written in. */
  readonly language: string | null;
  readonly translationOf: string | null;
}

function readLanguage(tag: string | undefined): string | null {
  if (tag === undefined) return null;
  const language = canonicalLanguage(tag);
  if (language === null) throw new UsageError(`"${tag}" is no language. Write a tag such as ar or pt-BR (BCP 47).`);
  return language;
}

interface ReadPage {
  readonly origin: string;
  readonly bytes: Uint8Array;
  readonly page: Page;
  readonly picture: Uint8Array | null;
}

async function readOne(word: string): Promise<{ origin: string; read: ReadPage | null; refusal: string | null }> {
  const origin = word === "-" ? "standard input" : word;
  try {
    return { origin, read: await readInput(word, origin), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { origin, read: null, refusal: error.message };
    throw error;
  }
}

async function readInput(word: string, origin: string): Promise<ReadPage> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word)) {
    const userAgent = userAgentOf(readVersion(), "https://github.com/attribune/attribune");
    const answer = await fetchPage(word, { userAgent });
    const hints = {
      name: word,
      url: answer.finalUrl,
      ...(answer.contentType === null ? {} : { contentType: answer.contentType }),
    };
    const page = readPage(answer.bytes, hints);
    return { origin: answer.finalUrl, bytes: answer.bytes, page, picture: await fetchPicture(page, userAgent) };
  }
  const bytes = word === "-" ? await readPageStream(process.stdin, origin) : await readPageFile(word);
  return {
    origin: word === "-" ? origin : basename(word),
    bytes,
    page: readPage(bytes, { name: origin }),
    picture: null,
  };
}

/** The lead picture's file; a report without it is better than none, so what can't be had is left. */
async function fetchPicture(page: Page, userAgent: string): Promise<Uint8Array | null> {
  if (!page.image || !/^https?:\/\//.test(page.image.src)) return null;
  try {
    const answer = await fetchOutside(page.image.src, {
      userAgent,
      bytes_max: PICTURE_BYTES_MAX,
      time_ms_max: 20_000,
      accept: "image/*",
    });
    return answer.bytes;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

async function store(
  app: App,
  context: CommandContext,
  read: ReadPage,
  input: IntakeOptions,
): Promise<TakenIn | string> {
  const parts = { db: app.db, clock: context.clock, pictures: app.pictures };
  try {
    const page = input.language === null ? read.page : { ...read.page, language: input.language };
    return await takeIn(parts, { ...read, ...input, page, actor: "command-line" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-a-picture" || error.code === "picture-too-large")
      return store(app, context, { ...read, picture: null }, input);
    return messageOf(error);
  }
}

function report(context: CommandContext, origin: string, made: TakenIn, isJson: boolean): void {
  if (isJson) {
    context.print(JSON.stringify({ file: origin, ...made }));
    return;
  }
  const roots = made.roots.min === made.roots.max ? `${made.roots.max}` : `${made.roots.min} to ${made.roots.max}`;
  context.print(`${origin}: ${made.status} "${made.headline}"`);
  context.print(
    `  ${made.claims} claims from ${roots} independent roots, ${made.unsourced} sentences nobody vouches for`,
  );
  context.print(`  ${made.status === "published" ? made.path : `${made.path} (once it is published)`}`);
  if (made.campaign) context.print(`  campaign ${made.campaign}`);
  for (const note of made.notes) context.print(`  note: ${note}`);
}
