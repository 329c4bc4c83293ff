import { type Html, html } from "../platform/html.ts";
import { formatMoney } from "../platform/money.ts";
import type { MeterView, SupportView } from "./funding-views.ts";
import { layout, meterFrameElement } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import { dateOf } from "./times.ts";
import type { SiteView } from "./views.ts";

/**
 * How readers support the publication: its campaigns, what each mark pays for, the ways to give. The sums raised stand
 * in each campaign's meter, which is framed: a donation changes nothing in this page.
 */
export function supportPage(site: SiteView, view: SupportView): string {
  const words = wordsOf(site.language, site.timeZone);
  const body = html`<header class="page">
<h1>${words.text("support.title")}</h1>
<p class="standfirst">${words.text("support.about")}</p>
</header>
${
  view.meters.length > 0
    ? view.meters.map((meter) => campaign(words, meter))
    : html`<p class="empty">${words.text("support.noCampaign")}</p>
`
}${
  view.ways.length > 0 &&
  html`<section class="ways"><h2>${words.text("support.ways")}</h2>
${view.ways.map(
  (way) => html`<div><h3><bdi>${way.title}</bdi></h3>
<p dir="auto">${way.text}</p></div>
`,
)}</section>
`
}<p class="meta">${words.text("support.books")} <a href="${PATHS.ledger}">${words.text("ask.books")}</a></p>
`;
  return layout(site, {
    title: words.text("support.title"),
    description: words.text("support.about"),
    href: PATHS.support,
    kind: "support",
    body,
  });
}

function campaign(words: Words, meter: MeterView): Html {
  const paid = meter.marks.filter((mark) => mark.pays !== null);
  return html`<section class="campaign"><h2><bdi>${meter.title}</bdi></h2>
${
  meter.purpose !== null &&
  html`<p dir="auto">${meter.purpose}</p>
`
}${meterFrameElement(words, meter.slug)}
${
  paid.length > 0 &&
  html`<h3>${words.text("support.marks")}</h3>
<dl>${paid.map(
    (
      mark,
    ) => html`<div><dt>${words.text("support.mark", { amount: formatMoney(mark.amount, words.language, { whole: true }) })}</dt><dd dir="auto">${mark.pays}</dd></div>
`,
  )}</dl>
`
}${
  meter.endsAt &&
  html`<p class="meta">${words.rich("support.ends", { date: dateOf(words, meter.endsAt) })}</p>
`
}</section>
`;
}
