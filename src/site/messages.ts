import { readFileSync } from "node:fs";
import { createInstance } from "i18next";
import { z } from "zod";
import { type Content, type Html, html } from "../platform/html.ts";
import { LANGUAGES } from "../platform/languages.ts";
import en from "./messages/en.json" with { type: "json" };

type Stem<Key> = Key extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Stem : Key;

/** The name of a message, without the ending that tells its plural form. */
export type MessageKey = Stem<keyof typeof en>;

export type Direction = "ltr" | "rtl";

/** How a page speaks one language: its messages, and dates and numbers as its readers write them (times in the zone of the publication). */
export interface Words {
  /** BCP 47. */
  readonly language: string;
  readonly direction: Direction;
  /** The message as plain text; `count` picks the plural form (CLDR), numbers are written in the language's way. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** The message with HTML in its gaps; text in gaps is escaped. */
  rich(key: MessageKey, values: Readonly<Record<string, Content>>, count?: number): Html;
  /** The name of a language: "Arabic". */
  languageName(language: string): string;
  /** "3 May 2026", of a calendar day, which is the same everywhere (stored as its midnight in UTC). */
  date(date: Date): string;
  /** "3 May 2026", of a moment, in the publication's time zone. */
  day(moment: Date): string;
  /** "3 May 2026, 08:40 UTC", in the publication's time zone. */
  dateTime(date: Date): string;
  /** "2026-05", of a moment, in the publication's time zone. */
  monthOf(moment: Date): string;
  /** "May 2026", of a month as "2026-05". */
  month(month: string): string;
  number(value: number): string;
  percent(share: number): string;
  /** "one, two and three" */
  list(items: readonly string[]): string;
  /** The same, of HTML. */
  richList(items: readonly Content[]): Html;
}

const known = new Map<string, Words>();

const messagesSchema = z.record(z.string(), z.string());

/**
 * The messages of a language alone, by their keys; none where there is no file of it. Its region is left out of account.
 */
export function readMessages(language: string): Readonly<Record<string, string>> {
  const known = LANGUAGES.find((name) => name === new Intl.Locale(language).language);
  if (known === undefined) return {};
  return messagesSchema.parse(JSON.parse(readFileSync(new URL(`./messages/${known}.json`, import.meta.url), "utf8")));
}

/**
 * The words of a language, telling times in a zone (IANA); made once, so that a publication keeps its own messages in
 * memory and no others. Without a message file for it, they are English, in that language's formats.
 */
export function wordsOf(language: string, timeZone = "UTC"): Words {
  const key = `${language} ${timeZone}`;
  const made = known.get(key);
  if (made) return made;
  const words = makeWords(language, timeZone);
  known.set(key, words);
  return words;
}

/** A language's name in itself, as those look for it who read it: "العربية". */
export function ownNameOf(language: string): string {
  return wordsOf(language).languageName(language);
}

/** Which way a language is written, from its likely script (CLDR likely subtags). */
export function directionOf(language: string): Direction {
  return rightToLeftScripts.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
}

const rightToLeftScripts = new Set(["Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

/** Messages looked up are kept, text by gap by text; beyond this many (counts differ), they are forgotten and begun anew. */
const kept_max = 4000;

function makeWords(language: string, timeZone: string): Words {
  const base = new Intl.Locale(language).language;
  const i18n = createInstance();
  i18n.init({
    lng: language,
    fallbackLng: "en",
    resources: { ...(base === "en" ? {} : { [base]: { translation: readMessages(base) } }), en: { translation: en } },
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
  });
  const kept = new Map<string, readonly string[]>();
  /** The message cut at its gaps: text, name of a gap, text, ... */
  const partsOf = (key: string, count: number | undefined): readonly string[] => {
    const name = count === undefined ? key : `${key} ${count}`;
    let parts = kept.get(name);
    if (!parts) {
      const options = { skipInterpolation: true, ...(count === undefined ? {} : { count }) };
      parts = String(i18n.t(key, options)).split(/\{\{(\w+)\}\}/);
      if (kept.size >= kept_max) kept.clear();
      kept.set(name, parts);
    }
    return parts;
  };

  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: "percent" });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const daysThere = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone });
  const monthsThere = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", timeZone });
  const minutes = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
    timeZoneName: "short",
  });
  const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  const lists = new Intl.ListFormat(language, { style: "long", type: "conjunction" });
  const languages = new Intl.DisplayNames(language, { type: "language" });

  const number = (value: number) => numbers.format(value);
  const filling = <Value>(values: Readonly<Record<string, Value>>, name: string, key: string): Value => {
    const value = values[name];
    if (value === undefined) throw new Error(`broken invariant: the message "${key}" was given no "${name}"`);
    return value;
  };
  return {
    language,
    direction: directionOf(language),
    text(key, values = {}) {
      const count = values.count;
      const parts = partsOf(key, typeof count === "number" ? count : undefined);
      if (parts.length === 1) return parts[0] ?? "";
      return parts
        .map((part, index) => {
          if (index % 2 === 0) return part;
          const value = filling(values, part, key);
          return typeof value === "number" ? number(value) : value;
        })
        .join("");
    },
    rich(key, values, count) {
      const all = count === undefined ? values : { count: number(count), ...values };
      return html`${partsOf(key, count).map((part, index) => (index % 2 === 0 ? part : filling(all, part, key)))}`;
    },
    languageName: (name) => languages.of(name) ?? name,
    date: (date) => days.format(date),
    day: (moment) => daysThere.format(moment),
    monthOf: (moment) => {
      const parts = monthsThere.formatToParts(moment);
      const part = (type: "year" | "month") => parts.find((each) => each.type === type)?.value ?? "";
      return `${part("year")}-${part("month")}`;
    },
    dateTime: (date) => minutes.format(date),
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    number,
    percent: (share) => percents.format(share),
    list: (items) => lists.format(items),
    richList: (items) => {
      const places = items.map((_, index) => String(index));
      return html`${lists
        .formatToParts(places)
        .map((part) => (part.type === "element" ? items[Number(part.value)] : part.value))}`;
    },
  };
}
