import { type Html, html } from "../platform/html.ts";
import { STANDINGS } from "../sourcing/standing.ts";
import { chainLine } from "./chain.ts";
import { factsLabel } from "./facts.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import type { FactsView, HopView, SiteView } from "./views.ts";

/** Explains the marks, the chain and the facts label, each by an example drawn by the very code that draws reports. */
export function howToReadPage(site: SiteView): string {
  const words = wordsOf(site.language, site.timeZone);
  const body = html`<article class="prose"><header class="page">
<h1>${words.text("how.title")}</h1>
<p class="standfirst">${words.text("how.lead")}</p>
</header>
${marks(words)}<section id="chain"><h2>${words.text("how.chain")}</h2>
<p>${words.text("how.chainAbout")}</p>
<div class="example">${chainLine(words, exampleChain(words))}</div>
<p>${words.text("how.chainRead")}</p></section>
<section id="facts"><h2>${words.text("how.facts")}</h2>
<p>${words.text("how.factsAbout")}</p>
${factsLabel(words, exampleFacts(words), html` open`)}<p>${words.text("how.single")}</p>
<p>${words.text("how.circular")}</p></section>
<section id="relations"><h2>${words.text("how.relations")}</h2>
<p>${words.text("how.relationsAbout")}</p></section>
<section id="machine"><h2>${words.text("how.machine")}</h2>
<p>${words.text("how.machineAbout")}</p></section>
<section id="labels"><h2>${words.text("how.labels")}</h2>
<p>${words.text("how.labelsAbout")}</p></section></article>`;
  return layout(site, {
    title: words.text("how.title"),
    description: words.text("how.lead"),
    href: PATHS.howToRead,
    kind: "how-to-read",
    body,
  });
}

function marks(words: Words): Html {
  return html`<section id="marks"><h2>${words.text("how.marks")}</h2>
<p>${words.text("how.marksAbout")}</p>
<dl class="marks">
${STANDINGS.map(
  (
    standing,
  ) => html`<div><dt><mark class="claim ${standing}">${words.text(`how.example.${standing}`)}</mark></dt><dd><b>${words.text(`standing.${standing}`)}</b> ${words.text(`standing.${standing}.about`)}</dd></div>
`,
)}</dl>
<p>${words.text("how.plain")} <span class="unsourced">${words.text("how.plainExample")}</span></p></section>
`;
}

function exampleChain(words: Words): HopView[] {
  const hop = (kind: HopView["kind"], name: string, role: string | null = null): HopView => ({
    name,
    kind,
    role,
    href: null,
    reasonForAnonymity: null,
  });
  return [
    hop("outlet", words.text("how.example.outlet")),
    hop("anonymous", words.text("how.example.unnamed")),
    hop("person", words.text("how.example.person"), words.text("how.example.role")),
  ];
}

function exampleFacts(words: Words): FactsView {
  return {
    claims_count: 12,
    roots: { min: 5, max: 6 },
    byStanding: { named: 5, document: 2, own: 1, relayed: 1, anonymous: 2, vague: 1, unsourced: 0 },
    unsourcedSentences_count: 3,
    anonymous: [],
    singleOrigins: [
      {
        outlets: [words.text("how.example.outlet"), words.text("how.example.outlet2")],
        root: words.text("how.example.person"),
        claimNumbers: [],
      },
    ],
    circularClaimNumbers: [],
    confirmed_count: 12,
  };
}
