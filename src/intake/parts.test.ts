/** The small readers of a page's parts, each with what it must and must not take for one. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amountsIn, settleCurrency } from "./amount.ts";
import { bareByline, ledByline } from "./byline.ts";
import { datelineAlone, splitDateline } from "./dateline.ts";
import { datesIn, publicationIn } from "./dates.ts";
import { decodeBytes } from "./decode.ts";
import { furnitureOf, SENTENCE_RULES, WHOLE_LINE_RULES } from "./furniture.ts";
import { labelAlone, splitLabel } from "./headline.ts";
import { lineOf, linesOf } from "./lines.ts";
import { findMeter } from "./meter.ts";
import { splitCredit } from "./picture.ts";
import { relatedIn } from "./related.ts";
import { supportScore } from "./support.ts";

/** Tries each row of a table: what is given, and what it must come to. */
function table<Given, Found>(
  name: string,
  read: (given: Given) => Found,
  rows: readonly (readonly [Given, Found])[],
): void {
  describe(name, () => {
    for (const [given, found] of rows) it(JSON.stringify(given), () => assert.deepEqual(read(given), found));
  });
}

const line = (text: string) => lineOf(text, true);

table("an amount", (text: string) => amountsIn(text).map(({ value, currency }) => `${value} ${currency}`), [
  ["$2,597", ["2597 USD"]],
  ["2.597,50 €", ["2597.5 EUR"]],
  ["1 250 kr", ["1250 kr"]],
  ["CHF 1’200.–", ["1200 CHF"]],
  ["₹1,20,000", ["120000 INR"]],
  ["£4.2m of £5m", ["4200000 GBP", "5000000 GBP"]],
  ["¥120000", ["120000 JPY"]],
  ["KWD 1.250", ["1250 KWD"]],
  ["٢٥٠٠ €", ["2500 EUR"]],
  ["0.125 KWD", ["0.125 KWD"]],
  ["NATO 12", ["12 null"]],
  ["no sum", []],
]);

table("a shared currency", ([page, language]: [string, string | null]) => settleCurrency("kr", page, language), [
  [["Swedish kronor, if you please", null], "SEK"],
  [["The paper is printed in Oslo", null], "NOK"],
  [["Nothing is said of it", "da"], "DKK"],
]);

table("a dateline", (text: string) => splitDateline(text).dateline, [
  ["ELMSTRAND, 3 May – The ferry stays in port.", "ELMSTRAND, 3 May"],
  ["OSTREL / SANKT ODEN – The ferry stays in port.", "OSTREL / SANKT ODEN"],
  ["SAINT-AUBIN-SUR-MER (Wire) – The ferry stays in port.", "SAINT-AUBIN-SUR-MER"],
  ["TRUMPET and DRUM, 3 May – The ferry stays in port.", "TRUMPET and DRUM, 3 May"],
  ["Tarn-upon-Esk, 3 May 2031: The ferry stays in port.", "Tarn-upon-Esk, 3 May 2031"],
  ["Dar-es-Marra (Wire) – The ferry stays in port.", "Dar-es-Marra"],
  ["Granhelm – The ferry stays in port.", "Granhelm"],
  ["The ferry – an old one – stays in port until May.", null],
  ["NATO said on Monday that the ferry stays in port.", null],
  ["Ferries, 3 of them, stay in port until the wind turns.", null],
]);

table("a dateline on a line of its own", datelineAlone, [
  ["ELMSTRAND, 3 May", "ELMSTRAND, 3 May"],
  ["ELMSTRAND (Wire) –", "ELMSTRAND"],
  ["ELMSTRAND", null],
  ["The ferry stays in port.", null],
]);

table("names with a lead-in", (text: string) => ledByline({ text }), [
  ["By Ilse Corvane", "Ilse Corvane"],
  ["By Ilse Corvane and Arne Holt in Elmstrand", "Ilse Corvane and Arne Holt in Elmstrand"],
  ["Text: Ilse Corvane, Photos: Arne Holt", "Ilse Corvane"],
  ["Report by Ilse Corvane | 3 May 2031", "Ilse Corvane"],
  ["Von Ilse Corvane", "Ilse Corvane"],
  ["By the end of August it will be over.", null],
  ["by and by", null],
]);

table("names that stand alone", (text: string) => bareByline({ raw: text, text }), [
  ["Ilse Corvane", "Ilse Corvane"],
  ["Ilse Corvane-Holt, Elmstrand", "Ilse Corvane-Holt, Elmstrand"],
  ["Maria de la Vega and Omar al-Hashemi", "Maria de la Vega and Omar al-Hashemi"],
  ["Róisín O’Dwyer", "Róisín O’Dwyer"],
  ["Jean d’Orville", "Jean d’Orville"],
  ["Our science desk", "Our science desk"],
  ["Ferry stays in port", null],
  ["Ilse", null],
]);

table("dates", (text: string) => datesIn(text).map((date) => date.text), [
  ["3 May 2031, 14:05", ["3 May 2031, 14:05"]],
  ["Monday, May 3rd, 2031", ["Monday, May 3rd, 2031"]],
  ["2031-05-03T14:05+02:00", ["2031-05-03T14:05+02:00"]],
  ["den 3. maj 2031", ["3. maj 2031"]],
  ["3 de mayo de 2031", ["3 de mayo de 2031"]],
  ["2031年5月3日", ["2031年5月3日"]],
  ["2 hours ago", ["2 hours ago"]],
  ["There are 14 boats", []],
]);

table("the date of publication", (text: string) => publicationIn(text)?.text ?? null, [
  ["Published 3 May 2031, updated 4 May 2031", "3 May 2031"],
  ["Updated: 4 May 2031 | First published: 3 May 2031", "3 May 2031"],
  ["Last modified 4 May 2031", "4 May 2031"],
  ["No day is named", null],
]);

table("a headline and its label", splitLabel, [
  ["Ferry stays in port – Report", { headline: "Ferry stays in port", label: "report" }],
  ["Ferry stays in port (Analysis)", { headline: "Ferry stays in port", label: "analysis" }],
  ["Opinion: Let the ferry go", { headline: "Let the ferry go", label: "opinion" }],
  ["[Comment] Let the ferry go", { headline: "Let the ferry go", label: "opinion" }],
  ["ANALYSIS What the gauge knows", { headline: "What the gauge knows", label: "analysis" }],
  ["Tide gauge falls short – report", { headline: "Tide gauge falls short – report", label: null }],
  ["Report finds ferry unsafe", { headline: "Report finds ferry unsafe", label: null }],
]);

table("a label on a line of its own", (text: string) => labelAlone({ raw: text, text }), [
  ["REPORT", "report"],
  ["– Analysis –", "analysis"],
  ["Opinion | Harbour", "opinion"],
  ["Harbour", null],
]);

table("a caption and its credit", splitCredit, [
  ["The ferry in port (Photo: Arne Holt)", { caption: "The ferry in port", credit: "Arne Holt" }],
  ["Photo by Arne Holt", { caption: null, credit: "Arne Holt" }],
  ["The ferry in port. © Arne Holt/Tidewrack", { caption: "The ferry in port.", credit: "Arne Holt/Tidewrack" }],
  ["In pictures: the night of the ferry", null],
  ["The ferry stays in port.", null],
]);

table("a related title", (text: string) => relatedIn(line(text)), [
  ["Read also: The night the ferry came back", "The night the ferry came back"],
  ["→ See also » The night the ferry came back", "The night the ferry came back"],
  ["Lesen Sie auch: Die Nacht der Fähre", "Die Nacht der Fähre"],
  ["Related articles", null],
  ["She reads also what nobody else reads", null],
]);

table("an appeal for support", (text: string) => supportScore(line(text)) >= 3, [
  ["If you value our work, please consider a donation.", true],
  ["This paper is paid for by its readers. Help us keep it free for everyone.", true],
  ["The union supports the crew, its secretary said on Monday.", false],
  ["Sign up to our newsletter and get it in your inbox.", false],
]);

table("a meter", (text: string) => findMeter(linesOf(text), () => false, null)?.meter ?? null, [
  ["0 / 2,500 / 5,000 $\n2,597 $", { marks: [0, 2500, 5000], raised: 2597, currency: "USD" }],
  ["€4,215 raised of €10,000", { marks: [10000], raised: 4215, currency: "EUR" }],
  ["Raised so far\n¥120,000\nGoal\n¥300,000", { marks: [300000], raised: 120000, currency: "JPY" }],
  ["Give\n€5\n€10\n€20\nOther amount", null],
  ["A ticket costs €12 and the night boat €30.", null],
]);

describe("furniture", () => {
  for (const { kind, examples } of [...WHOLE_LINE_RULES, ...SENTENCE_RULES]) {
    // An earlier rule may know the line too, under another name.
    for (const example of examples) it(`is ${kind}: ${example}`, () => assert.ok(furnitureOf(line(example))));
  }
  it("is tags: a row of hashtags, its first one's hash too", () => {
    assert.equal(furnitureOf(line("#volcano #risk #Sorrel")), "tags");
    assert.equal(furnitureOf(line("# The volcano wakes")), null);
  });
  const prose = [
    "The share of the ferry's tickets sold online rose to a third last year, the company said.",
    "Comments by the harbour master angered the crew of the ferry on Monday evening.",
    "Follow the money, the auditor told the council, and you will find the missing planks.",
    "Search parties found the boat at dawn, two miles from the lighthouse.",
    "Home owners along the quay have asked for sandbags since the winter.",
  ];
  for (const text of prose) it(`is not: ${text}`, () => assert.equal(furnitureOf(line(text)), null));
});

table(
  "an encoding",
  ([bytes, contentType]: [Buffer, string?]) =>
    decodeBytes(bytes, contentType === undefined ? {} : { contentType }).encoding,
  [
    [[Buffer.from("Fähre")], "utf-8"],
    [[Buffer.from([0x46, 0xe4, 0x68, 0x72, 0x65])], "windows-1252"],
    [[Buffer.from([0xcf, 0xe0, 0xf0, 0xee, 0xec]), "text/plain; charset=windows-1251"], "windows-1251"],
    [[Buffer.from([0x46, 0xe4]), "text/plain; charset=utf-8"], "windows-1252"],
    [[Buffer.from('<meta charset="iso-8859-2"><p>Łódź')], "iso-8859-2"],
  ],
);
