/** Every language says all that English says: the same keys, gaps and plural forms, in its own words and quote marks. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { html } from "../platform/html.ts";
import { LANGUAGES } from "../platform/languages.ts";
import { readMessages, wordsOf } from "./messages.ts";

const english = readMessages("en");
const FORM = /_(zero|one|two|few|many|other)$/;
/** Messages that are the same word in another language too, or a name. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  es: [],
  fr: [
    "standing.document.row",
    "kind.document",
    "kind.organisation",
    "pager.label",
    "pager.page",
    "source.kicker",
    "label.opinion",
    "versions.kicker",
    "versions.number",
    "search.sources",
  ],
  de: ["kind.organisation", "site.feeds", "changes.text"],
};
const ALIKE_ANYWHERE = ["site.titled", "standing.withStance", "chain.role", "pager.titled", "how.example.person"];

for (const language of LANGUAGES) {
  describe(`the messages in ${wordsOf("en").languageName(language)}`, () => {
    const messages = readMessages(language);
    const stems = new Map<string, string[]>();
    for (const key of Object.keys(english)) stems.set(stemOf(key), [...(stems.get(stemOf(key)) ?? []), key]);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = [...stems].flatMap(([stem, keys]) =>
      keys.some((key) => FORM.test(key))
        ? forms.map((form) => ({ stem, key: `${stem}_${form}` }))
        : [{ stem, key: stem }],
    );

    test("are all there, in every plural form of the language (CLDR), and none besides", () => {
      const missing = wanted.filter(({ key }) => !messages[key]).map(({ key }) => key);
      const keys = new Set(wanted.map(({ key }) => key));
      const unknown = Object.keys(messages).filter((key) => !keys.has(key));
      assert.deepEqual(
        { file: `${language}.json`, missing, unknown },
        { file: `${language}.json`, missing: [], unknown: [] },
      );
    });

    test("leave the gaps that English leaves", () => {
      const wrong = wanted.flatMap(({ stem, key }) => {
        const text = messages[key];
        if (text === undefined) return [];
        const theirs = new Set((stems.get(stem) ?? []).flatMap((name) => gapsIn(english[name] ?? "")));
        const form = FORM.exec(key)?.[1];
        // A form that stands for one number alone may spell it: "einmal", "مرتين".
        if (form !== undefined && isOneNumber(language, form)) theirs.delete("count");
        const ours = new Set(gapsIn(text).filter((gap) => theirs.has(gap) || gap !== "count" || !form));
        return [...theirs].sort().join() === [...ours].sort().join() ? [] : [`${key}: ${text}`];
      });
      assert.deepEqual(wrong, []);
    });

    if (language !== "en")
      test("are none of them left in English", () => {
        const alike = new Set([...ALIKE_ANYWHERE, ...(ALIKE[language] ?? [])]);
        const left = Object.entries(messages).filter(
          ([key, text]) => !alike.has(key) && text === (english[key] ?? english[`${stemOf(key)}_other`]),
        );
        assert.deepEqual(left, []);
      });

    if (["ar", "uk", "ru"].includes(language))
      test("are written in the language's own script", () => {
        const script = language === "ar" ? /\p{Script=Arabic}/u : /\p{Script=Cyrillic}/u;
        const other = language === "ar" ? /[\p{Script=Cyrillic}]/u : /\p{Script=Arabic}/u;
        const wrong = Object.entries(messages).filter(([key, text]) => {
          const words = text.replaceAll(
            /\{\{\w+\}\}|Atom|JSON|RSS|PROV-O|Web Annotation|(\/reports\/SLUG)?\/provenance\.jsonld|\/reports\/SLUG|Tomas Reinholt/g,
            "",
          );
          return (
            !ALIKE_ANYWHERE.includes(key) &&
            /\p{L}/u.test(words) &&
            (!script.test(words) || other.test(words) || /[A-Za-z]/.test(words))
          );
        });
        assert.deepEqual(wrong, []);
      });

    test("quote as the language quotes, and use no sign of a typewriter", () => {
      const marks = { en: "“”", ar: "«»", es: "«»", fr: "«»", de: "„“", uk: "«»", ru: "«»" }[language];
      const wrong = Object.entries(messages).filter(([, text]) =>
        [...text].some((sign) => "“”„«»\"'".includes(sign) && !marks.includes(sign)),
      );
      assert.deepEqual(wrong, []);
      if (language === "fr")
        for (const [key, text] of Object.entries(messages)) assert.doesNotMatch(text, /« |[ \w][:;?!»](?:\s|$)/, key);
      if (language === "ar")
        for (const [key, text] of Object.entries(messages)) assert.doesNotMatch(text, /[,;?]/, key);
    });
  });
}

describe("the words of a language", () => {
  test("take its plural forms: six in Arabic, four in Ukrainian and Russian", () => {
    const forms = (language: string, counts: readonly number[]) =>
      counts.map((count) => wordsOf(language).text("facts.claims", { count }));
    assert.deepEqual(forms("ar", [0, 1, 2, 3, 11, 100]), [
      ...["لا إفادات", "إفادة واحدة", "إفادتان", "3 إفادات", "11 إفادة", "100 إفادة"],
    ]);
    assert.deepEqual(forms("uk", [1, 3, 5, 21, 1.5]), [
      ...["1 твердження", "3 твердження", "5 тверджень", "21 твердження", "1,5 твердження"],
    ]);
    assert.deepEqual(forms("ru", [1, 2, 11, 21, 22]), [
      ...["1 утверждение", "2 утверждения", "11 утверждений", "21 утверждение", "22 утверждения"],
    ]);
    assert.deepEqual(forms("fr", [0, 1, 2, 1e6]), [
      ...["0 affirmation", "1 affirmation", "2 affirmations", "1\u202f000\u202f000 d’affirmations"],
    ]);
  });

  test("join lists, and write dates, months, numbers and languages as its readers do", () => {
    const day = new Date("2026-05-03T08:40:00Z");
    const written = (language: string) => {
      const words = wordsOf(language);
      return [words.date(day), words.number(1234.5), words.list(["a", "b", "c"]), words.languageName("ar")]
        .join(" | ")
        .replaceAll(/\s/g, " ");
    };
    assert.deepEqual(["de", "fr", "es", "uk", "ru", "ar"].map(written), [
      "3. Mai 2026 | 1.234,5 | a, b und c | Arabisch",
      "3 mai 2026 | 1 234,5 | a, b et c | arabe",
      "3 de mayo de 2026 | 1234,5 | a, b y c | árabe",
      "3 травня 2026 р. | 1 234,5 | a, b і c | арабська",
      "3 мая 2026 г. | 1 234,5 | a, b и c | арабский",
      "3 مايو 2026 | 1,234.5 | a وb وc | العربية",
    ]);
  });

  test("fall back to English where a message is missing, and keep what stands in its gaps escaped", () => {
    assert.equal(wordsOf("de-AT").text("label.opinion"), "Meinung");
    assert.equal(wordsOf("sv").text("label.opinion"), "Opinion");
    assert.deepEqual(readMessages("sv"), {});
    assert.equal(
      wordsOf("ar").rich("facts.from", { claims: html`<b>1</b>`, roots: "<2>" }).toString(),
      "<b>1</b> عن &lt;2&gt;",
    );
  });
});

function stemOf(key: string): string {
  return key.replace(FORM, "");
}

function gapsIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "");
}

/** Whether a plural form stands for a single whole number: "one" in German, not in Russian, where 21 has it too. */
function isOneNumber(language: string, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  return Array.from({ length: 201 }, (_, number) => rules.select(number)).filter((name) => name === form).length === 1;
}
