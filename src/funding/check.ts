import { sql } from "kysely";
import type { Db, Trx } from "../platform/db.ts";
import { type AccountBalance, readTrialBalance } from "./public-ledger.ts";

export interface LedgerReport {
  readonly ok: boolean;
  /** One line for each fault, at most `FAULTS_A_RULE_MAX` for each rule, and how many more there are. */
  readonly faults: readonly string[];
  readonly counts: { readonly transfers: number; readonly entries: number };
  readonly trialBalance: readonly AccountBalance[];
}

export const FAULTS_A_RULE_MAX = 20;

/**
 * Proves from the rows alone what the triggers keep: each transfer has two or more entries that sum to zero for each
 * currency, each entry fits its account and its transfer, reversals are exact and single, each campaign's meter equals
 * its entries, all accounts together stand at zero, and the triggers are there and switched on. Everything is read
 * from one snapshot; nothing is locked, so donations go on meanwhile.
 */
export function checkLedger(db: Db): Promise<LedgerReport> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (trx) => {
      const faults: string[] = [];
      for (const rule of rules) faults.push(...(await findFaults(trx, rule)));
      const trialBalance = await readTrialBalance(trx);
      const { rows } = await sql<{ transfers: number; entries: number }>`
        select (select count(*)::int from transfers) as transfers, (select count(*)::int from entries) as entries`.execute(
        trx,
      );
      return { ok: faults.length === 0, faults, counts: rows[0] ?? { transfers: 0, entries: 0 }, trialBalance };
    });
}

async function findFaults(trx: Trx, rule: { says: string; finds: ReturnType<typeof sql> }): Promise<string[]> {
  const { rows } = await sql<{ which: string; found: number }>`
    with found as (${rule.finds})
    select which, (select count(*)::int from found) as found from found order by which limit ${FAULTS_A_RULE_MAX}`.execute(
    trx,
  );
  const more = (rows[0]?.found ?? 0) - rows.length;
  const faults = rows.map((row) => `${rule.says}: ${row.which}`);
  return more > 0 ? [...faults, `${rule.says}: ${more} more`] : faults;
}

const guards = {
  transfers: ["transfers_only_added", "transfers_stamped", "transfers_proved"],
  entries: ["entries_only_added", "entries_admitted", "entries_proved"],
  accounts: ["accounts_stay", "accounts_keep_identity"],
  campaigns: ["campaigns_stay", "campaigns_keep_identity"],
};

const guardList = Object.entries(guards).flatMap(([table, names]) => names.map((name) => `${table}.${name}`));

const rules = [
  {
    says: "a transfer has fewer than two entries, or a gap in their positions",
    finds: sql`select t.id::text as which from transfers t
      left join (select transfer_id, count(*) as n, min(position) as first, max(position) as last
        from entries group by transfer_id) e on e.transfer_id = t.id
      where e.n is null or e.n < 2 or e.first <> 1 or e.last <> e.n`,
  },
  {
    says: "a transfer's entries do not sum to zero",
    finds: sql`select transfer_id || ' in ' || currency || ' by ' || sum(minor) as which
      from entries group by transfer_id, currency having sum(minor) <> 0`,
  },
  {
    says: "an entry has no transfer or account, or does not fit them",
    finds: sql`select e.transfer_id || ' entry ' || e.position as which from entries e
      left join transfers t on t.id = e.transfer_id left join accounts a on a.id = e.account_id
      where t.id is null or a.id is null or a.currency <> e.currency or t.booked_on <> e.booked_on
        or (a.campaign_id is not null and a.campaign_id is distinct from t.campaign_id)`,
  },
  {
    says: "a transfer names a campaign that is not there",
    finds: sql`select t.id::text as which from transfers t
      where t.campaign_id is not null and not exists (select from campaigns c where c.id = t.campaign_id)`,
  },
  {
    says: "a reversal has no original, or one that is a reversal or another campaign's",
    finds: sql`select r.id::text as which from transfers r left join transfers t on t.id = r.reverses
      where r.kind = 'reversal'
        and (t.id is null or t.kind = 'reversal' or t.campaign_id is distinct from r.campaign_id)`,
  },
  {
    says: "a transfer is reversed more than once",
    finds: sql`select reverses::text as which from transfers where reverses is not null
      group by reverses having count(*) > 1`,
  },
  {
    says: "a reversal is not the exact opposite of its original",
    finds: sql`select distinct r.id::text as which from transfers r
      cross join lateral (
        select from (select * from entries where transfer_id = r.id) mine
        full join (select * from entries where transfer_id = r.reverses) theirs using (position)
        where mine.minor is null or theirs.minor is null or mine.minor <> -theirs.minor
          or mine.account_id <> theirs.account_id or mine.currency <> theirs.currency) differs
      where r.kind = 'reversal'`,
  },
  {
    // The meter sums one account; this comes from the other end, from the campaign's transfers that stand.
    says: "a campaign's meter does not equal its entries",
    finds: sql`select c.slug || ' by ' || (meter.minor - booked.minor) as which from campaigns c
      cross join lateral (select coalesce(-sum(e.minor), 0) as minor from entries e
        where e.account_id = (select a.id from accounts a where a.campaign_id = c.id)) meter
      cross join lateral (select coalesce(sum(e.minor), 0) as minor from transfers t
        join entries e on e.transfer_id = t.id
        where t.campaign_id = c.id and t.kind in ('donation', 'opening') and e.minor > 0
          and not exists (select from transfers r where r.reverses = t.id)) booked
      where meter.minor <> booked.minor`,
  },
  {
    says: "a donation has no row of its own, or a row has no donation",
    finds: sql`select coalesce(t.id, d.transfer_id)::text as which
      from (select id from transfers where kind = 'donation') t full join donations d on d.transfer_id = t.id
      where t.id is null or d.transfer_id is null`,
  },
  {
    says: "all accounts together do not stand at zero",
    finds: sql`select currency || ' by ' || sum(minor) as which from entries group by currency having sum(minor) <> 0`,
  },
  {
    says: "a guard of the ledger is missing or switched off",
    finds: sql`select guard as which from unnest(${guardList}::text[]) guard
      where not exists (select from pg_trigger g
        where g.tgrelid = to_regclass(split_part(guard, '.', 1)) and g.tgname = split_part(guard, '.', 2)
          and g.tgenabled = 'A')`,
  },
];
