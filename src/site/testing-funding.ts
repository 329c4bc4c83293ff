import type { LedgerView, MeterView } from "./funding-views.ts";
import { day } from "./testing.ts";

/** Views of the invented publication's campaign and books. */

const usd = (minor: bigint) => ({ minor, currency: "USD" });

export const meterView: MeterView = {
  slug: "second-reporter",
  title: "A second reporter for June",
  purpose: "With one reporter we can follow the harbour or the schools. With two, both.",
  currency: "USD",
  marks: [
    { amount: usd(0n), pays: null },
    { amount: usd(250_000n), pays: "A second reporter for half of June." },
    { amount: usd(500_000n), pays: "A second reporter for all of June." },
  ],
  raised: usd(259_700n),
  supporters_count: 48,
  endsAt: day("2026-06-30T00:00:00"),
};

export const ledgerView: LedgerView = {
  pager: { number: 2, olderHref: "/ledger/2026-05", newerHref: "/ledger/2026-05/3" },
  month: "2026-05",
  months: ["2026-05", "2026-04", "2026-03"].map((month) => ({ title: month, href: `/ledger/${month}` })),
  income: [
    { account: "donations", amount: usd(259_700n) },
    { account: "brought forward", amount: usd(12_050n) },
  ],
  spending: [{ account: "hosting", amount: usd(-4_900n) }],
  balances: [
    { account: "bank", kind: "asset", amount: usd(266_850n) },
    { account: "cash box", kind: "asset", amount: usd(0n) },
  ],
  transfers: [
    {
      id: "01920000-0000-7000-8000-000000000002",
      bookedOn: day("2026-05-03T00:00:00"),
      what: "Hosting for May, booked twice by mistake",
      who: null,
      campaign: null,
      reversesId: "01920000-0000-7000-8000-000000000001",
      entries: [
        { account: "bank", amount: usd(4_900n) },
        { account: "hosting", amount: usd(-4_900n) },
      ],
    },
    {
      id: "01920000-0000-7000-8000-000000000001",
      bookedOn: day("2026-05-02T00:00:00"),
      what: "Donation by bank transfer",
      who: "Orla Fenwick",
      campaign: { title: "A second reporter for June", href: "/support" },
      reversesId: null,
      entries: [
        { account: "bank", amount: usd(2_500n) },
        { account: "donations", amount: usd(-2_500n) },
      ],
    },
  ],
};
