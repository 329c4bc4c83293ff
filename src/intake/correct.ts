import type { Clock } from "../platform/clock.ts";
import { type Db, inTransaction } from "../platform/db.ts";
import { invariant, Refusal } from "../platform/errors.ts";
import { reviseReport } from "../reports/commands.ts";
import { type CorrectionInput, type Published, publishReport } from "../reports/publish.ts";
import { findReportBySlug, findRevision } from "../reports/queries.ts";
import { attributionOf } from "./extract.ts";
import type { Page } from "./page.ts";
import { contentOf } from "./take-in.ts";

export interface CorrectionOfReport {
  readonly slug: string;
  readonly correction: CorrectionInput;
  /** The corrected text; null: the text stays, and only the note is added. */
  readonly page: Page | null;
  readonly actor: string;
}

/**
 * Publishes a correction, in one transaction: with the corrected text, or with the note alone. What a page doesn't say
 * (its label, standfirst, byline, dateline, picture) stays as it was published; claims whose words stay near keep their
 * number. Refuses a slug that no published report has, and whatever `publishReport` refuses.
 */
export async function correctReport(
  parts: { readonly db: Db; readonly clock: Clock },
  input: CorrectionOfReport,
): Promise<Published> {
  const { correction, page, actor } = input;
  return inTransaction(parts.db, async (trx) => {
    const report = await findReportBySlug(trx, input.slug);
    if (!report || report.published_revision_id === null) {
      throw new Refusal(
        "no-report",
        `No published report has the address /reports/${input.slug}. Name it as its address does.`,
      );
    }
    if (page) {
      const before = await findRevision(trx, report.published_revision_id);
      invariant(before, "a published report has a revision");
      const read = contentOf(page, attributionOf(page), null, undefined);
      const content = {
        ...read,
        label: page.label ?? before.label,
        standfirst: before.standfirst,
        byline: read.byline ?? before.byline,
        dateline: read.dateline ?? before.dateline,
        supportCall: read.supportCall ?? before.support_call,
        picture: {
          id: before.picture_id,
          alt: before.picture_alt,
          caption: read.picture?.caption ?? before.picture_caption,
          credit: read.picture?.credit ?? before.picture_credit,
        },
      };
      await reviseReport(trx, parts.clock, { reportId: report.id, content, actor });
    }
    return publishReport(trx, parts.clock, { reportId: report.id, correction, keepsText: page === null, actor });
  });
}
