import type { Clock } from "../platform/clock.ts";
import type { Db, Trx } from "../platform/db.ts";
import { invariant, Refusal } from "../platform/errors.ts";
import { isId, newId } from "../platform/ids.ts";
import { enqueue, wakeWorker } from "../platform/jobs.ts";
import type { Money } from "../platform/money.ts";
import { freeSlug } from "../platform/slugs.ts";
import { slugify } from "../platform/text.ts";
import * as queries from "./queries.ts";
import * as rules from "./rules.ts";
import {
  type CampaignInput,
  campaignInput,
  type DonationInput,
  donationInput,
  type ExpenseInput,
  expenseInput,
  type OpeningInput,
  openingInput,
  parseInput,
  REVERSAL_KEY,
  type ReversalInput,
  reversalInput,
} from "./schema.ts";
import { inOneStatement, inOwnTransaction } from "./transaction.ts";

// Every command takes the database, and runs in a transaction of its own, or an open transaction, and is part of it.

/** What a command booked. */
export interface Booked {
  readonly transferId: string;
  readonly campaignId: string | null;
  readonly amount: Money;
  /** The key was booked before with the same input: this is that transfer, and nothing was added now. */
  readonly repeated: boolean;
}

/**
 * Makes a campaign and the income account that its meter reads. Refuses with `bad-input`, and with `slug-taken` where
 * a slug is given that another campaign has; without one, a free one is made of the title.
 */
export function createCampaign(db: Db, clock: Clock, input: CampaignInput): Promise<{ id: string; slug: string }> {
  return inOwnTransaction(db, (trx) => createCampaignIn(trx, clock, input));
}

async function createCampaignIn(trx: Trx, clock: Clock, input: CampaignInput): Promise<{ id: string; slug: string }> {
  const given = parseInput(campaignInput, input, "campaign");
  const now = clock.now();
  const startsAt = given.startsAt ?? now;
  if (given.endsAt && given.endsAt <= startsAt) {
    throw new Refusal("bad-input", "campaign: endsAt is not after startsAt. Give a later end, or none.", {
      field: "endsAt",
    });
  }
  const { title, purpose, currency, marks } = given;
  const slug = given.slug ?? (await freeCampaignSlug(trx, title));
  const id = newId(clock);
  const replaced = given.isMain ? await queries.clearMainCampaign(trx) : undefined;
  const added = await queries.insertCampaign(
    trx,
    {
      id,
      slug,
      title,
      purpose,
      currency,
      starts_at: startsAt,
      ends_at: given.endsAt,
      is_main: given.isMain,
      made_at: now,
    },
    marks,
  );
  if (!added) throw new Refusal("slug-taken", `There is a campaign "${slug}" already. Choose another slug.`);
  await queries.insertAccounts(trx, [rules.donationsAccount({ id, slug, title, currency })], now);
  const made = { id, startsAt, endsAt: given.endsAt };
  const tags = [`meter:${id}`, "ledger", "campaigns"];
  // All pages frame the main campaign's meter at one address: they change only where the frame itself comes or goes.
  const wasShown = replaced !== undefined && rules.isOpenAt(replaced, now);
  if (given.isMain && wasShown !== rules.isOpenAt(made, now)) tags.push("site");
  await enqueue(trx, "press", { tags });
  if (replaced) await planTurns(trx, replaced, false, now);
  await planTurns(trx, made, given.isMain, now);
  return { id, slug };
}

/** Has the press print what a campaign's beginning and end change, when they come; planned again, it is planned anew. */
async function planTurns(
  trx: Trx,
  campaign: { readonly id: string; readonly startsAt: Date; readonly endsAt: Date | null },
  isMain: boolean,
  now: Date,
): Promise<void> {
  const tags = [`meter:${campaign.id}`, "campaigns", ...(isMain ? ["site"] : [])];
  for (const { name, at } of rules.turnsAfter(campaign, now)) {
    const runAt = new Date(at.getTime() + CLOCKS_APART_MS);
    await enqueue(trx, "press", { tags }, { key: `campaign-${name}:${campaign.id}`, runAt });
  }
}

// The database's clock starts the job and this process's clock decides what it prints, so it waits until both agree.
const CLOCKS_APART_MS = 1_000;

/**
 * Books a donation that came by bank transfer or in cash. The same key with the same input answers the transfer that
 * was booked, also when both come at once. Refuses with `bad-input`, `unknown-campaign`, `currency-mismatch`,
 * `bad-amount`, `future-date`, and `key-reused` where the key was booked with other input.
 */
export function recordDonation(db: Db, clock: Clock, input: DonationInput): Promise<Booked> {
  return inOneStatement(db, async (isOpen) => {
    const booked = await recordDonationIn(db, clock, input, isOpen);
    if (!isOpen && !booked.repeated) wakeWorker(db);
    return booked;
  });
}

async function recordDonationIn(db: Db, clock: Clock, input: DonationInput, isOpen: boolean): Promise<Booked> {
  const given = parseInput(donationInput, input, "donation");
  const campaign = await requireCampaign(db, given.campaign);
  const amount = settleAmountFor(campaign, given.amount);
  const { method, key } = given;
  const plan = rules.planDonation(campaign, {
    amount,
    method,
    receivedOn: rules.settleDay(given.receivedOn, clock.now()),
  });
  // The name and the message are compared where they are kept, not hashed into the books: they can be erased.
  const hash = rules.hashInput([
    "donation",
    campaign.id,
    amount.minor,
    amount.currency,
    method,
    given.receivedOn ?? null,
  ]);
  const donor = { donor_name: given.donorName ?? null, message: given.message ?? null, name_public: given.namePublic };
  const transfer = { id: newId(clock), madeAt: clock.now(), key, hash, ...plan };
  const tags = bookingTags(campaign.id);
  // Only after a commit of our own can the worker be woken.
  const booked = await queries.bookDonation(db, transfer, { method, ...donor }, isOpen ? null : tags);
  if (!booked.hash.equals(hash)) throw keyReused(key);
  if (booked.added) {
    if (isOpen) await enqueue(db, "press", { tags });
  } else {
    const before = await queries.findDonation(db, booked.id);
    invariant(before, `donation ${booked.id} has its row`);
    const same =
      before.erased_at !== null ||
      (before.donor_name === donor.donor_name &&
        before.message === donor.message &&
        before.name_public === donor.name_public);
    if (!same) throw keyReused(key);
  }
  return { transferId: booked.id, campaignId: campaign.id, repeated: !booked.added, amount };
}

/**
 * Books what a campaign had raised before these books began, as one transfer "Brought forward from ...". It counts in
 * the meter. Refuses as `recordDonation` does.
 */
export function bookOpeningBalance(db: Db, clock: Clock, input: OpeningInput): Promise<Booked> {
  return inOwnTransaction(db, (trx) => bookOpeningBalanceIn(trx, clock, input));
}

async function bookOpeningBalanceIn(trx: Trx, clock: Clock, input: OpeningInput): Promise<Booked> {
  const given = parseInput(openingInput, input, "opening balance");
  const campaign = await requireCampaign(trx, given.campaign);
  const amount = settleAmountFor(campaign, given.amount);
  const plan = rules.planOpening(campaign, {
    amount,
    from: given.from,
    bookedOn: rules.settleDay(given.bookedOn, clock.now()),
  });
  const { minor, currency } = amount;
  const hash = rules.hashInput(["opening", campaign.id, minor, currency, given.from, given.bookedOn ?? null]);
  return { ...(await book(trx, clock, plan, given.key, hash)), amount };
}

/**
 * Books spending, so that the public ledger shows it. A campaign may be named for which it was spent; its meter does
 * not change. Refuses as `recordDonation` does.
 */
export function recordExpense(db: Db, clock: Clock, input: ExpenseInput): Promise<Booked> {
  return inOwnTransaction(db, (trx) => recordExpenseIn(trx, clock, input));
}

async function recordExpenseIn(trx: Trx, clock: Clock, input: ExpenseInput): Promise<Booked> {
  const given = parseInput(expenseInput, input, "expense");
  const campaign = given.campaign === undefined ? null : await requireCampaign(trx, given.campaign);
  const amount = campaign
    ? settleAmountFor(campaign, given.amount)
    : rules.settleAmount(given.amount, given.amount.currency, "the expense");
  const slug = slugify(given.category);
  if (slug === "") {
    throw new Refusal(
      "bad-input",
      `expense: category "${given.category}" has no letter. Name what the money was for.`,
      {
        field: "category",
      },
    );
  }
  const { what, paidFrom } = given;
  const spentOn = rules.settleDay(given.spentOn, clock.now());
  const campaignId = campaign?.id ?? null;
  const category = { name: given.category, slug };
  const plan = rules.planExpense({ amount, category, what, spentOn, paidFrom, campaignId });
  const { minor, currency } = amount;
  const hash = rules.hashInput(["expense", campaignId, minor, currency, slug, what, paidFrom, given.spentOn ?? null]);
  return { ...(await book(trx, clock, plan, given.key, hash)), amount };
}

/**
 * Books the exact opposite of a transfer, today, with the reason. Refuses with `unknown-transfer`, with
 * `already-reversed` the second time, and with `not-reversible` for what is a reversal itself (book it anew instead).
 */
export function reverseTransfer(
  db: Db,
  clock: Clock,
  input: ReversalInput,
): Promise<{ transferId: string; campaignId: string | null }> {
  return inOwnTransaction(db, (trx) => reverseTransferIn(trx, clock, input));
}

async function reverseTransferIn(
  trx: Trx,
  clock: Clock,
  input: ReversalInput,
): Promise<{ transferId: string; campaignId: string | null }> {
  const { transferId: originalId, reason } = parseInput(reversalInput, input, "reversal");
  const original = await queries.findTransfer(trx, originalId);
  if (!original) {
    throw new Refusal("unknown-transfer", `There is no transfer ${originalId}. Look its id up in the ledger.`);
  }
  if (original.kind === "reversal") {
    throw new Refusal("not-reversible", `Transfer ${originalId} is a reversal. Book what was right anew instead.`);
  }
  if (original.reversed_by) throw alreadyReversed(originalId);
  const campaignId = original.campaign_id;
  const id = newId(clock);
  const added = await queries.insertTransfer(trx, {
    id,
    kind: "reversal",
    what: `Reversed: ${reason}`,
    booked_on: rules.settleDay(undefined, clock.now()),
    made_at: clock.now(),
    campaign_id: campaignId,
    reverses: originalId,
    idempotency_key: REVERSAL_KEY + originalId,
    input_hash: rules.hashInput(["reversal", originalId, reason]),
  });
  if (!added) throw alreadyReversed(originalId);
  const entries = await queries.listEntries(trx, originalId);
  await queries.insertEntries(
    trx,
    entries.map((entry) => ({ ...entry, transfer_id: id, minor: -entry.minor })),
  );
  await enqueuePress(trx, campaignId);
  return { transferId: id, campaignId };
}

/**
 * Takes a donor's name and message out of a donation; the books stay as they are. Refuses with `unknown-donation`.
 * Done twice, it is done once.
 */
export function eraseDonor(db: Db, clock: Clock, donation: { transferId: string }): Promise<void> {
  return inOwnTransaction(db, async (trx) => {
    const erased = isId(donation.transferId) && (await queries.eraseDonation(trx, donation.transferId, clock.now()));
    if (!erased) {
      throw new Refusal(
        "unknown-donation",
        `There is no donation ${donation.transferId}. Look its id up in the ledger.`,
      );
    }
    await enqueue(trx, "press", { tags: ["ledger"] });
  });
}

async function book(
  trx: Trx,
  clock: Clock,
  plan: rules.TransferPlan,
  key: string,
  hash: Buffer,
): Promise<Omit<Booked, "amount">> {
  const booked = await queries.bookTransfer(trx, { id: newId(clock), madeAt: clock.now(), key, hash, ...plan });
  if (!booked.hash.equals(hash)) throw keyReused(key);
  if (booked.added) await enqueuePress(trx, plan.campaignId);
  return { transferId: booked.id, campaignId: plan.campaignId, repeated: !booked.added };
}

async function enqueuePress(trx: Trx, campaignId: string | null): Promise<void> {
  await enqueue(trx, "press", { tags: bookingTags(campaignId) });
}

/** What a booking changes on pages: the books, and the meter of the campaign. */
function bookingTags(campaignId: string | null): string[] {
  return campaignId ? [`meter:${campaignId}`, "ledger"] : ["ledger"];
}

async function requireCampaign(db: Db, reference: string): Promise<queries.CampaignFacts> {
  const campaign = await queries.findCampaign(db, isId(reference) ? { id: reference } : { slug: reference });
  if (campaign) return campaign;
  throw new Refusal("unknown-campaign", `There is no campaign "${reference}". Give the slug or the id of one.`);
}

function settleAmountFor(campaign: queries.CampaignFacts, amount: Money | string): Money {
  return rules.settleAmount(amount, campaign.currency, `the campaign "${campaign.slug}"`);
}

function freeCampaignSlug(trx: Trx, title: string): Promise<string> {
  return freeSlug(title, "campaign", async (slug) => (await queries.findCampaign(trx, { slug })) !== undefined);
}

function keyReused(key: string): Refusal {
  return new Refusal(
    "key-reused",
    `The key "${key}" was used before with other input. Repeat that input, or choose a new key.`,
  );
}

function alreadyReversed(transferId: string): Refusal {
  return new Refusal("already-reversed", `Transfer ${transferId} is reversed already. A transfer is reversed once.`);
}
