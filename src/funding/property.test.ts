import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FixedClock } from "../platform/clock.ts";
import { Refusal } from "../platform/errors.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { checkLedger } from "./check.ts";
import {
  type Booked,
  bookOpeningBalance,
  createCampaign,
  recordDonation,
  recordExpense,
  reverseTransfer,
} from "./commands.ts";
import { readMeter } from "./meter.ts";
import { donationInput, parseDonationInput } from "./schema.ts";

const clock = new FixedClock("2026-03-14T10:00:00Z");
const { db } = await createTestDatabase();
const CURRENCIES = ["JPY", "EUR", "KWD"] as const;

const campaign = fc.integer({ min: 0, max: 2 });
const minor = fc.oneof(fc.bigInt({ min: -2n, max: 5n }), fc.bigInt({ min: 1n, max: 10n ** 18n }));
// Few keys and days, so that they meet.
const key = fc.integer({ min: 0, max: 9 });
const day = fc.constantFrom("2026-01-31", "2026-02-01", "2026-03-14", "2026-12-31");

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("donation" as const), campaign, minor, key, day }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("opening" as const), campaign, minor, key, day }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("expense" as const), campaign, minor, key, day }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("reversal" as const), which: fc.nat(20) }) },
);

let runs = 0;

test("any sequence of commands leaves whole books, and meters that a plain sum agrees with", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.boolean(), async (steps, together) => {
      runs += 1;
      const campaigns = await Promise.all(
        CURRENCIES.map((currency) =>
          createCampaign(db, clock, {
            slug: `c${runs}-${currency.toLowerCase()}`,
            title: "Any",
            currency,
            marks: [{ minor: 1n }],
          }),
        ),
      );
      // What a plain reading of the answers says: the sum of what was booked for a campaign and stands.
      const standing = new Map<string, { campaignId: string; minor: bigint; counts: boolean }>();
      const ids: string[] = [];
      const take = async (one: (typeof steps)[number]): Promise<void> => {
        try {
          if (one.does === "reversal") {
            const transferId = ids[one.which];
            if (transferId === undefined) return;
            const reversal = await reverseTransfer(db, clock, { transferId, reason: "Any" });
            standing.delete(transferId);
            ids.push(reversal.transferId);
            return;
          }
          const { id } = campaigns[one.campaign] ?? assert.fail();
          const amount = { minor: one.minor, currency: CURRENCIES[one.campaign] ?? assert.fail() };
          const common = { campaign: id, amount, key: `${runs}-${one.key}` };
          let booked: Booked;
          if (one.does === "donation")
            booked = await recordDonation(db, clock, { ...common, method: "bank", receivedOn: one.day });
          else if (one.does === "opening")
            booked = await bookOpeningBalance(db, clock, { ...common, from: "x", bookedOn: one.day });
          else booked = await recordExpense(db, clock, { ...common, category: "Any", what: "Any", spentOn: one.day });
          assert.ok(one.minor > 0n && one.day !== "2026-12-31");
          if (booked.repeated) return;
          ids.push(booked.transferId);
          const counts = one.does !== "expense";
          standing.set(booked.transferId, { campaignId: id, minor: one.minor, counts });
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
          const expected = ["bad-amount", "future-date", "key-reused", "already-reversed", "not-reversible"];
          assert.ok(expected.includes(error.code), error.message);
        }
      };
      if (together) await Promise.all(steps.map(take));
      else for (const one of steps) await take(one);
      for (const { id } of campaigns) {
        const plain = [...standing.values()].filter((one) => one.campaignId === id && one.counts);
        const meter = await readMeter(db, id, clock.now());
        assert.equal(
          meter.raisedMinor,
          plain.reduce((sum, one) => sum + one.minor, 0n),
        );
      }
      assert.deepEqual((await checkLedger(db)).faults, []);
    }),
    { seed: 20_260_314, numRuns: 25, interruptAfterTimeLimit: 60_000 },
  );
});

test("whatever stands behind the flags of `donation record` is read, or refused in one line", () => {
  const value = fc.option(
    fc.oneof(
      fc.constantFrom(
        "spring",
        "12.50",
        "12.50 EUR",
        "bank",
        "cash",
        "2026-03-01",
        "2026-02-30",
        "",
        "1",
        "true",
        " a ",
        "\u0000",
      ),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ maxLength: 1_200, minLength: 190 }),
    ),
    { nil: undefined },
  );
  const flags = ["campaign", "amount", "method", "key", "received", "name", "public", "message"];
  const raw = fc.oneof(
    fc.record(Object.fromEntries(flags.map((flag) => [flag, value])), { requiredKeys: [] }),
    fc.dictionary(fc.string({ maxLength: 12 }), value),
    fc.record({ ...Object.fromEntries(flags.map((flag) => [flag, value])), method: fc.constant("bank") }),
  );
  fc.assert(
    fc.property(raw, (input) => {
      try {
        const read = parseDonationInput(input);
        // What was read is read the same again.
        assert.deepEqual(donationInput.parse(read), read);
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
        assert.equal(error.code, "bad-input");
        assert.match(error.message, /^donation record: --[^\n]*$/u);
      }
    }),
    { seed: 20_260_314, numRuns: 2_000 },
  );
});
