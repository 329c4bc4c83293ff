import { squeeze } from "../platform/text.ts";
import type { EntityKind } from "./schema.ts";

/** A name as it is looked up: without accents of Latin letters, case, leading article, points and quote marks. */
export function foldName(name: string): string {
  return (
    squeeze(
      name
        .normalize("NFKD")
        .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.charAt(0))
        .normalize("NFC")
        .toLowerCase()
        .replace(/[“”"„«»()[\]]/g, "")
        .replace(/[’‘]/g, "'"),
    )
      // Before the points go: "A. Voss" begins with an initial, not with an article.
      .replace(/^(?:the|a|an) (?=\S)/, "")
      .replace(/[.,]/g, "")
  );
}

/** Every run of one to `words_max` words of a text, folded: what may be the name of something we know. */
export function phrasesOf(text: string, words_max = 4): Set<string> {
  const phrases = new Set<string>();
  for (const words of clausesOf(text)) {
    for (let from = 0; from < words.length; from++) {
      for (let length = 1; length <= words_max && from + length <= words.length; length++) {
        phrases.add(words.slice(from, from + length).join(" "));
      }
    }
  }
  return phrases;
}

const IN_HEADLINE = 2;

/**
 * Which of the known names' topics a text is about: named in its headline, or more than once in its paragraphs; the
 * most spoken of first. `names` are folded names and aliases, each with its topic's id.
 */
export function suggestTopics(
  headline: string,
  paragraphs: readonly string[],
  names: readonly { readonly folded: string; readonly id: string }[],
  topics_max = 3,
): string[] {
  const padded = (text: string) => clausesOf(text).map((words) => ` ${words.join(" ")} `);
  const [head, body] = [padded(headline), paragraphs.flatMap(padded)];
  const times = (clauses: readonly string[], folded: string) =>
    clauses.reduce((count, clause) => count + clause.split(` ${folded} `).length - 1, 0);
  const counts = new Map<string, number>();
  for (const { folded, id } of names) {
    const count = IN_HEADLINE * times(head, folded) + times(body, folded);
    counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return [...counts]
    .filter(([, count]) => count >= IN_HEADLINE)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, topics_max)
    .map(([id]) => id);
}

/** The folded words of each clause: no name goes over a point or a comma. */
function clausesOf(text: string): string[][] {
  return text
    .split(/[.,;:!?()“”"\n]+/)
    .map((clause) =>
      foldName(clause.replace(/['’]s\b/g, ""))
        .split(" ")
        .filter(Boolean),
    )
    .filter((words) => words.length > 0);
}

export interface SuggestedEntity {
  readonly name: string;
  readonly kind: EntityKind;
  readonly mentions_count: number;
}

const SMALL = "of|the|de|la|del|for|and|on|van|von|al|bin";
const PROPER = new RegExp(`\\p{Lu}[\\p{L}’'-]*(?:(?:\\s+(?:${SMALL}))*\\s+\\p{Lu}[\\p{L}’'-]*)*`, "gu");
const BODY_WORDS =
  /\b(?:Council|Ministry|Board|Court|Union|Federation|Institute|University|College|Hospital|Agency|Authority|Commission|Committee|Office|Department|Company|Bank|Mission|Register|Party|Police|Marine|Association|Cooperative)\b/;
const BEGINS_WITH_A_DAY = new RegExp(
  `^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)(?:\\s+(?:${SMALL}))*\\s+(?=\\p{Lu})`,
  "u",
);
/** What is written large for it begins a sentence, and is no part of the name that follows. */
const BEGINS_A_SENTENCE =
  /^(?:(?:The|An?|I[nfst]|[OA]n|At|As|By|To|Of|So|No|He|She|We|They|It|This|That|These|Those|His|Her|Its|Our|Their|Then|There|Here|According|But|And|Or|Nor|Yet|For|From|With|Without|Under|Over|Near|Behind|When|Where|While|Since|Until|Before|After|During|Because|Although|Though|Despite|Like|Unlike|Both|Each|Every|Some|Many|Most|All|One|Two|Three|Only|Also|Even|Still|Now|Today|Yesterday|Last|Next|Meanwhile|However|Asked|Speaking|What|Who|Why|How|Not|Once)\s+)+(?=\p{Lu})/u;
const CALENDAR =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mr|Mrs|Ms|Dr|Deputy Mayor|Mayor|President|Director|Report|I)$/;

/**
 * The people, places and bodies that an English text speaks of, by their capitals: a name counts where it stands inside
 * a sentence, or has several words. `people` are names known to be people's (the text's sources). Most spoken of first.
 */
export function suggestEntities(
  paragraphs: readonly string[],
  people: ReadonlySet<string>,
  entities_max = 12,
): SuggestedEntity[] {
  const counts = new Map<string, number>();
  for (const paragraph of paragraphs) {
    for (const match of paragraph.matchAll(PROPER)) {
      const startsSentence =
        match.index === 0 || /[.!?:“”"‘]\s*$/.test(paragraph.slice(Math.max(0, match.index - 3), match.index));
      const name = match[0]
        .replace(/[’']s?$/, "")
        .replace(BEGINS_A_SENTENCE, "")
        .replace(BEGINS_WITH_A_DAY, "");
      if (name.length < 4 || CALENDAR.test(name) || (startsSentence && !name.includes(" "))) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  for (const [name, count] of counts) {
    const longer = [...counts.keys()].find(
      (other) => other !== name && (other.startsWith(`${name} `) || other.endsWith(` ${name}`)),
    );
    if (longer) {
      counts.set(longer, (counts.get(longer) ?? 0) + count);
      counts.delete(name);
    }
  }
  return [...counts]
    .map(([name, mentions_count]) => ({ name, kind: kindOf(name, people), mentions_count }))
    .filter((entity) => entity.mentions_count > 1 || entity.name.includes(" "))
    .sort((a, b) => b.mentions_count - a.mentions_count || a.name.localeCompare(b.name, "en"))
    .slice(0, entities_max);
}

function kindOf(name: string, people: ReadonlySet<string>): EntityKind {
  if (BODY_WORDS.test(name)) return "body";
  return people.has(foldName(name)) ? "person" : "place";
}

const COMMON = new Set(
  "about above after again against almost along already although among another around because become before behind being below between beyond cannot could doing during either enough every first found further given hardly having later least letter little making might month months nearly never nothing number often other others people perhaps quite rather really report reported several shall should since something still story their there these thing things third those though three through together toward under until using wants weeks where whether which while whose within without would wrote years yesterday".split(
    " ",
  ),
);

/** The words that say most what a text is about: long, not common, often used, those of the headline first. */
export function tellingTerms(headline: string, text: string, terms_max = 12): string[] {
  const counts = new Map<string, number>();
  const count = (words: string, worth: number) => {
    for (const [word] of words.toLowerCase().matchAll(/\p{L}{5,}/gu)) {
      const stem = singularOf(word);
      if (!COMMON.has(word) && stem.length >= 4) counts.set(stem, (counts.get(stem) ?? 0) + worth);
    }
  };
  count(headline, 2);
  count(text, 1);
  return [...counts]
    .filter(([, worth]) => worth >= 2)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en"))
    .slice(0, terms_max)
    .map(([stem]) => stem);
}

/** A word without the ending of the plural, near enough to find "parties" with "party". */
function singularOf(word: string): string {
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:[sx]|sh|ch)es$/.test(word)) return word.replace(/(?<=ss|x|sh|ch)es$|s$/, "");
  return word.replace(/(?<![su])s$/, "");
}
