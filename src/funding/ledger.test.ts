import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { FixedClock } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { checkLedger } from "./check.ts";
import { createCampaign, recordDonation } from "./commands.ts";

// The database itself keeps the books: everything here is plain SQL, sent by the tables' owner.

const clock = new FixedClock("2026-03-14T10:00:00Z");
const { db, pool } = await createTestDatabase();
const campaign = await createCampaign(db, clock, { title: "Spring", currency: "EUR", marks: [{ minor: 500_000n }] });
await createCampaign(db, clock, { title: "Other", currency: "EUR", marks: [{ minor: 500_000n }] });
await createCampaign(db, clock, { title: "Yen", currency: "JPY", marks: [{ minor: 500_000n }] });
const gift = { campaign: "spring", amount: "10.00", method: "bank" as const };
const booked = await recordDonation(db, clock, { ...gift, key: "first" });
const bank = await accountId("bank:EUR");
const donations = await accountId("donations:spring");

async function accountId(code: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>("select id from accounts where code = $1", [code]);
  assert.ok(rows[0]);
  return rows[0].id;
}

/** Sends statements in one transaction, and gives the SQLSTATE that refused them, or null. */
async function attempt(...statements: [string, unknown[]?][]): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const [text, values] of statements) await client.query(text, values);
    await client.query("commit");
    return null;
  } catch (error) {
    await client.query("rollback");
    assert.ok(error instanceof pg.DatabaseError, String(error));
    return error.code ?? "";
  } finally {
    client.release();
  }
}

type Statement = [string, unknown[]];

function transfer(id: string, options: { campaignId?: string | null; reverses?: string } = {}): Statement {
  return [
    `insert into transfers (id, kind, what, booked_on, made_at, campaign_id, reverses, idempotency_key, input_hash)
     values ($1, $2, 'by hand', '2026-03-14', now(), $3, $4, $5, sha256('x'))`,
    [id, options.reverses ? "reversal" : "expense", options.campaignId ?? null, options.reverses ?? null, `hand:${id}`],
  ];
}

function entry(id: string, position: number, account: number, minor: number, currency = "EUR"): Statement {
  return [
    "insert into entries (transfer_id, position, account_id, minor, currency) values ($1, $2, $3, $4, $5)",
    [id, position, account, minor, currency],
  ];
}

const RESTRICTED = "23001";
const CHECKED = "23514";
const UNIQUE = "23505";
const UNKNOWN = "23503";

test("a balanced transfer made by hand is taken", async () => {
  const id = newId(clock);
  assert.equal(await attempt(transfer(id), entry(id, 1, bank, 100), entry(id, 2, bank, -100)), null);
});

test("transfers and entries are never updated, deleted or truncated", async () => {
  for (const table of ["transfers", "entries"]) {
    const column = table === "transfers" ? "what" : "minor";
    assert.equal(await attempt([`update ${table} set ${column} = ${column}`]), RESTRICTED);
    assert.equal(await attempt([`update ${table} set ${column} = ${column} where false`]), RESTRICTED);
    assert.equal(await attempt([`delete from ${table}`]), RESTRICTED);
    assert.equal(await attempt([`truncate ${table} cascade`]), RESTRICTED);
  }
  assert.equal(await attempt(["truncate campaigns cascade"]), RESTRICTED);
  assert.equal(await attempt(["truncate transfers, entries, donations"]), RESTRICTED);
});

test("an insert that would overwrite is refused, and so is a merge", async () => {
  const [text, values] = entry(booked.transferId, 1, bank, 5);
  assert.equal(
    await attempt([`${text} on conflict (transfer_id, position) do update set minor = 5`, values]),
    RESTRICTED,
  );
  const merge = "merge into entries using (select 1) one on true when matched then";
  assert.equal(await attempt([`${merge} delete`]), RESTRICTED);
  assert.equal(await attempt([`${merge} update set minor = 1`]), RESTRICTED);
});

test("a session that plays a replica is refused all the same", async () => {
  const replica: [string] = ["set local session_replication_role = replica"];
  assert.equal(await attempt(replica, ["delete from entries"]), RESTRICTED);
  const id = newId(clock);
  assert.equal(await attempt(replica, transfer(id), entry(id, 1, bank, 100), entry(id, 2, bank, -99)), CHECKED);
});

test("a transfer that does not sum to zero is refused when it is committed", async () => {
  const id = newId(clock);
  assert.equal(await attempt(transfer(id), entry(id, 1, bank, 100), entry(id, 2, donations, -99)), CHECKED);
});

test("a transfer sums to zero in each currency, not over all of them", async () => {
  const id = newId(clock);
  const yen = await accountId("donations:yen");
  const yenCampaign = (await pool.query("select campaign_id from accounts where id = $1", [yen])).rows[0].campaign_id;
  const mixed = [transfer(id, { campaignId: yenCampaign }), entry(id, 1, bank, 100), entry(id, 2, yen, -100, "JPY")];
  assert.equal(await attempt(...mixed), CHECKED);
});

test("a transfer of no entry, of one, or with a gap is refused", async () => {
  const none = newId(clock);
  assert.equal(await attempt(transfer(none)), CHECKED);
  const one = newId(clock);
  assert.equal(await attempt(transfer(one), entry(one, 1, bank, 100)), CHECKED);
  const gap = newId(clock);
  assert.equal(await attempt(transfer(gap), entry(gap, 1, bank, 100), entry(gap, 3, bank, -100)), CHECKED);
  const zero = newId(clock);
  assert.equal(await attempt(transfer(zero), entry(zero, 1, bank, 0), entry(zero, 2, bank, 0)), CHECKED);
});

test("an entry added after the proof was called for early is proved too", async () => {
  const id = newId(clock);
  const early: [string] = ["set constraints all immediate"];
  const later: [string] = ["set constraints all deferred"];
  const proved = [transfer(id), entry(id, 1, bank, 100), entry(id, 2, bank, -100), early, later];
  assert.equal(await attempt(...proved, entry(id, 3, bank, 1)), CHECKED);
  const undone: Statement = ["rollback to savepoint before", []];
  const hidden = [transfer(id), ["savepoint before", []] satisfies Statement, ...proved.slice(1, 4), undone];
  assert.equal(await attempt(...hidden), CHECKED);
});

test("an entry's currency is its account's", async () => {
  const id = newId(clock);
  assert.equal(await attempt(transfer(id), entry(id, 1, bank, 100, "USD"), entry(id, 2, bank, -100, "USD")), CHECKED);
});

test("no entry is added to a transfer of an earlier transaction, though it balances", async () => {
  const late = [entry(booked.transferId, 3, bank, 100), entry(booked.transferId, 4, donations, -100)];
  assert.equal(await attempt(...late), RESTRICTED);
});

test("what a transfer says of the transaction that made it is not believed", async () => {
  const id = newId(clock);
  const [, values] = transfer(id);
  const text = `insert into transfers (id, kind, what, booked_on, made_at, campaign_id, reverses, idempotency_key, input_hash,
    transaction_id, transaction_at) values ($1, $2, 'by hand', '2026-03-14', now(), $3, $4, $5, sha256('x'), '99999999', now())`;
  assert.equal(await attempt([text, values], entry(id, 1, bank, 100), entry(id, 2, bank, -100)), null);
  const { rows } = await pool.query("select transaction_id from transfers where id = $1", [id]);
  assert.notEqual(rows[0].transaction_id, "99999999");
});

test("an entry needs a transfer and an account that are there", async () => {
  assert.equal(await attempt(entry(newId(clock), 1, bank, 100)), UNKNOWN);
  const id = newId(clock);
  assert.equal(await attempt(transfer(id), entry(id, 1, 987_654, 100)), UNKNOWN);
  assert.equal(await attempt(transfer(newId(clock), { campaignId: newId(clock) })), UNKNOWN);
});

test("a campaign's donations are credited only by that campaign's transfers", async () => {
  const id = newId(clock);
  const other = await accountId("donations:other");
  const wrong = [transfer(id, { campaignId: campaign.id }), entry(id, 1, bank, 100), entry(id, 2, other, -100)];
  assert.equal(await attempt(...wrong), CHECKED);
});

test("a reversal is exact, of its own campaign, of something that is no reversal, and happens once", async () => {
  const gift = await recordDonation(db, clock, { campaign: "spring", amount: "3.00", method: "cash", key: "three" });
  const cash = await accountId("cash:EUR");
  const reversal = (id: string, minor: number, campaignId: string | null = campaign.id) => [
    transfer(id, { campaignId, reverses: gift.transferId }),
    entry(id, 1, cash, -minor),
    entry(id, 2, donations, minor),
  ];
  assert.equal(await attempt(...reversal(newId(clock), 299)), CHECKED);
  assert.equal(await attempt(...reversal(newId(clock), 300, null)), CHECKED);
  const id = newId(clock);
  assert.equal(await attempt(...reversal(id, 300)), null);
  assert.equal(await attempt(...reversal(newId(clock), 300)), UNIQUE);
  assert.equal(await attempt(transfer(newId(clock), { campaignId: campaign.id, reverses: id })), CHECKED);
});

test("accounts and campaigns stay, and keep what the books rest on", async () => {
  assert.equal(await attempt(["delete from accounts"]), RESTRICTED);
  assert.equal(await attempt(["delete from campaigns"]), RESTRICTED);
  assert.equal(await attempt(["update accounts set currency = 'USD'"]), RESTRICTED);
  assert.equal(await attempt(["update accounts set kind = 'liability'"]), RESTRICTED);
  assert.equal(await attempt(["update campaigns set currency = 'USD'"]), RESTRICTED);
  assert.equal(await attempt(["update accounts set name = 'Our bank' where code = 'bank:EUR'"]), null);
  assert.equal(await attempt(["update campaigns set title = 'Spring again' where slug = 'spring'"]), null);
});

test("after all that the ledger checks", async () => {
  const report = await checkLedger(db);
  assert.deepEqual(report.faults, []);
  assert.ok(report.counts.transfers >= 4);
});
