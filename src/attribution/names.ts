import { outletNames, personNouns } from "./english/nouns.ts";
import { months, timeWords, titles } from "./english/words.ts";
import { isSourceLike, type Mention, nameKind, readMention } from "./mentions.ts";
import { isCapital, type Phrase } from "./phrases.ts";
import type { Entity, Registry } from "./registry.ts";
import { isBreak, type Word, wordAt } from "./sentences.ts";
import { subjectBefore, verbGroup } from "./subjects.ts";
import { singular, textOf } from "./wording.ts";

/** Enters every name of a sentence, with the role and the short form that stand beside it. */
export function meetNames(words: readonly Word[], sentence: number, registry: Registry): void {
  let first = !meetSubject(words, sentence, registry);
  for (let i = 0; i < words.length; i++) {
    if (!startsName(words, i)) continue;
    const to = nameEnd(words, i);
    if (to === i + 1 && isAdjective(words, i)) continue;
    const phrase = { from: leftEdge(words, i), to };
    const mention = readMention(words, phrase);
    if (mention.named) {
      const entity = registry.named(mention);
      bracketAlias(words, to, entity, registry);
      const role = roleBeside(words, phrase, to);
      if (
        role !== null &&
        (entity.kind === "person" || entity.kind === "organisation") &&
        !/^(outlet|official_body)$/.test(mention.kind)
      ) {
        entity.kind = "person";
        registry.giveRole(entity, role);
      }
      const possessive = /^[’']s?$/.test(wordAt(words, to).text);
      const leads =
        first && !possessive && !words.slice(0, i).some((word) => word.pos === "VERB" || word.pos === "AUX");
      registry.see(entity, sentence, wordAt(words, i).start, leads, false);
      first = false;
    }
    i = Math.max(i, to - 1);
  }
}

/** The subject of a sentence without a name ("He voted for her", "The colonel appeared"): it stays in view. */
function meetSubject(words: readonly Word[], sentence: number, registry: Registry): boolean {
  const verb = words.findIndex((word) => word.pos === "VERB" || word.pos === "AUX");
  if (verb <= 0) return false;
  const subject = subjectBefore(words, verbGroup(words, verb, 0).from, 0);
  if (subject === null || subject.relative) return false;
  const mention = readMention(words, subject.mention);
  const at = wordAt(words, subject.mention.from).start;
  if (mention.named) return false;
  if (mention.voice && mention.maker !== null) {
    const body = readMention(words, mention.maker);
    const meant = body.named ? registry.named(body) : registry.definite({ ...body, definite: true, qualified: false });
    if (meant === undefined) return false;
    registry.see(meant, sentence, at, true, false, mention.sex);
    return true;
  }
  if (mention.pronoun !== null) {
    const meant = /^(he|she|it|they)$/.test(mention.pronoun) ? registry.pronoun(mention, sentence, at) : undefined;
    if (meant === undefined) return false;
    registry.see(meant, sentence, at, true, false);
    return true;
  }
  if (!mention.definite) return false;
  const known = registry.definite(mention);
  if (known !== undefined) registry.see(known, sentence, at, true, false);
  else if (/^(organisation|official_body)$/.test(mention.kind) && !mention.qualified && isSourceLike(mention))
    registry.see(registry.add(mention), sentence, at, true, false);
  else return false;
  return true;
}

function startsName(words: readonly Word[], i: number): boolean {
  const word = wordAt(words, i);
  if (!isCapital(word) || word.quote !== null || word.pos === "BRACKET") return false;
  const inTitle = isCapital(wordAt(words, i + 1)) && outletNames.has(wordAt(words, i + 1).lower);
  if ((timeWords.has(word.lower) && !inTitle) || (months.has(word.lower) && word.lower !== "may")) return false;
  if (/^(I|I’m|I'm)$/.test(word.text)) return false;
  const opens = i === 0 || wordAt(words, i - 1).text === ":" || wordAt(words, i - 1).quote !== null;
  if (!opens) return word.pos !== "DET" || isCapital(wordAt(words, i + 1));
  return word.pos === "PROPN" || (word.pos !== "DET" && word.pos !== "PRON" && isCapital(wordAt(words, i + 1)));
}

/** "the Mendarian ambassador", "a Swiss lawyer": where somebody is from is no name. */
function isAdjective(words: readonly Word[], i: number): boolean {
  const next = wordAt(words, i + 1);
  return (
    /(ian|ean|ish|ese|ch|ss|ani|ari|eli|i|an|ic)$/.test(wordAt(words, i).lower) &&
    /^(NOUN|ADJ)$/.test(next.pos) &&
    /^\p{Ll}/u.test(next.text)
  );
}

function nameEnd(words: readonly Word[], from: number): number {
  let to = from + 1;
  for (; to < words.length && to - from < 14; to++) {
    const word = wordAt(words, to);
    if (timeWords.has(word.lower) && !isCapital(word)) break;
    if (/^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(word.lower)) break;
    if (isCapital(word) && word.quote === null && word.pos !== "BRACKET") continue;
    const next = wordAt(words, to + 1);
    if (
      /^(&|of|for|de|van|von|der|den|bin|ibn|da|di|del|dos|du|la|al|the)$/.test(word.lower) &&
      (isCapital(next) || (/^(the|la|der|den)$/.test(next.lower) && isCapital(wordAt(words, to + 2)))) &&
      word.pos !== "DET"
    ) {
      if (
        /^(of|for)$/.test(word.lower) &&
        !/^(ministry|department|institute|university|bank|college|office|board|bureau|court|council|union|association|federation|house|academy|society|centre|center|agency|authority|commission|committee|chamber|league|hospital|journal|guild|observatory|secretary)s?$/.test(
          wordAt(words, to - 1).lower,
        )
      )
        break;
      continue;
    }
    if (/^(and)$/.test(word.lower) && joinsBody(words, from, to)) continue;
    break;
  }
  return to;
}

/** "the Metal and Mineral Union", "the Department of Trade and Industry": "and" inside a body's name. */
function joinsBody(words: readonly Word[], from: number, at: number): boolean {
  const inOf = words.slice(from, at).some((word) => word.lower === "of");
  if (inOf)
    return (
      isCapital(wordAt(words, at + 1)) &&
      !isCapital(wordAt(words, at + 2)) &&
      nameKind(words.slice(from, at)) !== null &&
      at - from <= 5
    );
  if (at - from !== 1 || wordAt(words, from - 1).lower !== "the") return false;
  let to = at + 1;
  while (to < at + 4 && isCapital(wordAt(words, to))) to++;
  const kind = to - at > 2 ? nameKind(words.slice(at + 1, to)) : null;
  return kind === "organisation" || kind === "official_body";
}

function leftEdge(words: readonly Word[], i: number): number {
  let from = i;
  for (let k = i - 1; k >= Math.max(0, i - 6); k--) {
    const word = wordAt(words, k);
    if (/^(NOUN|ADJ)$/.test(word.pos) && !isBreak(word) && !timeWords.has(word.lower)) from = k;
    else if (word.pos === "DET" || /^(the|a|an|its|his|her|their)$/.test(word.lower)) return k;
    else break;
  }
  // A verb's object before a name ("in court Coyle") is no role: only a role noun right before the name counts.
  const before = wordAt(words, i - 1);
  return from < i && personNouns.has(singular(before.lower)) ? from : i;
}

function bracketAlias(words: readonly Word[], to: number, entity: Entity, registry: Registry): void {
  const bracket = wordAt(words, to);
  if (bracket.pos !== "BRACKET") return;
  const short = bracket.text.slice(1, -1).trim();
  if (/^[\p{Lu}][\p{L}\p{N}&.-]{1,11}$/u.test(short) && /\p{Lu}.*\p{Lu}/u.test(short)) {
    registry.alias(entity, short);
    if (entity.kind === "person" && entity.role === null) entity.kind = "organisation";
  }
}

/** The role between commas, after the name ("X, a retired teacher,") or before it ("the inspector, X,"). */
function roleBeside(words: readonly Word[], phrase: Phrase, to: number): string | null {
  if (wordAt(words, to).text === ",") {
    const role = roleIn(words, to + 1);
    if (role !== null) return role;
  }
  if (
    phrase.from >= 2 &&
    wordAt(words, phrase.from - 1).text === "," &&
    (isBreak(wordAt(words, to)) || /^(VERB|AUX|EDGE)$/.test(wordAt(words, to).pos))
  ) {
    let from = phrase.from - 2;
    while (
      from > 0 &&
      !isBreak(wordAt(words, from - 1)) &&
      phrase.from - from < 16 &&
      !/^(VERB|AUX)$/.test(wordAt(words, from - 1).pos)
    )
      from--;
    for (let k = from; k < phrase.from - 1; k++)
      if (/^(the|its|his|her|a|an|their)$/.test(wordAt(words, k).lower) || wordAt(words, k).pos === "DET") {
        const mention = readMention(words, { from: k, to: phrase.from - 1 });
        if (!mention.named && personNouns.has(mention.head)) return mention.name;
        if (!/^(ADP)$/.test(wordAt(words, k - 1).pos)) break;
      }
  }
  return null;
}

/** The role that stands from `at` up to the next comma, verb or "who"; null if none does. */
export function roleIn(words: readonly Word[], at: number): string | null {
  let from = at;
  if (/^\d+$/.test(wordAt(words, from).text)) from += wordAt(words, from + 1).text === "," ? 2 : 1;
  if (/^(a|an|the|its|his|her|their|then|now|who|whose|which|himself|herself)$/.test(wordAt(words, from).lower)) {
    if (/^(who|whose|which)$/.test(wordAt(words, from).lower)) return null;
    from++;
  }
  let to = from;
  let head = "";
  while (to < words.length && to - from < 22) {
    const word = wordAt(words, to);
    if (
      isBreak(word) ||
      (/^(who|which|whose|that|and|but)$/.test(word.lower) && to > from && !(word.lower === "and" && head === ""))
    )
      break;
    if (/^(AUX)$/.test(word.pos) || word.quote !== null) break;
    if (/^(VERB)$/.test(word.pos) && to > from && !/(ing|ed)$/.test(word.lower)) break;
    const one = singular(word.lower);
    if (head === "" && (personNouns.has(one) || titles.has(word.lower)) && word.pos !== "VERB") head = one;
    if (head === "" && word.pos === "ADP") return null;
    to++;
  }
  return head !== "" && to > from ? textOf(words, from, to) : null;
}

export type { Mention };
