import type { Cue } from "./cues.ts";
import { ownOutlet } from "./english/words.ts";
import { isCapital, nounPhraseAfter, type Phrase } from "./phrases.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { isSpeechPlace, timeEnd } from "./times.ts";

interface Step {
  at: number;
  recipient: Phrase | null;
}

/** Steps over who was told, when, where and how, up to where the content can begin. */
export function skipSpeaking(words: readonly Word[], from: number, cue: Cue, frames: string): Step {
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

export function placeEnd(words: readonly Word[], at: number): number {
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

export function closingComma(words: readonly Word[], from: number): number {
  for (let k = from; k < Math.min(words.length, from + 25); k++) {
    if (wordAt(words, k).text === ",") return k;
    if (/^(;|:|[.?!]+)$/.test(wordAt(words, k).text)) return -1;
  }
  return -1;
}
