import { appositionEnd, type Cue, isQuoteOnly } from "./cues.ts";
import { backNouns, dataNouns, documentNouns, outletNouns } from "./english/nouns.ts";
import { ownOutlet } from "./english/words.ts";
import { isSourceLike, readMention } from "./mentions.ts";
import {
  isBreak,
  isCapital,
  isReducedRelative,
  isSpeechPlace,
  nounPhraseAfter,
  type Phrase,
  timeEnd,
} from "./phrases.ts";
import { type Word, wordAt } from "./sentences.ts";

/** Where a cue's content lies, as word ranges, before and after its frame. `recipient` is who was told. */
export interface Content {
  before: Phrase | null;
  after: Phrase | null;
  recipient: Phrase | null;
  /** The content is opened by "that", a colon or a quote: it is surely content. */
  sure: boolean;
}

/** The content of one cue, taken alone; null where the cue has none and so is no attribution. */
export function contentOf(words: readonly Word[], cue: Cue, floor: number): Content | null {
  switch (cue.kind) {
    case "verb":
      return verbContent(words, cue, floor);
    case "preposition":
    case "owned":
      return adverbialContent(words, cue, floor);
    case "adverb":
      return around(words, cue, floor);
    case "passive":
      return cue.subject === null ? around(words, cue, floor) : agentContent(words, cue, floor);
    case "impersonal": {
      const closes = wordAt(words, cue.span.from - 1).text === "," && !/that/.test(wordAt(words, cue.span.to).lower);
      if (closes) return { before: { from: floor, to: cue.span.from - 1 }, after: null, recipient: null, sure: true };
      return after(words, skipThat(words, cue.span.to), true);
    }
    case "noun": {
      const to = nounContentEnd(words, cue);
      return to > cue.frame.to
        ? { before: null, after: { from: cue.frame.to, to }, recipient: null, sure: true }
        : null;
    }
  }
}

function after(words: readonly Word[], from: number, sure: boolean): Content | null {
  const to = clauseEnd(words, from);
  return to > from ? { before: null, after: { from, to }, recipient: null, sure } : null;
}

/** "The claim that 300 jobs were saved does not survive": the content ends before the verb the noun is subject of. */
function nounContentEnd(words: readonly Word[], cue: Cue): number {
  const end = clauseEnd(words, cue.frame.to);
  if (!isSubjectNoun(words, cue)) return end;
  let verbs = 0;
  let relative = false;
  for (let k = cue.frame.to; k < end; k++) {
    const word = wordAt(words, k);
    if (/^(who|which|whose|that)$/.test(word.lower) && word.pos !== "DET") relative = true;
    if (!/^(VERB|AUX)$/.test(word.pos) || wordAt(words, k - 1).lower === "to") continue;
    const previous = wordAt(words, k - 1);
    const goesOn = previous.pos === "AUX" || (/^(ADV|PART)$/.test(previous.pos) && wordAt(words, k - 2).pos === "AUX");
    if (goesOn) continue;
    if (isReducedRelative(words, k) && word.pos === "VERB" && wordAt(words, k + 1).pos === "ADP" && verbs === 0)
      continue;
    if (relative) {
      relative = false;
      continue;
    }
    verbs++;
    if (verbs < 2) continue;
    if (/^(and|or|but|as|when|if|because|while)$/.test(wordAt(words, k - 1).lower)) {
      verbs--;
      continue;
    }
    let to = k;
    for (let c = k - 1; c > cue.frame.to && k - c < 14; c--) {
      if (
        wordAt(words, c).text === "," &&
        /^(the|a|an|which|who)$/.test(wordAt(words, c + 1).lower) &&
        wordAt(words, k - 1).text === ","
      )
        to = c;
      if (/^(as|when|if|because|while|after|before)$/.test(wordAt(words, c).lower)) return end;
    }
    while (to > cue.frame.to && wordAt(words, to - 1).text === ",") to--;
    return to;
  }
  return end;
}

function isSubjectNoun(words: readonly Word[], cue: Cue): boolean {
  for (let k = 0; k < cue.frame.from; k++)
    if (/^(VERB|AUX)$/.test(wordAt(words, k).pos) && !/ing$/.test(wordAt(words, k).lower))
      return /^(and|but|,|;)$/.test(wordAt(words, cue.frame.from - 1).lower);
  return true;
}

function skipThat(words: readonly Word[], from: number): number {
  return wordAt(words, from).lower === "that" ? from + 1 : from;
}

/** "The café’s owner is believed to have left": subject and rest, around the cue. */
function around(words: readonly Word[], cue: Cue, floor: number): Content | null {
  let start = cue.frame.from - 1;
  while (start >= floor && !isHardBreak(words, start)) start--;
  start++;
  const to = clauseEnd(words, cue.frame.to);
  const before = start < cue.frame.from ? { from: start, to: cue.frame.from } : null;
  const rest = to > cue.frame.to ? { from: cue.frame.to, to } : null;
  return before === null && rest === null ? null : { before, after: rest, recipient: null, sure: true };
}

function agentContent(words: readonly Word[], cue: Cue, floor: number): Content | null {
  const content = around(words, cue, floor);
  if (content?.before == null) return null;
  return content;
}

function isHardBreak(words: readonly Word[], i: number): boolean {
  const word = wordAt(words, i);
  if (/^([;:—–]|[.?!]+)$/.test(word.text)) return true;
  return (
    /^(but|while|whereas|although|though)$/.test(word.lower) ||
    (word.lower === "and" && wordAt(words, i - 1).text === ",")
  );
}

function adverbialContent(words: readonly Word[], cue: Cue, floor: number): Content | null {
  const before = wordAt(words, cue.frame.from - 1);
  let end = cue.frame.to;
  if (wordAt(words, end).pos === "BRACKET") end++;
  let guard = 0;
  const opens = before.pos === "EDGE" || /^(and|but|;|:|—|–)$/.test(before.lower);
  while (wordAt(words, end).text === "," && opens && guard++ < 4) {
    const inner = describes(words, end + 1);
    if (inner <= end + 1) break;
    end = inner;
  }
  if (wordAt(words, end).text === ",") end++;
  if (opens) return after(words, end, true);
  const start = hardStart(words, cue.frame.from, floor);
  const stop = before.text === "," ? cue.frame.from - 1 : cue.frame.from;
  if (stop <= start) return after(words, end, true);
  const rest =
    wordAt(words, cue.frame.to).text === "," && !hasVerb(words, start, stop)
      ? { from: end, to: clauseEnd(words, end) }
      : null;
  return { before: { from: start, to: stop }, after: rest, recipient: null, sure: true };
}

/** The end of a comma phrase that describes the source ("which Tidewrack has seen"), or `from` if it does not. */
function describes(words: readonly Word[], from: number): number {
  const first = wordAt(words, from);
  if (
    !/^(which|who|whose|whom|issued|published|seen|obtained|written|dated|compiled|released|the|a|an|now|then|and|drawn|commissioned|posted|prepared|described|shared|signed|sent|filed|read|leaked|quoted|reviewed|made|based|part)$/.test(
      first.lower,
    )
  )
    return from;
  let k = from;
  while (k < words.length && !isBreak(wordAt(words, k))) k++;
  if (wordAt(words, k).text !== ",") return from;
  if (/^(the|a|an|and)$/.test(first.lower) && hasVerb(words, from, k)) return from;
  return k;
}

function hardStart(words: readonly Word[], from: number, floor: number): number {
  let start = from - 1;
  while (start >= floor && !/^(;|[.?!]+)$/.test(wordAt(words, start).text)) start--;
  return start + 1;
}

function verbContent(words: readonly Word[], cue: Cue, floor: number): Content | null {
  const form = cue.form;
  if (form === null) return null;
  const frames =
    /^point(s|ed|ing)?$/.test(wordAt(words, cue.span.from).lower) && wordAt(words, cue.span.from + 1).lower === "out"
      ? "cqo"
      : form.verb.frames;
  if (form.verb.base === "quote") return quotedContent(words, cue);
  const restart = cue.inverted ? cue.frame.to : cue.span.to;
  const step = skipSpeaking(words, restart, cue, frames);
  const before = contentBefore(words, cue, floor);
  const quoteBefore = before !== null && endsInSpeech(words, before);
  const first = wordAt(words, step.at);
  const make = (from: number, sure: boolean, to = clauseEnd(words, from)): Content | null =>
    to > from ? { before: null, after: { from, to }, recipient: step.recipient, sure } : null;
  const object = (from: number): Content | null => make(from, false, objectEnd(words, from));

  if (
    first.lower === "that" &&
    first.pos !== "DET" &&
    (/[ct]/.test(frames) || /^(express|voice|raise)$/.test(form.verb.base)) &&
    !cue.inverted
  )
    return make(step.at + 1, true);
  if (first.text === ":") return step.at + 1 < words.length ? make(step.at + 1, true) : null;
  const asReported = wordAt(words, cue.frame.from - 1).lower === "as" && !cue.inverted;
  if (asReported && first.text === "," && wordAt(words, cue.frame.from - 2).pos === "EDGE")
    return make(step.at + 1, true);
  const complete = before !== null && wordAt(words, before.to).text === "," && hasVerb(words, before.from, before.to);
  const placed =
    complete &&
    first.pos === "ADP" &&
    !/^(of|about|to)$/.test(first.lower) &&
    /c/.test(frames) &&
    !clauseAhead(words, step.at);
  const parenthetical =
    placed ||
    first.pos === "EDGE" ||
    isBreak(first) ||
    /^(and|but|as|before|after|while|when|because|though|although)$/.test(first.lower);
  const quoteAfter = first.quote !== null || (first.text === "," && wordAt(words, step.at + 1).quote !== null);
  if (before !== null && (quoteBefore || parenthetical || cue.inverted) && /[cqo]/.test(frames)) {
    if (!quoteBefore && !/c/.test(frames) && !cue.inverted) return null;
    if (!quoteBefore && isQuoteOnly(form)) return null;
    return {
      before,
      after: rest(words, step.at, quoteBefore, before, !cue.inverted && step.at === cue.span.to),
      recipient: step.recipient,
      sure: quoteBefore || cue.inverted,
    };
  }
  if (quoteAfter && /[cqo]/.test(frames)) return make(first.quote !== null ? step.at : step.at + 1, true);
  if (first.text === "," && /c/.test(frames)) {
    // "he said, without a blush, that": a comma phrase, then the content.
    const end = closingComma(words, step.at + 1);
    if (end > 0 && wordAt(words, end + 1).lower === "that") return make(end + 2, true);
    if (end > 0 && wordAt(words, end + 1).quote !== null) return make(end + 1, true);
    return null;
  }
  if (parenthetical) return null;
  if (form.verb.with.includes(first.lower) && step.at > cue.span.to) return object(step.at + 1);
  if (/n/.test(frames) && hasToInfinitive(words, step.at)) return make(step.at, false);
  if (cue.span.to - cue.span.from > 1 && form.verb.with.includes(wordAt(words, cue.span.to - 1).lower))
    return make(step.at, true);
  if (/i/.test(frames) && first.lower === "to") return make(step.at, false);
  if (/g/.test(frames) && /ing$/.test(first.lower)) return make(step.at, false);
  const back = /[bod]/.test(frames) || form.verb.base === "report" ? backReferenceEnd(words, step.at) : -1;
  if (/b/.test(frames)) {
    if (back > 0) return make(step.at, true, back);
    if (!/[cqod]/.test(frames)) return null;
  } else if (back > 0 && (/^[,.;]$/.test(wordAt(words, back).text) || timeEnd(words, back, words.length) > back))
    return make(step.at, true, back);
  const textual = isTextualSubject(words, cue);
  if (/d/.test(frames) && textual && !/^(to|by|in|on|for|with|out|up)$/.test(first.lower))
    return startsClause(words, step.at) && /c/.test(frames) ? make(step.at, false) : object(step.at);
  if (/c/.test(frames) && startsClause(words, step.at)) return make(step.at, false);
  if (/o/.test(frames) && startsObject(first) && objectFits(words, cue, step.at) && mayHold(words, cue, step.at))
    return object(step.at);
  if (/[cq]/.test(frames) && quoteSoon(words, step.at)) return make(step.at, false);
  return null;
}

/** "quoted the officials as saying that": what follows; whom it quotes is `quotedPhrase`. */
function quotedContent(words: readonly Word[], cue: Cue): Content | null {
  const quoted = quotedPhrase(words, cue);
  if (quoted === null) return null;
  let from = quoted.to + 2;
  while (timeEnd(words, from, words.length) > from) from = timeEnd(words, from, words.length);
  if (/^(that|:)$/.test(wordAt(words, from).lower)) from++;
  return after(words, from, true);
}

/** Whom "quoted X as saying" quotes; null where the words are not these. */
export function quotedPhrase(words: readonly Word[], cue: Cue): Phrase | null {
  for (let k = cue.span.to + 1; k < Math.min(words.length, cue.span.to + 24); k++) {
    if (
      wordAt(words, k).lower === "as" &&
      /^(saying|telling|writing|warning|claiming|suggesting)$/.test(wordAt(words, k + 1).lower)
    )
      return { from: cue.span.to, to: k };
    if (/^[;.]$/.test(wordAt(words, k).text)) return null;
  }
  return null;
}

/** "put the level at", "described X as", "accused X of": some verbs are cues only in this company. */
function objectFits(words: readonly Word[], cue: Cue, from: number): boolean {
  const base = cue.form?.verb.base ?? "";
  const needed: Record<string, RegExp> = {
    put: /^(at|ahead|behind|up|down|ahead)$/,
    characterise: /^as$/,
    characterize: /^as$/,
    portray: /^as$/,
    depict: /^as$/,
    accuse: /^of$/,
    liken: /^to$/,
    compare: /^(to|with)$/,
    rate: /^as$/,
    view: /^as$/,
    regard: /^as$/,
    credit: /^(with|for)$/,
    attribute: /^to$/,
    brand: /./,
  };
  const need = needed[base];
  if (need !== undefined) {
    const to = clauseEnd(words, from);
    for (let k = from; k < to; k++) if (need.test(wordAt(words, k).lower)) return true;
    return false;
  }
  if (base === "call" || base === "dub" || base === "label" || base === "term" || base === "brand")
    return callsSomething(words, from);
  if (base === "voice" || base === "express" || base === "raise")
    return /^(doubt|doubts|concern|concerns|fear|fears|hope|hopes|support|disdain|surprise|regret|anger|disappointment|confidence|alarm|dismay|questions|question|frustration|outrage|optimism|sympathy|relief|sorrow|skepticism|scepticism|the|worry|worries|misgivings|reservations|unease|suspicion|suspicions|disappointment|satisfaction|gratitude|willingness|interest)$/.test(
      wordAt(words, from).lower,
    );
  if (
    /^(challenge|contest|question|attack|hit|welcome|share|raise|quote|cite|stand|back|defend|estimate|report|announce|promise|pledge|signal|expect|fear|forecast|see)$/.test(
      base,
    )
  )
    return true;
  return true;
}

function callsSomething(words: readonly Word[], from: number): boolean {
  const to = clauseEnd(words, from);
  let phrases = 0;
  for (let k = from; k < to; k++) {
    if (wordAt(words, k).quote !== null) return true;
    if (/^(a|an|the|his|her|their|it|them|him)$/.test(wordAt(words, k).lower)) phrases++;
    if (/^(for|on|in|at|by|off|up|out|to|into|about|from)$/.test(wordAt(words, k).lower) && phrases < 2) return false;
  }
  return phrases >= 2 || to - from > 2;
}

interface Step {
  at: number;
  recipient: Phrase | null;
}

/** Steps over who was told, when, where and how, up to where the content can begin. */
function skipSpeaking(words: readonly Word[], from: number, cue: Cue, frames: string): Step {
  let at = from;
  let recipient: Phrase | null = null;
  if (
    /r|R/.test(frames) &&
    wordAt(words, at).lower !== "that" &&
    wordAt(words, at).quote === null &&
    !isBreak(wordAt(words, at)) &&
    cue.span.to - cue.span.from === 1
  ) {
    const phrase = nounPhraseAfter(words, at, words.length);
    if (phrase !== null && (!/R/.test(frames) || wordAt(words, phrase.to).lower === "that")) {
      recipient = phrase;
      at = phrase.to;
      if (wordAt(words, at).pos === "BRACKET") at++;
      // "told the island’s radio station, Sorrel Sound, that"
      const end = wordAt(words, at).text === "," ? closingComma(words, at + 1) : -1;
      if (end > 0 && (wordAt(words, end + 1).lower === "that" || wordAt(words, end + 1).quote !== null)) {
        if (isCapital(wordAt(words, at + 1)) && end - at < 7) recipient = { from: at + 1, to: end };
        at = end + 1;
      }
    }
  }
  for (let guard = 0; guard < 8; guard++) {
    const word = wordAt(words, at);
    const time = timeEnd(words, at, words.length);
    if (time > at) {
      // "said Tuesday the plant" : the time goes, but "said last year was hard" keeps its subject.
      if (/^(VERB|AUX)$/.test(wordAt(words, time).pos)) break;
      at = time;
      continue;
    }
    if (isSpeechPlace(words, at)) {
      const place = placeEnd(words, at);
      const verb = /^(VERB|AUX)$/.test(wordAt(words, place).pos);
      if (place > at && !verb) {
        at = place;
        continue;
      }
    }
    if (
      /^(only|also|later|again|simply|merely|back|too|still|separately|earlier|publicly|privately|however|there)$/.test(
        word.lower,
      ) &&
      word.pos !== "DET"
    ) {
      at++;
      continue;
    }
    if (
      word.lower === "to" &&
      /c/.test(frames) &&
      !/^(VERB|AUX)$/.test(wordAt(words, at + 1).pos) &&
      isAudience(words, at + 1)
    ) {
      const phrase = nounPhraseAfter(words, at + 1, words.length);
      if (phrase === null) break;
      recipient ??= phrase;
      at = phrase.to;
      continue;
    }
    if (word.text === ",") {
      // "said in a letter, seen by the Review, that"
      const end = closingComma(words, at + 1);
      if (end > 0 && wordAt(words, end + 1).lower === "that" && /[ct]/.test(frames)) {
        at = end + 1;
        break;
      }
    }
    break;
  }
  return { at, recipient };
}

function isAudience(words: readonly Word[], at: number): boolean {
  const text = `${wordAt(words, at).lower} ${wordAt(words, at + 1).lower}`.trim();
  return (
    ownOutlet.some((phrase) => text.startsWith(phrase)) ||
    isCapital(wordAt(words, at)) ||
    wordAt(words, at).lower === "the"
  );
}

function placeEnd(words: readonly Word[], at: number): number {
  const phrase = nounPhraseAfter(words, at + 1, words.length);
  let end = phrase === null ? at : phrase.to;
  for (
    let guard = 0;
    guard < 3 && /^(of|with|to|on|about|at|for|in|from)$/.test(wordAt(words, end).lower) && phrase !== null;
    guard++
  ) {
    const more = nounPhraseAfter(words, end + 1, words.length);
    if (more === null) break;
    end = more.to;
  }
  return end;
}

function closingComma(words: readonly Word[], from: number): number {
  for (let k = from; k < Math.min(words.length, from + 25); k++) {
    if (wordAt(words, k).text === ",") return k;
    if (/^(;|:|[.?!]+)$/.test(wordAt(words, k).text)) return -1;
  }
  return -1;
}

function contentBefore(words: readonly Word[], cue: Cue, floor: number): Phrase | null {
  const start = hardStart(words, cue.frame.from, floor);
  let stop = cue.frame.from;
  if (/^[,—–]$/.test(wordAt(words, stop - 1).text)) stop--;
  else if (wordAt(words, stop - 1).quote === null) return null;
  let from = start;
  while (from < stop && /^(and|but|so|yet|,)$/.test(wordAt(words, from).lower) && from < stop && floor > 0) from++;
  return stop > from ? { from, to: stop } : null;
}

function endsInSpeech(words: readonly Word[], range: Phrase): boolean {
  const last = wordAt(words, range.to - 1);
  return (
    last.quote !== null &&
    (/[,.?!…—–-][’'”"]?$/.test(last.text.slice(0, -1)) ||
      range.to - range.from === 1 ||
      wordAt(words, range.to).text === ",")
  );
}

/** What goes on after "he said": more of the quote, or the rest of a clause that was broken off. */
function rest(words: readonly Word[], at: number, quoted: boolean, before: Phrase, inserted: boolean): Phrase | null {
  if (!/^([,;:—–])$/.test(wordAt(words, at).text)) {
    const next = wordAt(words, at);
    return next.quote !== null && quoted ? { from: at, to: at + 1 } : null;
  }
  let from = at + 1;
  if (from >= words.length) return null;
  if (wordAt(words, from).quote !== null) return { from, to: quoted ? from + 1 : clauseEnd(words, from) };
  if (quoted) return null;
  const first = wordAt(words, from);
  const last = wordAt(words, before.to - 1);
  const complete = hasVerb(words, before.from, before.to) && last.pos !== "AUX" && last.lower !== "that";
  if (
    complete &&
    inserted &&
    wordAt(words, at).text === "," &&
    !/^(VERB)$/.test(first.pos) &&
    !/^(and|but|who|which|though|although|while|as|when|after|before)$/.test(first.lower)
  ) {
    return { from, to: clauseEnd(words, from) };
  }
  if (complete && !/^(and|but|because|or|nor|unless|if|so)$/.test(first.lower)) return null;
  if (complete && !hasVerb(words, from, words.length)) return null;
  if (!complete && /(ing)$/.test(first.lower) && first.pos === "VERB" && last.pos !== "AUX") return null;
  if (!complete && /^(who|which|whose|a|an)$/.test(first.lower)) {
    const end = appositionEnd(words, from);
    if (wordAt(words, end).text !== ",") return null;
    from = end + 1;
  }
  const to = clauseEnd(words, from);
  return to > from ? { from, to } : null;
}

export function hasVerb(words: readonly Word[], from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (/^(VERB|AUX)$/.test(wordAt(words, k).pos)) return true;
  return false;
}

/** The end of what starts at `from`: a semicolon, ", citing X", a refusal, or the sentence's end without its mark. */
export function clauseEnd(words: readonly Word[], from: number): number {
  let to = from;
  while (to < words.length && wordAt(words, to).text !== ";" && !cutsOff(words, to, from)) to++;
  while (to > from && /^([.,:]|[—–])$/.test(wordAt(words, to - 1).text)) to--;
  return to;
}

function cutsOff(words: readonly Word[], at: number, from: number): boolean {
  const word = wordAt(words, at);
  if (at <= from) return false;
  if (word.text === "," && /^(citing|quoting|crediting)$/.test(wordAt(words, at + 1).lower)) return true;
  if (!/^(and|but)$/.test(word.lower)) return false;
  const next = wordAt(words, at + 1).lower;
  if (/^(declined|refused|declines|refuses)$/.test(next)) return true;
  return (
    /^(would|did|does|do)$/.test(next) &&
    /^(not|n’t|n't)$/.test(wordAt(words, at + 2).lower) &&
    /^(say|comment|elaborate|discuss|answer|name|give|disclose|identify)$/.test(wordAt(words, at + 3).lower)
  );
}

/** The end of a noun phrase that is itself the content: before another verb, an aside, the time of speaking. */
function objectEnd(words: readonly Word[], from: number): number {
  const end = clauseEnd(words, from);
  let to = from;
  for (; to < end; to++) {
    const word = wordAt(words, to);
    if (to === from || word.quote !== null) continue;
    const next = wordAt(words, to + 1);
    if (
      /^(and|but|or|then)$/.test(word.lower) &&
      (/^(VERB|AUX)$/.test(next.pos) ||
        next.lower === "then" ||
        (next.pos === "ADV" && /^(VERB|AUX)$/.test(wordAt(words, to + 2).pos))) &&
      !/ing$/.test(next.lower)
    )
      break;
    if (
      word.text === "," &&
      /^(who|which|whose|though|although|while|hours|days|minutes|as|after|before|but|when|where|with|saying|adding|calling|and)$/.test(
        next.lower,
      )
    ) {
      if (next.lower !== "and" || subjectAhead(words, to + 2, end)) break;
    }
    if (/^(while|although|though|whereas|because)$/.test(word.lower)) break;
    if (word.text === ":" && next.quote !== null) break;
    if (/^(but)$/.test(word.lower) && subjectAhead(words, to + 1, end)) break;
  }
  return trimTime(words, from, Math.min(to, end));
}

function subjectAhead(words: readonly Word[], from: number, end: number): boolean {
  for (let k = from; k < Math.min(end, from + 8); k++) if (/^(VERB|AUX)$/.test(wordAt(words, k).pos)) return true;
  return false;
}

/** Takes "on Friday", "a day later", "in an interview on Sunday" off the end. */
function trimTime(words: readonly Word[], from: number, end: number): number {
  let to = end;
  while (to > from + 1 && wordAt(words, to - 1).text === ",") to--;
  for (let k = Math.max(from + 1, to - 7); k < to; k++) {
    const lower = wordAt(words, k).lower;
    if (
      !/^(on|a|an|last|this|late|early|yesterday|today|in|two|three|the|hours|minutes|at|earlier|later)$/.test(lower)
    ) {
      if (!/day$/.test(lower)) continue;
    }
    if (
      timeEnd(words, k, to) === to &&
      /(day|later|earlier|week|month|night|evening|afternoon|morning|yesterday|today)$/.test(
        wordAt(words, to - 1).lower,
      ) &&
      !/^(of|until|by|to|for|from|per)$/.test(wordAt(words, k - 1).lower)
    )
      return trimTime(words, from, k);
  }
  for (let k = Math.max(from + 1, to - 9); k < to; k++) {
    if (
      isSpeechPlace(words, k) &&
      /^(in|at|on|during|via|through)$/.test(wordAt(words, k).lower) &&
      placeEnd(words, k) >= to &&
      wordAt(words, k + 1).quote === null
    )
      return k;
  }
  return to;
}

/** Whether "that" or a quote still follows in the same stretch, so that the content lies there. */
function clauseAhead(words: readonly Word[], from: number): boolean {
  for (let k = from; k < words.length && !isBreak(wordAt(words, k)); k++) {
    if (wordAt(words, k).quote !== null || (wordAt(words, k).lower === "that" && wordAt(words, k).pos !== "DET"))
      return true;
  }
  return false;
}

function startsClause(words: readonly Word[], from: number): boolean {
  const first = wordAt(words, from);
  if (first.quote !== null) return true;
  if (
    first.pos === "ADP" &&
    !/^(in|on|by|for|at|with|after|under|since|during|despite|as|within|from|before)$/.test(first.lower)
  )
    return false;
  if (/^(VERB)$/.test(first.pos) && !/(ing|ed)$/.test(first.lower)) return false;
  let relative = false;
  for (let k = from; k < Math.min(words.length, from + 45); k++) {
    const word = wordAt(words, k);
    if (word.text === ",") relative = /^(who|which|whose|where|when)$/.test(wordAt(words, k + 1).lower);
    else if (
      /^(who|which|whose)$/.test(word.lower) ||
      (word.lower === "that" && k > from && wordAt(words, k - 1).pos === "NOUN")
    )
      relative = true;
    const finite =
      /^(AUX|VERB)$/.test(word.pos) &&
      !/^to$/.test(wordAt(words, k - 1).lower) &&
      !(word.pos === "VERB" && /ing$/.test(word.lower));
    if (k > from && finite) {
      if (!relative) return true;
      if (word.pos === "VERB") relative = false;
    }
    if (/^[;.?!]$/.test(word.text)) return false;
    if (word.quote !== null && /^(VERB|AUX)$/.test(wordAt(words, k + 1).pos)) return true;
  }
  return false;
}

function startsObject(word: Word): boolean {
  return (
    word.quote !== null ||
    /^(DET|NOUN|PROPN|PRON|NUM|ADJ|SYM)$/.test(word.pos) ||
    /^(the|a|an|his|her|their|its|what|all|any|no|having)$/.test(word.lower) ||
    /ing$/.test(word.lower)
  );
}

function quoteSoon(words: readonly Word[], from: number): boolean {
  for (let k = from; k < Math.min(words.length, from + 8); k++) {
    if (wordAt(words, k).quote !== null) return true;
    if (isBreak(wordAt(words, k))) return false;
  }
  return false;
}

function hasToInfinitive(words: readonly Word[], from: number): boolean {
  if (wordAt(words, from).lower === "to") return true;
  for (let k = from; k < Math.min(words.length, from + 14); k++) {
    if (wordAt(words, k).lower === "to" && k > from) return true;
    if (isBreak(wordAt(words, k))) return false;
  }
  return startsObject(wordAt(words, from));
}

/** The end of "the claim", "the same figure", "similar claims", "that idea": an object that takes up an earlier claim; -1 if none. */
function backReferenceEnd(words: readonly Word[], from: number): number {
  let same = false;
  for (let k = from; k < Math.min(words.length, from + 9); k++) {
    const word = wordAt(words, k);
    if (
      /^(same|similar|such|that|this|those|these|his|her|its|their|the|’s|'s|’|')$/.test(word.lower) ||
      word.pos === "PART"
    )
      same = true;
    if (
      backNouns.has(word.lower) &&
      !/^[’']s?$/.test(wordAt(words, k + 1).text) &&
      !backNouns.has(wordAt(words, k + 1).lower)
    ) {
      if (!same) return -1;
      if (wordAt(words, k + 1).lower !== "of")
        return /^(that|as)$/.test(wordAt(words, k + 1).lower) || wordAt(words, k + 1).quote !== null
          ? clauseEnd(words, from)
          : k + 1;
      const more = nounPhraseAfter(words, k + 2, words.length);
      return more === null ? k + 1 : more.to;
    }
    if (isBreak(word) || /^(VERB|AUX|ADP)$/.test(word.pos)) return -1;
  }
  return -1;
}

/** Whether the subject can hold a view at all: things cannot "explain" as a claim, unless in somebody's words. */
function mayHold(words: readonly Word[], cue: Cue, from: number): boolean {
  if (cue.subject === null) return true;
  // "a man who has announced four resignations" describes him; only ", which on Monday confirmed the number," tells.
  if (cue.subject.relative && wordAt(words, cue.subject.mention.to).text !== ",") return false;
  if (quoteSoon(words, from) || isTextualSubject(words, cue)) return true;
  return isSourceLike(readMention(words, cue.subject.mention));
}

/** Whether the subject is a text, data or an outlet's piece, which can "show", "list" and "find". */
function isTextualSubject(words: readonly Word[], cue: Cue): boolean {
  if (cue.subject === null) return cue.shared !== "none";
  const { from, to } = cue.subject.mention;
  if (to - from === 1 && /^(it|they|which|that)$/.test(wordAt(words, from).lower)) return true;
  for (let k = from; k < to; k++) {
    const lower = wordAt(words, k).lower;
    if (documentNouns.has(lower) || dataNouns.has(lower)) return true;
    if (outletNouns.has(lower)) return true;
    if (/^(who|which|by|from)$/.test(lower)) break;
  }
  return /^(find|estimate|conclude|calculate|count|record|project|put|document|identify)$/.test(
    cue.form?.verb.base ?? "",
  );
}
