import { type Html, html } from "../platform/html.ts";
import { STANDINGS } from "../sourcing/standing.ts";
import { chainDrawing, chainLine } from "./chain.ts";
import { exampleChain, exampleFacts } from "./examples.ts";
import { factsLabel, standingSign } from "./facts.ts";
import { languageAttributes, layout, meterFrameElement } from "./layout.ts";
import { type Words, wordsOf } from "./messages.ts";
import { blockNotes } from "./notes.ts";
import { PATHS } from "./paths.ts";
import { type Colours, contrastOf, readColours } from "./tokens.ts";
import type { ClaimView, SiteView } from "./views.ts";

const USES: Readonly<Record<string, string>> = {
  paper: "the ground",
  wash: "what stands on the ground, apart from it",
  ink: "text",
  soft: "text beside the text",
  line: "rules that only order",
  edge: "outlines that mean something",
  accent: "what can be done: buttons, focus, the mark of a part",
  named: "a claim of a named source",
  document: "a claim of a document or of data",
  own: "a claim of ours",
  relayed: "a claim of an outlet whose own source is not known",
  anonymous: "a claim of somebody who is not named",
  vague: "a claim that nobody can be found behind",
};
const SIZES = ["h1", "h2", "h3", "text", "small"] as const;

/**
 * The site's visual language on one page, drawn by the code that draws the pages: colours with their contrast, type,
 * the marks, the chain, the notes, the facts, the meter. It is for those who change it, and in English.
 */
export function styleguidePage(site: SiteView): string {
  const words = wordsOf("en");
  const { light, dark } = readColours();
  const body = html`<article class="guide"${languageAttributes("en", site.language)}><header class="page">
<p class="kicker">Attribune</p>
<h1>How our pages look</h1>
<p class="standfirst">Quiet paper, one serif for what is told and one sans serif for who told it. Shape says what a claim stands on; colour only helps.</p>
</header>
${palette("Colours by day", light)}${palette("Colours by night", dark)}${type()}${spaces()}${marks(words)}${chains(words)}${notes(words)}<section><h2>The facts label</h2>
<p>One label a report, always the same order, heavy rules like those on food. Folded to a line on phones; across the page where no picture stands beside it.</p>
${factsLabel(words, exampleFacts(words), html` open`)}</section>
<section><h2>The meter</h2>
<p>A page of its own in a frame, so that a gift reprints it and no report. The fill is what the books hold, the ticks are the marks.</p>
${site.campaign === null ? html`<p class="meta">No campaign runs now.</p>` : html`<div class="framed">${meterFrameElement(words, null)}</div>`}</section>
<section><h2>Labels and buttons</h2>
<p><span class="label is-report">Report</span> <span class="label is-analysis">Analysis</span> <span class="label is-opinion">Opinion</span></p>
<p><a class="button" href="${PATHS.support}">Support us</a></p></section></article>`;
  return layout(site, {
    ...{ title: "How our pages look", description: null, href: PATHS.styleguide, kind: "styleguide", body },
    isUnlisted: true,
  });
}

function palette(title: string, colours: Colours): Html {
  const paper = colours.get("paper") ?? "#ffffff";
  return html`<section><h2>${title}</h2>
<ul class="palette">${[...colours].map(
    ([name, colour]) =>
      html`<li><svg viewBox="0 0 60 40" aria-hidden="true"><rect width="60" height="40" rx="3" fill="${colour}"/></svg><b>${name}</b> <code>${colour}</code> <span>${USES[name]}${
        name !== "paper" && html`; ${contrastOf(colour, paper).toFixed(1)} to 1 on paper`
      }</span></li>
`,
  )}</ul></section>
`;
}

function type(): Html {
  return html`<section><h2>Type</h2>
<p>Serif for reports, sans serif for the house’s own words. A line holds 60 to 70 letters. Sizes grow with the screen, never with the importance of the person.</p>
${SIZES.map((size) => html`<p class="size is-${size}"><span>${size}</span> The gate stood open at noon</p>`)}</section>
`;
}

function spaces(): Html {
  const steps = [0.3, 0.6, 1.1, 1.6, 2.4, 3.5];
  return html`<section><h2>Space</h2>
<ul class="spaces">${steps.map(
    (step) =>
      html`<li><svg viewBox="0 0 100 10" aria-hidden="true"><rect width="${(step * 28).toFixed(1)}" height="10" fill="var(--accent)"/></svg> ${step} rem</li>`,
  )}</ul></section>
`;
}

function marks(words: Words): Html {
  return html`<section><h2>Marks</h2>
<p>Continuous: it can be looked up or asked. Broken or unsteady: it can’t. Two claims on the same words lie one below the other.</p>
<ul class="signs">${STANDINGS.map(
    (standing) =>
      html`<li>${standingSign(standing)} <mark class="claim ${standing}">${words.text(`how.example.${standing}`)}</mark> <span>${words.text(`standing.${standing}`)}</span></li>`,
  )}</ul></section>
`;
}

function chains(words: Words): Html {
  return html`<section><h2>The chain</h2>
<p>Rounded: a person or a body. Square: paper. Dashed: not named. Dotted: nobody to be found. The root is bold.</p>
${chainLine(words, exampleChain(words))}
${chainDrawing(words, words.text("chain.us"), exampleChain(words))}</section>
`;
}

function notes(words: Words): Html {
  const claim: ClaimView = {
    ...{ number: 1, href: PATHS.howToRead, text: words.text("how.example.named"), standing: "named", form: "indirect" },
    ...{ stance: "asserts", cue: "said", chain: exampleChain(words), relations: [], isConfirmed: true },
  };
  return html`<section><h2>Notes</h2>
<p>Beside the text where there is room, folded below the paragraph where there is none. Claims that came the same way share a chain.</p>
<p><mark class="claim named" id="claim-1">${claim.text}</mark><a class="ref" href="#note-1">1</a> <mark class="claim named" id="claim-2">and once more in May</mark><a class="ref" href="#note-2">2</a>.</p>
${blockNotes(words, [claim, { ...claim, number: 2, stance: "denies" }], html` open`)}</section>
`;
}
