import { z } from "zod";
import { openApp } from "../app.ts";
import { correctReport } from "../intake/correct.ts";
import { readPage } from "../intake/page.ts";
import { readPageFile, readPageStream } from "../intake/page-file.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

const KINDS = ["correction", "clarification", "update", "retraction"] as const;
const kindSchema = z.enum(KINDS);
const numberSchema = z.coerce.number().int().min(1);
const NOTE_MAX = 2_000;

export const correctCommand: Command = {
  name: "correct",
  usage: "SLUG [FILE|-] --note TEXT --kind correction|clarification|update|retraction [--claim N] [--retract] [--json]",
  about:
    "Publishes a correction of a report with its public note, and the corrected text of FILE if there is one; --retract withdraws the report.",
  async run(context) {
    const { values, words } = readOptions(context.args, {
      kind: "string",
      note: "string",
      claim: "string",
      retract: "boolean",
      json: "boolean",
    });
    const [slug, file, ...more] = words;
    if (slug === undefined || more.length > 0)
      throw new UsageError("Name one report by its slug, and at most one file.");
    const note = values.note?.trim() ?? "";
    if (note === "") throw new UsageError("--note is missing: say to readers what was wrong and what it says now.");
    if (note.length > NOTE_MAX) throw new UsageError(`The note has more than ${NOTE_MAX} characters.`);
    const kind = kindSchema.safeParse(values.retract ? "retraction" : values.kind);
    if (!kind.success) throw new UsageError(`--kind is one of ${KINDS.join(", ")}.`);
    if (values.retract && (values.claim !== undefined || (values.kind ?? "retraction") !== "retraction"))
      throw new UsageError("--retract withdraws a whole report: leave out --claim and --kind.");
    const claim = values.claim === undefined ? null : numberSchema.safeParse(values.claim);
    if (claim && !claim.success) throw new UsageError("--claim is a claim's number: 1, 2, ...");

    const bytes =
      file === undefined ? null : file === "-" ? await readPageStream(process.stdin, file) : await readPageFile(file);
    const page = bytes && readPage(bytes, { name: file ?? "" });
    const app = await openApp(context);
    try {
      const published = await correctReport(app, {
        slug: slug.replace(/^\/?reports\//, ""),
        correction: { kind: kind.data, note, claimNumber: claim?.data ?? null },
        page,
        actor: "command-line",
      });
      const path = `/reports/${published.slug}`;
      const version = published.publicationNumber;
      if (values.json) context.print(JSON.stringify({ slug: published.slug, path, version, kind: kind.data }));
      else {
        context.print(`published version ${version} of ${path} (${kind.data})`);
        context.print(`  what changed: ${path}/versions/${version}/changes`);
      }
      return 0;
    } finally {
      await app.close();
    }
  },
};
