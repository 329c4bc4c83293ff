import { createHash } from "node:crypto";
import { Refusal } from "../platform/errors.ts";
import { decimalOf, type Money, parseMoney } from "../platform/money.ts";
import type { AccountKind, DonationMethod, TransferKind } from "./schema.ts";

/** An account as a rule names it; the command makes it where it is not there yet. */
export interface AccountPlan {
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly campaignId: string | null;
}

/** A transfer that is not booked yet: entries in the order they are shown, debits positive, credits negative. */
export interface TransferPlan {
  readonly kind: Exclude<TransferKind, "reversal">;
  readonly what: string;
  readonly bookedOn: string;
  readonly campaignId: string | null;
  readonly entries: readonly { readonly account: AccountPlan; readonly minor: bigint }[];
}

interface CampaignFacts {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly currency: string;
}

const PLACES: Readonly<Record<DonationMethod, { name: string; donation: string }>> = {
  bank: { name: "Bank", donation: "Donation by bank transfer" },
  cash: { name: "Cash", donation: "Donation in cash" },
};

// Amounts stay well within the database's 64 bits (9.2e18).
const MINOR_MAX = 10n ** 18n;

/** A donation: the money's place is debited, the campaign's donations are credited. */
export function planDonation(
  campaign: CampaignFacts,
  donation: { amount: Money; method: DonationMethod; receivedOn: string },
): TransferPlan {
  const { minor } = donation.amount;
  return {
    kind: "donation",
    what: PLACES[donation.method].donation,
    bookedOn: donation.receivedOn,
    campaignId: campaign.id,
    entries: [
      { account: placeAccount(donation.method, campaign.currency), minor },
      { account: donationsAccount(campaign), minor: -minor },
    ],
  };
}

/**
 * A sum raised before these books began: the campaign's donations are credited, and equity is debited, not the bank,
 * for nobody has shown that the money is still there.
 */
export function planOpening(
  campaign: CampaignFacts,
  opening: { amount: Money; from: string; bookedOn: string },
): TransferPlan {
  const { minor, currency } = opening.amount;
  const account: AccountPlan = {
    code: `brought-forward:${currency}`,
    name: "Raised before these books began",
    kind: "equity",
    currency,
    campaignId: null,
  };
  return {
    kind: "opening",
    what: `Brought forward from ${opening.from}`,
    bookedOn: opening.bookedOn,
    campaignId: campaign.id,
    entries: [
      { account, minor },
      { account: donationsAccount(campaign), minor: -minor },
    ],
  };
}

/** Spending: the category's account is debited, the money's place is credited. */
export function planExpense(expense: {
  amount: Money;
  category: { name: string; slug: string };
  what: string;
  spentOn: string;
  paidFrom: DonationMethod;
  campaignId: string | null;
}): TransferPlan {
  const { minor, currency } = expense.amount;
  const account: AccountPlan = {
    code: `expenses:${expense.category.slug}:${currency}`,
    name: expense.category.name,
    kind: "expense",
    currency,
    campaignId: null,
  };
  return {
    kind: "expense",
    what: expense.what,
    bookedOn: expense.spentOn,
    campaignId: expense.campaignId,
    entries: [
      { account, minor },
      { account: placeAccount(expense.paidFrom, currency), minor: -minor },
    ],
  };
}

/** Whether a campaign has begun and has not ended at `now`. */
export function isOpenAt(campaign: { readonly startsAt: Date; readonly endsAt: Date | null }, now: Date): boolean {
  return campaign.startsAt <= now && (campaign.endsAt === null || now < campaign.endsAt);
}

/** The moments still to come at which a campaign's pages change by themselves: its beginning and its end. */
export function turnsAfter(
  campaign: { readonly startsAt: Date; readonly endsAt: Date | null },
  now: Date,
): { readonly name: "start" | "end"; readonly at: Date }[] {
  const turns = [
    { name: "start" as const, at: campaign.startsAt },
    { name: "end" as const, at: campaign.endsAt },
  ];
  return turns.flatMap(({ name, at }) => (at !== null && at > now ? [{ name, at }] : []));
}

/** The income account of a campaign; its meter is this account's balance. */
export function donationsAccount(campaign: CampaignFacts): AccountPlan {
  return {
    code: `donations:${campaign.slug}`,
    name: `Donations: ${campaign.title}`,
    kind: "income",
    currency: campaign.currency,
    campaignId: campaign.id,
  };
}

/**
 * The amount as given, or the decimal read in `currency` ("12.50", "12.50 EUR"). Refuses a currency other than
 * `currency`, and what is not above zero.
 */
export function settleAmount(amount: Money | string, currency: string, whose: string): Money {
  const money = typeof amount === "string" ? readAmount(amount, currency) : amount;
  if (money.currency !== currency) {
    throw new Refusal(
      "currency-mismatch",
      `The amount is in ${money.currency}, but ${whose} is in ${currency}. Give it in ${currency}.`,
    );
  }
  if (money.minor <= 0n) {
    throw new Refusal(
      "bad-amount",
      `${decimalOf(money)} ${currency} is not above zero. To take back what was booked, reverse it.`,
    );
  }
  if (money.minor > MINOR_MAX) {
    throw new Refusal("bad-amount", `${decimalOf(money)} ${currency} is more than these books can hold.`);
  }
  return money;
}

/**
 * The day to book on: the one given, or today in UTC. Refuses a day that has not begun anywhere on Earth
 * (UTC+14 is the earliest), so that a publisher east of Greenwich can book in the morning what came that morning.
 */
export function settleDay(day: string | undefined, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  if (day === undefined) return today;
  const newest = new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (day > newest) {
    throw new Refusal("future-date", `${day} is in the future (today is ${today}). Book it when it has happened.`);
  }
  return day;
}

/** SHA-256 of what a command was asked to book, in one canonical form; what is personal is left out by the caller. */
export function hashInput(parts: readonly (string | bigint | null)[]): Buffer {
  const canonical = JSON.stringify(parts.map((part) => (typeof part === "bigint" ? part.toString() : part)));
  return createHash("sha256").update(canonical).digest();
}

function readAmount(text: string, currency: string): Money {
  const [decimal, given, ...rest] = text.split(" ");
  if (rest.length > 0) return parseMoney(text, currency);
  return parseMoney(decimal ?? "", given ?? currency);
}

function placeAccount(place: DonationMethod, currency: string): AccountPlan {
  return { code: `${place}:${currency}`, name: PLACES[place].name, kind: "asset", currency, campaignId: null };
}
