import { datesIn, withoutDates } from "./dates.ts";
import { cellsOf, type Line } from "./lines.ts";

// Each name can be read in one way only, or rows of hyphens and initials would take for ever.
const PARTICLE =
  "(?:(?:de|del|della|der|den|des|di|da|dos|das|du|van|von|zu|zum|af|av|la|le|el|al|bin|ibn|ben|ter|ten|y|e)[ -]|d[’'])";
const GIVEN = String.raw`(?:\p{Lu}[\p{L}\p{M}’'.]*(?:-\p{Ll}[\p{L}\p{M}’'.]*)*)`;
const NAME = String.raw`(?:(?:Dr|Prof|Sir|Dame|Rev|Mr|Mrs|Ms)\.?\s+)?${GIVEN}(?:[ -]${PARTICLE}*${GIVEN}){1,4}`;
const AND = String.raw`(?:\s*,\s*|\s+(?:and|und|et|y|och|og|en|e|i|with|&)\s+|\s*&\s*)`;
const WORKERS = String.raw`(?:our|a|the|an?|staff|local|special|foreign|political|business|sports?|science|health|news)\s.{0,40}?(?:desk|reporters?|correspondents?|writers?|staff|team|editors?|newsroom|bureau|board|collective|agencies)`;
const ROLE = String.raw`(?:,\s*[^.!?]{2,80}|\s+(?:in|at|from|reports? from|reporting from)\s+\p{Lu}[^.!?]{1,60}|\s*\([^)]{2,60}\))`;
const BARE_NAMES = new RegExp(`^${NAME}(?:${AND}(?:${NAME}|${WORKERS}))*${ROLE}?$`, "u");
const BARE_WORKERS = new RegExp(`^${WORKERS}(?:${AND}(?:${NAME}|${WORKERS}))*$`, "iu");

/** What has more words than this is no row of names, and would take long to be tried as one. */
const WORDS_MAX = 24;

/** The words that lead a byline in. The last group is what follows. */
const LED_BY =
  /^(?:(?:(?:a |an )?(?:report|analysis|opinion|comment|column|story|text|words|interview|investigation|review|essay|reporting|written|words and pictures|text and photos?|reported(?: and written)?|compiled|opinion piece|dispatch)\s+)?by|(?:text|words|story|author|authors|autor(?:in)?|auteur|reporter|writer|written|reporting|reported by|texto|tekst|testo|text und fotos?|text and photos?|text & photos?|words (?:and|&) (?:photos?|pictures)|von|par|por|door|af|av|di|przez|автор|текст|بقلم|كتب|מאת)\s*[:/–—-]|(?:von|par|por|door|av|di|автор|بقلم|מאת))\s*:?\s+(.+)$/iu;
const LED_ALONE = /^(?:by|written by|text|words|author|von|par|por)\s*:?$/iu;
/** What is printed after the names and is no part of them. */
const TAIL =
  /\s*(?:[|·•¦]|\s[–—-]+\s(?=(?:photo|picture|image|published|updated|posted|\d))|;|\s\/\s(?=photo)|,?\s+(?:and\s+)?(?:photos?|pictures?|photographs?|photography|images?|illustrations?|fotos?|video)\s*(?:by|:)|\bpublished\b|\bupdated\b|\bposted\b|\s@\w|\s\(?[\w.+-]+@[\w-]+\.\w|\s*https?:).*$/iu;

/** The names after "By", "Text:", "Von" and the like, with role or place; null where the line has no lead-in. */
export function ledByline(line: Pick<Line, "text">): string | null {
  if (line.text.length > 240) return null;
  const match = LED_BY.exec(line.text.replace(/^[\s–—•·|>*_([-]+|[)\]]+$/g, ""));
  if (!match?.[1]) return null;
  const names = trimNames(match[1]);
  // "By the end of August it will be over." is a sentence, not a byline.
  if (names === "" || !/^[\p{L}“"'’]/u.test(names) || /[.!?]$/.test(names.replace(/\b\p{Lu}\.$/u, ""))) return null;
  if (!/\p{Lu}|^(?:our|a|the|staff)\b|\p{Lo}/u.test(names) || names.split(" ").length > WORDS_MAX) return null;
  return names;
}

/** Whether a line is only a lead-in, the names standing on the next one. */
export function isBylineLead(text: string): boolean {
  return LED_ALONE.test(text);
}

/** Names that stand alone or in a cell of the line: "Ephraim Dacre", "A Marrowby and B Lowe", "C Wexley, Brindlewick". */
export function bareByline(line: Pick<Line, "raw" | "text">): string | null {
  if (line.text.length > 160) return null;
  for (const cell of cellsOf(line.raw)) {
    const text = datesIn(cell).length > 0 ? withoutDates(cell) : cell;
    const names = trimNames(text.replace(/^[–—-]\s*/, ""));
    if (names.split(" ").length > WORDS_MAX) continue;
    if (BARE_NAMES.test(names) || BARE_WORKERS.test(names)) return names;
  }
  return null;
}

function trimNames(text: string): string {
  const names = text
    .replace(/^(?:Words|Text|Story|Author|Reporter|Writer)\s+(?=\p{Lu}\p{L}+\s)/u, "")
    .replace(TAIL, "");
  const date = datesIn(names)[0];
  const cut = date === undefined ? names : names.slice(0, date.start);
  return cut
    .replace(/[\s,;:/|·•–—(-]+$/u, "")
    .replace(/^[\s:]+/, "")
    .trim();
}
