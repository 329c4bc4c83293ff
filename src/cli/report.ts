import { type App, openApp } from "../app.ts";
import { inTransaction } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { moveReport, withdrawReport } from "../reports/addresses.ts";
import { findReportBySlug } from "../reports/queries.ts";
import { type Command, UsageError } from "./command.ts";
import { readOptions } from "./options.ts";

export const withdrawCommand: Command = {
  name: "report withdraw",
  usage: "SLUG --reason TEXT",
  about: "Takes a published report down; its address says that and why.",
  async run(context) {
    const { values, words } = readOptions(context.args, { reason: "string" });
    const [slug, ...more] = words;
    if (slug === undefined || more.length > 0) throw new UsageError("report withdraw takes the slug of one report.");
    const { reason } = values;
    if (reason === undefined) throw new UsageError("--reason is missing: what readers are told.");
    const app = await openApp(context);
    try {
      const reportId = await findId(app, slug);
      await inTransaction(app.db, (trx) =>
        withdrawReport(trx, context.clock, { reportId, reason, actor: "command-line" }),
      );
      context.print(`withdrawn: /reports/${slug} says why from now on`);
      return 0;
    } finally {
      await app.close();
    }
  },
};

export const moveCommand: Command = {
  name: "report move",
  usage: "SLUG NEW-SLUG",
  about: "Gives a report another address; the one it had leads there.",
  async run(context) {
    const { words } = readOptions(context.args, {});
    const [from, slug, ...more] = words;
    if (from === undefined || slug === undefined || more.length > 0)
      throw new UsageError("report move takes the slug of a report and the one it gets.");
    const app = await openApp(context);
    try {
      const reportId = await findId(app, from);
      await inTransaction(app.db, (trx) => moveReport(trx, context.clock, { reportId, slug, actor: "command-line" }));
      context.print(`moved: /reports/${from} leads to /reports/${slug}`);
      return 0;
    } finally {
      await app.close();
    }
  },
};

async function findId(app: App, slug: string): Promise<string> {
  const report = await findReportBySlug(app.db, slug);
  if (!report) throw new Refusal("no-report", `There is no report "${slug}". Its slug is what its address ends with.`);
  return report.id;
}
