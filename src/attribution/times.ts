import { months, timeWords } from "./english/words.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";

export function isTime(word: Word): boolean {
  return timeWords.has(word.lower) || months.has(word.lower);
}

/** Where a phrase of time that starts at `from` ends: "last week", "on 3 May", "Two days later". */
export function timeEnd(words: readonly Word[], from: number, to: number): number {
  let i = from;
  if (
    /^(on|in|by|at|since|until|during|after|before|late|early|last|this|next|later|earlier|around)$/.test(
      wordAt(words, i).lower,
    )
  )
    i++;
  let last = -1;
  for (let k = i; k < Math.min(to, from + 8); k++) {
    const word = wordAt(words, k);
    if (isTime(word)) last = k;
    else if (
      word.pos === "NUM" &&
      /^\d/.test(word.text) &&
      (last >= 0 || isTime(wordAt(words, k + 1)) || (k > i - 1 && /^(19|20)\d\d$/.test(word.text)))
    )
      last = k;
    else if (word.text === "," && /^(19|20)\d\d$/.test(wordAt(words, k + 1).text) && last >= 0) continue;
    else if (
      /^(the|a|an|same|of|late|early|last|this|next|that|mid|past|previous|following|on|in)$/.test(word.lower) &&
      !(last >= 0 && /^(the|a|an)$/.test(word.lower))
    )
      continue;
    else if (
      word.pos === "NUM" ||
      /^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several)$/.test(word.lower)
    ) {
      if (last >= 0) break;
    } else break;
  }
  return last < 0 ? from : last + 1;
}

/** "in a statement", "at a press conference", "by telephone", "to reporters": where and how it was said. */
export function isSpeechPlace(words: readonly Word[], at: number): boolean {
  if (!/^(in|at|on|during|by|via|through|to|outside|after|from|over|under|before)$/.test(wordAt(words, at).lower))
    return false;
  for (let i = at + 1; i < at + 7; i++) {
    const word = wordAt(words, i);
    if (
      /^(journal|newspaper|magazine|paper|weekly|statement|letter|interview|press|conference|post|speech|e-mail|email|telephone|phone|briefing|hearing|interviews|reporters|journalists|testimony|court|tweet|note|message|news|twitter|facebook|x|television|radio|blog|op-ed|column|article|essay|filing|memo|call|text|video|release|remarks|rally|meeting|debate|oath|broadcast|session|debate|report|address|podcast|book)$/.test(
        word.lower,
      )
    )
      return true;
    if (isBreak(word) || /^(VERB|AUX|ADP)$/.test(word.pos)) return false;
  }
  return false;
}
