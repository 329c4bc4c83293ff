import { fileURLToPath } from "node:url";
import sharp, { type OverlayOptions } from "sharp";
import { html } from "../platform/html.ts";
import { shorten } from "../platform/text.ts";
import { STANDINGS, type Standing } from "../sourcing/standing.ts";
import { FAVICON_SVG } from "./assets.ts";
import { factsInOneLine, OFF_RECORD, ON_RECORD } from "./facts.ts";
import { directionOf, type Words, wordsOf } from "./messages.ts";
import type { FactsCardView, SiteView } from "./views.ts";

const WIDTH = 1200;
const HEIGHT = 630;
const SIDE = 72;
const INNER = WIDTH - 2 * SIDE;
const HEADLINE_TOP = 168;
const HEADLINE_HEIGHT = 256;
const HEADLINE_SIZES = [70, 60, 50, 42];
const HEADLINE_LENGTH = 170;

const PAPER = "#fffdf9";
const INK = "#1c1a17";
const SOFT = "#635d53";
/** The light colours of the style sheet. */
const COLOURS: Readonly<Record<Standing, string>> = {
  named: "#0a5a55",
  document: "#284a92",
  own: "#3d6416",
  relayed: "#8a5800",
  anonymous: "#7a3a8e",
  vague: "#a8321c",
  unsourced: "#8d8577",
};

/**
 * The card by which a report is shared (PNG, 1200 by 630): the publication, the label, the headline, and what its
 * claims stand on. Text is set by Pango, which measures, breaks, shapes and orders it, Arabic too, in letters that come
 * along: the machine needs no fonts. Text in a script that those letters don't have is left out.
 */
export async function cardPicture(site: SiteView, view: FactsCardView): Promise<Uint8Array> {
  await loadLetters();
  const words = wordsOf(site.language, site.timeZone);
  const ours = words.direction === "rtl";
  const { facts } = view;
  const headline = await setHeadline(view);
  const theirs = directionOf(view.language) === "rtl";
  const name = await setText(shorten(site.name, 50), { size: 32, colour: INK });
  const label = await setText(words.text(`label.${view.label}`), { size: 32, colour: COLOURS.named });
  const sum = await setText(factsInOneLine(words, facts), { size: 38, colour: INK });
  const counts = await setText(countsLine(words, view), { size: 28, colour: SOFT });
  const layers = [
    place(name, ours, 76, 62),
    place(label, !ours, 76),
    place(headline, theirs, HEADLINE_TOP),
    place(sum, ours, 514),
    place(counts, ours, 568),
  ];
  return sharp(Buffer.from(ground(ours, facts)))
    .composite(layers.filter((layer) => layer !== null))
    .png({ compressionLevel: 8 })
    .toBuffer();
}

interface SetText {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** In the largest size in which it has room; null where the letters are missing. */
async function setHeadline(view: FactsCardView): Promise<SetText | null> {
  let set: SetText | null = null;
  for (const size of HEADLINE_SIZES) {
    set = await setText(shorten(view.headline, HEADLINE_LENGTH), { size, colour: INK, width: INNER });
    if (set === null || set.height <= HEADLINE_HEIGHT) return set;
  }
  return set;
}

async function setText(
  text: string,
  how: { readonly size: number; readonly colour: string; readonly width?: number },
): Promise<SetText | null> {
  if (!hasLetters(text)) return null;
  const { data, info } = await sharp({
    text: {
      text: html`<span foreground="${how.colour}">${text.replaceAll(/[\p{Extended_Pictographic}\p{Cc}]/gu, " ")}</span>`.toString(),
      font: `${FAMILIES} ${how.size}`,
      dpi: 72,
      rgba: true,
      wrap: "word-char",
      ...(how.width === undefined ? {} : { width: how.width }),
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Puts set text at the side at which its line begins, `indent` further in; what is too wide is left out. */
function place(text: SetText | null, isFromRight: boolean, top: number, indent = 0): OverlayOptions | null {
  if (text === null || text.width > INNER) return null;
  const left = isFromRight ? WIDTH - SIDE - indent - text.width : SIDE + indent;
  const raw = { width: text.width, height: text.height, channels: 4 as const };
  return { input: text.data, raw, left, top };
}

function countsLine(words: Words, { facts }: FactsCardView): string {
  const sum = (standings: readonly Standing[]) =>
    standings.reduce((all, standing) => all + facts.byStanding[standing], 0);
  const parts = [
    [words.text("facts.onRecord"), sum(ON_RECORD)],
    [words.text("facts.offRecord"), sum(OFF_RECORD)],
    [words.text("facts.nobody"), facts.byStanding.unsourced + facts.unsourcedSentences_count],
  ] as const;
  return parts
    .filter(([, count]) => count > 0)
    .map(([title, count]) => `${title} ${words.number(count)}`)
    .join(" · ");
}

/** All that is no text: paper, the sign, and a bar of the claims' standings, the off-record ones hatched. */
function ground(isRtl: boolean, facts: FactsCardView["facts"]): string {
  const sign = FAVICON_SVG.replace(/^[\s\S]*<\/style>/, "").replace("</svg>", "");
  const all = STANDINGS.reduce((sum, standing) => sum + facts.byStanding[standing], 0);
  let x = SIDE;
  const parts = all === 0 ? [] : STANDINGS.filter((standing) => facts.byStanding[standing] > 0);
  const bars = parts.map((standing) => {
    const width = (INNER * facts.byStanding[standing]) / all;
    const at = isRtl ? WIDTH - x - width : x;
    x += width;
    const box = `x="${at.toFixed(1)}" y="470" width="${Math.max(1, width - 4).toFixed(1)}" height="26"`;
    if (ON_RECORD.includes(standing)) return `<rect ${box} fill="${COLOURS[standing]}"/>`;
    const inside = OFF_RECORD.includes(standing) ? `url(#${standing})` : "none";
    return `<rect ${box} fill="${inside}" stroke="${COLOURS[standing]}" stroke-width="3"/>`;
  });
  const hatches = OFF_RECORD.map(
    (standing) =>
      `<pattern id="${standing}" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M2 0V9" stroke="${COLOURS[standing]}" stroke-width="4"/></pattern>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><style>g g{stroke:#0a5a55;fill:none;stroke-width:3.2}.r{fill:#0a5a55}</style><defs>${hatches.join("")}</defs><rect width="100%" height="100%" fill="${PAPER}"/><rect width="100%" height="14" fill="${INK}"/><rect x="${SIDE}" y="446" width="${INNER}" height="4" fill="${INK}"/>${bars.join("")}<g transform="translate(${isRtl ? WIDTH - SIDE - 46 : SIDE} 64) scale(1.44)">${sign}</g></svg>`;
}

const FAMILIES = "Source Serif 4 SemiBold, Noto Naskh Arabic SemiBold";
const FONT_FILES = [
  "@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
  "@expo-google-fonts/noto-naskh-arabic/600SemiBold/NotoNaskhArabic_600SemiBold.ttf",
];

/** Whether the letters that come along can write this. */
function hasLetters(text: string): boolean {
  const known =
    /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]*$/u;
  return text.trim() !== "" && known.test(text);
}

let loading: Promise<unknown> | null = null;

/** Hands the letters to Pango, once in a process: it knows them by name from then on. */
function loadLetters(): Promise<unknown> {
  loading ??= Promise.all(
    FONT_FILES.map((file) => {
      const fontfile = fileURLToPath(import.meta.resolve(file));
      return sharp({ text: { text: "a", fontfile, dpi: 72 } })
        .raw()
        .toBuffer();
    }),
  );
  return loading;
}
