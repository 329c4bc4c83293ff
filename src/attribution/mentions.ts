import { isAboutAnonymity } from "./anonymity.ts";
import {
  dataNouns,
  documentNouns,
  groupNouns,
  officialNouns,
  organisationNouns,
  outletNames,
  outletNouns,
  personNouns,
} from "./english/nouns.ts";
import { numberWords, prepositions, sexedTitles, titles, vagueHeads } from "./english/words.ts";
import { isCapital, isReducedRelative, type Phrase } from "./phrases.ts";
import { type Word, wordAt } from "./sentences.ts";
import { isTime, timeEnd } from "./times.ts";
import type { SourceKind } from "./types.ts";
import { unnamedMention } from "./unnamed.ts";
import { type Sex, sexOf, singular, textOf } from "./wording.ts";

/** What a phrase that names a source tells by itself, before the rest of the text is asked. */
export interface Mention {
  /** The words that count as the mention: without what follows a name, or what names another source. */
  phrase: Phrase;
  /** The bare name, or the whole noun phrase without its article. */
  name: string;
  named: boolean;
  kind: SourceKind;
  role: string | null;
  /** The noun the phrase turns on, lower case, singular. */
  head: string;
  /** Further nouns by which it can be taken up: "agency" for "the news agency Polaris Wire". */
  heads: string[];
  plural: boolean;
  definite: boolean;
  pronoun: string | null;
  sex: Sex;
  /** Who made a text or speaks through a voice: "by the board", "the clinic’s". */
  maker: Phrase | null;
  voice: boolean;
  /** Further words after the head ("who worked on the gates"). */
  qualified: boolean;
}

const determiners = /^(the|a|an|this|that|these|those|another|its|his|her|their|our|my|any|each|every|same)$/;

/** Reads a noun phrase: is it a name, a role with a name, a text, a body, a person unnamed? */
export function readMention(words: readonly Word[], given: Phrase): Mention {
  const phrase = { from: given.from, to: trimmedEnd(words, given) };
  let from = phrase.from;
  const text = textOf(words, phrase.from, phrase.to);
  const base: Mention = {
    phrase,
    name: text,
    named: false,
    kind: "person",
    role: null,
    head: "",
    heads: [],
    plural: false,
    definite: false,
    pronoun: null,
    sex: null,
    maker: null,
    voice: false,
    qualified: false,
  };
  const first = wordAt(words, from);
  const last = wordAt(words, phrase.to - 1);
  if (
    phrase.to - from === 1 &&
    /^(he|she|they|it|i|we|you|him|her|them|his|their|its|this|that|who|which|both|neither|either|those|these)$/.test(
      first.lower,
    )
  ) {
    return {
      ...base,
      pronoun: first.lower,
      plural: /^(they|them|their|we|both|neither|those|these)$/.test(first.lower),
      sex: /^(she|her)$/.test(first.lower) ? "feminine" : /^(he|him|his)$/.test(first.lower) ? "masculine" : null,
    };
  }
  if (
    (/^(them|us|these|those|whom|three|two|four|five)$/.test(last.lower) &&
      (wordAt(words, phrase.to - 2).lower === "of" || first.lower === "all")) ||
    (phrase.to - from === 1 && /^(one|all|none|another|two|three|four)$/.test(first.lower)) ||
    /^(another|one) of the (two|three|four|five)$/.test(text.toLowerCase())
  ) {
    return { ...base, pronoun: "they", plural: true };
  }
  while (
    from < phrase.to - 1 &&
    determiners.test(wordAt(words, from).lower) &&
    !(wordAt(words, from).lower === "a" && false)
  )
    from++;
  if (from > phrase.from) base.definite = /^(the|this|that|these|those|its|his|her|their|same)$/.test(first.lower);
  const end = coreEnd(words, from, phrase.to);
  base.qualified = end < phrase.to;
  const nameFrom = nameStart(words, from, end, phrase.from);
  if (nameFrom >= 0 && nameFrom < end) return namedMention(words, phrase, from, nameFrom, end, base);
  return unnamedMention(words, phrase, from, end, base);
}

/** Without "last week", "there", "in October" at the end: they tell when and where, not who. */
function trimmedEnd(words: readonly Word[], phrase: Phrase): number {
  let to = phrase.to;
  while (
    to > phrase.from + 1 &&
    /^(there|here|alone|himself|herself|itself|themselves|also|too|now|then)$/.test(wordAt(words, to - 1).lower)
  )
    to--;
  // "two officials who spoke on condition of anonymity": that is why they have no name, not what they are called.
  for (let k = phrase.from + 1; k < to; k++) {
    if (!/^(who|whose|speaking|requesting|asking|insisting)$/.test(wordAt(words, k).lower)) continue;
    if (isAboutAnonymity(textOf(words, k, to))) to = k;
  }
  while (to > phrase.from + 1 && wordAt(words, to - 1).text === ",") to--;
  for (let k = Math.max(phrase.from + 1, to - 5); k < to; k++) {
    if (
      timeEnd(words, k, to) === to &&
      !/^(of|’s|'s)$/.test(wordAt(words, k - 1).lower) &&
      (wordAt(words, k).pos !== "PROPN" || isTime(wordAt(words, k)))
    )
      return Math.max(k, phrase.from + 1);
  }
  return to;
}

/** The end of the noun run: before "of the town", "who said", "published by", unless that is part of a name. */
function coreEnd(words: readonly Word[], from: number, to: number): number {
  let k = from;
  for (; k < to; k++) {
    const word = wordAt(words, k);
    if (k > from && /^(who|which|whose|that|as)$/.test(word.lower)) break;
    if (word.pos === "BRACKET" || word.quote !== null) break;
    if (k > from && (word.pos === "ADP" || prepositions.has(word.lower))) {
      const partOfName =
        /^(of|for|at|on)$/.test(word.lower) &&
        isCapital(wordAt(words, k - 1)) &&
        wordAt(words, k - 1).pos !== "NOUN" &&
        capitalAhead(words, k + 1, to) &&
        joinsName(words, from, k);
      if (!partOfName) break;
    } else if (k > from && /^(VERB|AUX)$/.test(word.pos) && isReducedRelative(words, k)) break;
    else if (
      k > from &&
      word.pos === "ADJ" &&
      /^(familiar|close|aware|privy|responsible|available|present|opposed|loyal)$/.test(word.lower)
    )
      break;
  }
  return Math.max(k, from + 1);
}

function capitalAhead(words: readonly Word[], from: number, to: number): boolean {
  const k = wordAt(words, from).lower === "the" ? from + 1 : from;
  return k < to && isCapital(wordAt(words, k));
}

const nameJoiners =
  /^(ministry|department|institute|university|bank|college|office|board|bureau|court|council|union|association|federation|house|academy|society|centre|center|school|church|agency|authority|commission|committee|chamber|confederation|league|museum|hospital|kingdom|republic|state|states|secretary|minister|organisation|organization|movement|front|directorate|register|guild|purchasers|managers|producers|group|party|fund|friends|sons|daughters|archbishop|bishop|voice|journal|service|foundation|campaign|campaigners|campaign|radio|news|families|homes|alliance|gazette|times|chronicle|bulletin)s?$/;

function joinsName(words: readonly Word[], from: number, at: number): boolean {
  return at > from && nameJoiners.test(wordAt(words, at - 1).lower) && /^(of|for|at|on)$/.test(wordAt(words, at).lower);
}

/** Where a capitalised name that ends the run begins; -1 if the run ends in a common noun. */
function nameStart(words: readonly Word[], from: number, end: number, phraseFrom: number): number {
  const last = wordAt(words, end - 1);
  if (!isNameWord(words, end - 1, phraseFrom)) return -1;
  let k = end - 1;
  while (k > from && (isNameWord(words, k - 1, phraseFrom) || isConnector(words, k - 1, from))) k--;
  while (
    k < end - 1 &&
    !isCapital(wordAt(words, k)) &&
    !/^(al|el|de|van|von|bin|ibn|da|di|del|la|le)[-]?/.test(wordAt(words, k).lower)
  )
    k++;
  if (k === end - 1 && /^(NUM)$/.test(last.pos)) return -1;
  return k;
}

function isConnector(words: readonly Word[], k: number, from: number): boolean {
  const word = wordAt(words, k);
  if (k <= from) return false;
  if (
    /^(of|for|&|and|the|at|on|de|van|von|der|den|la|le|el|al|bin|ibn|da|di|del|dos|du|’s|'s|’|'|-)$/.test(word.lower)
  ) {
    if (!isCapital(wordAt(words, k - 1)) && !isConnector(words, k - 1, from)) return false;
    if (word.lower === "and" || word.lower === "&") return isCapital(wordAt(words, k + 1));
    return true;
  }
  return false;
}

function isNameWord(words: readonly Word[], k: number, phraseFrom: number): boolean {
  const word = wordAt(words, k);
  // "the Larkhaven-based Evening Bell": where it sits is no part of its name.
  if (/-(?:based|led|run|born|owned|backed)$/i.test(word.text)) return false;
  if (!isCapital(word) || word.quote !== null)
    return /^(al|el)-\p{Lu}/u.test(word.text) || /^\p{Ll}+\p{Lu}/u.test(word.text);
  const opensSentence = phraseFrom === 0 && k === 0;
  if (opensSentence || k === phraseFrom) {
    if (/^(DET|PRON|ADP|SCONJ|CCONJ|ADV)$/.test(word.pos)) return false;
    if (opensSentence && isCommonNoun(word.lower) && !isCapital(wordAt(words, k + 1))) return false;
    if (opensSentence && /^(NOUN|ADJ|VERB|NUM)$/.test(word.pos))
      return (
        (isCapital(wordAt(words, k + 1)) && !isCommonNoun(word.lower)) || titles.has(word.lower.replace(/\.$/, ""))
      );
  }
  return true;
}

function isCommonNoun(lower: string): boolean {
  const one = singular(lower);
  return (
    documentNouns.has(lower) ||
    dataNouns.has(lower) ||
    groupNouns.has(lower) ||
    vagueHeads.has(lower) ||
    numberWords.has(lower) ||
    personNouns.has(one) ||
    /^(police|officials|sources|insurers|parents|new|former|senior|bank|court|satellite|local|early|internal|prosecutors|campaigners)$/.test(
      lower,
    )
  );
}

function namedMention(
  words: readonly Word[],
  phrase: Phrase,
  from: number,
  nameFrom: number,
  end: number,
  base: Mention,
): Mention {
  let start = nameFrom;
  const run = words.slice(nameFrom, end);
  const lastWord = wordAt(words, end - 1);
  const kindOfRun = nameKind(run);
  let role: string | null = null;
  const prefix = words.slice(from, nameFrom);
  let lead = "";
  if (kindOfRun === null || kindOfRun === "person") {
    // "Deputy Mayor Ines Okorie", "Foreign Minister Oren Falk": the capitals up to the last title are the role.
    let title = -1;
    for (let k = nameFrom; k < end - 1; k++) {
      const lower = wordAt(words, k).lower.replace(/\.$/, "");
      if (titles.has(lower) || (personNouns.has(lower) && (k === nameFrom || title === k - 1))) title = k;
    }
    if (title >= 0) {
      start = title + 1;
      const text = textOf(words, nameFrom, start);
      if (!/^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady)\.?( (dr|prof)\.?)?$/i.test(text)) role = text;
      lead = text;
    }
    if (
      titles.has(lastWord.lower.replace(/\.$/, "")) &&
      start === nameFrom &&
      run.length <= 3 &&
      prefix.length === 0 &&
      base.definite
    )
      return unnamedMention(words, phrase, from, end, base);
  }
  const prefixHead =
    prefix
      .map((word) => word.lower)
      .filter((lower) => /\p{L}/u.test(lower))
      .at(-1) ?? "";
  const prefixOne = singular(prefixHead);
  let kind: SourceKind = kindOfRun ?? "person";
  if (prefix.length > 0) {
    if (outletNouns.has(prefixHead))
      kind =
        prefixHead === "agency" && !/news|wire|press/i.test(textOf(words, from, nameFrom)) && kindOfRun !== "outlet"
          ? "official_body"
          : "outlet";
    else if (personNouns.has(prefixOne)) {
      kind = "person";
      role = textOf(words, from, nameFrom);
    } else if (organisationNouns.has(prefixHead)) kind = "organisation";
    else if (officialNouns.has(prefixHead)) kind = "official_body";
    else if (documentNouns.has(prefixHead)) kind = "document";
  }
  const name = textOf(words, start, end);
  const single = end - start === 1;
  if (kindOfRun === null && prefix.length === 0 && lead === "") {
    if (phrase.from < from && !single) kind = "organisation";
    else if (phrase.from < from && single) kind = "organisation";
    else if (single && /^\p{Lu}{2,}$/u.test(name)) kind = "organisation";
    else if (
      single &&
      /(s|ans|ists|ites)$/.test(lastWord.lower) &&
      /^(republicans|democrats|liberals|conservatives|socialists|greens|muslims|christians|catholics|palestinians|israelis|americans|russians|ukrainians|europeans)$/.test(
        lastWord.lower,
      )
    )
      kind = "group";
  }
  const sex = sexOf([...prefix.map((w) => w.lower), ...lead.toLowerCase().split(" ")]);
  return {
    ...base,
    phrase: { from: phrase.from, to: end },
    name,
    named: true,
    kind,
    role,
    head: lastWord.lower,
    sex,
    heads: [
      prefixOne,
      ...lead
        .toLowerCase()
        .split(" ")
        .map((w) => w.replace(/\.$/, "")),
    ].filter((w) => w !== ""),
    plural: kind === "group",
  };
}

/** What a capitalised name is by its words alone; null if they do not tell. */
export function nameKind(run: readonly Word[]): SourceKind | null {
  const lowers = run.map((word) => word.lower);
  const last = lowers.at(-1) ?? "";
  const has = (set: ReadonlySet<string>): boolean => lowers.some((lower) => set.has(lower));
  const titled = titles.has((lowers[0] ?? "").replace(/\.$/, ""));
  if (
    /^(university|institute|college|hospital|association|federation|union|society|foundation|trust|academy|alliance|league|guild)$/.test(
      lowers[0] ?? "",
    ) &&
    run.length > 1
  )
    return "organisation";
  if (lowers.includes("of") || lowers.includes("for")) {
    const at = Math.max(lowers.indexOf("of"), lowers.indexOf("for"));
    const head = lowers[lowers.indexOf("of") > 0 ? lowers.indexOf("of") - 1 : at - 1] ?? "";
    if (officialNouns.has(head)) return head === "board" ? "official_body" : "official_body";
    if (organisationNouns.has(head)) return "organisation";
  }
  if (
    officialNouns.has(last) &&
    !(run.length === 1 && /^(state|county|city|house|crown|guard|border|palace)$/.test(last)) &&
    !(titled && run.length > 1 && /^(general|guard)$/.test(last))
  )
    return run.length === 1 && /^(service|mission|force)$/.test(last) ? null : "official_body";
  if (outletNames.has(last) && !titled && run.length > 1) return "outlet";
  if (/^(bbc|cnn|afp|reuters|ap|npr|itv|tass|xinhua|interfax|bloomberg|politico|axios|spiegel)$/.test(last))
    return "outlet";
  if (/^(radio|tv|kanal|channel|television|agency)$/.test(lowers[0] ?? "") && run.length > 1) return "outlet";
  if (/^(daily|evening|morning|sunday|weekly)$/.test(lowers[0] ?? "") && run.length > 1) return "outlet";
  if (
    /(news|press|post|times|wire|tv|fm)$/.test(last) &&
    run.length === 1 &&
    /\p{Lu}.*\p{Lu}/u.test(run[0]?.text ?? "")
  )
    return "outlet";
  if (organisationNouns.has(last) && run.length > 1 && !titled) return "organisation";
  if (/^(board|committee|panel|department|register|observatory|station)$/.test(last) && run.length > 1)
    return last === "observatory" ? "organisation" : "official_body";
  if (documentNouns.has(last) && run.length > 1) return "document";
  if (titled || lowers.some((lower) => sexedTitles.has(lower.replace(/\.$/, "")))) return "person";
  if (has(new Set(["&", "ltd", "inc", "plc", "gmbh", "group"]))) return "organisation";
  return null;
}

/** Whether a mention is of a kind that can say things, as far as its words tell: a name, a pronoun, a known noun. */
export function isSourceLike(mention: Mention): boolean {
  if (mention.pronoun !== null) return !/^(this|that)$/.test(mention.pronoun);
  if (mention.named || mention.voice || mention.kind === "vague") return true;
  const { head } = mention;
  const nouns = [
    personNouns,
    groupNouns,
    officialNouns,
    organisationNouns,
    outletNouns,
    documentNouns,
    dataNouns,
    vagueHeads,
  ];
  return (
    head === "person" ||
    nouns.some((set) => set.has(head) || set.has(`${head}s`)) ||
    /(er|or|ist|ian|man|woman|ee)$/.test(head)
  );
}
