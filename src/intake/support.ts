import { endsSentence, type Line, withoutQuotes } from "./lines.ts";

/** Words that an appeal to readers is made of, each with its weight; it takes two to be one. */
const SIGNS: readonly { pattern: RegExp; weight: number }[] = [
  {
    pattern: /\b(?:donat(?:e|es|ion|ions|ing)|chip in|crowdfund\w*|patreon|spende\w*|faire un don|donaciones|dona\b)/i,
    weight: 2,
  },
  {
    pattern:
      /\b(?:support(?:ing|ers?|ed)?|help(?:ing)?|fund(?:ed|s|ing)?|back(?:ing)?|sustain|sponsor|strengthen)\b.{0,30}\b(?:us|our|this (?:work|site|paper|journalism|reporting)|independent|it|the next|more|them|journalism|reporting)\b/i,
    weight: 2,
  },
  {
    pattern:
      /\b(?:paid for|funded|financed|made possible|carried|kept (?:alive|free|going))\b.{0,20}\b(?:by|only by)\b.{0,30}\b(?:readers?|you|members|people|supporters|donations)\b/i,
    weight: 2,
  },
  {
    pattern:
      /\b(?:readers?|you|members|your \w+)\b.{0,30}\b(?:pay|pays|paid|fund|funds|make|makes|keep|keeps|finance)\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:please )?(?:give|pay|spare|send)\b.{0,20}\b(?:what you can|whatever|a (?:little|coin|few|euro|pound|dollar|krona)|us|from|something|today|monthly)\b/i,
    weight: 2,
  },
  {
    pattern:
      /\b(?:keep|keeps|keeping)\b.{0,50}\b(?:going|free|alive|walking|running|independent|afloat|coming|open|writing|reporting|digging|asking|printing|on|lit|online)\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:become|be|join) (?:an? |our )?(?:\w+ )?(?:members?|supporters?|patrons?|friends?|subscribers?|backers?|co-?owners?)\b/i,
    weight: 2,
  },
  {
    pattern: /\b(?:join|help|back|support|fund|stand with|stand by|trust|pay for|carry) (?:us|them|our|it|this)\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:needs?|relies|rely|depends?|lives?|live) (?:on )?(?:you|your|its readers|readers|reader|our readers|donations|gifts)\b/i,
    weight: 2,
  },
  { pattern: /\bcosts? (?:money|time and money|a lot|real money)\b/i, weight: 1 },
  {
    pattern:
      /\b(?:from|for|with) (?:just |only |as little as )?[£$€]\s?\d|\d\s?(?:€|kr|£|\$|CHF|zł)\b|\b(?:a|per) month\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:no|without|not?) (?:advertis\w+|owners?|paywall|shareholders|billionaires?|ads|sponsors|investors|party)\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:free to read|free for (?:all|everyone)|open to (?:all|everyone)|independent (?:journalism|reporting|news|press|media|sport))\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:if (?:you|this)|did (?:you|this)|do you|was this|you (?:found|liked|value|enjoyed|think))\b.{0,60}\b(?:like|useful|worth|value|enjoy|found|liked|valued|enjoyed|think|matters?|helpful|help|read|content)\b/i,
    weight: 1,
  },
  {
    pattern:
      /\b(?:contribut(?:e|ion|ions|ing)|gift|gifts|membership|subscription|every (?:euro|pound|dollar|coin|krona|krone|franc|penny|cent|gift|bit)|tip jar|buy us|pay what you)\b/i,
    weight: 1,
  },
  { pattern: /\b(?:consider|please|thank you|thanks to you|from you)\b/i, weight: 1 },
  { pattern: /\b(?:us|our|we)\b/i, weight: 1 },
  { pattern: /\b(?:you|your|readers?)\b/i, weight: 1 },
  {
    // German, French, Spanish, Italian, Dutch, Nordic, Portuguese, Polish, Russian, Arabic, Hebrew, Chinese, Japanese.
    pattern:
      /unterstütz|spende|soutene[zr]|notre soutien|\bapoy[ae]|\bdon(?:a|e|ez|ar|ate)\b|sostien[ie]|\bsteun|\bdoneer|\bstöd|\bstøtt|\bapoi[ae]|wesprzy|wspiera|поддерж|(?:ادعم|تبرع|بدعم)|תמכו|תרמו|捐|寄付/iu,
    weight: 3,
  },
];

/** How much a line reads like an appeal for support; 3 and more is one. Requests for e-mail addresses are not. */
export function supportScore(line: Pick<Line, "text" | "words">): number {
  if (line.words > 90 || line.words < 3) return 0;
  const said = withoutQuotes(line.text);
  if (/\b(?:newsletter|inbox|unsubscribe|sign up|cookies?)\b/i.test(said) && !/\bdonat|\bsupport/i.test(said)) return 0;
  let score = 0;
  for (const { pattern, weight } of SIGNS) if (pattern.test(said)) score += weight;
  return endsSentence(line.text) ? score : score - 1;
}
