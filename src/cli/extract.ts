import { basename } from "node:path";
import { extractPage } from "../intake/extract.ts";
import { readPageFile, readPageStream } from "../intake/page-file.ts";
import { Refusal } from "../platform/errors.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const extractCommand: Command = {
  name: "extract",
  usage: "FILE ... [--json]",
  about: "Prints what intake and attribution find in pages; stores nothing and needs no database.",
  async run(context) {
    const { values, words } = readOptions(context.args, { json: "boolean" });
    if (words.length === 0) throw new UsageError("Name a file, or - for standard input.");
    let failed = 0;
    for (const word of words) {
      try {
        const bytes = word === "-" ? await readPageStream(process.stdin, "standard input") : await readPageFile(word);
        const found = extractPage(word === "-" ? "-" : basename(word), bytes, {});
        if (values.json) context.print(JSON.stringify(found));
        else for (const line of describe(found)) context.print(line);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        failed += 1;
        context.say(`attribune: ${error.message}`);
      }
    }
    return failed === 0 ? 0 : 1;
  },
};

function* describe(found: ReturnType<typeof extractPage>): Generator<string> {
  const names = new Map(found.sources.map((source) => [source.id, source.name]));
  yield `${found.file}: ${found.page.headline}`;
  for (const claim of found.claims) {
    const chain = ["us", ...claim.chain.map((id) => names.get(id) ?? id)].join(" <- ");
    yield `  ${claim.id} ${claim.chain.length === 0 ? "nobody named" : chain} (${claim.stance}): ${claim.content.map((piece) => piece.text).join(" ... ")}`;
  }
  for (const sentence of found.unsourced) yield `  nobody vouches: ${sentence}`;
  yield `  independent roots: ${found.roots.min} to ${found.roots.max}`;
}
