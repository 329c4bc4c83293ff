import type { Node } from "prosemirror-model";
import { independentRoots } from "../attribution/roots.ts";
import type { Attribution } from "../attribution/types.ts";
import { type Anchor, documentFromParagraphs, markClaims } from "../document/anchor.ts";
import { picturesIn, storeDocument } from "../document/schema.ts";
import { toParagraphs } from "../document/to-text.ts";
import { writeAudit } from "../people/audit.ts";
import { ensureAuthor } from "../people/commands.ts";
import { namesInByline } from "../people/rules.ts";
import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { invariant, Refusal } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { freeSlug } from "../platform/slugs.ts";
import { wordCount } from "../platform/text.ts";
import { type ClaimInput, saveClaims } from "../sourcing/commands.ts";
import { listClaims } from "../sourcing/queries.ts";
import { ensureEntities, ensureTopic, type TopicInput } from "../topics/commands.ts";
import { matchTopics } from "../topics/queries.ts";
import { foldName, phrasesOf, suggestEntities, suggestTopics } from "../topics/rules.ts";
import { matchClaims } from "./matching.ts";
import {
  attachEntities,
  attachTopics,
  findReport,
  hasChosenTopics,
  insertIntake,
  insertReport,
  insertRevision,
  lastRevisionNumber,
  pointLatest,
  reportSlugTaken,
} from "./queries.ts";
import type { Label } from "./schema.ts";

/** A report's head, words and claims, as they are to stand in one revision. */
export interface ReportContent {
  readonly label: Label;
  readonly headline: string;
  readonly standfirst?: string | null;
  /** As printed; the people it names become authors. */
  readonly byline?: string | null;
  readonly dateline?: string | null;
  readonly supportCall?: string | null;
  readonly picture?: {
    /** Null: the page had a picture, but we don't have its file. */
    readonly id: string | null;
    readonly alt?: string | null;
    readonly caption?: string | null;
    readonly credit?: string | null;
  } | null;
  readonly paragraphs: readonly string[];
  /** The body with its tables, pictures and footnotes, without claims' marks; its text blocks are `paragraphs`. Left out: plain paragraphs. */
  readonly document?: Node;
  readonly attribution: Attribution;
  /** As a person chose them; left out: those a person chose before, else what the text is about of the topics known. */
  readonly topics?: readonly TopicInput[];
  /** A person has looked at every claim. */
  readonly isConfirmed: boolean;
}

export interface DraftInput {
  readonly content: ReportContent;
  readonly slug?: string;
  readonly isSample?: boolean;
  /** Where the text came in from, and what the page said besides. */
  readonly intake?: { readonly origin: string; readonly sha256: string; readonly page: unknown };
  /** Who does it, for the audit: `command-line`, or a staff member's id. */
  readonly actor: string;
}

export interface Drafted {
  readonly reportId: string;
  readonly revisionId: string;
  readonly slug: string;
}

/** Makes a draft report with its first revision. Refuses a report without a headline or without words. */
export async function draftReport(trx: Trx, clock: Clock, input: DraftInput): Promise<Drafted> {
  const reportId = newId(clock);
  const slug = await freeSlug(input.slug ?? input.content.headline, "report", (candidate) =>
    reportSlugTaken(trx, candidate),
  );
  const revisionId = newId(clock);
  await insertReport(trx, {
    id: reportId,
    slug,
    status: "draft",
    language: input.content.attribution.language,
    latest_revision_id: revisionId,
    published_revision_id: null,
    first_published_at: null,
    published_at: null,
    ordinal: null,
    translation_of: null,
    is_sample: input.isSample ?? false,
    created_at: clock.now(),
  });
  await writeRevision(trx, clock, {
    reportId,
    revisionId,
    number: 1,
    content: input.content,
    earlierRevisionId: null,
    actor: input.actor,
  });
  if (input.intake) {
    const { origin, sha256, page } = input.intake;
    await insertIntake(trx, { report_id: reportId, origin, sha256, taken_at: clock.now(), page: JSON.stringify(page) });
  }
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.draft",
    subject: `report:${reportId}`,
    details: { revision: revisionId },
  });
  return { reportId, revisionId, slug };
}

/**
 * Adds a revision to a report; what readers see stays until it is published. Claims whose words stay near keep their
 * number and address. Gives the revision's id.
 */
export async function reviseReport(
  trx: Trx,
  clock: Clock,
  input: { readonly reportId: string; readonly content: ReportContent; readonly actor: string },
): Promise<string> {
  const report = await findReport(trx, input.reportId);
  if (!report) throw new Refusal("no-report", `There is no report ${input.reportId}. Look up its id on the desk.`);
  const revisionId = newId(clock);
  const number = (await lastRevisionNumber(trx, report.id)) + 1;
  await writeRevision(trx, clock, {
    reportId: report.id,
    revisionId,
    number,
    content: input.content,
    earlierRevisionId: report.latest_revision_id,
    actor: input.actor,
  });
  await pointLatest(trx, report.id, revisionId);
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "report.revise",
    subject: `report:${report.id}`,
    details: { revision: revisionId },
  });
  return revisionId;
}

interface RevisionInput {
  readonly reportId: string;
  readonly revisionId: string;
  readonly number: number;
  readonly content: ReportContent;
  readonly earlierRevisionId: string | null;
  readonly actor: string;
}

async function writeRevision(trx: Trx, clock: Clock, input: RevisionInput): Promise<void> {
  const { content, revisionId, reportId } = input;
  const { attribution } = content;
  if (content.headline.trim() === "")
    throw new Refusal("no-headline", "The report has no headline. Write one, then save it again.");
  const words_count = wordCount(content.paragraphs.join("\n"));
  if (words_count === 0)
    throw new Refusal("no-body", `"${content.headline}" has no text. Write at least one paragraph.`);

  const earlier = input.earlierRevisionId === null ? [] : await listClaims(trx, [input.earlierRevisionId]);
  const ids = claimIds(
    clock,
    attribution,
    earlier.map((claim) => ({ id: claim.claim_id, text: claim.text })),
  );
  const claims = claimInputs(attribution, ids, content.isConfirmed);
  const kinds = new Map(attribution.sources.map((source) => [source.id, source.kind]));
  const roots = independentRoots(
    attribution.claims.map((claim) => claim.chain),
    kinds,
  );
  const marked = markedDocument(content, anchorsOf(attribution, ids));
  const document = storeDocument(marked);

  const authorIds: string[] = [];
  for (const name of namesInByline(content.byline ?? "")) authorIds.push(await ensureAuthor(trx, clock, name));
  await insertRevision(
    trx,
    {
      id: revisionId,
      report_id: reportId,
      number: input.number,
      label: content.label,
      headline: content.headline,
      standfirst: content.standfirst ?? null,
      byline: content.byline ?? null,
      dateline: content.dateline ?? null,
      support_call: content.supportCall ?? null,
      picture_id: content.picture?.id ?? null,
      picture_alt: content.picture?.alt ?? null,
      picture_caption: content.picture?.caption ?? null,
      picture_credit: content.picture?.credit ?? null,
      document_version: document.version,
      document: JSON.stringify(document.doc),
      words_count,
      claims_count: claims.length,
      confirmed_count: claims.filter((claim) => claim.isConfirmed).length,
      unsourced_count: attribution.unsourced.length,
      roots_min: roots.min,
      roots_max: roots.max,
      created_at: clock.now(),
      created_by: input.actor,
    },
    authorIds,
    picturesIn(marked),
  );
  const sources = attribution.sources.map((source) => ({ ...source, key: source.id }));
  await saveClaims(trx, clock, { reportId, revisionId, sources, claims });
  await attachSubjects(trx, clock, reportId, content);
}

function markedDocument({ document, paragraphs }: ReportContent, anchors: readonly Anchor[]): Node {
  if (!document) return documentFromParagraphs(paragraphs, anchors);
  const words = toParagraphs(document);
  invariant(
    words.length === paragraphs.length && words.every((text, i) => text === paragraphs[i]),
    "a document's text blocks are the paragraphs that claims were looked for in",
  );
  return markClaims(document, anchors);
}

async function attachSubjects(trx: Trx, clock: Clock, reportId: string, content: ReportContent): Promise<void> {
  if (content.topics) {
    const topicIds: string[] = [];
    for (const topic of content.topics) topicIds.push(await ensureTopic(trx, clock, topic));
    await attachTopics(trx, reportId, topicIds, { isSuggested: false });
  } else if (!(await hasChosenTopics(trx, reportId))) {
    const text = [content.headline, ...content.paragraphs];
    const names = await matchTopics(trx, [...phrasesOf(text.join("\n"))]);
    const topicIds = suggestTopics(content.headline, content.paragraphs, names);
    await attachTopics(trx, reportId, topicIds, { isSuggested: true });
  }
  const people = new Set(
    content.attribution.sources.filter((source) => source.kind === "person").map((source) => foldName(source.name)),
  );
  const entities = suggestEntities(content.paragraphs, people);
  const entityIds = await ensureEntities(trx, clock, entities);
  await attachEntities(
    trx,
    reportId,
    entities.flatMap(({ mentions_count }, i) =>
      entityIds[i] === undefined ? [] : [{ id: entityIds[i], mentions_count }],
    ),
  );
}

/** The id of each suggested claim: an earlier revision's where the words are near, else a new one. */
function claimIds(
  clock: Clock,
  attribution: Attribution,
  earlier: readonly { id: string; text: string }[],
): Map<string, string> {
  const matched = matchClaims(
    earlier,
    attribution.claims.map((claim) => textOf(claim.content)),
  );
  return new Map(attribution.claims.map((claim, i) => [claim.id, matched[i] ?? newId(clock)]));
}

function claimInputs(attribution: Attribution, ids: ReadonlyMap<string, string>, isConfirmed: boolean): ClaimInput[] {
  return attribution.claims.map((claim) => {
    const id = ids.get(claim.id);
    invariant(id !== undefined, "every claim has an id");
    const of = claim.relation ? ids.get(claim.relation.of) : undefined;
    return {
      id,
      text: textOf(claim.content),
      form: claim.form,
      stance: claim.stance,
      cue: claim.cue?.text ?? null,
      sourceText: claim.source?.text ?? null,
      chain: claim.chain,
      relations: claim.relation && of !== undefined && of !== id ? [{ type: claim.relation.type, toClaimId: of }] : [],
      confidence: isConfirmed ? 1 : claim.confidence,
      isConfirmed,
    };
  });
}

function anchorsOf(attribution: Attribution, ids: ReadonlyMap<string, string>): Anchor[] {
  return [
    ...attribution.claims.flatMap((claim) =>
      claim.content.map((piece) => ({ ...piece, claimId: ids.get(claim.id) ?? null })),
    ),
    ...attribution.unsourced.map((piece) => ({ ...piece, claimId: null })),
  ];
}

function textOf(pieces: readonly { readonly text: string }[]): string {
  return pieces.map((piece) => piece.text).join(" … ");
}
