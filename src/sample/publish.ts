import { readFileSync } from "node:fs";
import * as funding from "../funding/commands.ts";
import { storePicture } from "../media/commands.ts";
import { ensureAuthor } from "../people/commands.ts";
import { type Clock, FixedClock } from "../platform/clock.ts";
import { type Db, inTransaction, type Trx } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import type { Files } from "../platform/files.ts";
import { enqueue } from "../platform/jobs.ts";
import { draftReport, type ReportContent, reviseReport } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { writePublication } from "../site/publication.ts";
import { ensureTopic } from "../topics/commands.ts";
import { drawPictures } from "./drawings.ts";
import { type MarkedOptions, type MarkedReport, parseMarked } from "./marked.ts";
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
import { holdSample, isUntouched } from "./queries.ts";
import { writeSampleRecord } from "./record.ts";

/** What the sample works with. */
export interface SampleParts {
  readonly db: Db;
  readonly clock: Clock;
  /** The private originals of pictures. */
  readonly pictures: Files;
}

const ACTOR = "system";
const DAY_MS = 86_400_000;

/**
 * Publishes the sample publication: reports, pictures, topics, a campaign with its books, all dated back over the six
 * weeks before today. Gives false, and does nothing, where the database has a report, a topic, a campaign or a
 * publication's name. One transaction: a process killed in it leaves nothing but picture files that nobody names, and
 * the next start writes those again.
 */
export async function publishSample({ db, clock, pictures }: SampleParts): Promise<boolean> {
  if (!(await isUntouched(db))) return false;
  const reports = readReports(clock);
  const drawn = await drawPictures(
    [...reports.values()].flatMap(({ first }) => (first.picture ? [first.picture.file] : [])),
  );
  return inTransaction(db, async (trx) => {
    await holdSample(trx);
    if (!(await isUntouched(trx))) return false;
    await new SampleWriter(trx, clock, { reports, drawn, pictures }).write();
    return true;
  });
}

interface SampleReport {
  readonly first: MarkedReport;
  readonly corrected: MarkedReport;
}

/** Reads the marked reports of the plan, each as it was first published and as it stands after its correction. */
export function readReports(clock: Clock): Map<string, SampleReport> {
  const reports = new Map<string, SampleReport>();
  for (const event of SAMPLE_EVENTS) {
    if (event.kind !== "report") continue;
    const name = event.file;
    const text = readFileSync(new URL(`./reports/${name}`, import.meta.url), "utf8");
    const publishedAt = momentOf(clock, event.at);
    const read = (version: MarkedOptions["version"]) => parseMarked(text, { name, publishedAt, version });
    reports.set(name, { first: read("first"), corrected: read("corrected") });
  }
  return reports;
}

interface Material {
  readonly reports: ReadonlyMap<string, SampleReport>;
  readonly drawn: ReadonlyMap<string, Buffer>;
  readonly pictures: Files;
}

class SampleWriter {
  readonly #trx: Trx;
  readonly #clock: Clock;
  readonly #material: Material;
  readonly #reportIds = new Map<string, string>();
  readonly #transferIds = new Map<string, string>();

  constructor(trx: Trx, clock: Clock, material: Material) {
    this.#trx = trx;
    this.#clock = clock;
    this.#material = material;
  }

  async write(): Promise<void> {
    const trx = this.#trx;
    const begins = new FixedClock(momentOf(this.#clock, SAMPLE_CAMPAIGN.begins).toISOString());
    for (const topic of SAMPLE_TOPICS) await ensureTopic(trx, begins, topic);
    for (const { name, about } of SAMPLE_AUTHORS) await ensureAuthor(trx, begins, name, about);
    const { slug, title, purpose, marks } = SAMPLE_CAMPAIGN;
    const campaign = await funding.createCampaign(trx, begins, {
      slug,
      title,
      purpose,
      currency: SAMPLE_CURRENCY,
      marks: [...marks],
      isMain: true,
    });
    for (const event of SAMPLE_EVENTS) {
      const then = new FixedClock(momentOf(this.#clock, event.at).toISOString());
      await this.#happen(event, then, campaign.id);
    }
    await writePublication(trx, SAMPLE_PUBLICATION);
    await writeSampleRecord(trx, { campaignId: campaign.id, transferIds: [...this.#transferIds.values()] });
    // The publication's name stands on every page, also on those that no report touches.
    await enqueue(trx, "press", { tags: ["all"] });
  }

  async #happen(event: SampleEvent, then: Clock, campaign: string): Promise<void> {
    switch (event.kind) {
      case "report":
        return this.#publish(event.file, then);
      case "correction":
        return this.#correct(event.file, then);
      default:
        return this.#book(event, then, campaign);
    }
  }

  async #publish(file: string, then: Clock): Promise<void> {
    const content = await this.#contentOf(this.#report(file).first, then);
    const slug = file.replace(/\.txt$/, "");
    const { reportId } = await draftReport(this.#trx, then, { content, slug, isSample: true, actor: ACTOR });
    await publishReport(this.#trx, then, { reportId, actor: ACTOR });
    this.#reportIds.set(file, reportId);
  }

  async #correct(file: string, then: Clock): Promise<void> {
    const reportId = this.#reportIds.get(file);
    const { corrected } = this.#report(file);
    invariant(reportId !== undefined && corrected.correction, `${file} is published, and has a correction`);
    const content = await this.#contentOf(corrected, then);
    await reviseReport(this.#trx, then, { reportId, content, actor: ACTOR });
    await publishReport(this.#trx, then, { reportId, correction: corrected.correction, actor: ACTOR });
  }

  async #book(
    event: Exclude<SampleEvent, { kind: "report" | "correction" }>,
    then: Clock,
    campaign: string,
  ): Promise<void> {
    const day = then.now().toISOString().slice(0, 10);
    switch (event.kind) {
      case "opening": {
        const { amount, from, key } = event;
        const opening = { campaign, amount, from, bookedOn: day, key: `sample:${key}` };
        return this.#keep(key, await funding.bookOpeningBalance(this.#trx, then, opening));
      }
      case "donation": {
        const { amount, method, key, donorName, message, isNamePrivate } = event;
        const donation = {
          campaign,
          amount,
          method,
          receivedOn: day,
          key: `sample:${key}`,
          namePublic: donorName !== undefined && !isNamePrivate,
          ...(donorName === undefined ? {} : { donorName }),
          ...(message === undefined ? {} : { message }),
        };
        return this.#keep(key, await funding.recordDonation(this.#trx, then, donation));
      }
      case "expense": {
        const { category, what, paidFrom, key } = event;
        const amount = { minor: event.amount, currency: SAMPLE_CURRENCY };
        const expense = { category, amount, what, paidFrom, spentOn: day, campaign, key: `sample:${key}` };
        return this.#keep(key, await funding.recordExpense(this.#trx, then, expense));
      }
      case "reversal": {
        const transferId = this.#transferIds.get(event.of);
        invariant(transferId !== undefined, `${event.of} is booked before it is reversed`);
        const reversal = await funding.reverseTransfer(this.#trx, then, { transferId, reason: event.reason });
        return this.#keep(`reversal of ${event.of}`, reversal);
      }
    }
  }

  #keep(key: string, booked: { readonly transferId: string }): void {
    this.#transferIds.set(key, booked.transferId);
  }

  async #contentOf(report: MarkedReport, then: Clock): Promise<ReportContent> {
    const { picture, topics, correction: _, ...rest } = report;
    return {
      ...rest,
      topics: topics.map((name) => ({ name })),
      picture: picture && { ...picture, id: await this.#pictureOf(picture.file, then) },
      isConfirmed: true,
    };
  }

  async #pictureOf(file: string, then: Clock): Promise<string> {
    const bytes = this.#material.drawn.get(file);
    invariant(bytes, `${file} is drawn`);
    return storePicture(this.#trx, then, this.#material.pictures, bytes, file);
  }

  #report(file: string): SampleReport {
    const report = this.#material.reports.get(file);
    invariant(report, `${file} is read`);
    return report;
  }
}

/** That many days before today (UTC), at that time of the day: always in the past. */
function momentOf(clock: Clock, { days, time }: Ago): Date {
  const today = clock.now().toISOString().slice(0, 10);
  return new Date(Date.parse(`${today}T${time}:00Z`) - days * DAY_MS);
}
