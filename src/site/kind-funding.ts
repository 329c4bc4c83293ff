import { type Campaign, findMainCampaign, listCampaigns, type Meter, readMeter } from "../funding/meter.ts";
import {
  type AccountBalance,
  listLedgerMonths,
  type PublicTransfer,
  readLedgerPage,
  readMonthSums,
  readTrialBalance,
} from "../funding/public-ledger.ts";
import type { Db } from "../platform/db.ts";
import type { LedgerTransferView, LedgerView, MeterView } from "./funding-views.ts";
import { ledgerPage } from "./ledger-page.ts";
import { accountName, transferName } from "./ledger-words.ts";
import { type Words, wordsOf } from "./messages.ts";
import { meterFrame, meterJson, meterSvg } from "./meter.ts";
import { idsIn, type PageKind, type PrintContext, type PrintedPage } from "./page-kind.ts";
import { meterPath, PATHS } from "./paths.ts";
import { supportPage } from "./support-page.ts";

/**
 * A campaign's meter as a frame, a picture and JSON: a unit for each campaign, and, for the main one, the same at the
 * addresses that every page names. All that a donation reprints of what stands on other pages.
 */
export const meterKind: PageKind = {
  name: "meter",
  isAwaited: true,
  async unitsOf(db, tags) {
    const ids = new Set(idsIn(tags, "meter:"));
    const campaigns = await listCampaigns(db);
    const touched = tags.includes("campaigns") ? campaigns : campaigns.filter((campaign) => ids.has(campaign.id));
    return [
      ...touched.map((campaign) => meterPath(campaign.slug)),
      ...(touched.some((campaign) => campaign.isMain) ? [meterPath(null)] : []),
    ];
  },
  async *allUnits(db) {
    yield [meterPath(null), ...(await listCampaigns(db)).map((campaign) => meterPath(campaign.slug))];
  },
  async print(context, units) {
    const main = await findMainCampaign(context.db, context.now);
    const campaigns = new Map(
      (await listCampaigns(context.db)).map((campaign) => [meterPath(campaign.slug), campaign]),
    );
    const pages = await Promise.all(
      units.map(async (unit) => {
        const campaign = unit === meterPath(null) ? main : campaigns.get(unit);
        return campaign ? meterPages(context, unit, campaign) : [];
      }),
    );
    return pages.flat();
  },
};

async function meterPages({ db, site, now }: PrintContext, unit: string, campaign: Campaign): Promise<PrintedPage[]> {
  const view = meterView(await readMeter(db, campaign.id, now));
  const tags = [`meter:${campaign.id}`];
  return [
    { path: unit, unit, tags, body: meterFrame(site, view) },
    { path: `${unit}.svg`, unit, tags, body: meterSvg(view, site.language) },
    { path: `${unit}.json`, unit, tags, body: meterJson(site, view) },
  ];
}

export const supportKind: PageKind = {
  name: "support",
  async unitsOf(_, tags) {
    return tags.includes("campaigns") ? [PATHS.support] : [];
  },
  async *allUnits() {
    yield [PATHS.support];
  },
  async print({ db, site, now }) {
    const campaigns = (await listCampaigns(db)).filter(
      (campaign) => campaign.startsAt <= now && (campaign.endsAt === null || campaign.endsAt > now),
    );
    const meters = await Promise.all(campaigns.map((campaign) => readMeter(db, campaign.id, now)));
    return [
      {
        path: PATHS.support,
        unit: PATHS.support,
        tags: ["campaigns"],
        body: supportPage(site, { meters: meters.map(meterView), ways: [] }),
      },
    ];
  },
};

const TRANSFERS_A_PAGE = 100;

/** The public books: an overview, and each month's transfers in numbered pages from the oldest on. */
export const ledgerKind: PageKind = {
  name: "ledger",
  async unitsOf(db, tags) {
    if (!tags.includes("ledger")) return [];
    // Transfers may be booked on an earlier day; months without a change print the same bytes and cost no more than that.
    return [PATHS.ledger, ...(await monthUnits(db, (await listLedgerMonths(db)).slice(-MONTHS_TOUCHED)))];
  },
  async *allUnits(db) {
    yield [PATHS.ledger];
    for (const month of await listLedgerMonths(db)) yield monthUnits(db, [month]);
  },
  async print(context, units) {
    const months = await listLedgerMonths(context.db);
    const pages = await Promise.all(
      units.map((unit) => (unit === PATHS.ledger ? overview(context, months) : monthPage(context, unit, months))),
    );
    return pages.filter((page) => page !== null);
  },
};

const MONTHS_TOUCHED = 3;

async function monthUnits(db: Db, months: readonly string[]): Promise<string[]> {
  const units = await Promise.all(
    months.map(async (month) => {
      const { pages } = await readLedgerPage(db, month, 1, { transfers_a_page: TRANSFERS_A_PAGE });
      return Array.from({ length: pages }, (_, i) => monthHref(month, i + 1));
    }),
  );
  return units.flat();
}

async function overview({ db, site }: PrintContext, months: readonly string[]): Promise<PrintedPage> {
  const balances = await readTrialBalance(db);
  const words = wordsOf(site.language);
  const view: LedgerView = {
    month: null,
    months: monthLinks(site.language, months),
    income: sumsOf(words, balances, "income"),
    spending: sumsOf(words, balances, "expense"),
    transfers: [],
    balances: balances.map((balance) => ({
      account: accountName(words, balance),
      kind: balance.kind,
      amount: { minor: balance.minor, currency: balance.currency },
    })),
    pager: { number: null, olderHref: null, newerHref: null },
  };
  return { path: PATHS.ledger, unit: PATHS.ledger, tags: ["ledger"], body: ledgerPage(site, view) };
}

async function monthPage(
  { db, site }: PrintContext,
  unit: string,
  months: readonly string[],
): Promise<PrintedPage | null> {
  const match = /^\/ledger\/(\d{4}-\d{2})(?:\/(\d+))?$/.exec(unit);
  const month = match?.[1] ?? "";
  const number = Number(match?.[2] ?? 1);
  if (!months.includes(month)) return null;
  const [sums, page] = await Promise.all([
    readMonthSums(db, month),
    readLedgerPage(db, month, number, { transfers_a_page: TRANSFERS_A_PAGE }),
  ]);
  const words = wordsOf(site.language);
  const view: LedgerView = {
    month,
    months: monthLinks(site.language, months),
    income: sumsOf(words, sums, "income"),
    spending: sumsOf(words, sums, "expense"),
    transfers: page.transfers.map((transfer) => transferView(words, transfer)),
    balances: [],
    pager: {
      number: page.pages > 1 ? number : null,
      olderHref: number > 1 ? monthHref(month, number - 1) : null,
      newerHref: number < page.pages ? monthHref(month, number + 1) : null,
    },
  };
  return { path: unit, unit, tags: [`ledger:${month}`], body: ledgerPage(site, view) };
}

function monthHref(month: string, number: number): string {
  return number === 1 ? `${PATHS.ledger}/${month}` : `${PATHS.ledger}/${month}/${number}`;
}

function monthLinks(language: string, months: readonly string[]) {
  const words = wordsOf(language);
  return months.map((month) => ({ title: words.month(month), href: monthHref(month, 1) }));
}

function sumsOf(words: Words, balances: readonly AccountBalance[], kind: "income" | "expense") {
  return balances
    .filter((balance) => balance.kind === kind)
    .map((balance) => ({
      account: accountName(words, balance),
      amount: { minor: balance.minor, currency: balance.currency },
    }));
}

function transferView(words: Words, transfer: PublicTransfer): LedgerTransferView {
  return {
    id: transfer.id,
    bookedOn: new Date(`${transfer.bookedOn}T00:00:00Z`),
    what: transferName(words, transfer),
    who: transfer.donor,
    campaign: transfer.campaign ? { title: transfer.campaign.title, href: PATHS.support } : null,
    reversesId: transfer.reversesId,
    entries: transfer.entries.map(({ account, code, amount }) => ({
      account: accountName(words, { code, name: account }),
      amount,
    })),
  };
}

function meterView(meter: Meter): MeterView {
  const { currency } = meter;
  return {
    slug: meter.slug,
    title: meter.title,
    purpose: meter.purpose || null,
    currency,
    marks: meter.marks.map((mark) => ({ amount: { minor: mark.minor, currency }, pays: mark.label })),
    raised: { minor: meter.raisedMinor, currency },
    supporters_count: meter.supporters,
    endsAt: meter.endsAt,
  };
}
