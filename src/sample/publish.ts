import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import {
  bookOpeningBalance,
  createCampaign,
  recordDonation,
  recordExpense,
  reverseTransfer,
} from "../funding/commands.ts";
import { storePicture } from "../media/commands.ts";
import { ensureAuthor } from "../people/commands.ts";
import type { Clock } from "../platform/clock.ts";
import { type Db, inTransaction, type Trx } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import type { Files } from "../platform/files.ts";
import { parseMoney } from "../platform/money.ts";
import { readSetting } from "../platform/settings.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { writePublication } from "../site/publication.ts";
import { ensureTopic } from "../topics/commands.ts";
import { type MarkedReport, parseMarked } from "./marked.ts";
import {
  type Ago,
  SAMPLE_AUTHORS,
  SAMPLE_CAMPAIGN,
  SAMPLE_CURRENCY,
  SAMPLE_EVENTS,
  SAMPLE_PUBLICATION,
  SAMPLE_TOPICS,
  type SampleEvent,
} from "./plan.ts";

/** What every idempotency key of the sample's bookings begins with: so its transfers are told from real ones. */
export const SAMPLE_KEY = "sample:";
const PICTURE_WIDTH = 1600;
const ACTOR = "sample";

export interface SampleParts {
  readonly db: Db;
  readonly clock: Clock;
  /** Where originals of pictures are kept. */
  readonly pictures: Files;
}

/**
 * Publishes the sample publication on an empty database, in one transaction: reports over the last six weeks, a
 * correction, a campaign with its bookings. Does nothing, and says `false`, where anything was published, booked or
 * set up before.
 */
export async function publishSample(parts: SampleParts): Promise<boolean> {
  return inTransaction(parts.db, async (trx) => {
    if (!(await isEmpty(trx))) return false;
    await writePublication(trx, SAMPLE_PUBLICATION);
    const begun = at(parts.clock, SAMPLE_CAMPAIGN.begins);
    for (const topic of SAMPLE_TOPICS) await ensureTopic(trx, begun, topic);
    for (const author of SAMPLE_AUTHORS) await ensureAuthor(trx, begun, author.name, author.about);
    const { slug, title, purpose, marks } = SAMPLE_CAMPAIGN;
    await createCampaign(trx, begun, {
      slug,
      title,
      purpose,
      marks: [...marks],
      currency: SAMPLE_CURRENCY,
      startsAt: begun.now(),
      isMain: true,
    });
    const published = new Map<string, Published>();
    const booked = new Map<string, string>();
    for (const event of SAMPLE_EVENTS) await happen(trx, parts, event, published, booked);
    return true;
  });
}

interface Published {
  readonly reportId: string;
  readonly at: Date;
  readonly pictureId: string | null;
}

async function happen(
  trx: Trx,
  parts: SampleParts,
  event: SampleEvent,
  published: Map<string, Published>,
  booked: Map<string, string>,
): Promise<void> {
  const clock = at(parts.clock, event.at);
  const bookedOn = clock.now().toISOString().slice(0, 10);
  const campaign = SAMPLE_CAMPAIGN.slug;
  switch (event.kind) {
    case "report": {
      const marked = await readMarked(event.file, clock.now(), "first");
      const pictureId = marked.picture ? await draw(trx, parts, clock, marked.picture.file) : null;
      const draft = await draftReport(trx, clock, {
        content: contentOf(marked, pictureId),
        isSample: true,
        actor: ACTOR,
      });
      await publishReport(trx, clock, { reportId: draft.reportId, actor: ACTOR });
      published.set(event.file, { reportId: draft.reportId, at: clock.now(), pictureId });
      return;
    }
    case "correction": {
      const before = published.get(event.file);
      invariant(before, "the sample corrects what it published");
      const marked = await readMarked(event.file, before.at, "corrected");
      invariant(marked.correction, "a corrected report says what was corrected");
      await reviseReport(trx, clock, {
        reportId: before.reportId,
        content: contentOf(marked, before.pictureId),
        actor: ACTOR,
      });
      await publishReport(trx, clock, { reportId: before.reportId, correction: marked.correction, actor: ACTOR });
      return;
    }
    case "opening":
      await bookOpeningBalance(trx, clock, {
        campaign,
        amount: parseMoney(event.amount, SAMPLE_CURRENCY),
        from: event.from,
        bookedOn,
        key: SAMPLE_KEY + event.key,
      });
      return;
    case "donation": {
      const donor =
        event.donorName === undefined ? {} : { donorName: event.donorName, namePublic: event.isNamePrivate !== true };
      const message = event.message === undefined ? {} : { message: event.message };
      const { transferId } = await recordDonation(trx, clock, {
        campaign,
        amount: event.amount,
        method: event.method,
        receivedOn: bookedOn,
        key: SAMPLE_KEY + event.key,
        ...donor,
        ...message,
      });
      booked.set(event.key, transferId);
      return;
    }
    case "expense": {
      const { category, amount, what, paidFrom } = event;
      await recordExpense(trx, clock, {
        category,
        amount: { minor: amount, currency: SAMPLE_CURRENCY },
        what,
        paidFrom,
        spentOn: bookedOn,
        key: SAMPLE_KEY + event.key,
      });
      return;
    }
    case "reversal": {
      const transferId = booked.get(event.of);
      invariant(transferId, "the sample reverses what it booked");
      await reverseTransfer(trx, clock, { transferId, reason: event.reason });
      return;
    }
  }
}

async function isEmpty(trx: Trx): Promise<boolean> {
  if ((await readSetting(trx, "publication")) !== undefined) return false;
  const report = await trx.selectFrom("reports").select("id").limit(1).executeTakeFirst();
  const campaign = await trx.selectFrom("campaigns").select("id").limit(1).executeTakeFirst();
  return report === undefined && campaign === undefined;
}

function contentOf(marked: MarkedReport, pictureId: string | null): ReportContent {
  return {
    label: marked.label,
    headline: marked.headline,
    standfirst: marked.standfirst,
    byline: marked.byline,
    dateline: marked.dateline,
    supportCall: marked.supportCall,
    picture: marked.picture && {
      id: pictureId,
      alt: marked.picture.alt,
      caption: marked.picture.caption,
      credit: marked.picture.credit,
    },
    paragraphs: marked.paragraphs,
    attribution: marked.attribution,
    topics: marked.topics.map((name) => ({ name })),
    isConfirmed: true,
  };
}

async function readMarked(file: string, publishedAt: Date, version: "first" | "corrected"): Promise<MarkedReport> {
  const text = await readFile(fileURLToPath(new URL(`./reports/${file}`, import.meta.url)), "utf8");
  return parseMarked(text, { name: file, publishedAt, version });
}

async function draw(trx: Trx, parts: SampleParts, clock: Clock, file: string): Promise<string> {
  const svg = await readFile(fileURLToPath(new URL(`./pictures/${file}`, import.meta.url)));
  const png = await sharp(svg, { density: 96 })
    .resize({ width: PICTURE_WIDTH })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return storePicture(trx, clock, parts.pictures, png, file);
}

/** A clock that stands at a moment of the sample's past. */
function at(clock: Clock, { days, time }: Ago): Clock {
  const day = new Date(clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const moment = new Date(`${day}T${time}:00Z`);
  return { now: () => new Date(moment) };
}
