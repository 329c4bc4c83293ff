import {
  after,
  backReferenceEnd,
  type Content,
  clauseAhead,
  clauseEnd,
  hardStart,
  hasToInfinitive,
  hasVerb,
  objectEnd,
  quoteSoon,
  startsClause,
  startsObject,
} from "./clauses.ts";
import { appositionEnd, type Cue, isQuoteOnly } from "./cues.ts";
import { dataNouns, documentNouns, outletNouns } from "./english/nouns.ts";
import { isSourceLike, readMention } from "./mentions.ts";
import type { Phrase } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { closingComma, skipSpeaking } from "./speaking.ts";
import { timeEnd } from "./times.ts";

export function verbContent(words: readonly Word[], cue: Cue, floor: number): Content | null {
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
