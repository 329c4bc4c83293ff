import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Row, Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { enqueue } from "../platform/jobs.ts";
import { listClaims, recordTold, replaceClaimTranslations } from "../sourcing/queries.ts";
import { findReportBySlug, listTranslations, lockReport, pointOriginal } from "./queries.ts";

/** A claim of the translation, by its number, and the number of the original's claim that it renders. */
export interface ClaimPair {
  readonly translation: number;
  readonly original: number;
}

export interface LinkedTranslation {
  readonly originalSlug: string;
  readonly translationSlug: string;
  readonly pairs: readonly ClaimPair[];
  /** Set where no pairs were given and the two texts have different numbers of claims: then none were paired. */
  readonly unpaired: { readonly original: number; readonly translation: number } | null;
  /** All that the press was told has changed. */
  readonly tags: readonly string[];
}

/**
 * Says that one report is the other in another language. Its claims render the original's: those of `pairs`, else one
 * after the other in the order of the text, where both have as many. What a source told is then counted once. May be
 * called again, with other pairs. Refuses a report of a language that the original has already, a report that others
 * are translations of, and pairs that name no claim or one twice.
 */
export async function linkTranslation(
  trx: Trx,
  clock: Clock,
  input: {
    readonly original: string;
    readonly translation: string;
    readonly pairs?: readonly ClaimPair[];
    readonly actor: string;
  },
): Promise<LinkedTranslation> {
  const named = await reportOf(trx, input.original);
  // A translation of a translation is one of the original.
  const original = await lockReport(trx, named.translation_of ?? named.id);
  const translation = await lockReport(trx, (await reportOf(trx, input.translation)).id);
  if (!original || !translation) throw new Error("broken invariant: a report went while it was linked");
  const kin = await listTranslations(trx, [original.id]);
  refuseUnfit(
    original,
    translation,
    kin.filter((other) => other.id !== translation.id),
  );
  if ((await listTranslations(trx, [translation.id])).some((other) => other.translationOf === translation.id))
    throw new Refusal(
      "has-translations",
      `${translation.slug} has translations of its own. Name it first, and ${original.slug} as its translation.`,
    );

  const ours = await claimsOf(trx, original);
  const theirs = await claimsOf(trx, translation);
  const isEven = ours.length === theirs.length;
  const inOrder = isEven
    ? theirs.map((claim, i) => ({ translation: claim.number, original: ours[i]?.number ?? 0 }))
    : [];
  const pairs = input.pairs ?? inOrder;
  const rows = pairs.map((pair) => ({
    claim_id: idOf(theirs, pair.translation, translation.slug),
    original_claim_id: idOf(ours, pair.original, original.slug),
  }));
  refuseTwice(pairs);
  const before = translation.translation_of;
  await pointOriginal(trx, translation.id, original.id);
  await replaceClaimTranslations(trx, translation.id, rows);
  const tags = await tellPress(trx, [
    original.id,
    translation.id,
    ...kin.map((other) => other.id),
    ...(before ? [before] : []),
  ]);
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.translation",
    subject: `report:${translation.id}`,
    details: { original: original.id, pairs: rows.length },
  });
  const unpaired = input.pairs || isEven ? null : { original: ours.length, translation: theirs.length };
  return { originalSlug: original.slug, translationSlug: translation.slug, pairs, unpaired, tags };
}

/** Takes back that a report is a translation: its claims count for themselves again. Refuses one that is none. */
export async function unlinkTranslation(
  trx: Trx,
  clock: Clock,
  input: { readonly translation: string; readonly actor: string },
): Promise<readonly string[]> {
  const translation = await reportOf(trx, input.translation);
  const original = translation.translation_of;
  if (original === null)
    throw new Refusal(
      "no-translation",
      `${translation.slug} is no translation of another report: nothing to take back.`,
    );
  await pointOriginal(trx, translation.id, null);
  await replaceClaimTranslations(trx, translation.id, []);
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.translation-undone",
    subject: `report:${translation.id}`,
    details: { original },
  });
  return tellPress(trx, [
    original,
    translation.id,
    ...(await listTranslations(trx, [original])).map((other) => other.id),
  ]);
}

async function reportOf(trx: Trx, slug: string): Promise<Row<"reports">> {
  const report = await findReportBySlug(trx, slug);
  if (!report)
    throw new Refusal("no-report", `There is no report "${slug}". Its address ends with its slug: /reports/SLUG.`);
  return report;
}

function refuseUnfit(
  original: Row<"reports">,
  translation: Row<"reports">,
  others: readonly { readonly slug: string; readonly language: string }[],
): void {
  if (original.id === translation.id)
    throw new Refusal("same-report", `${original.slug} can't be a translation of itself. Name two reports.`);
  const unknown = [original, translation].find((report) => report.language === "und");
  if (unknown)
    throw new Refusal(
      "unknown-language",
      `Nobody knows the language of ${unknown.slug}. Take it in with --language, then link it.`,
    );
  const same = [original, ...others].find((other) => other.language === translation.language);
  if (same)
    throw new Refusal(
      "same-language",
      `${translation.slug} and ${same.slug} are both in the language "${translation.language}". A translation is in another.`,
    );
}

/** The claims that readers see, or would see: the published revision's, else the latest one's. */
function claimsOf(trx: Trx, report: Row<"reports">) {
  return listClaims(trx, [report.published_revision_id ?? report.latest_revision_id]);
}

function idOf(claims: readonly { readonly claim_id: string; readonly number: number }[], number: number, slug: string) {
  const claim = claims.find((candidate) => candidate.number === number);
  if (!claim) {
    const numbers = claims.map((candidate) => candidate.number).join(", ");
    throw new Refusal("no-claim", `${slug} has no claim ${number}. It has ${numbers === "" ? "none" : numbers}.`);
  }
  return claim.claim_id;
}

function refuseTwice(pairs: readonly ClaimPair[]): void {
  const numbers = pairs.map((pair) => pair.translation);
  const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
  if (twice !== undefined)
    throw new Refusal("paired-twice", `Claim ${twice} of the translation is paired twice. It renders one claim.`);
}

/** Counts anew what was told, and asks for the pages that show it: those of the reports concerned and their sources. */
async function tellPress(trx: Trx, reportIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(reportIds)];
  const judged = await recordTold(trx, ids);
  const tags = [
    ...ids.flatMap((id) => [`translations:${id}`, `claims:${id}`]),
    ...judged.map((sourceId) => `record:${sourceId}`),
  ];
  await enqueue(trx, "press", { tags });
  return tags;
}
