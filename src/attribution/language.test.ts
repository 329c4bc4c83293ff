import assert from "node:assert/strict";
import { test } from "node:test";
import { detectLanguage } from "./language.ts";

test("a text's language is told by its script and its small words, Ukrainian and Russian by their own letters", () => {
  const texts = {
    en: "The council said on Tuesday that the gate was closed because of the tide, and that it would stay so.",
    de: "Die Stadt sagte am Dienstag, dass das Tor wegen der Flut geschlossen ist und auch so bleibt, nach Angaben der Behörde.",
    fr: "La mairie a dit que la porte est fermée à cause de la marée et que les travaux sont dans les délais selon elle.",
    es: "El ayuntamiento dijo que la compuerta está cerrada por la marea y que las obras son las que se anunciaron según el plan.",
    uk: "Міськрада повідомила у вівторок, що ворота зачинені через приплив і залишаться такими до вечора.",
    ru: "Мэрия сообщила во вторник, что ворота закрыты из-за прилива и останутся закрытыми до вечера, объяснили рабочие.",
    ar: "قالت البلدية يوم الثلاثاء إن البوابة مغلقة بسبب المد وإنها ستبقى كذلك حتى المساء.",
    und: "1234 5678",
  };
  for (const [language, text] of Object.entries(texts)) assert.equal(detectLanguage(text), language, text);
});
