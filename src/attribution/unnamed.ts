import {
  dataNouns,
  documentNouns,
  groupNouns,
  officialNouns,
  organisationNouns,
  outletNouns,
  personNouns,
  voiceNouns,
} from "./english/nouns.ts";
import { numberWords, vagueHeads, vagueModifiers } from "./english/words.ts";
import type { Mention } from "./mentions.ts";
import { isCapital, nounPhraseAfter, type Phrase } from "./phrases.ts";
import { type Word, wordAt } from "./sentences.ts";
import type { SourceKind } from "./types.ts";
import { sexOf, singular, textOf } from "./wording.ts";

export function unnamedMention(
  words: readonly Word[],
  phrase: Phrase,
  from: number,
  end: number,
  base: Mention,
): Mention {
  const headWord = wordAt(words, end - 1);
  const lower = headWord.lower;
  const head = singular(lower);
  const plural = lower !== head || /^(people|police|staff|children|women|men|one|some|many|most|others)$/.test(lower);
  const modifiers = words.slice(from, end - 1).map((word) => word.lower);
  const follower = wordAt(words, end);
  const name = textOf(words, from, phrase.to);
  const quantity =
    numberWords.has(modifiers[0] ?? "") ||
    wordAt(words, from).pos === "NUM" ||
    /^(a|an)$/.test(wordAt(words, phrase.from).lower);
  const common = {
    ...base,
    head,
    heads: modifiers.filter((m) => personNouns.has(m) || organisationNouns.has(m)),
    plural,
    name,
    sex: sexOf([lower]),
  };
  const quantified = /^(some|many|most|several|few|others)$/.test(wordAt(words, phrase.from).lower);

  if (voiceNouns.has(lower) || (voiceNouns.has(head) && !base.qualified)) {
    const maker = voiceOf(words, phrase, from, end);
    if (maker !== null) return { ...common, kind: "organisation", voice: true, maker };
  }
  if (dataNouns.has(lower) || documentNouns.has(lower)) {
    const kind: SourceKind =
      documentNouns.has(lower) && !(dataNouns.has(lower) && !documentNouns.has(lower)) ? "document" : "dataset";
    return textMention(words, phrase, from, end, { ...common, kind });
  }
  if (vagueHeads.has(lower) && !base.definite && !quantity) {
    const plain = !base.qualified && modifiers.every((m) => vagueModifiers.has(m));
    if (
      plain ||
      (/^(some|many|most|others|critics|rumours|rumors|speculation|information|insiders|observers|pundits|forecasters|campaigners|traders|bosses|analysts|admirers|detractors|allies|experts|supporters|opponents|skeptics|sceptics)$/.test(
        lower,
      ) &&
        !base.qualified) ||
      /^(critics|admirers|detractors|opponents|some)$/.test(lower)
    )
      return { ...common, kind: "vague" };
  }
  if (quantified && plural && !base.qualified && !personNouns.has(head)) return { ...common, kind: "vague" };
  if (outletNouns.has(head)) return { ...common, kind: "outlet" };
  if (/^(police|prosecutors|authorities)$/.test(lower)) return { ...common, kind: "official_body", plural: false };
  if (officialNouns.has(lower) || officialNouns.has(head)) return { ...common, kind: bodyKind(modifiers, head) };
  if (/^(panel|committee|board|inquiry|mission|observatory|station|chief|council)$/.test(head))
    return {
      ...common,
      kind: personNouns.has(head)
        ? "anonymous"
        : head === "board" || head === "panel" || head === "observatory"
          ? "organisation"
          : "official_body",
    };
  if (organisationNouns.has(head) && !personNouns.has(head))
    return { ...common, kind: plural && !base.definite ? "group" : "organisation" };
  if (plural && groupNouns.has(lower) && !quantity && !/^(officials|sources|diplomats)$/.test(lower)) {
    if (lower === "people" && /^(familiar|close|with|who|briefed|involved)$/.test(follower.lower))
      return { ...common, kind: "anonymous" };
    return { ...common, kind: "group" };
  }
  if (personNouns.has(head) || head === "person" || head === "people") return { ...common, kind: "anonymous" };
  if (organisationNouns.has(head)) return { ...common, kind: "organisation" };
  if (/^\p{Lu}{2,}$/u.test(wordAt(words, from).text) && end - from === 1) return { ...common, kind: "organisation" };
  return { ...common, kind: plural && !quantity ? "group" : "anonymous" };
}

function bodyKind(modifiers: readonly string[], head: string): SourceKind {
  if (
    /^(council|office|service|commission|agency|force|administration|register|authority)$/.test(head) &&
    modifiers.some((m) => /^(union|company|church|party|campaign|federation|club|student)$/.test(m))
  )
    return "organisation";
  return "official_body";
}

/** A text or data: its maker, and the mention without the maker's name. */
function textMention(words: readonly Word[], phrase: Phrase, from: number, end: number, mention: Mention): Mention {
  let cut = phrase.to;
  let maker: Phrase | null = null;
  for (let k = end; k < phrase.to; k++) {
    const lower = wordAt(words, k).lower;
    if (/^(by|from|of)$/.test(lower) && k + 1 < phrase.to && lower !== "of") {
      const before = wordAt(words, k - 1);
      cut =
        k > end && /^(VERB|ADJ|NOUN)$/.test(before.pos) && /(ed|ept|wn|ten|ut|de|ent|old)$/.test(before.lower)
          ? participleStart(words, end, k)
          : k;
      maker = nounPhraseAfter(words, k + 1, phrase.to) ?? { from: k + 1, to: phrase.to };
      if (
        /^(seen|obtained|quoted|commissioned|accessed|reviewed|viewed|cited|posted)$/.test(wordAt(words, k - 1).lower)
      )
        maker = null;
      break;
    }
  }
  if (maker === null) {
    for (let k = phrase.from; k < end - 1; k++) {
      if (/^[’']s?$/.test(wordAt(words, k).text) && wordAt(words, k).pos === "PART")
        maker = { from: phrase.from, to: k };
    }
    if (maker === null && /^(its|his|her|their)$/.test(wordAt(words, phrase.from).lower))
      maker = { from: phrase.from, to: phrase.from + 1 };
    if (
      maker === null &&
      end - from > 1 &&
      isCapital(wordAt(words, from)) &&
      from > 0 &&
      isCapital(wordAt(words, end - 2))
    )
      maker = { from, to: end - 1 };
  }
  return { ...mention, phrase: { from: phrase.from, to: Math.max(cut, end) }, maker };
}

/** "published last May by": the participle and all between it and "by" goes with the maker. */
function participleStart(words: readonly Word[], floor: number, by: number): number {
  let k = by - 1;
  while (k > floor && !/^(VERB)$/.test(wordAt(words, k).pos)) k--;
  return k;
}

/** Whom a spokesman speaks for: "a company spokesman", "a spokesman for the board", "the ministry’s lawyer". */
function voiceOf(words: readonly Word[], phrase: Phrase, from: number, end: number): Phrase | null {
  for (let k = end; k < phrase.to; k++)
    if (/^(for|of|with|at)$/.test(wordAt(words, k).lower) && k + 1 < phrase.to) return { from: k + 1, to: phrase.to };
  for (let k = phrase.from; k < end - 1; k++)
    if (/^[’']s?$/.test(wordAt(words, k).text)) return { from: phrase.from, to: k };
  if (/^(its|his|her|their)$/.test(wordAt(words, phrase.from).lower)) return { from: phrase.from, to: phrase.from + 1 };
  return end - 1 > from ? { from, to: end - 1 } : null;
}
