import assert from "node:assert/strict";
import { test } from "node:test";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { checkLedger } from "./check.ts";
import {
  bookOpeningBalance,
  createCampaign,
  eraseDonor,
  recordDonation,
  recordExpense,
  reverseTransfer,
} from "./commands.ts";
import { findCampaignBySlug, findMainCampaign, listCampaigns, readMeter } from "./meter.ts";
import type { CampaignInput, DonationInput } from "./schema.ts";

const clock = new FixedClock("2026-03-14T10:00:00Z");
const { db, pool } = await createTestDatabase();

let made = 0;
/** A campaign of its own for a test. */
async function campaign(options: Partial<CampaignInput> = {}): Promise<{ id: string; slug: string }> {
  made += 1;
  return createCampaign(db, clock, {
    title: `Campaign ${made}`,
    currency: "EUR",
    marks: [{ minor: 500_000n }],
    ...options,
  });
}

let keys = 0;
function gift(slug: string, options: Partial<DonationInput> = {}): DonationInput {
  keys += 1;
  return { campaign: slug, amount: "12.50", method: "bank", key: `gift-${keys}`, ...options };
}

async function raised(id: string): Promise<bigint> {
  return (await readMeter(db, id, clock.now())).raisedMinor;
}

function refuses(work: Promise<unknown>, code: string, says?: RegExp): Promise<void> {
  return assert.rejects(work, (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code, error.message);
    if (says) assert.match(error.message, says);
    return true;
  });
}

async function pressTags(): Promise<string[][]> {
  const { rows } = await pool.query<{ payload: { tags: string[] } }>(
    "select payload from graphile_worker._private_jobs order by id",
  );
  return rows.map((row) => row.payload.tags);
}

test("a campaign keeps its marks, and gets a free slug from its title", async () => {
  const marks = [{ minor: 0n }, { minor: 250_000n, label: "A second desk" }, { minor: 500_000n }];
  const first = await createCampaign(db, clock, { title: "The Harbour Fund", currency: "EUR", marks, purpose: "Rent" });
  const second = await createCampaign(db, clock, { title: "The Harbour Fund", currency: "EUR", marks });
  assert.deepEqual([first.slug, second.slug], ["the-harbour-fund", "the-harbour-fund-2"]);
  const kept = await findCampaignBySlug(db, "the-harbour-fund");
  assert.deepEqual(kept, {
    ...{ id: first.id, slug: first.slug, title: "The Harbour Fund", purpose: "Rent", currency: "EUR" },
    marks: [
      { minor: 0n, label: null },
      { minor: 250_000n, label: "A second desk" },
      { minor: 500_000n, label: null },
    ],
    ...{ startsAt: clock.now(), endsAt: null, isMain: false },
  });
  await refuses(createCampaign(db, clock, { slug: first.slug, title: "X", currency: "EUR", marks }), "slug-taken");
});

test("a campaign that makes no sense is refused, naming the field", async () => {
  const bad = (options: Partial<CampaignInput>, says: RegExp) => refuses(campaign(options), "bad-input", says);
  await bad({ marks: [] }, /marks needs at least one mark/);
  await bad({ marks: [{ minor: 0n }] }, /a mark above zero/);
  await bad({ marks: [{ minor: 5n }, { minor: 5n }] }, /must ascend/);
  await bad({ currency: "EURO" }, /currency is not an ISO 4217 code/);
  await bad({ title: " \u00a0" }, /title is empty/);
  await bad({ slug: "Not A Slug" }, /is not a slug/);
  await bad({ slug: newId(clock) }, /read like an id/);
  await bad({ endsAt: new Date("2026-03-01") }, /endsAt is not after startsAt/);
});

test("one campaign is the main one, while it runs", async () => {
  assert.equal(await findMainCampaign(db, clock.now()), null);
  const [first, second] = [
    await campaign({ isMain: true }),
    await campaign({ isMain: true, endsAt: new Date("2026-04-01") }),
  ];
  assert.equal((await findMainCampaign(db, clock.now()))?.id, second.id);
  assert.equal(await findMainCampaign(db, new Date("2026-05-01")), null);
  const listed = await listCampaigns(db);
  assert.equal(listed[0]?.id, second.id);
  assert.ok(listed.some((one) => one.id === first.id && !one.isMain));
});

test("main campaigns made at the same time leave one of them the main one", async () => {
  await Promise.all(Array.from({ length: 4 }, () => campaign({ isMain: true })));
  assert.equal((await listCampaigns(db)).filter((one) => one.isMain).length, 1);
});

test("the meter is what the books credit to the campaign", async () => {
  const { id, slug } = await campaign();
  await bookOpeningBalance(db, clock, { campaign: slug, amount: "2597.00", from: "example.org/support", key: "o-1" });
  const first = await recordDonation(db, clock, gift(slug, { amount: { minor: 4_100n, currency: "EUR" } }));
  await recordDonation(db, clock, gift(id, { method: "cash", amount: "0.01 EUR" }));
  const meter = await readMeter(db, id, clock.now());
  assert.deepEqual([meter.raisedMinor, meter.supporters, meter.isOpen], [263_801n, 2, true]);
  await reverseTransfer(db, clock, { transferId: first.transferId, reason: "The bank took it back" });
  const after = await readMeter(db, id, clock.now());
  assert.deepEqual([after.raisedMinor, after.supporters], [259_701n, 1]);
});

test("spending leaves the meter alone", async () => {
  const { id, slug } = await campaign();
  await recordDonation(db, clock, gift(slug));
  const hosting = { category: "Hosting", amount: { minor: 900n, currency: "EUR" }, what: "Servers, March" };
  await recordExpense(db, clock, { ...hosting, campaign: slug, key: "e-1" });
  await recordExpense(db, clock, { ...hosting, paidFrom: "cash", spentOn: "2026-03-01", key: "e-2" });
  assert.equal(await raised(id), 1_250n);
  await refuses(recordExpense(db, clock, { ...hosting, what: "Other", campaign: slug, key: "e-1" }), "key-reused");
});

test("a key books once: the same input answers the same transfer, other input is refused", async () => {
  const { id, slug } = await campaign();
  const input = gift(slug, { donorName: "Ada Marsh", namePublic: true, message: "Keep going" });
  const first = await recordDonation(db, clock, input);
  clock.advance(86_400_000 * 3);
  const again = await recordDonation(db, clock, { ...input, campaign: id, amount: { minor: 1_250n, currency: "EUR" } });
  assert.deepEqual([again.transferId, first.repeated, again.repeated], [first.transferId, false, true]);
  for (const other of [
    { amount: "12.51" },
    { method: "cash" },
    { receivedOn: "2026-03-13" },
    { donorName: "Ada Fenn" },
    { namePublic: false },
    { campaign: (await campaign()).slug },
  ] satisfies Partial<DonationInput>[]) {
    await refuses(recordDonation(db, clock, { ...input, ...other }), "key-reused", /gift-/);
  }
  await refuses(
    bookOpeningBalance(db, clock, { campaign: slug, amount: "12.50", from: "x", key: input.key }),
    "key-reused",
  );
  assert.equal(await raised(id), 1_250n);
});

test("the same key at once from many connections books once", async () => {
  const { id, slug } = await campaign();
  const input = gift(slug);
  const answers = await Promise.all(Array.from({ length: 6 }, () => recordDonation(db, clock, input)));
  assert.equal(new Set(answers.map((answer) => answer.transferId)).size, 1);
  assert.equal(answers.filter((answer) => !answer.repeated).length, 1);
  assert.equal(await raised(id), 1_250n);
});

test("different keys at once on accounts that are not there yet are all booked", async () => {
  const { id, slug } = await campaign({ currency: "SEK" });
  await Promise.all(Array.from({ length: 12 }, () => recordDonation(db, clock, gift(slug, { amount: "1" }))));
  assert.equal(await raised(id), 1_200n);
});

test("bad donations are refused in words, and nothing is booked", async () => {
  const { id, slug } = await campaign();
  const bad = (options: Partial<DonationInput>, code: string, says?: RegExp) =>
    refuses(recordDonation(db, clock, gift(slug, options)), code, says);
  await bad({ campaign: "no-such" }, "unknown-campaign", /no-such/);
  await bad({ campaign: newId(clock) }, "unknown-campaign");
  await bad({ amount: { minor: 5n, currency: "USD" } }, "currency-mismatch", /USD.*EUR/);
  await bad({ amount: "5 USD" }, "currency-mismatch");
  await bad({ amount: "0" }, "bad-amount", /not above zero/);
  await bad({ amount: "-3" }, "bad-amount", /reverse/);
  await bad({ amount: "1.005" }, "bad-amount", /at most 2 decimals/);
  await bad({ amount: "1,50" }, "bad-amount");
  await bad({ amount: { minor: 10n ** 18n + 1n, currency: "EUR" } }, "bad-amount");
  await bad({ receivedOn: "2027-01-01" }, "future-date");
  await bad({ receivedOn: "2026-02-30" }, "bad-input", /not a day/);
  await bad({ namePublic: true }, "bad-input", /without a name/);
  await bad({ donorName: "a\u0000b" }, "bad-input", /control character/);
  await bad({ key: "reversal:x" }, "bad-input", /may not begin/);
  assert.equal(await raised(id), 0n);
});

test("a day that has begun east of Greenwich is no future day", async () => {
  const { slug } = await campaign();
  const evening = new FixedClock("2026-03-20T20:00:00Z");
  await recordDonation(db, evening, gift(slug, { receivedOn: "2026-03-21" }));
  await refuses(recordDonation(db, evening, gift(slug, { receivedOn: "2026-03-22" })), "future-date");
});

test("money is exact with no, two and three decimals, and beyond 2^53", async () => {
  for (const [currency, amount, minor] of [
    ["JPY", "9007199254740993", 9_007_199_254_740_993n],
    ["EUR", "90071992547409.93", 9_007_199_254_740_993n],
    ["KWD", "9007199254740.993", 9_007_199_254_740_993n],
    ["BHD", "0.001", 1n],
  ] as const) {
    // The scale's whole digits are bounded, so the yen come as an exact sum.
    const { id, slug } = await campaign({ currency });
    await recordDonation(db, clock, gift(slug, { amount: currency === "JPY" ? { minor, currency } : amount }));
    await recordDonation(db, clock, gift(slug, { amount: { minor: 10n ** 18n, currency } }));
    for (let times = 0; times < 9; times++) {
      await recordDonation(db, clock, gift(slug, { amount: { minor: 10n ** 18n, currency } }));
    }
    // Ten times 10^18 is more than 64 bits hold; the sum is exact all the same.
    assert.equal(await raised(id), minor + 10n ** 19n);
  }
  const { slug } = await campaign({ currency: "JPY" });
  await refuses(recordDonation(db, clock, gift(slug, { amount: "1.5" })), "bad-amount", /at most 0 decimals/);
});

test("a transfer is reversed once, and a reversal not at all", async () => {
  const { id, slug } = await campaign();
  const { transferId } = await recordDonation(db, clock, gift(slug));
  const [one, other] = await Promise.allSettled([
    reverseTransfer(db, clock, { transferId, reason: "Booked twice" }),
    reverseTransfer(db, clock, { transferId, reason: "Booked twice" }),
  ]);
  const reversal = one.status === "fulfilled" ? one.value : other.status === "fulfilled" ? other.value : null;
  assert.ok(reversal && (one.status === "rejected" || other.status === "rejected"));
  await refuses(reverseTransfer(db, clock, { transferId, reason: "Again" }), "already-reversed");
  await refuses(reverseTransfer(db, clock, { transferId: reversal.transferId, reason: "No" }), "not-reversible");
  await refuses(reverseTransfer(db, clock, { transferId: newId(clock), reason: "No" }), "unknown-transfer");
  await refuses(reverseTransfer(db, clock, { transferId: "7", reason: "No" }), "bad-input");
  assert.equal(await raised(id), 0n);
});

test("every command tells the press in its own transaction what changed", async () => {
  await pool.query("delete from graphile_worker._private_jobs");
  const { id, slug } = await campaign();
  const input = gift(slug);
  await recordDonation(db, clock, input);
  await recordDonation(db, clock, input);
  await recordExpense(db, clock, {
    category: "Rent",
    amount: { minor: 1n, currency: "EUR" },
    what: "Room",
    key: "e-9",
  });
  await assert.rejects(
    inTransaction(db, async (trx) => {
      await recordDonation(trx, clock, gift(slug));
      throw new Error("undone");
    }),
    /undone/,
  );
  assert.deepEqual(await pressTags(), [[`meter:${id}`, "ledger", "campaigns"], [`meter:${id}`, "ledger"], ["ledger"]]);
});

test("every page is printed anew where the main campaign's meter comes to stand on it or goes, not where it changes", async () => {
  await pool.query("update campaigns set is_main = false");
  const tagsOf = async (options: Partial<CampaignInput>) => {
    await pool.query("delete from graphile_worker._private_jobs");
    const { id } = await campaign(options);
    const { rows } = await pool.query<{ key: string | null; tags: string[]; run_at: Date }>(
      `select key, run_at, array(select json_array_elements_text(payload -> 'tags')) as tags
      from graphile_worker._private_jobs order by id`,
    );
    return rows.map(({ key, run_at, tags }) => ({
      at: key === null ? "now" : `${key.split(":")[0]} ${run_at.toISOString().slice(0, 10)}`,
      isOwn: tags.includes(`meter:${id}`) && tags.includes("campaigns"),
      isSite: tags.includes("site"),
    }));
  };
  const now = (isSite: boolean) => ({ at: "now", isOwn: true, isSite });
  assert.deepEqual(await tagsOf({}), [now(false)], "no main campaign: no frame");
  assert.deepEqual(await tagsOf({ isMain: true }), [now(true)], "the first one");
  const end = new Date("2031-04-01");
  const ended = { at: "campaign-end 2031-04-01", isOwn: true, isSite: true };
  assert.deepEqual(await tagsOf({ isMain: true, endsAt: end }), [now(false), ended], "one for another, and its end");
  assert.deepEqual(
    await tagsOf({ isMain: true, startsAt: new Date("2031-03-01") }),
    [
      now(true),
      { at: "campaign-end 2031-04-01", isOwn: false, isSite: false },
      { at: "campaign-start 2031-03-01", isOwn: true, isSite: true },
    ],
    "one that begins later in place of one that runs, whose end then changes little",
  );
  assert.deepEqual(await tagsOf({ endsAt: end }), [now(false), { ...ended, isSite: false }], "not the main one");
});

test("commands join an open transaction, and are kept or undone with it", async () => {
  const made = await inTransaction(db, async (trx) => {
    const { id, slug } = await createCampaign(trx, clock, { title: "Joined", currency: "USD", marks: [{ minor: 5n }] });
    await bookOpeningBalance(trx, clock, {
      campaign: slug,
      amount: "2597",
      from: "Support page",
      key: `opening:${id}`,
    });
    return id;
  });
  assert.equal(await raised(made), 259_700n);
});

test("a donor is erased, and the books stay whole", async () => {
  const { id, slug } = await campaign();
  const input = gift(slug, { donorName: "Ada Marsh", namePublic: true, message: "For the archive" });
  const { transferId } = await recordDonation(db, clock, input);
  await eraseDonor(db, clock, { transferId });
  await eraseDonor(db, clock, { transferId });
  const { rows } = await pool.query("select donor_name, message, name_public from donations where transfer_id = $1", [
    transferId,
  ]);
  assert.deepEqual(rows, [{ donor_name: null, message: null, name_public: false }]);
  assert.equal((await recordDonation(db, clock, input)).transferId, transferId);
  assert.equal(await raised(id), 1_250n);
  await refuses(eraseDonor(db, clock, { transferId: newId(clock) }), "unknown-donation");
});

test("after all that the ledger checks", async () => {
  const report = await checkLedger(db);
  assert.deepEqual(report.faults, []);
  const sums = new Map<string, bigint>();
  for (const { kind, currency, minor } of report.trialBalance) {
    const debit = kind === "asset" || kind === "expense" ? minor : -minor;
    sums.set(currency, (sums.get(currency) ?? 0n) + debit);
  }
  assert.ok(sums.size >= 5 && [...sums.values()].every((sum) => sum === 0n));
});
