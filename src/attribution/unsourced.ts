import { isAboutAnonymity } from "./anonymity.ts";
import { verbForms } from "./english/verbs.ts";
import type { Sentence } from "./sentences.ts";
import { wordAt } from "./sentences.ts";

const ownChecking =
  /\b(could|can|have|has|had|been|be)\b[^.]{0,40}\b(not|never|neither|nor|yet)?\b[^.]{0,30}\b(independently )?(verified|confirmed independently|authenticated|corroborated)\b|\b(neither|none|no) [^.]{0,60}\bcould be [^.]{0,30}(verified|confirmed)\b|could not (be )?(independently )?(verif|confirm|authenticat|corroborat)/i;
const refusesToSpeak =
  /\b(?:declined|refused|declines|refuses) to (?:comment|answer|say|discuss|speak|talk|be interviewed|elaborate|explain)\b|\b(?:did not|didn[’']t|has not|hasn[’']t|have not|haven[’']t|had not|hadn[’']t|would not|wouldn[’']t) (?:immediately |yet )?(?:respond|responded|reply|replied|answer|answered|return|returned|comment|commented)\b|\bcould(?: not|n[’']t) be reached\b|\b(?:asked|approached|contacted) (?:for|to) comment\b|\bgave no (?:comment|answer|reply)\b/i;
const judgement =
  /\b(disgrace|outrageous|shameful|let us|let’s|let's|i hope|i believe|i think|ought to|should (have|be|not)|must not|we must|deserves?|shame on|a scandal|surely|in truth|to be fair|alas)\b/i;
const toldFrom =
  /\b(had|has|have|was|were) (all |both |also )?(been )?(told|informed|tipped off)\b[^.]{0,60}\bby\b|\b(figure|figures|number|numbers|information|data|images|pictures|story|account|claim|tip|documents?|recordings?|footage)\b[^.]{0,40}\b(came|come|comes|originated|stems?|stemmed|was taken|were taken|was supplied|were supplied|was provided|were provided|was based|were based)\b[^.]{0,30}\b(from|by|on)\b|\b(article|report|story|piece)\b (was|is|were) based on\b/i;

/** Whether a sentence that no attribution touches is a statement of fact or forecast by the writer. */
export function isUnsourcedFact(sentence: Sentence, text: string): boolean {
  const last = wordAt(sentence.words, sentence.words.length - 1);
  const ending = last.quote !== null ? last.text.slice(0, -1) : last.text;
  if (/[?]\s*$/.test(ending) && last.quote === null) return false;
  if (!/[.!…]$/.test(ending)) return false;
  if (!sentence.words.some((word) => word.pos === "VERB" || word.pos === "AUX")) return false;
  if (sentence.words.every((word) => word.quote !== null || word.pos === "PUNCT")) return false;
  if (isImperative(sentence)) return false;
  return !(
    ownChecking.test(text) ||
    isAboutAnonymity(text) ||
    refusesToSpeak.test(text) ||
    judgement.test(text) ||
    isProvenance(text) ||
    asksOnly(sentence)
  );
}

/** A sentence that only tells where a source had it from: it shapes the chain. */
export function isProvenance(text: string): boolean {
  return toldFrom.test(text);
}

/** A quoted question: “Did anybody get a check?” Coyle asked. */
function asksOnly(sentence: Sentence): boolean {
  const quote = sentence.words.find((word) => word.quote !== null);
  return (
    quote !== undefined &&
    /\?[’'”"]?$/.test(quote.text.slice(0, -1)) &&
    sentence.words.some((word) => /^(asked|asks|wondered|wonders|demanded|inquired)$/.test(word.lower))
  );
}

function isImperative(sentence: Sentence): boolean {
  const first = wordAt(sentence.words, 0);
  return (
    first.pos === "VERB" &&
    !/(ed|ing)$/.test(first.lower) &&
    !verbForms.has(first.lower) &&
    wordAt(sentence.words, 1).pos !== "AUX" &&
    /^(let|look|remember|imagine|consider|take|ask|call|stop|read|think)$/.test(first.lower)
  );
}
