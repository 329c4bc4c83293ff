import assert from "node:assert/strict";
import { test } from "node:test";
import { FixedClock } from "../platform/clock.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { checkLedger, FAULTS_A_RULE_MAX } from "./check.ts";
import { createCampaign, recordDonation, reverseTransfer } from "./commands.ts";

const clock = new FixedClock("2026-03-14T10:00:00Z");
const { db, pool } = await createTestDatabase();
await createCampaign(db, clock, { title: "Spring", currency: "EUR", marks: [{ minor: 500_000n }] });
for (let number = 1; number <= FAULTS_A_RULE_MAX + 5; number++) {
  const key = `gift ${number}`;
  const gift = await recordDonation(db, clock, { campaign: "spring", amount: "10.00", method: "bank", key });
  if (number === 1) await reverseTransfer(db, clock, { transferId: gift.transferId, reason: "Booked twice" });
}

const REVERSED = "(select reverses from transfers where reverses is not null)";
const REVERSAL = "(select id from transfers where reverses is not null)";
const STANDING = `(select id from transfers where kind = 'donation' and id <> ${REVERSED} order by id limit 1)`;

/** What the check says of books that somebody changed behind the guards' back; the change is put back afterwards. */
async function faultsAfter(change: string, undo: string): Promise<string[]> {
  const unguarded = async (statement: string) => {
    for (const order of ["disable", "enable always"]) {
      if (order !== "disable") await pool.query(statement);
      for (const guard of [
        "transfers.transfers_only_added",
        "transfers.transfers_proved",
        "transfers.transfers_stamped",
        "entries.entries_only_added",
        "entries.entries_admitted",
        "entries.entries_proved",
      ]) {
        const [table, name] = guard.split(".");
        await pool.query(`alter table ${table} ${order} trigger ${name}`);
      }
    }
  };
  await unguarded(change);
  const { faults, ok } = await checkLedger(db);
  await unguarded(undo);
  assert.equal(ok, faults.length === 0);
  return [...faults];
}

function says(faults: readonly string[], pattern: RegExp): void {
  assert.ok(
    faults.some((fault) => pattern.test(fault)),
    `nothing like ${pattern} in:\n${faults.join("\n")}`,
  );
}

test("whole books have no faults, and their counts and balances are told", async () => {
  const report = await checkLedger(db);
  assert.deepEqual([report.ok, report.faults], [true, []]);
  assert.deepEqual(report.counts, { transfers: FAULTS_A_RULE_MAX + 6, entries: 2 * (FAULTS_A_RULE_MAX + 6) });
  const minor = BigInt(FAULTS_A_RULE_MAX + 4) * 1_000n;
  assert.deepEqual(report.trialBalance, [
    { code: "bank:EUR", name: "Bank", kind: "asset", currency: "EUR", minor },
    { code: "donations:spring", name: "Donations: Spring", kind: "income", currency: "EUR", minor },
  ]);
});

test("an amount changed behind the guards is found", async () => {
  const change = (by: number) =>
    `update entries set minor = minor + ${by} where position = 1 and transfer_id = ${STANDING}`;
  const faults = await faultsAfter(change(1), change(-1));
  says(faults, /do not sum to zero: .* in EUR by 1$/);
  says(faults, /meter does not equal its entries: spring by -1$/);
  says(faults, /all accounts together do not stand at zero: EUR by 1$/);
});

test("an entry that is gone is found", async () => {
  await pool.query(`create table kept as select * from entries where position = 2 and transfer_id = ${STANDING}`);
  const faults = await faultsAfter(
    `delete from entries where position = 2 and transfer_id = ${STANDING}`,
    "insert into entries select * from kept",
  );
  await pool.query("drop table kept");
  says(faults, /fewer than two entries/);
});

test("an entry of another currency or day than its account and transfer is found", async () => {
  const currency = (code: string) => `update entries set currency = '${code}' where transfer_id = ${STANDING}`;
  says(await faultsAfter(currency("USD"), currency("EUR")), /does not fit them: .* entry 1$/);
  const day = (days: number) => `update entries set booked_on = booked_on + ${days} where transfer_id = ${STANDING}`;
  says(await faultsAfter(day(1), day(-1)), /does not fit them/);
});

test("a reversal that is not exact is found", async () => {
  const scale = (factor: string) => `update entries set minor = minor ${factor} where transfer_id = ${REVERSAL}`;
  const faults = await faultsAfter(scale("* 2"), scale("/ 2"));
  says(faults, /not the exact opposite/);
  says(faults, /meter does not equal/);
});

test("a transfer of no campaign that is there is found", async () => {
  const change = `update transfers set campaign_id = '00000000-0000-7000-8000-000000000000' where id = ${STANDING}`;
  const faults = await faultsAfter(
    change,
    "update transfers set campaign_id = (select id from campaigns) where campaign_id not in (select id from campaigns)",
  );
  says(faults, /names a campaign that is not there/);
});

test("many faults of one kind are listed up to a bound, and the rest counted", async () => {
  const shift = (by: number) => `update entries set minor = minor + ${by} where position = 1`;
  const faults = (await faultsAfter(shift(1), shift(-1))).filter((fault) => /^a transfer's entries/.test(fault));
  assert.equal(faults.length, FAULTS_A_RULE_MAX + 1);
  assert.match(faults.at(-1) ?? "", /: 6 more$/);
});

test("a guard that is switched off, weakened or gone is found", async () => {
  await pool.query("alter table entries disable trigger entries_only_added");
  says((await checkLedger(db)).faults, /missing or switched off: entries.entries_only_added$/);
  await pool.query("alter table entries enable trigger entries_only_added");
  says((await checkLedger(db)).faults, /entries.entries_only_added$/);
  await pool.query("alter table entries enable always trigger entries_only_added");
  await pool.query("drop trigger accounts_stay on accounts");
  says((await checkLedger(db)).faults, /accounts.accounts_stay$/);
});
