import { type Html, html, join } from "../platform/html.ts";
import { formatMoney, type Money } from "../platform/money.ts";
import type { LedgerTransferView, LedgerView } from "./funding-views.ts";
import { layout } from "./layout.ts";
import { type MessageKey, type Words, wordsOf } from "./messages.ts";
import { pager } from "./pager.ts";
import { PATHS } from "./paths.ts";
import { dateOf } from "./times.ts";
import type { SiteView } from "./views.ts";

/** The books: what came in, what went out, what is there, and each transfer with its entries; of a month or over all. */
export function ledgerPage(site: SiteView, view: LedgerView): string {
  const words = wordsOf(site.language, site.timeZone);
  const title =
    view.month === null
      ? words.text("ledger.title")
      : words.text("ledger.titleMonth", { month: words.month(view.month) });
  const body = html`<header class="page">
<h1>${title}</h1>
<p class="standfirst">${words.text("ledger.about")}</p>
</header>
${months(words, view)}<div class="sums">
${sums(words, "ledger.income", view.income)}${sums(words, "ledger.spending", view.spending)}${balances(words, view)}</div>
${
  view.transfers.length > 0 &&
  html`<section><h2>${words.text("ledger.transfers")}</h2>
<ol class="transfers">
${view.transfers.map((transfer) => drawTransfer(words, transfer))}</ol></section>
`
}${pager(words, view.pager)}`;
  return layout(site, {
    title,
    description: words.text("ledger.about"),
    href: hrefOf(view),
    kind: "ledger",
    body,
  });
}

/** A month's later pages carry their number. */
function hrefOf({ month, pager: { number } }: LedgerView): string {
  if (month === null) return PATHS.ledger;
  return number === null || number === 1 ? `${PATHS.ledger}/${month}` : `${PATHS.ledger}/${month}/${number}`;
}

function months(words: Words, view: LedgerView): Html | null {
  if (view.months.length === 0) return null;
  const all = html`<a href="${PATHS.ledger}"${view.month === null && html` aria-current="page"`}>${words.text("ledger.all")}</a>`;
  return html`<nav class="months" aria-label="${words.text("ledger.months")}">${all}${view.months.map(
    ({ title, href }) =>
      html`<a href="${href}"${view.month !== null && href.endsWith(view.month) && html` aria-current="page"`}>${title}</a>`,
  )}</nav>
`;
}

function sums(words: Words, title: MessageKey, rows: LedgerView["income"]): Html {
  return html`<table><caption>${words.text(title)}</caption>
<thead><tr><th scope="col">${words.text("ledger.account")}</th><th scope="col">${words.text("ledger.amount")}</th></tr></thead>
<tbody>${
    rows.length > 0
      ? rows.map(
          (row) => html`<tr><th scope="row"><bdi>${row.account}</bdi></th><td>${amountOf(words, row.amount)}</td></tr>
`,
        )
      : html`<tr><td colspan="2">${words.text("ledger.none")}</td></tr>
`
  }</tbody>
${
  rows.length > 1 &&
  html`<tfoot>${totals(rows).map(
    (total) => html`<tr><th scope="row">${words.text("ledger.total")}</th><td>${amountOf(words, total)}</td></tr>`,
  )}</tfoot>
`
}</table>
`;
}

/** One sum for each currency: different moneys are never added. */
function totals(rows: LedgerView["income"]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount } of rows) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}

function balances(words: Words, view: LedgerView): Html | null {
  if (view.balances.length === 0) return null;
  return html`<table><caption>${words.text("ledger.balances")}</caption>
<thead><tr><th scope="col">${words.text("ledger.account")}</th><th scope="col">${words.text("ledger.amount")}</th></tr></thead>
<tbody>${view.balances.map(
    (
      row,
    ) => html`<tr><th scope="row"><bdi>${row.account}</bdi> <small>${words.text(`ledger.kind.${row.kind}`)}</small></th><td>${amountOf(words, row.amount)}</td></tr>
`,
  )}</tbody></table>
`;
}

function drawTransfer(words: Words, transfer: LedgerTransferView): Html {
  const meta = [
    dateOf(words, transfer.bookedOn),
    transfer.who !== null && html`<bdi>${transfer.who}</bdi>`,
    transfer.campaign &&
      words.rich("ledger.campaign", {
        campaign: html`<a href="${transfer.campaign.href}"><bdi>${transfer.campaign.title}</bdi></a>`,
      }),
    transfer.reversesId !== null &&
      html`<a href="#transfer-${transfer.reversesId}">${words.text("ledger.reverses")}</a>`,
  ];
  return html`<li id="transfer-${transfer.id}"><p><b dir="auto">${transfer.what}</b></p><p class="meta">${join(meta, " · ")}</p>
<dl>${transfer.entries.map(
    (entry) => html`<div><dt><bdi>${entry.account}</bdi></dt><dd>${amountOf(words, entry.amount)}</dd></div>`,
  )}</dl></li>
`;
}

function amountOf(words: Words, money: Money): Html {
  return html`<bdi class="${money.minor < 0n ? "amount negative" : "amount"}">${formatMoney(money, words.language)}</bdi>`;
}
