import type { AccountKind } from "../funding/schema.ts";
import type { Money } from "../platform/money.ts";
import type { Link, PagerView } from "./views.ts";

/** What the pages of the campaigns and the books are made from. */

export interface MeterView {
  readonly slug: string;
  readonly title: string;
  readonly purpose: string | null;
  readonly currency: string;
  /** Ascending, the last one is the goal; the first may be zero. */
  readonly marks: readonly { readonly amount: Money; readonly pays: string | null }[];
  readonly raised: Money;
  readonly supporters_count: number;
  readonly endsAt: Date | null;
}

export interface SupportView {
  readonly meters: readonly MeterView[];
  readonly ways: readonly { readonly title: string; readonly text: string }[];
}

export interface LedgerTransferView {
  readonly id: string;
  readonly bookedOn: Date;
  readonly what: string;
  /** The donor's name where they agreed to show it. */
  readonly who: string | null;
  readonly campaign: Link | null;
  readonly reversesId: string | null;
  readonly entries: readonly { readonly account: string; readonly amount: Money }[];
}

export interface LedgerView {
  /** "2026-11"; null on the overview. */
  readonly month: string | null;
  readonly months: readonly Link[];
  readonly income: readonly { readonly account: string; readonly amount: Money }[];
  readonly spending: readonly { readonly account: string; readonly amount: Money }[];
  readonly transfers: readonly LedgerTransferView[];
  readonly balances: readonly { readonly account: string; readonly kind: AccountKind; readonly amount: Money }[];
  /** A month of many transfers has several pages, numbered from the oldest. */
  readonly pager: PagerView;
}
