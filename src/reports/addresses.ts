import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { enqueue } from "../platform/jobs.ts";
import { slugify } from "../platform/text.ts";
import { listAnsweredReports, recordTold } from "../sourcing/queries.ts";
import {
  changeSlug,
  findEarlierSlug,
  findReportBySlug,
  insertWithdrawal,
  lockReport,
  pointNowhere,
  replaceFeatures,
} from "./queries.ts";

/**
 * Gives a report another address. The one it had leads there from now on, and so do all it had before; what stands
 * below them too. Refuses a slug that isn't one (`bad-slug`) and one that another report has or had (`slug-taken`).
 * Gives the tags that the press was told.
 */
export async function moveReport(
  trx: Trx,
  clock: Clock,
  input: { readonly reportId: string; readonly slug: string; readonly actor: string },
): Promise<readonly string[]> {
  const report = await lockReport(trx, input.reportId);
  if (!report) throw new Refusal("no-report", `There is no report ${input.reportId}. Look up its id on the desk.`);
  const { slug } = input;
  const proper = slugify(slug);
  if (slug === "" || slug !== proper || /^\d+$/.test(slug))
    throw new Refusal("bad-slug", `"${slug}" can't be an address.${proper === "" ? "" : ` "${proper}" can.`}`);
  const tags = [`report:${report.id}`, `versions:${report.id}`];
  if (slug === report.slug) return [];
  const [other, earlier] = await Promise.all([findReportBySlug(trx, slug), findEarlierSlug(trx, slug)]);
  if (other || (earlier && earlier.report_id !== report.id))
    throw new Refusal("slug-taken", `Another report has or had the address "${slug}". Choose another one.`);
  await changeSlug(trx, { reportId: report.id, from: report.slug, to: slug, at: clock.now() });
  // A draft's address was never anybody's.
  if (report.status !== "draft") await enqueue(trx, "press", { tags });
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.move",
    subject: `report:${report.id}`,
    details: { from: report.slug, to: slug },
  });
  return tags;
}

/**
 * Takes a published report down: from then on its address says that it was withdrawn and why (410). It leaves the lists,
 * what is near it, and its sources' records; versions that readers saw before go with it and stay gone, also where it
 * is published again. Refuses a report that readers don't see (`not-published`) and an empty reason (`no-reason`).
 * Gives the tags that the press was told.
 */
export async function withdrawReport(
  trx: Trx,
  clock: Clock,
  input: { readonly reportId: string; readonly reason: string; readonly actor: string },
): Promise<readonly string[]> {
  const report = await lockReport(trx, input.reportId);
  if (!report) throw new Refusal("no-report", `There is no report ${input.reportId}. Look up its id on the desk.`);
  if (report.published_revision_id === null)
    throw new Refusal("not-published", `"${report.slug}" is not published, so it can't be withdrawn.`);
  const reason = input.reason.trim();
  if (reason === "")
    throw new Refusal("no-reason", "A withdrawn report says why. Give readers the reason in a sentence.");
  await pointNowhere(trx, report.id);
  await insertWithdrawal(trx, { report_id: report.id, withdrawn_at: clock.now(), reason });
  await replaceFeatures(trx, report.id, []);
  const answered = await listAnsweredReports(trx, [report.published_revision_id]);
  const judged = await recordTold(trx, [...new Set([report.id, ...answered])]);
  const tags = [
    `versions:${report.id}`,
    `report:${report.id}`,
    "list:all",
    "list:corrections",
    ...answered.filter((id) => id !== report.id).map((id) => `claims:${id}`),
    ...judged.map((id) => `record:${id}`),
  ];
  await enqueue(trx, "press", { tags });
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.withdraw",
    subject: `report:${report.id}`,
    details: { revision: report.published_revision_id },
  });
  return tags;
}
