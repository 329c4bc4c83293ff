const sampleLength = 20_000;

/** Function words that are frequent in one language and rare in the others. */
const functionWords: Record<string, string> = {
  en: "the of and to in that is was for with on by from had has have were which who their would said this not at as are been",
  de: "der die das und ist nicht mit von den dem ein eine auf für sich des im auch wurde sind als wird nach bei",
  fr: "le la les des et est une dans que qui pour pas sur avec du au sont par ont cette mais plus selon été",
  es: "el la los las que del una con por para como más pero fue sus según también este entre ha sido al",
  it: "il che di della per una non con sono nel alla del dei gli più anche ha stato secondo delle questo",
  nl: "het een van dat niet zijn voor met op aan ook werd heeft door maar naar volgens zich wordt bij",
  pt: "o os uma que não com para por mais como mas foi das dos ao pelo são segundo também está",
  sv: "och att det som en är på för med av inte till har den om ett enligt från var också",
  da: "og at det som en er på for med af ikke til har den et fra også blev ifølge",
  pl: "i w na z do że nie się jest to oraz jak dla przez od po był który",
  tr: "ve bir bu için ile da de olarak çok daha gibi olan sonra kadar ancak dedi",
};

const scripts: readonly (readonly [string, RegExp])[] = [
  ["ru", /\p{Script=Cyrillic}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["th", /\p{Script=Thai}/gu],
];

const wordLanguages = new Map<string, string[]>();
for (const [language, words] of Object.entries(functionWords)) {
  for (const word of words.split(" ")) wordLanguages.set(word, [...(wordLanguages.get(word) ?? []), language]);
}

/**
 * The BCP 47 code of the text's language, judged by script and function words in its first 20,000 characters;
 * "und" where there is too little to tell.
 */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, sampleLength);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return "und";
  for (const [language, script] of scripts) {
    if ((sample.match(script)?.length ?? 0) > letters * 0.3)
      return language === "ru" ? cyrillicLanguage(sample) : language;
  }
  const words = sample.toLowerCase().match(/[\p{L}’']+/gu) ?? [];
  const scores = new Map<string, number>();
  for (const word of words) {
    for (const language of wordLanguages.get(word) ?? []) scores.set(language, (scores.get(language) ?? 0) + 1);
  }
  let best = "und";
  let bestScore = 0;
  for (const [language, score] of scores) {
    if (score > bestScore) [best, bestScore] = [language, score];
  }
  // A line or two of names holds hardly a function word: then plain ASCII letters are taken for English.
  const share = bestScore / Math.max(1, words.length);
  if (share >= 0.08) return best;
  if (best === "en" && share > 0) return "en";
  return words.length < 12 && /^[\p{ASCII}\p{P}\p{S}]*$/u.test(sample) ? "en" : "und";
}

/** Ukrainian or Russian, by the letters that only one of them has. */
function cyrillicLanguage(sample: string): "uk" | "ru" {
  const ukrainian = sample.match(/[іїєґ]/giu)?.length ?? 0;
  const russian = sample.match(/[ыэёъ]/giu)?.length ?? 0;
  return ukrainian > russian ? "uk" : "ru";
}

/** Whether attribution has rules for this BCP 47 tag. */
export function isSupported(language: string): boolean {
  return /^en(-|$)/i.test(language);
}
