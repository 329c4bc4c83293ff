import { DATE_SOURCE } from "./dates.ts";

// Each text can be read in one way only, or lines made of hyphens and capitals would take for ever: a hyphen parts words
// and belongs to none, but before a small letter; small words in capitals are words in capitals.
const CAPITALS = String.raw`\p{Lu}[\p{M}’'.]*\p{Lu}[\p{Lu}\p{M}’'.]*`;
const SMALL = `(?:of|on|upon|the|de|la|am|an|der|sur|sous|le|les|al|el)`;
const SHOUTED = String.raw`${CAPITALS}(?:[ -](?:${SMALL}|${CAPITALS}|\p{Lu}\.?))*`;
const CAPITAL = String.raw`\p{Lu}[\p{L}\p{M}’'.]+(?:-\p{Ll}[\p{L}\p{M}’'.]*)*`;
const CAPITALISED = `${CAPITAL}(?:[ -](?:(?:${SMALL}|und|and|OF|ON|DE|LA|ET|AND|UPON|THE)[ -])?${CAPITAL}){0,3}`;
const PLACE = `(?:${SHOUTED}|${CAPITALISED})`;
const BETWEEN = String.raw`(?:\s*[/,]\s*|\s+(?:and|und|et|&)\s+)`;
/** An agency, or the outlet's own name, in brackets or between slashes. */
const AGENCY = String.raw`(?:\s*(?:\((?!\d)[^)]{2,60}\)|\[[^\]]{2,60}\]|/[^/]{2,40}/))`;
const DATE = `(?:${DATE_SOURCE})`;
const DASH = String.raw`(?:\s*(?:—|–|--+|―)\s*|\s+-\s+)`;

const PATTERNS: readonly RegExp[] = [
  // LARKHAVEN, 3 May — · OSTREL / SANKT ODEN, 5 May (Dispatch) – · ELMSTRAND –
  `^(${SHOUTED}(?:${BETWEEN}${PLACE}){0,3}(?:,?\\s+${DATE})?)${AGENCY}?(?:${DASH}|\\s*[:|]\\s+)(?=\\S)`,
  // Larkhaven, 3 May (Reuters) – · Larkhaven, May 3: · Larkhaven (AP) –
  `^(${PLACE}(?:${BETWEEN}${PLACE}){0,2},?\\s+${DATE})${AGENCY}?(?:${DASH}|\\s*[:|.]\\s+)(?=\\S)`,
  `^(${PLACE}(?:${BETWEEN}${PLACE}){0,2})${AGENCY}${DASH}(?=\\S)`,
  // Larkhaven – The council: only with a capital after the dash, or it is an aside
  `^(${CAPITALISED}(?:${BETWEEN}${CAPITALISED}){0,2})\\.?\\s*(?:—|–|--)\\s*(?=["“„«‘']?\\p{Lu})`,
  // GRANHELM. Battery maker · GRANHELM (Wire). Battery maker
  `^(${SHOUTED})${AGENCY}?\\.\\s+(?=["“„«‘']?\\p{Lu}\\p{Ll})`,
  // (LARKHAVEN) — · [LARKHAVEN, 3 May]
  `^[([](${SHOUTED}(?:${BETWEEN}${PLACE}){0,2}(?:,?\\s+${DATE})?)[)\\]](?:${DASH}|\\s*[:|]?\\s+)(?=\\S)`,
  // 3 May, LARKHAVEN –
  `^(${DATE},?\\s+${SHOUTED})${AGENCY}?${DASH}(?=\\S)`,
].map((source) => new RegExp(source, "u"));

/** A dateline that has a line to itself: a place in capitals, with or without a date, dash or agency. */
const ALONE = new RegExp(
  `^[([]?(${SHOUTED}(?:${BETWEEN}${PLACE}){0,3},?\\s+${DATE}|${SHOUTED}(?:${BETWEEN}${PLACE}){0,3}(?=\\s*(?:[—–:-]|\\()))[)\\]]?${AGENCY}?\\s*[—–:-]*$`,
  "u",
);

export interface Dated {
  dateline: string | null;
  /** The paragraph without its dateline. */
  rest: string;
}

/** Parts a first paragraph from its dateline; the dash, the colon and the agency after it belong to neither. */
export function splitDateline(paragraph: string): Dated {
  const head = paragraph.slice(0, 240);
  for (const pattern of PATTERNS) {
    const match = pattern.exec(head);
    if (!match?.[1] || match[1].length > 90) continue;
    const rest = paragraph.slice(match[0].length).trim();
    if (rest.length < 12) continue;
    return { dateline: match[1].replace(/[\s,]+$/u, ""), rest };
  }
  return { dateline: null, rest: paragraph };
}

/** The dateline on a line of its own, without the dash after it; null for any other line. */
export function datelineAlone(text: string): string | null {
  if (text.length > 120) return null;
  return ALONE.exec(text)?.[1]?.trim() ?? null;
}
