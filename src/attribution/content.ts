import { after, type Content, clauseEnd, hardStart, hasVerb } from "./clauses.ts";
import type { Cue } from "./cues.ts";
import { isReducedRelative } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { verbContent } from "./verb-content.ts";

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
