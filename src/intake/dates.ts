import { wordCount } from "../platform/text.ts";

/** Languages whose names of months and weekdays are read in printed dates. */
const LANGUAGES = "en de fr es it pt nl sv nb da fi is pl cs sk hu ro hr tr ru uk el ar he fa id".split(" ");

const MONTH = namesOf("month", daysApart(12, 30.4));
const WEEKDAY = namesOf("weekday", daysApart(7, 1));

const DAY = String.raw`\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?`;
const YEAR = String.raw`\d{4}`;
const LED = String.raw`(?:(?:${WEEKDAY})\.?(?:,|\s+(?:the|den|le|el|il))?\s+)?`;
const DATE = [
  String.raw`${LED}${DAY}\s*(?:of\s+|de\s+|d['’])?(?:${MONTH})(?!\p{L})\.?(?:,?\s+(?:de\s+|del\s+)?${YEAR}(?!\d))?`,
  String.raw`${LED}(?:${MONTH})\.?\s+\d{1,2}(?:st|nd|rd|th)?(?![\d:.]\d)(?:,?\s+${YEAR}(?!\d))?`,
  String.raw`${LED}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`${LED}\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})(?!\d)`,
  String.raw`\d{4}年\d{1,2}月\d{1,2}日`,
  String.raw`(?:${MONTH})\.?\s+${YEAR}(?!\d)`,
].join("|");
const ZONE = String.raw`(?:\s*\(?(?:[A-Z]{2,4}T|GMT|UTC|Z|local time|Ortszeit)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?\)?(?![a-z])|\s?[+-]\d{2}:?\d{2})?`;
const TIME = String.raw`(?:(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\b\.?|Uhr\b|h\b|hrs\b|o['’]clock))?|\d{1,2}\s*[ap]\.?m\b\.?|\d{1,2}\s?(?:h|Uhr)\s?(?:\d{2})?\b|\d{4}(?=\s*(?:GMT|UTC|hrs)))${ZONE})`;
const JOINT = String.raw`(?:T|\s*,?\s*(?:at|um|à|a las|alle|kl\.?|om)\s+|\s*[,|–—·•/-]\s*|\s+)`;
const AGO = String.raw`(?:just now|(?:\d+|an?|one|two)\s+(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\s+ago|(?:today|yesterday|heute|gestern|hier|aujourd['’]hui)(?:${JOINT}${TIME})?)`;

const DATED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${DATE})(?:${JOINT}${TIME}(?!\d))?|${TIME}${JOINT}(?:${DATE})|(?:${WEEKDAY})\.?${JOINT}${TIME}|${AGO}|${TIME})(?![\p{L}\p{N}])`,
  "giu",
);

/** Every date has a digit, but for those that are told from today. A cheap look first: the names are many. */
const MAY_DATE = /\d|\b(?:just now|ago|today|yesterday|heute|gestern|hier|aujourd)\b/i;

/** A pattern's source for a date without a time, as it stands in a dateline. */
export const DATE_SOURCE = DATE;

export interface PrintedDate {
  text: string;
  start: number;
  end: number;
}

/** The dates and times printed in a line, a date with the time beside it as one. Lines over 300 characters have none. */
export function datesIn(text: string): PrintedDate[] {
  if (text.length > 300 || !MAY_DATE.test(text)) return [];
  return [...text.matchAll(DATED)].map((match) => {
    const printed = match[0].replace(/[,\s]+$/, "");
    return { text: printed, start: match.index, end: match.index + printed.length };
  });
}

const UPDATE =
  /\b(?:updated?|last (?:change[ds]?|modified|edited|updated?|revised)|(?:last )?modified|changed|edited|revised|amended|corrected|aktualisiert|geändert|stand|mis à jour|modifié|actualizado|aggiornato|bijgewerkt|uppdaterad|oppdatert|opdateret|обновлено|تحديث)\b/iu;
const PUBLICATION =
  /\b(?:(?:first )?published|posted|issued|released|online since|first appeared|date|dated|created|filed|print(?:ed)?|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|publicerad|publisert|udgivet|опубликовано)\b/iu;

/** The date of publication in a line: the first that is no update; the update's own where there is no other. */
export function publicationIn(text: string): { text: string; certain: boolean; update: boolean } | null {
  let before = 0;
  let lead = "";
  let update: string | null = null;
  for (const date of datesIn(text)) {
    const words = text.slice(before, date.start);
    before = date.end;
    if (UPDATE.test(words) && !PUBLICATION.test(words)) lead = "update";
    else if (PUBLICATION.test(words)) lead = "publication";
    else if (lead === "update" && /[|·(]/.test(words)) lead = "";
    if (lead !== "update") return { text: date.text, certain: lead === "publication", update: false };
    update ??= date.text;
  }
  return update === null ? null : { text: update, certain: false, update: true };
}

/** What is left of a line when its dates and the words that lead them in are taken away. */
export function withoutDates(text: string): string {
  let rest = "";
  let at = 0;
  for (const date of datesIn(text)) {
    rest += text.slice(at, date.start);
    at = date.end;
  }
  rest += text.slice(at);
  return rest
    .replace(new RegExp(UPDATE.source, "giu"), " ")
    .replace(new RegExp(PUBLICATION.source, "giu"), " ")
    .replace(/\b(?:on|at|am|um|le|el|at|:)\s*$/iu, "")
    .replace(/^[\s,;:|·•/()–—-]+|[\s,;:|·•/()–—-]+$/gu, "");
}

/** How many words a line has beside its dates and what leads them in. */
export function wordsBesideDates(text: string): number {
  return wordCount(withoutDates(text));
}

/** All the names that the languages give months or weekdays, longest first, as one alternation. */
function namesOf(part: "month" | "weekday", days: readonly Date[]): string {
  const found = new Set(["Sept", "Tues", "Wednes", "Thur", "Thurs"]);
  for (const language of LANGUAGES) {
    for (const width of ["long", "short"] as const) {
      // Beside a day's number Slavic and other languages decline the month, as they do in print.
      for (const beside of [{}, { day: "numeric" }] as const) {
        const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
          [part]: width,
          ...beside,
          timeZone: "UTC",
        });
        for (const day of days) {
          const name = format.formatToParts(day).find(({ type }) => type === part)?.value ?? "";
          if (/^\p{L}[\p{L}\p{M} .-]+$/u.test(name)) found.add(name.replace(/\.$/, ""));
        }
      }
    }
  }
  return [...found]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
}

function daysApart(count: number, step_days: number): Date[] {
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(2031, 0, 5 + Math.round(at * step_days))));
}
