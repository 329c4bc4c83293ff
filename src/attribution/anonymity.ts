import type { SourceKind, Span } from "./types.ts";

const verbsOfNaming = "named|identified|quoted|attributed";
const refusal = "not|n[’']t|cannot|declin\\w+|refus\\w+|without";
const withheld = "(?:his|her|their|my|whose|the) (?:real |full |own )?(?:names?|identit(?:y|ies))";

/** What says that somebody's name is kept back: "on condition of anonymity", "asked not to be named", ... */
const keptBack = new RegExp(
  [
    "\\banonymity\\b|\\banonymous(?:ly)?\\b",
    `(?:\\b|(?<=\\w))(?:${refusal})\\b[^.;]{0,30}?\\b(?:${verbsOfNaming})\\b`,
    `(?:\\b|(?<=\\w))(?:${refusal}|withh[eo]ld\\w*|conceal\\w*)\\b[^.;]{0,30}?\\b${withheld}\\b`,
    `\\b${withheld}\\b[^.;]{0,30}?\\b(?:withheld|protected|changed|concealed)\\b`,
  ].join("|"),
  "iu",
);
/** Words that give the reason by themselves. */
const notAllowed =
  /\b(?:(?:is|are|was|were|had)(?: been)? not|wasn[’']t|weren[’']t|isn[’']t|aren[’']t) (?:authori[sz]ed|allowed|permitted|cleared|supposed|entitled) to (?:speak|talk|comment|discuss|brief|be (?:named|quoted|identified))[^,.;:!?“”"()]*/iu;
/** What opens a reason; of "so as not to" and "to avoid" the words belong to the reason itself. */
const opening =
  /\b(?:because(?: of)?|citing|owing to|due to|out of|(?:as|since)(?= (?:he|she|they|it|his|her|their|doing|speaking)\b)|for(?= (?:fear|legal|safety|security|privacy|personal|professional|family|reasons|his|her|their|the sake)\b)|(?=so as\b|so that\b|in order to\b|to avoid\b|to protect\b|lest\b))\s*/iu;
const reason_max = 200;
/** "He did not want to be named" may stand this many sentences after what he said. */
const sentencesBetween_max = 3;

/** Whether these words only tell that a name is kept back, and so are no part of what a source is called. */
export function isAboutAnonymity(text: string): boolean {
  return keptBack.test(text) || notAllowed.test(text);
}

/** The reason that a sentence states for not naming somebody, in its words without "because", "citing", "for"; else null. */
export function statedReason(sentence: string): { readonly at: number; readonly reason: string } | null {
  const kept = keptBack.exec(sentence);
  if (kept) {
    const rest = sentence.slice(kept.index + kept[0].length);
    const opened = opening.exec(rest);
    const reason = opened === null ? "" : clauseOf(rest.slice(opened.index + opened[0].length));
    if (reason !== "") return { at: kept.index, reason };
  }
  const rule = notAllowed.exec(sentence);
  return rule ? { at: rule.index, reason: clauseOf(rule[0]) } : null;
}

/** Somebody whose name may be kept back. */
export interface Unnamed {
  readonly kind: SourceKind;
  readonly plural: boolean;
  readonly mentions: readonly Span[];
  reason: string | null;
}

/**
 * Gives each unnamed source the reason that the text states for it: in a sentence that speaks of it, or in one soon
 * after that takes it up ("They asked not to be named because ..."). The first reason stands.
 */
export function giveReasons(
  sentences: readonly (Span & { readonly text: string })[],
  sources: readonly Unnamed[],
): void {
  const unnamed = sources.filter((source) => source.kind === "anonymous" || source.kind === "group");
  if (unnamed.length === 0) return;
  sentences.forEach((sentence, index) => {
    const stated = statedReason(sentence.text);
    if (!stated) return;
    const at = { paragraph: sentence.paragraph, start: sentence.start + stated.at };
    const first = sentences[Math.max(0, index - sentencesBetween_max)] ?? sentence;
    const near = unnamed
      .flatMap((source) => source.mentions.map((mention) => ({ source, mention })))
      .filter(({ mention }) => isBefore(mention, at) && !isBefore(mention, first))
      .sort((a, b) => (isBefore(a.mention, b.mention) ? 1 : -1));
    const plural = /^(?:they|both|all|the (?:two|three|four|five|six)|neither|none)\b/iu.test(sentence.text);
    const single = /^(?:he|she|his|her)\b/iu.test(sentence.text);
    const agrees = ({ source }: { source: Unnamed }) => (plural ? source.plural : single ? !source.plural : true);
    const meant = (near.find(agrees) ?? near[0])?.source;
    if (meant) meant.reason ??= stated.reason;
  });
}

/** Up to the end of the clause: a comma closes what "who" opened. */
function clauseOf(text: string): string {
  const clause = /^[^,.;:!?“”"()]*/u.exec(text)?.[0] ?? "";
  return clause.length > reason_max ? "" : clause.replace(/[’'\s]+$/u, "").trim();
}

function isBefore(one: Pick<Span, "paragraph" | "start">, other: Pick<Span, "paragraph" | "start">): boolean {
  return one.paragraph < other.paragraph || (one.paragraph === other.paragraph && one.start < other.start);
}
