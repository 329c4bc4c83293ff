import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import { z } from "zod";
import { Refusal } from "../platform/errors.ts";
import { isId } from "../platform/ids.ts";
import { isCurrency, type Money } from "../platform/money.ts";
import { squeeze } from "../platform/text.ts";

declare module "../platform/db.ts" {
  interface Tables {
    campaigns: CampaignsTable;
    campaign_marks: CampaignMarksTable;
    accounts: AccountsTable;
    transfers: TransfersTable;
    entries: EntriesTable;
    donations: DonationsTable;
  }
}

export interface CampaignsTable {
  id: string;
  slug: string;
  title: string;
  purpose: string;
  currency: string;
  starts_at: Date;
  ends_at: Date | null;
  is_main: Generated<boolean>;
  made_at: Date;
}

export interface CampaignMarksTable {
  campaign_id: string;
  minor: bigint;
  label: string | null;
}

export type AccountKind = "asset" | "liability" | "income" | "expense" | "equity";

export interface AccountsTable {
  id: GeneratedAlways<number>;
  code: string;
  name: string;
  kind: AccountKind;
  currency: string;
  campaign_id: string | null;
  made_at: Date;
}

export type TransferKind = "donation" | "opening" | "expense" | "reversal";

/** A day as "YYYY-MM-DD" going in; coming out, ask for it as text (`booked_on::text`): a `Date` would carry a time zone. */
type Day = ColumnType<Date, string, never>;
/** Stamped by the database's trigger, whatever is sent. */
type Stamped = ColumnType<string, never, never>;

export interface TransfersTable {
  id: string;
  kind: TransferKind;
  what: string;
  booked_on: Day;
  made_at: ColumnType<Date, Date, never>;
  campaign_id: string | null;
  reverses: string | null;
  idempotency_key: string;
  input_hash: Buffer;
  transaction_id: Stamped;
  transaction_at: Stamped;
}

export interface EntriesTable {
  transfer_id: string;
  position: number;
  account_id: number;
  booked_on: Stamped;
  minor: bigint;
  currency: string;
}

export interface DonationsTable {
  transfer_id: string;
  method: DonationMethod;
  donor_name: string | null;
  message: string | null;
  name_public: boolean;
  erased_at: Date | null;
}

export type DonationMethod = "bank" | "cash";

// A lone surrogate cannot be stored as UTF-8, and a control character has no place on a page.
const line = (length_max: number) =>
  z
    .string()
    .transform((text) => squeeze(text.toWellFormed()))
    .refine((text) => text !== "", "is empty")
    .refine((text) => text.length <= length_max, `is longer than ${length_max} characters`)
    .refine((text) => !/\p{Cc}/u.test(text), "holds a control character");

const day = z.string().refine((text) => isDay(text), "is not a day. Write it as YYYY-MM-DD, like 2026-03-31");

const currency = z.string().refine(isCurrency, "is not an ISO 4217 code such as EUR");
const money = z.object({ minor: z.bigint(), currency }) satisfies z.ZodType<Money>;

// Keys that begin so are made by `reverseTransfer`, so that a transfer is reversed once.
export const REVERSAL_KEY = "reversal:";
const key = line(200).refine((text) => !text.startsWith(REVERSAL_KEY), `may not begin with "${REVERSAL_KEY}"`);

/** A campaign's slug or id. */
const campaign = line(200);
/** An exact amount, or a plain decimal ("12.50") in the campaign's currency. */
const amount = z.union([money, line(40)]);

export const campaignInput = z.object({
  /** Without it, one is made of the title. */
  slug: z
    .string()
    .regex(
      /^[\p{Ll}\p{Lo}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{M}\p{N}]+)*$/u,
      "is not a slug: lower-case words joined by hyphens",
    )
    .max(80, "is longer than 80 characters")
    .refine((slug) => !isId(slug) && !/^\d+$/.test(slug), "would read like an id or a page's number")
    .optional(),
  title: line(200),
  purpose: z.union([z.literal(""), line(2_000)]).default(""),
  currency,
  /** Ascending; the last is the goal, the first may be zero (the beginning of the scale). */
  marks: z
    .array(
      z.object({
        minor: z
          .bigint()
          .min(0n)
          .max(10n ** 18n),
        label: line(200).nullable().default(null),
      }),
    )
    .min(1, "needs at least one mark")
    .max(20, "has more than 20 marks")
    .refine(
      (marks) => marks.every((mark, index) => mark.minor > (marks[index - 1]?.minor ?? -1n)),
      "must ascend: each mark above the one before it",
    )
    .refine((marks) => (marks.at(-1)?.minor ?? 0n) > 0n, "needs a mark above zero"),
  /** Without it, now. */
  startsAt: z.date().optional(),
  endsAt: z.date().nullable().default(null),
  /** The main campaign is the one whose meter stands on every page; a new one takes the place of the old. */
  isMain: z.boolean().default(false),
});
export type CampaignInput = z.input<typeof campaignInput>;

export const donationInput = z
  .object({
    campaign,
    amount,
    method: z.enum(["bank", "cash"], "is not a method: use bank or cash"),
    /** The day the money came, "YYYY-MM-DD"; without it, today (UTC). */
    receivedOn: day.optional(),
    key,
    donorName: line(200).optional(),
    message: line(1_000).optional(),
    /** The donor agreed that their name is shown. */
    namePublic: z.boolean().default(false),
  })
  .refine((input) => !input.namePublic || input.donorName !== undefined, {
    path: ["namePublic"],
    message: "is set without a name. Give the donor's name too, or leave it out",
  });
export type DonationInput = z.input<typeof donationInput>;

export const openingInput = z.object({
  campaign,
  amount,
  /** The page, statement or book that the sum comes from; it stands in "Brought forward from ...". */
  from: line(300),
  bookedOn: day.optional(),
  key,
});
export type OpeningInput = z.input<typeof openingInput>;

export const expenseInput = z.object({
  /** What kind of spending: "Editing", "Hosting". Each has its own account for each currency. */
  category: line(80),
  amount: money,
  /** Shown in the public ledger: no personal data. */
  what: line(300),
  paidFrom: z.enum(["bank", "cash"], "is not a place money is paid from: use bank or cash").default("bank"),
  spentOn: day.optional(),
  campaign: campaign.optional(),
  key,
});
export type ExpenseInput = z.input<typeof expenseInput>;

export const reversalInput = z.object({
  transferId: z.string().refine(isId, "is not a transfer's id"),
  /** Shown in the public ledger: no personal data. */
  reason: line(300),
});
export type ReversalInput = z.input<typeof reversalInput>;

/** Reads a command's input; refuses with `bad-input`, naming the field, what does not fit. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") || "input";
  throw new Refusal("bad-input", `${what}: ${field} ${issue?.message ?? "is not understood"}.`, { field });
}

/**
 * Reads what stands behind the flags of `donation record` (without their dashes): campaign, amount ("12.50", or
 * "12.50 EUR" to be held against the campaign's currency), method (bank or cash), key, and optionally received
 * (YYYY-MM-DD), name, public ("1" or "true", or "" as a bare flag) and message. Refuses with `bad-input`, naming the flag.
 */
export function parseDonationInput(raw: Readonly<Record<string, string | undefined>>): z.output<typeof donationInput> {
  for (const flag of Object.keys(raw)) {
    if (!donationFlags.has(flag)) throw flagRefusal(flag, "is not known", `Use ${listFlags()}`);
  }
  for (const flag of ["campaign", "amount", "method", "key"]) {
    if (raw[flag] === undefined || raw[flag].trim() === "") throw flagRefusal(flag, "is missing", "Give it a value");
  }
  const parsed = donationInput.safeParse({
    campaign: raw.campaign,
    amount: raw.amount,
    method: raw.method,
    key: raw.key,
    ...(raw.received === undefined ? {} : { receivedOn: raw.received }),
    ...(raw.name === undefined ? {} : { donorName: raw.name }),
    ...(raw.message === undefined ? {} : { message: raw.message }),
    namePublic: readSwitch(raw.public),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw flagRefusal(
    flagOf[String(issue?.path[0])] ?? String(issue?.path[0]),
    issue?.message ?? "is not understood",
    "",
  );
}

/** Whether `text` is a day that exists, from 1970 on, as "YYYY-MM-DD" (ISO 8601). */
export function isDay(text: string): boolean {
  if (!/^(?:19[7-9]\d|[2-9]\d{3})-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const donationFlags = new Set(["campaign", "amount", "method", "key", "received", "name", "public", "message"]);
const flagOf: Readonly<Record<string, string>> = { receivedOn: "received", donorName: "name", namePublic: "public" };

function listFlags(): string {
  return [...donationFlags].map((flag) => `--${flag}`).join(", ");
}

function readSwitch(value: string | undefined): boolean {
  if (value === undefined || value === "0" || value === "false") return false;
  if (value === "" || value === "1" || value === "true") return true;
  throw flagRefusal("public", "takes no value", "Write it alone, or leave it out");
}

function flagRefusal(flag: string, problem: string, advice: string): Refusal {
  return new Refusal("bad-input", `donation record: --${flag} ${problem}.${advice && ` ${advice}.`}`, { field: flag });
}
