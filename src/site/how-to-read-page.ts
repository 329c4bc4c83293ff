import { type Html, html } from "../platform/html.ts";
import { STANDINGS } from "../sourcing/standing.ts";
import { chainLine } from "./chain.ts";
import { exampleChain, exampleFacts } from "./examples.ts";
import { factsLabel } from "./facts.ts";
import { embedCode } from "./facts-picture.ts";
import { layout } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { PATHS } from "./paths.ts";
import type { SiteView } from "./views.ts";

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
${embedding(site, words)}<section id="labels"><h2>${words.text("how.labels")}</h2>
<p>${words.text("how.labelsAbout")}</p></section></article>`;
  return layout(site, {
    title: words.text("how.title"),
    description: words.text("how.lead"),
    href: PATHS.howToRead,
    kind: "how-to-read",
    body,
  });
}

/** The code by which another site shows a report's label. */
function embedding(site: SiteView, words: Words): Html {
  const code = embedCode(site, "/reports/SLUG");
  return html`<section id="embed"><h2>${words.text("how.embed")}</h2>
<p>${words.text("how.embedAbout")}</p>
<p>${words.text("how.embedFrame")}: <code dir="ltr">${code.frame}</code></p>
<p>${words.text("how.embedPicture")}: <code dir="ltr">${code.picture}</code></p>
<p>${words.text("how.embedMachines")}</p></section>
`;
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
