import { sql } from "kysely";
import type { Db, NewRow, Trx } from "../platform/db.ts";
import { invariant } from "../platform/errors.ts";
import type { AccountPlan, TransferPlan } from "./rules.ts";
import type { CampaignMarksTable, DonationMethod, TransferKind } from "./schema.ts";

export interface CampaignFacts {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
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

/** Whatever campaign was the main one is it no longer; gives that one. */
export function clearMainCampaign(trx: Trx): Promise<{ id: string; startsAt: Date; endsAt: Date | null } | undefined> {
  return trx
    .updateTable("campaigns")
    .set({ is_main: false })
    .where("is_main", "=", true)
    .returning(["id", "starts_at as startsAt", "ends_at as endsAt"])
    .executeTakeFirst();
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

export type PlannedTransfer = TransferPlan & {
  readonly id: string;
  readonly madeAt: Date;
  readonly key: string;
  readonly hash: Buffer;
};

export interface BookedRow {
  readonly id: string;
  readonly hash: Buffer;
  /** False where the key was taken: the id and the hash are those of the transfer that has it. */
  readonly added: boolean;
}

/**
 * Books a planned transfer with its entries, making the accounts that are not there yet. Waits for a transaction that
 * is booking the same key; where that key is taken, nothing is added, and the transfer that has it is given with the
 * hash of its input.
 */
export async function bookTransfer(trx: Trx, transfer: PlannedTransfer): Promise<BookedRow> {
  const { id, kind, what, bookedOn, madeAt, campaignId, key, hash } = transfer;
  const { rows } = await sql<BookedRow>`
    select transfer_id as id, hash, added from ledger_book(${id}, ${kind}, ${what}, ${bookedOn}, ${madeAt},
      ${campaignId}, ${key}, ${hash}, ${entriesJson(transfer)})`.execute(trx);
  return onlyRow(rows);
}

/**
 * Books a planned donation like `bookTransfer`, with what is personal of it and the press's job for `tags` (without a
 * wake-up for the worker; null: no job), in one statement, which outside a transaction is one by itself.
 */
export async function bookDonation(
  db: Db,
  transfer: PlannedTransfer,
  donor: Pick<DonationRow, "method" | "donor_name" | "message" | "name_public">,
  tags: readonly string[] | null,
): Promise<BookedRow> {
  const { id, what, bookedOn, madeAt, campaignId, key, hash } = transfer;
  const { rows } = await sql<BookedRow>`
    select transfer_id as id, hash, added from ledger_book_donation(${id}, ${what}, ${bookedOn}, ${madeAt},
      ${campaignId}, ${key}, ${hash}, ${entriesJson(transfer)}, ${donor.method}, ${donor.donor_name}, ${donor.message},
      ${donor.name_public}, ${tags && JSON.stringify(tags)})`.execute(db);
  return onlyRow(rows);
}

function entriesJson(transfer: TransferPlan): string {
  return JSON.stringify(
    transfer.entries.map(({ account, minor }, index) => ({
      position: index + 1,
      code: account.code,
      name: account.name,
      kind: account.kind,
      currency: account.currency,
      campaign_id: account.campaignId,
      minor: minor.toString(),
    })),
  );
}

function onlyRow(rows: readonly BookedRow[]): BookedRow {
  const row = rows[0];
  invariant(row?.id, "a booking gives a transfer");
  return row;
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

export interface DonationRow {
  readonly method: DonationMethod;
  readonly donor_name: string | null;
  readonly message: string | null;
  readonly name_public: boolean;
  readonly erased_at: Date | null;
}

export function findDonation(db: Db, transferId: string): Promise<DonationRow | undefined> {
  return db
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
