import { readDocument } from "../document/schema.ts";
import { toText } from "../document/to-text.ts";
import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { invariant, Refusal } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { enqueue } from "../platform/jobs.ts";
import {
  listAnsweredReports,
  listClaimNumbers,
  listHops,
  listRelations,
  listToldInOriginals,
  recordTold,
} from "../sourcing/queries.ts";
import { appendToLists, type ListEntry } from "./lists.ts";
import {
  findNear,
  findRevision,
  insertCorrection,
  insertPublication,
  listAuthorIds,
  listEntities,
  listTopicIds,
  listTranslations,
  lockReport,
  pointPublished,
  replaceFeatures,
} from "./queries.ts";
import { featuresOf } from "./rules.ts";
import type { CorrectionKind } from "./schema.ts";

/** How many related reports a page names, and so how many others a publication reprints for their sake. */
export const NEAR_MAX = 5;
/** In the lists of how many entities a report stands: of those that it names most. */
const LISTED_ENTITIES_MAX = 6;

export interface CorrectionInput {
  readonly kind: CorrectionKind;
  /** For readers: what was wrong and what it says now. */
  readonly note: string;
  /** The number of the claim it touches, if it touches one. */
  readonly claimNumber?: number | null;
}

export interface Published {
  readonly reportId: string;
  readonly slug: string;
  /** 1 for the first time, then one more for each correction. */
  readonly publicationNumber: number;
  /** All that the press was told has changed. */
  readonly tags: readonly string[];
}

/**
 * Puts a report's latest revision before readers, or says something in public of the one that stands there: the pointer, the lists, the audit and the press's job in one
 * transaction. What was published before can only change with a correction, which says so in public. Refuses a second
 * publication without one, and a correction that touches no claim of the report.
 *
 * With `keepsText` the text stays as readers see it: a note is added, as when a report is retracted. That is a
 * publication of its own too, of the same revision; a draft that waits behind it stays a draft.
 */
export async function publishReport(
  trx: Trx,
  clock: Clock,
  input: {
    readonly reportId: string;
    readonly correction?: CorrectionInput;
    readonly keepsText?: boolean;
    readonly actor: string;
  },
): Promise<Published> {
  const report = await lockReport(trx, input.reportId);
  if (!report) throw new Refusal("no-report", `There is no report ${input.reportId}. Look up its id on the desk.`);
  const keepsText = input.keepsText === true && report.published_revision_id !== null;
  const revision = await findRevision(
    trx,
    (keepsText ? report.published_revision_id : null) ?? report.latest_revision_id,
  );
  invariant(revision, "a report has a latest revision");
  const { correction } = input;
  if (report.published_revision_id === revision.id && !(keepsText && correction)) {
    throw new Refusal(
      "already-published",
      `"${revision.headline}" is published as it stands. Change it first, then publish it with a correction.`,
    );
  }
  if (report.published_revision_id !== null && !correction) {
    throw new Refusal(
      "correction-needed",
      `"${revision.headline}" is published. A change needs a public note: say what was corrected and why.`,
    );
  }
  if (correction && report.published_revision_id === null) {
    throw new Refusal(
      "nothing-to-correct",
      `"${revision.headline}" was never published, so there is nothing to correct. Publish it without a note.`,
    );
  }

  const now = clock.now();
  const topicIds = await listTopicIds(trx, report.id);
  const entities = (await listEntities(trx, report.id)).map((entity) => ({
    id: entity.entity_id,
    mentions_count: entity.mentions_count,
  }));
  const hops = await listHops(trx, [revision.id]);
  const told = await listToldInOriginals(
    trx,
    hops.map((hop) => hop.claim_id),
  );
  const correctionId = newId(clock);
  const entries: ListEntry[] = [
    { list: "all", itemId: report.id },
    ...topicIds.map((id) => ({ list: `topic:${id}` as const, itemId: report.id })),
    ...entities.slice(0, LISTED_ENTITIES_MAX).map(({ id }) => ({ list: `entity:${id}` as const, itemId: report.id })),
    ...(await listAuthorIds(trx, revision.id)).map((id) => ({ list: `author:${id}` as const, itemId: report.id })),
    ...hops
      .filter((hop) => hop.slug !== null && !told.has(`${hop.id} ${hop.claim_id}`))
      .map((hop) => ({ list: `source:${hop.id}` as const, itemId: hop.claim_id })),
    ...(correction ? [{ list: "corrections" as const, itemId: correctionId }] : []),
  ];
  const ordinals = await appendToLists(trx, entries);
  const ordinal = report.ordinal ?? ordinals.get(`all ${report.id}`);
  invariant(ordinal !== undefined, "a published report has a place among all reports");
  const published = {
    published_revision_id: revision.id,
    first_published_at: report.first_published_at ?? now,
    published_at: now,
    ordinal,
  };
  await pointPublished(trx, report.id, published);
  const publicationNumber = await insertPublication(trx, report.id, revision.id, now);
  if (correction)
    await writeCorrection(trx, correction, { id: correctionId, reportId: report.id, publicationNumber, now });

  // What the earlier version answered is answered no more, unless this one does it too.
  const revisionIds = [revision.id, ...(report.published_revision_id === null ? [] : [report.published_revision_id])];
  const answered = await listAnsweredReports(trx, revisionIds);
  const translations = await listTranslations(trx, [report.id, ...answered]);
  const judged = await recordTold(trx, [
    ...new Set([report.id, ...answered, ...translations.map((translation) => translation.id)]),
  ]);

  const text = toText(readDocument({ version: revision.document_version, doc: revision.document }));
  const sourceIds = hops.filter((hop) => hop.slug !== null).map((hop) => hop.id);
  const features = featuresOf({ headline: revision.headline, text, topicIds, sourceIds, entities });
  await replaceFeatures(
    trx,
    report.id,
    features.map((feature) => ({ ...feature, report_id: report.id, ordinal })),
  );

  const near = await findNear(trx, [report.id], NEAR_MAX);
  const claimIds = (await listClaimNumbers(trx, report.id)).map((claim) => claim.id);
  const related = await listRelations(trx, claimIds, [revision.id]);
  const answering = related.flatMap((relation) => [relation.from_report_id, relation.to_report_id]);
  // Earlier versions stand as they were, but a report that is withdrawn is so in all of them.
  const isWithdrawn = correction?.kind === "retraction" && !correction.claimNumber;
  const versions = isWithdrawn ? [`versions:${report.id}`] : [];
  const tags = [`report:${report.id}`, ...versions, ...new Set(entries.map((entry) => `list:${entry.list}`))];
  // Two jobs, for the report and the lists it stands in are what readers wait for; the others only name it.
  await enqueue(trx, "press", { tags });
  const around = [
    ...near.map((other) => `near:${other.near_id}`),
    ...new Set([...answered, ...answering].filter((id) => id !== report.id).map((id) => `claims:${id}`)),
    ...new Set(translations.map((translation) => `translations:${translation.id}`)),
    ...judged.map((id) => `record:${id}`),
  ];
  if (around.length > 0) await enqueue(trx, "press", { tags: around });
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: correction ? `report.${correction.kind}` : "report.publish",
    subject: `report:${report.id}`,
    details: { revision: revision.id, publication: publicationNumber },
  });
  return { reportId: report.id, slug: report.slug, publicationNumber, tags: [...tags, ...around] };
}

async function writeCorrection(
  trx: Trx,
  correction: CorrectionInput,
  at: { readonly id: string; readonly reportId: string; readonly publicationNumber: number; readonly now: Date },
): Promise<void> {
  const claims = await listClaimNumbers(trx, at.reportId);
  const claim = claims.find((candidate) => candidate.number === correction.claimNumber);
  if (correction.claimNumber && !claim) {
    throw new Refusal(
      "no-claim",
      `The report has no claim ${correction.claimNumber}. It has claims 1 to ${claims.at(-1)?.number ?? 0}.`,
    );
  }
  await insertCorrection(trx, {
    id: at.id,
    report_id: at.reportId,
    publication_number: at.publicationNumber,
    kind: correction.kind,
    note: correction.note,
    claim_id: claim?.id ?? null,
    published_at: at.now,
  });
}
