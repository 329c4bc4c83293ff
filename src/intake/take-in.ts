import { createHash } from "node:crypto";
import type { Attribution } from "../attribution/types.ts";
import { bookOpeningBalance, createCampaign } from "../funding/commands.ts";
import { findCampaignBySlug } from "../funding/meter.ts";
import { prepareVariants, storePicture } from "../media/commands.ts";
import type { Clock } from "../platform/clock.ts";
import { type Db, inTransaction, type Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import type { Files } from "../platform/files.ts";
import { minorDigits, parseMoney } from "../platform/money.ts";
import { draftReport, type ReportContent } from "../reports/commands.ts";
import { publishReport } from "../reports/publish.ts";
import { linkTranslation } from "../reports/translations.ts";
import { attributionOf } from "./extract.ts";
import type { Page, PageMeter } from "./page.ts";

/** A page that was read, and what is to become of it. */
export interface TakeInInput {
  /** How messages and the books name it: a path or an address. */
  readonly origin: string;
  readonly bytes: Uint8Array;
  readonly page: Page;
  /** The lead picture's file, where it could be had. */
  readonly picture?: Uint8Array | null;
  readonly topics?: readonly string[];
  readonly publish: boolean;
  /** Make a campaign of the page's meter, and bring the sum it shows forward into our books. */
  readonly campaign: boolean;
  /** The slug of the report that this one is in another language. */
  readonly translationOf?: string | null;
  readonly actor: string;
}

/** What was made of a page. */
export interface TakenIn {
  readonly id: string;
  readonly slug: string;
  /** Where it stands once it is published. */
  readonly path: string;
  readonly status: "draft" | "published";
  readonly headline: string;
  readonly paragraphs: number;
  readonly claims: number;
  readonly sources: number;
  readonly unsourced: number;
  readonly roots: { readonly min: number; readonly max: number };
  /** The slug of the campaign made of the page's meter. */
  readonly campaign: string | null;
  /** What an editor should know: no rules for the language, no meter to make a campaign of. */
  readonly notes: readonly string[];
}

/** Makes a draft report of a page, with its claims as suggestions, in one transaction: all of it, or nothing. */
export async function takeIn(
  parts: { readonly db: Db; readonly clock: Clock; readonly pictures: Files },
  input: TakeInInput,
): Promise<TakenIn> {
  const { page } = input;
  if (input.campaign && !page.meter) {
    throw new Refusal(
      "intake.no_meter",
      `${input.origin}: the page has no donation meter, so no campaign can be made of it; leave out --campaign.`,
    );
  }
  const attribution = attributionOf(page);
  const sha256 = createHash("sha256").update(input.bytes).digest("hex");
  if (input.picture) await prepareVariants(parts.pictures, input.picture, input.origin);
  return inTransaction(parts.db, async (trx) => {
    const pictureId = input.picture
      ? await storePicture(trx, parts.clock, parts.pictures, input.picture, input.origin)
      : null;
    const { reportId, slug } = await draftReport(trx, parts.clock, {
      content: contentOf(page, attribution, pictureId, input.topics),
      intake: {
        origin: input.origin,
        sha256,
        page: {
          published: page.published,
          related: page.related,
          meter: page.meter,
          site: page.siteName,
          address: page.canonicalUrl,
          image: page.image?.src ?? null,
        },
      },
      actor: input.actor,
    });
    const campaign =
      input.campaign && page.meter ? await campaignOf(trx, parts.clock, page, page.meter, sha256, input.origin) : null;
    const linked = input.translationOf
      ? await linkTranslation(trx, parts.clock, {
          original: input.translationOf,
          translation: slug,
          actor: input.actor,
        })
      : null;
    if (input.publish) await publishReport(trx, parts.clock, { reportId, actor: input.actor });
    return {
      id: reportId,
      slug,
      path: `/reports/${slug}`,
      status: input.publish ? "published" : "draft",
      headline: page.headline,
      paragraphs: page.body.length,
      claims: attribution.claims.length,
      sources: attribution.sources.length,
      unsourced: attribution.unsourced.length,
      roots: attribution.roots,
      campaign,
      notes: [
        ...(attribution.supported
          ? []
          : [`no rules for the language "${attribution.language}" yet: no claims were suggested, mark them by hand`]),
        ...(linked?.unpaired
          ? [
              `it has ${linked.unpaired.translation} claims and ${linked.originalSlug} has ${linked.unpaired.original}, so none were paired: see translation link`,
            ]
          : []),
      ],
    };
  });
}

/** A page's parts as a report's content, to be looked at by an editor. */
export function contentOf(
  page: Page,
  attribution: Attribution,
  pictureId: string | null,
  topics: readonly string[] | undefined,
): ReportContent {
  const hasPicture = pictureId !== null || page.caption !== null || page.credit !== null;
  return {
    label: page.label ?? ("report" as const),
    headline: page.headline,
    byline: page.byline,
    dateline: page.dateline,
    supportCall: page.supportCall,
    picture: hasPicture
      ? { id: pictureId, alt: page.image?.alt ?? null, caption: page.caption, credit: page.credit }
      : null,
    paragraphs: page.body,
    attribution,
    ...(topics && topics.length > 0 ? { topics: topics.map((name) => ({ name })) } : {}),
    isConfirmed: false,
  };
}

/** The campaign of a page's meter: made once, however often the page is taken in, and its sum brought forward once. */
async function campaignOf(
  trx: Trx,
  clock: Clock,
  page: Page,
  meter: PageMeter,
  sha256: string,
  origin: string,
): Promise<string> {
  const slug = `meter-${sha256.slice(0, 10)}`;
  const known = await findCampaignBySlug(trx, slug);
  if (!known) {
    const marks = [...new Set(meter.marks.map((mark) => minorOf(mark, meter.currency)))].sort((a, b) =>
      a < b ? -1 : 1,
    );
    if ((marks.at(-1) ?? 0n) <= 0n)
      throw new Refusal(
        "intake.no_goal",
        `${origin}: the page's meter shows no goal above zero; make the campaign by hand and leave out --campaign.`,
      );
    const title = page.siteName ?? "Support our work";
    await createCampaign(trx, clock, {
      slug,
      title,
      currency: meter.currency,
      marks: marks.map((minor) => ({ minor })),
      isMain: true,
    });
  }
  const minor = minorOf(meter.raised, meter.currency);
  if (minor > 0n) {
    const amount = { minor, currency: meter.currency };
    await bookOpeningBalance(trx, clock, {
      campaign: slug,
      amount,
      from: page.canonicalUrl ?? page.headline.slice(0, 250),
      key: `intake:${sha256}`,
    });
  }
  return slug;
}

/** A page's figure is a float in major units; printed with the currency's decimals it is exact again. */
function minorOf(major: number, currency: string): bigint {
  return parseMoney(major.toFixed(minorDigits(currency)), currency).minor;
}
