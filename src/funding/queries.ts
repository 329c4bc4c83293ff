import { sql } from "kysely";
import type { Db, NewRow, Trx } from "../platform/db.ts";
import type { AccountPlan } from "./rules.ts";
import type { AccountKind, CampaignMarksTable, DonationMethod, TransferKind } from "./schema.ts";

export interface CampaignFacts {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly currency: string;
}

export interface AccountRow {
  readonly id: number;
  readonly code: string;
  readonly kind: AccountKind;
  readonly currency: string;
}

/** The campaign of that slug or id. */
export function findCampaign(db: Db, by: { slug: string } | { id: string }): Promise<CampaignFacts | undefined> {
  const query = db.selectFrom("campaigns").select(["id", "slug", "title", "currency"]);
  return ("id" in by ? query.where("id", "=", by.id) : query.where("slug", "=", by.slug)).executeTakeFirst();
}

/** Adds a campaign with its marks; false where the slug is taken. */
export async function insertCampaign(
  trx: Trx,
  campaign: NewRow<"campaigns">,
  marks: readonly Omit<CampaignMarksTable, "campaign_id">[],
): Promise<boolean> {
  const added = await trx
    .insertInto("campaigns")
    .values(campaign)
    .onConflict((conflict) => conflict.column("slug").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!added) return false;
  await trx
    .insertInto("campaign_marks")
    .values(marks.map((mark) => ({ ...mark, campaign_id: campaign.id })))
    .execute();
  return true;
}

/** Whatever campaign was the main one is it no longer. */
export async function clearMainCampaign(trx: Trx): Promise<void> {
  await trx.updateTable("campaigns").set({ is_main: false }).where("is_main", "=", true).execute();
}

/** The accounts of these codes, as far as they are there. */
export function findAccounts(trx: Trx, codes: readonly string[]): Promise<AccountRow[]> {
  return trx.selectFrom("accounts").select(["id", "code", "kind", "currency"]).where("code", "in", codes).execute();
}

/** Adds accounts, leaving those alone whose code is there already. */
export async function insertAccounts(trx: Trx, plans: readonly AccountPlan[], madeAt: Date): Promise<void> {
  await trx
    .insertInto("accounts")
    .values(
      plans.map((plan) => ({
        code: plan.code,
        name: plan.name,
        kind: plan.kind,
        currency: plan.currency,
        campaign_id: plan.campaignId,
        made_at: madeAt,
      })),
    )
    .onConflict((conflict) => conflict.column("code").doNothing())
    .execute();
}

/**
 * Adds a transfer, waiting for a transaction that is adding one of the same key; false where that key is taken.
 */
export async function insertTransfer(trx: Trx, transfer: NewRow<"transfers">): Promise<boolean> {
  const added = await trx
    .insertInto("transfers")
    .values(transfer)
    .onConflict((conflict) => conflict.column("idempotency_key").doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function insertEntries(trx: Trx, entries: readonly NewRow<"entries">[]): Promise<void> {
  await trx.insertInto("entries").values(entries).execute();
}

export interface BookedRow {
  readonly id: string;
  readonly campaign_id: string | null;
  readonly input_hash: Buffer;
}

export function findByKey(trx: Trx, key: string): Promise<BookedRow | undefined> {
  return trx
    .selectFrom("transfers")
    .select(["id", "campaign_id", "input_hash"])
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
}

export interface TransferRow {
  readonly id: string;
  readonly kind: TransferKind;
  readonly what: string;
  readonly campaign_id: string | null;
  readonly reversed_by: string | null;
}

/** A transfer, and the one that reverses it. */
export async function findTransfer(trx: Trx, id: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`
    select t.id, t.kind, t.what, t.campaign_id, r.id as reversed_by
    from transfers t left join transfers r on r.reverses = t.id
    where t.id = ${id}`.execute(trx);
  return rows[0];
}

export function listEntries(
  trx: Trx,
  transferId: string,
): Promise<{ position: number; account_id: number; minor: bigint; currency: string }[]> {
  return trx
    .selectFrom("entries")
    .select(["position", "account_id", "minor", "currency"])
    .where("transfer_id", "=", transferId)
    .orderBy("position")
    .execute();
}

export async function insertDonation(trx: Trx, donation: NewRow<"donations">): Promise<void> {
  await trx.insertInto("donations").values(donation).execute();
}

export interface DonationRow {
  readonly method: DonationMethod;
  readonly donor_name: string | null;
  readonly message: string | null;
  readonly name_public: boolean;
  readonly erased_at: Date | null;
}

export function findDonation(trx: Trx, transferId: string): Promise<DonationRow | undefined> {
  return trx
    .selectFrom("donations")
    .select(["method", "donor_name", "message", "name_public", "erased_at"])
    .where("transfer_id", "=", transferId)
    .executeTakeFirst();
}

/** Takes what is personal out of a donation; false where there is no such donation. */
export async function eraseDonation(trx: Trx, transferId: string, erasedAt: Date): Promise<boolean> {
  const erased = await trx
    .updateTable("donations")
    .set({ donor_name: null, message: null, name_public: false, erased_at: erasedAt })
    .where("transfer_id", "=", transferId)
    .returning("transfer_id")
    .executeTakeFirst();
  return erased !== undefined;
}
