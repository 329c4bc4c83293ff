import { type Html, html, trusted } from "../platform/html.ts";
import { decimalOf, formatMoney, type Money, minorDigits } from "../platform/money.ts";
import { stylesheetOf } from "./assets.ts";
import type { MeterView } from "./funding-views.ts";
import { type Words, wordsOf } from "./messages.ts";
import { addressOf, PATHS } from "./paths.ts";
import { METER_SVG_STYLE } from "./svg-styles.ts";
import type { SiteView } from "./views.ts";

/**
 * The meter as a small page of its own, which every other page frames: the sum raised, the bar with its marks. All of
 * it is one link to the support page.
 */
export function meterFrame(site: SiteView, view: MeterView): string {
  const words = wordsOf(site.language);
  const goal = goalOf(view);
  return html`<!doctype html>
<html lang="${site.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${words.text("meter.title")}</title>
${stylesheetOf("meter").element}
${site.theme.element}</head>
<body>
<a href="${PATHS.support}" target="_top"><span class="sums"><span><b>${formatMoney(view.raised, words.language, { whole: true })}</b>${
    goal && html` ${words.text("meter.of", { goal: formatMoney(goal, words.language, { whole: true }) })}`
  }</span>${view.supporters_count > 0 && html` <span class="people">${words.text("meter.supporters", { count: view.supporters_count })}</span>`}</span>
${bar(words, view)}</a>
</body>
</html>
`.toString();
}

/** The meter as a picture (SVG) that fits into any page, light and dark, with its text equivalent. */
export function meterSvg(view: MeterView, locale: string): string {
  const words = wordsOf(locale);
  const isRtl = words.direction === "rtl";
  const at = (share: number) => round(isRtl ? 580 - share * 560 : 20 + share * 560);
  const width = round(shareOf(view, view.raised) * 560);
  const labels = view.marks.map((mark) => {
    const share = shareOf(view, mark.amount);
    const x = at(share);
    return html`<path class="mark" d="M${x} 46v16"/><text class="small" x="${x}" y="80" text-anchor="${anchorOf(share, isRtl)}">${formatMoney(mark.amount, locale, { whole: true })}</text>`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 92" role="img" aria-labelledby="t d" xml:lang="${locale}">
<title id="t">${view.title}</title><desc id="d">${describe(words, view)}</desc>
<style>${trusted(METER_SVG_STYLE)}</style>
<text class="raised" x="${at(0)}" y="30" text-anchor="${isRtl ? "end" : "start"}">${words.text("meter.raised", { raised: formatMoney(view.raised, locale, { whole: true }) })}</text>
<rect class="scale" x="20" y="48" width="560" height="12" rx="6"/>
<rect class="bar" x="${isRtl ? round(580 - width) : 20}" y="48" width="${width}" height="12" rx="6"/>
${labels}
</svg>
`.toString();
}

/**
 * The meter for programs, as JSON: `minor` and `decimal` are strings, because amounts may pass what a JSON number holds
 * exactly; `text` is what the picture says, in `language`; `minor_units` is the number of decimals of the currency (ISO 4217); `percent` is of the last mark, rounded
 * down to one decimal, and passes 100 where the sum does; null without a goal.
 */
export function meterJson(site: SiteView, view: MeterView): string {
  const amount = (money: Money) => ({ minor: money.minor.toString(), decimal: decimalOf(money) });
  const goal = goalOf(view);
  return `${JSON.stringify(
    {
      campaign: { slug: view.slug, title: view.title, purpose: view.purpose, url: addressOf(site, PATHS.support) },
      currency: view.currency,
      minor_units: minorDigits(view.currency),
      marks: view.marks.map((mark) => ({ ...amount(mark.amount), pays: mark.pays })),
      raised: amount(view.raised),
      text: describe(wordsOf(site.language), view),
      language: site.language,
      percent: goal ? Number((view.raised.minor * 1000n) / goal.minor) / 10 : null,
      supporters: view.supporters_count,
      ends: view.endsAt?.toISOString() ?? null,
      ledger: addressOf(site, PATHS.ledger),
    },
    null,
    2,
  )}\n`;
}

/** "$2,597 raised of $5,000 (51%)" */
export function describe(words: Words, view: MeterView): string {
  const raised = formatMoney(view.raised, words.language, { whole: true });
  const goal = goalOf(view);
  if (!goal) return words.text("meter.raised", { raised });
  return words.text("meter.described", {
    raised,
    goal: formatMoney(goal, words.language, { whole: true }),
    percent: words.percent(Number((view.raised.minor * 100n) / goal.minor) / 100),
  });
}

/** The bar as SVG whose width follows the frame: measured in percent, so that marks stay under their place. */
function bar(words: Words, view: MeterView): Html {
  const isRtl = words.direction === "rtl";
  const at = (share: number) => round((isRtl ? 1 - share : share) * 100);
  const width = round(shareOf(view, view.raised) * 100);
  return html`<svg role="img" aria-label="${describe(words, view)}"><rect class="scale" y="3" width="100%" height="8" rx="4"/><rect class="bar" x="${isRtl ? round(100 - width) : 0}%" y="3" width="${width}%" height="8" rx="4"/>${view.marks.map(
    (mark) => {
      const share = shareOf(view, mark.amount);
      const inner = share > 0 && share < 1;
      return html`${inner && html`<rect class="mark" x="${at(share)}%" width="2" height="14"/>`}<text class="${inner ? "inner" : "outer"}" x="${at(share)}%" y="26" text-anchor="${anchorOf(share, isRtl)}">${formatMoney(mark.amount, words.language, { whole: true })}</text>`;
    },
  )}</svg>`;
}

/** The last mark, where there is one above zero. */
function goalOf(view: MeterView): Money | null {
  const goal = view.marks.at(-1)?.amount;
  return goal && goal.minor > 0n ? goal : null;
}

/** How far along the scale an amount lies, from 0 to 1. What passes the goal fills the bar; the figure tells the truth. */
function shareOf(view: MeterView, money: Money): number {
  const goal = goalOf(view);
  if (!goal) return money.minor > 0n ? 1 : 0;
  const share = Number((money.minor * 10_000n) / goal.minor) / 10_000;
  return Math.min(Math.max(share, 0), 1);
}

/** SVG's text-anchor goes by the direction of the text itself, which for amounts may be either; so sides are told by share. */
function anchorOf(share: number, isRtl: boolean): "start" | "middle" | "end" {
  if (share > 0.04 && share < 0.96) return "middle";
  return share < 0.5 === isRtl ? "end" : "start";
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
