import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { isOpenAt } from "./rules.ts";

export interface Mark {
  readonly minor: bigint;
  /** What reaching it pays for. */
  readonly label: string | null;
}

export interface Campaign {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** What the money is for; may be empty. */
  readonly purpose: string;
  readonly currency: string;
  /** Ascending; the last is the goal, the first may be zero. At least one. */
  readonly marks: readonly Mark[];
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly isMain: boolean;
}

export interface Meter {
  readonly campaignId: string;
  readonly slug: string;
  readonly title: string;
  readonly purpose: string;
  readonly currency: string;
  readonly marks: readonly Mark[];
  /** Minor units: what the books credit to the campaign, sums brought forward included, reversals taken off. */
  readonly raisedMinor: bigint;
  /** Donations that stand. Who gave twice counts twice; a sum brought forward counts nobody. */
  readonly supporters: number;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** The campaign has begun and has not ended at `now`. */
  readonly isOpen: boolean;
}

/** How many campaigns are listed at most. */
export const CAMPAIGNS_MAX = 200;

/** How a campaign stands in the books, read in one statement, so from one moment. Refuses with `unknown-campaign`. */
export async function readMeter(db: Db, campaignId: string, now: Date): Promise<Meter> {
  const { rows } = await sql<MeterRow>`
    select ${campaignColumns},
      (select coalesce(-sum(e.minor), 0)::text from entries e
        where e.account_id = (select a.id from accounts a where a.campaign_id = c.id)) as raised,
      (select count(*)::int from transfers t where t.campaign_id = c.id and t.kind = 'donation') -
      (select count(*)::int from transfers r join transfers t on t.id = r.reverses
        where r.campaign_id = c.id and r.kind = 'reversal' and t.kind = 'donation') as supporters
    from campaigns c where c.id = ${campaignId}`.execute(db);
  const row = rows[0];
  if (!row) throw new Refusal("unknown-campaign", `There is no campaign ${campaignId}. Give the id of one.`);
  const { id, isMain: _, ...campaign } = toCampaign(row);
  return {
    campaignId: id,
    ...campaign,
    raisedMinor: BigInt(row.raised),
    supporters: row.supporters,
    isOpen: isOpenAt(campaign, now),
  };
}

/** The campaigns, the main one first, then the newest; at most `CAMPAIGNS_MAX`. */
export async function listCampaigns(db: Db): Promise<Campaign[]> {
  const { rows } = await sql<CampaignRow>`
    select ${campaignColumns} from campaigns c
    order by c.is_main desc, c.starts_at desc, c.id desc limit ${CAMPAIGNS_MAX}`.execute(db);
  return rows.map(toCampaign);
}

/** The main campaign, whose meter stands on every page; null where there is none that has begun and not ended at `now`. */
export async function findMainCampaign(db: Db, now: Date): Promise<Campaign | null> {
  const { rows } = await sql<CampaignRow>`
    select ${campaignColumns} from campaigns c
    where c.is_main and c.starts_at <= ${now} and (c.ends_at is null or c.ends_at > ${now})`.execute(db);
  return rows[0] ? toCampaign(rows[0]) : null;
}

/** The campaign of that slug; null where there is none. */
export async function findCampaignBySlug(db: Db, slug: string): Promise<Campaign | null> {
  const { rows } = await sql<CampaignRow>`select ${campaignColumns} from campaigns c where c.slug = ${slug}`.execute(
    db,
  );
  return rows[0] ? toCampaign(rows[0]) : null;
}

interface CampaignRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly purpose: string;
  readonly currency: string;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly is_main: boolean;
  readonly marks: readonly { readonly minor: string; readonly label: string | null }[];
}

interface MeterRow extends CampaignRow {
  readonly raised: string;
  readonly supporters: number;
}

/** What `toCampaign` reads, of `campaigns c`. JSON numbers are inexact beyond 2^53, so amounts pass through it as text. */
const campaignColumns = sql`c.id, c.slug, c.title, c.purpose, c.currency, c.starts_at, c.ends_at, c.is_main,
  (select coalesce(json_agg(json_build_object('minor', m.minor::text, 'label', m.label) order by m.minor), '[]')
    from campaign_marks m where m.campaign_id = c.id) as marks`;

function toCampaign(row: CampaignRow): Campaign {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    purpose: row.purpose,
    currency: row.currency,
    marks: row.marks.map((mark) => ({ minor: BigInt(mark.minor), label: mark.label })),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    isMain: row.is_main,
  };
}
