import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import type { Money } from "../platform/money.ts";
import type { AccountKind, TransferKind } from "./schema.ts";

// What anyone may see of the books: no message, and a name only where the donor agreed to it.

export interface AccountBalance {
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly currency: string;
  /**
   * As the account's kind is read: what assets and expenses were debited, what income, liabilities and equity were
   * credited. Below zero where it stands on the other side.
   */
  readonly minor: bigint;
}

export interface PublicEntry {
  readonly account: string;
  readonly code: string;
  readonly kind: AccountKind;
  /** Debits are positive, credits negative: a transfer's entries sum to zero in each currency. */
  readonly amount: Money;
}

export interface PublicTransfer {
  readonly id: string;
  readonly kind: TransferKind;
  /** "YYYY-MM-DD" */
  readonly bookedOn: string;
  readonly what: string;
  readonly campaign: { readonly id: string; readonly slug: string; readonly title: string } | null;
  /** The donor's name, where they agreed that it is shown. */
  readonly donor: string | null;
  readonly reversesId: string | null;
  readonly reversedById: string | null;
  /** What was moved: the debits, for each currency. */
  readonly amounts: readonly Money[];
  readonly entries: readonly PublicEntry[];
  /** The running balance: what the asset accounts hold after it, for each currency that it moved. */
  readonly heldAfter: readonly Money[];
}

export interface LedgerPage {
  /** "YYYY-MM" */
  readonly month: string;
  /** From 1, the oldest transfers of the month first, so that a page that is full stays as it is. */
  readonly page: number;
  readonly pages: number;
  readonly transfers: readonly PublicTransfer[];
}

export const TRANSFERS_A_PAGE = 100;

/** The months in which something is booked, oldest first, as "YYYY-MM". */
export async function listLedgerMonths(db: Db): Promise<string[]> {
  // One step through the index for each month, however many transfers it has.
  const { rows } = await sql<{ month: string }>`
    with recursive months as (
      select (select date_trunc('month', min(booked_on)::timestamp)::date from transfers) as month
      union all
      select (select date_trunc('month', min(booked_on)::timestamp)::date from transfers
        where booked_on >= (months.month + interval '1 month')::date)
      from months where months.month is not null
    )
    select to_char(month, 'YYYY-MM') as month from months where month is not null order by month`.execute(db);
  return rows.map((row) => row.month);
}

/** A month's income and spending: each income and expense account that moved, by code. Refuses with `bad-month`. */
export async function readMonthSums(db: Db, month: string): Promise<AccountBalance[]> {
  const [from, until] = monthBounds(month);
  return readBalances(db, sql`a.kind in ('income', 'expense')`, sql`e.booked_on >= ${from} and e.booked_on < ${until}`);
}

/** Every account that ever moved with its balance, by code: in each currency, debits equal credits. */
export function readTrialBalance(db: Db): Promise<AccountBalance[]> {
  return readBalances(db, sql`true`, sql`true`);
}

/**
 * One page of a month's transfers with their entries, in the order of their days and, within a day, of their making.
 * A month without any has one empty page. Refuses with `bad-month` and `unknown-page`.
 */
export async function readLedgerPage(
  db: Db,
  month: string,
  page = 1,
  options: { transfers_a_page?: number } = {},
): Promise<LedgerPage> {
  const size = Math.min(options.transfers_a_page ?? TRANSFERS_A_PAGE, 1_000);
  const [from, until] = monthBounds(month);
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::int as count from transfers where booked_on >= ${from} and booked_on < ${until}`.execute(db);
  const pages = Math.max(1, Math.ceil((counted[0]?.count ?? 0) / size));
  if (!Number.isInteger(page) || page < 1 || page > pages) {
    throw new Refusal("unknown-page", `The ledger of ${month} has no page ${page}. It has pages 1 to ${pages}.`);
  }
  const { rows } = await sql<TransferRow>`
    select t.id, t.kind, t.booked_on::text as booked_on, t.what, t.reverses,
      (select r.id from transfers r where r.reverses = t.id) as reversed_by,
      c.id as campaign_id, c.slug as campaign_slug, c.title as campaign_title,
      case when d.name_public then d.donor_name end as donor,
      (select json_agg(json_build_object('account', a.name, 'code', a.code, 'kind', a.kind, 'minor', e.minor::text,
          'currency', e.currency) order by e.position)
        from entries e join accounts a on a.id = e.account_id where e.transfer_id = t.id) as entries
    from (select * from transfers where booked_on >= ${from} and booked_on < ${until}
      order by booked_on, id limit ${size} offset ${(page - 1) * size}) t
    left join campaigns c on c.id = t.campaign_id
    left join donations d on d.transfer_id = t.id
    order by t.booked_on, t.id`.execute(db);
  const first = rows[0];
  const held = first ? await readHeldBefore(db, first.booked_on, first.id) : new Map<string, bigint>();
  return { month, page, pages, transfers: rows.map((row) => toTransfer(row, held)) };
}

interface TransferRow {
  readonly id: string;
  readonly kind: TransferKind;
  readonly booked_on: string;
  readonly what: string;
  readonly reverses: string | null;
  readonly reversed_by: string | null;
  readonly campaign_id: string | null;
  readonly campaign_slug: string | null;
  readonly campaign_title: string | null;
  readonly donor: string | null;
  readonly entries: readonly {
    readonly account: string;
    readonly code: string;
    readonly kind: AccountKind;
    readonly minor: string;
    readonly currency: string;
  }[];
}

/** Reads a row, and moves `held` on by what it did to the asset accounts. */
function toTransfer(row: TransferRow, held: Map<string, bigint>): PublicTransfer {
  const debits = new Map<string, bigint>();
  const entries = row.entries.map(({ account, code, kind, minor: text, currency }): PublicEntry => {
    const minor = BigInt(text);
    debits.set(currency, (debits.get(currency) ?? 0n) + (minor > 0n ? minor : 0n));
    if (kind === "asset") held.set(currency, (held.get(currency) ?? 0n) + minor);
    return { account, code, kind, amount: { minor, currency } };
  });
  const { campaign_id: id, campaign_slug: slug, campaign_title: title } = row;
  return {
    id: row.id,
    kind: row.kind,
    bookedOn: row.booked_on,
    what: row.what,
    campaign: id !== null && slug !== null && title !== null ? { id, slug, title } : null,
    donor: row.donor,
    reversesId: row.reverses,
    reversedById: row.reversed_by,
    amounts: [...debits].map(([currency, minor]) => ({ minor, currency })),
    entries,
    heldAfter: [...debits.keys()].map((currency) => ({ minor: held.get(currency) ?? 0n, currency })),
  };
}

/** What the asset accounts hold before that transfer, in the order in which transfers are listed. */
async function readHeldBefore(db: Db, day: string, transferId: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ currency: string; held: string }>`
    select a.currency, sum(coalesce(before.minor, 0) + coalesce(same_day.minor, 0))::text as held
    from accounts a
    cross join lateral (select sum(e.minor) as minor from entries e
      where e.account_id = a.id and e.booked_on < ${day}::date) before
    cross join lateral (select sum(e.minor) as minor from entries e
      where e.account_id = a.id and e.booked_on = ${day}::date and e.transfer_id < ${transferId}::uuid) same_day
    where a.kind = 'asset' group by a.currency`.execute(db);
  return new Map(rows.map((row) => [row.currency, BigInt(row.held)]));
}

type Condition = ReturnType<typeof sql>;

async function readBalances(db: Db, accounts: Condition, entries: Condition): Promise<AccountBalance[]> {
  const { rows } = await sql<Omit<AccountBalance, "minor"> & { minor: string }>`
    select a.code, a.name, a.kind, a.currency,
      (case when a.kind in ('asset', 'expense') then s.minor else -s.minor end)::text as minor
    from accounts a
    cross join lateral (select sum(e.minor) as minor from entries e where e.account_id = a.id and ${entries}) s
    where ${accounts} and s.minor is not null
    order by a.code collate "C"`.execute(db);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** The first day of a "YYYY-MM", and the first day after it. */
function monthBounds(month: string): [string, string] {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new Refusal("bad-month", `"${month}" is not a month. Write it as YYYY-MM, like 2026-03.`);
  const next = new Date(Date.UTC(Number(match[1]), Number(match[2]), 1)).toISOString().slice(0, 10);
  return [`${month}-01`, next];
}
