import { squeeze } from "../platform/text.ts";
import { endsSentence } from "./lines.ts";

const LEAD = String.raw`(?:(?:file|archive|stock|cover|lead|main|courtesy|handout|press)\s+)?(?:photo(?:s|graph|graphs|graphy)?|pictures?|images?|pics?|illustrations?|graphics?|foto(?:s|grafia|grafie)?|photographie|bild(?:er)?|billede|bilde|kuva|imagen|crédits?|cr[eé]dito|drawing|painting|map|source|video still|still|screenshot|video|credits?|camera|رسم|صورة|תמונה|צילום|фото)`;
const KIND = String.raw`(?:\s+(?:credit|courtesy|by|from|source)s?)?`;
/** "Photo: X", "Photo by X", "Picture – X", "(Photo: X)", "Photo credit: X", "Photo courtesy of X". */
const LED = new RegExp(
  String.raw`(?:^|(?<=[\s([|/–—.!?”"’»-]))[([]?\s*(?:courtesy(?:\s+of)?\s+|${LEAD}(?:\s*/\s*${LEAD})?(?:${KIND}\s*[:/–—|©]\s*©?|\s+(?:by|courtesy(?:\s+of)?|credit)\s+)|(?:©|\(c\)|&copy;)\s*)(?<name>[^()[\]]{2,90})[)\]]?\.?$`,
  "iu",
);
/** "Arne Holtedal/Tidewrack" or "Polaris Wire/Handout" in brackets at a caption's end. */
const BRACKETED =
  /\s[([](?<name>(?:\p{Lu}[\p{L}\p{M}’'.&-]*(?:\s(?:\p{Lu}[\p{L}\p{M}’'.&-]*|&|via|for|of))*)\s?\/\s?(?:\p{Lu}[\p{L}\p{M}’'.&-]*(?:\s\p{Lu}[\p{L}\p{M}’'.&-]*)*))[)\]]\.?$/u;
const CAPTION_LEAD =
  /^(?:(?:image |photo |picture )?caption\s*[:,–—-]\s*|\[?(?:image|photo|picture|pictured|bild|foto)\]?\s*:\s*(?=.*\s\S+\s))/iu;

export interface Credited {
  caption: string | null;
  credit: string;
}

/** Parts a caption from the credit at its end; null where the line has no credit. A line of credit alone has no caption. */
export function splitCredit(text: string): Credited | null {
  if (text.length > 700) return null;
  const tail = text.slice(-180);
  const match = LED.exec(tail) ?? BRACKETED.exec(tail);
  const name = match?.groups?.name;
  if (match === null || name === undefined) return null;
  const credit = trimCredit(name);
  if (credit === "" || credit.split(" ").length > 12) return null;
  const before = text
    .slice(0, text.length - tail.length + match.index)
    .replace(/[\s|/([–—-]+$/u, "")
    .trim();
  // "In pictures: the night of the spruces" is a title.
  if (/^(?:in|the|our|more|all|your|see|watch)$/i.test(before)) return null;
  // "A picture: it shows ..." in a sentence of prose is no credit.
  if (before !== "" && !endsSentence(before) && endsSentence(credit) && credit.split(" ").length > 4) return null;
  return { caption: before === "" ? null : trimCaption(before), credit };
}

/** A caption without "Image caption:" before it. */
export function trimCaption(text: string): string {
  const trimmed = squeeze(text.replace(CAPTION_LEAD, ""));
  return trimmed === "" ? squeeze(text) : trimmed;
}

/** A credit without "Photo:", "©" and the full stop after it. */
export function trimCredit(text: string): string {
  let credit = squeeze(text);
  for (let before = ""; before !== credit; ) {
    before = credit;
    credit = credit
      .replace(
        new RegExp(
          String.raw`^(?:${LEAD}${KIND}\s*[:/–—|]\s*|${LEAD}\s+(?:by|courtesy(?: of)?|credit)\s+|©|\(c\)\s*|by\s+(?=\p{Lu}))\s*`,
          "iu",
        ),
        "",
      )
      .replace(/^[\s([:–—/|-]+|[\s)\]|–—-]+$/gu, "")
      .trim();
  }
  return credit.replace(/(?<=\p{L}{3}|\))\.$/u, "").trim();
}

/** Whether a sentence reads like a caption: it says what is seen rather than what has happened. */
export function readsLikeCaption(text: string): boolean {
  if (
    /\b(?:pictured|photographed|seen (?:here|from|in|on|above)|in (?:an?|this) (?:undated|file|archive|earlier|recent)|file (?:photo|picture|image)|(?:above|below|left|right|cent(?:re|er))\)|(?:on the|at|top|bottom) (?:left|right)|from left|stands?|poses?|arrives?|waits?|looks? (?:on|out|at)|shows?|sits?|walks?|during an?)\b/i.test(
      text,
    )
  ) {
    return true;
  }
  return !/\b(?:said|says|told|reported|according|announced|denied|will|would|was|were|has|have|had|is|are)\b/i.test(
    text,
  );
}
