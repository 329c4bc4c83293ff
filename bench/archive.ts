import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { App } from "../src/app.ts";
import { attribute } from "../src/attribution/attribute.ts";
import { readPage } from "../src/intake/page.ts";
import { inTransaction } from "../src/platform/db.ts";
import { draftReport, type ReportContent } from "../src/reports/commands.ts";
import { type Published, publishReport } from "../src/reports/publish.ts";

const SAMPLES = fileURLToPath(new URL("../test/samples/", import.meta.url));
const TOPICS = 40;
const AT_ONCE = 4;

/** The sample pages as contents of reports: real text, real claims, attributed once. */
export function sampleContents(): ReportContent[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => {
      const page = readPage(readFileSync(SAMPLES + name), { name });
      const attribution = attribute(page.body, { language: "en", headline: page.headline });
      return {
        label: page.label ?? "report",
        headline: page.headline,
        byline: page.byline,
        paragraphs: page.body,
        attribution,
        isConfirmed: true,
      };
    });
}

/** One more report: a sample's text under a headline and a topic of its own. */
export function contentNumber(contents: readonly ReportContent[], number: number): ReportContent {
  const content = contents[number % contents.length];
  if (!content) throw new Error("there are no sample pages");
  return { ...content, headline: `${content.headline} (${number})`, topics: [{ name: `Topic ${number % TOPICS}` }] };
}

/** Publishes reports until the archive holds `reports_count`, without printing them; the press's jobs are dropped. */
export async function fillArchive(app: App, from: number, reports_count: number): Promise<void> {
  const contents = sampleContents();
  let next = from;
  const worker = async () => {
    while (next < reports_count) {
      const number = next++;
      await publishOne(app, contentNumber(contents, number));
      if (number % 500 === 499) process.stderr.write(`${number + 1} reports in the archive\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await app.pool.query("delete from graphile_worker._private_jobs");
  await app.pool.query("vacuum analyze");
}

/** Drafts a report, then publishes it, as two people at two moments do. */
export async function publishOne(app: App, content: ReportContent): Promise<Published> {
  return publishDraft(app, await draftOne(app, content));
}

/** Drafts a report; gives its id. */
export async function draftOne(app: App, content: ReportContent): Promise<string> {
  const draft = { content, actor: "bench" };
  return (await inTransaction(app.db, (trx) => draftReport(trx, app.clock, draft))).reportId;
}

export async function publishDraft(app: App, reportId: string): Promise<Published> {
  return inTransaction(app.db, (trx) => publishReport(trx, app.clock, { reportId, actor: "bench" }));
}
