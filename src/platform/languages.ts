/** The languages that the readers' pages speak (BCP 47), English first: it stands in where another lacks a message. */
export const LANGUAGES = ["en", "ar", "es", "fr", "de", "uk", "ru"] as const;

export type Language = (typeof LANGUAGES)[number];

/** A language tag in its canonical form ("pt-br" gives "pt-BR"); null where it is none (BCP 47). */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
