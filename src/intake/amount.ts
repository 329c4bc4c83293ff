/** An amount of money as printed: major units, and the currency's printed token or its ISO 4217 code. */
export interface Amount {
  value: number;
  /** ISO 4217; "kr" or another shared word where the page must settle it; null where nothing stands beside. */
  currency: string | null;
  start: number;
  end: number;
}

/** Signs and words that stand beside an amount. Shared ones map to themselves and are settled by the page. */
const TOKENS: Readonly<Record<string, string>> = {
  $: "USD",
  US$: "USD",
  USD$: "USD",
  C$: "CAD",
  CA$: "CAD",
  CAD$: "CAD",
  A$: "AUD",
  AU$: "AUD",
  AUD$: "AUD",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  SG$: "SGD",
  NT$: "TWD",
  MX$: "MXN",
  R$: "BRL",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  円: "JPY",
  元: "CNY",
  "₹": "INR",
  "₺": "TRY",
  "₽": "RUB",
  "₴": "UAH",
  "₪": "ILS",
  "₩": "KRW",
  "₫": "VND",
  "₱": "PHP",
  "₦": "NGN",
  "₵": "GHS",
  "GH₵": "GHS",
  "₡": "CRC",
  "₲": "PYG",
  "₸": "KZT",
  "₾": "GEL",
  "₼": "AZN",
  "֏": "AMD",
  "฿": "THB",
  "৳": "BDT",
  "₮": "MNT",
  "៛": "KHR",
  zł: "PLN",
  Kč: "CZK",
  Ft: "HUF",
  lei: "RON",
  лв: "BGN",
  "лв.": "BGN",
  "руб.": "RUB",
  грн: "UAH",
  TL: "TRY",
  RM: "MYR",
  Rp: "IDR",
  KSh: "KES",
  Ksh: "KES",
  TSh: "TZS",
  USh: "UGX",
  "Rs.": "INR",
  Rs: "INR",
  R: "ZAR",
  Fr: "CHF",
  "Fr.": "CHF",
  SFr: "CHF",
  "SFr.": "CHF",
  sFr: "CHF",
  kr: "kr",
  "kr.": "kr",
  Kr: "kr",
  KR: "kr",
  "د.إ": "AED",
  "ر.س": "SAR",
  "ج.م": "EGP",
  "﷼": "SAR",
  euro: "EUR",
  euros: "EUR",
  Euro: "EUR",
  dollar: "$",
  dollars: "$",
  pound: "GBP",
  pounds: "GBP",
  kronor: "SEK",
  kroner: "kr",
  krónur: "ISK",
  crowns: "kr",
  francs: "CHF",
  rupees: "INR",
  yen: "JPY",
  yuan: "CNY",
  zloty: "PLN",
  złotych: "PLN",
  rand: "ZAR",
  lira: "TRY",
  roubles: "RUB",
  rubles: "RUB",
  hryvnia: "UAH",
  shekels: "ILS",
};

const CODES = new Set(Intl.supportedValuesOf("currency"));
const UNITS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tsd: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const TOKEN = `(?:${Object.keys(TOKENS)
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|")}|[A-Z]{3}(?![A-Za-z]))`;
const NUMBER = String.raw`\d{1,3}(?:[ .,'’٬\u00a0\u202f\u2009]\d{2,3})*(?:[ .,'’٬\u00a0\u202f\u2009]\d{3})(?!\d)(?:[.,٫]\d{1,2}(?!\d))?|\d+(?:[.,٫]\d+)?`;
const UNIT = String.raw`(?:\s?(?:k|K|m|M|mn|Mio|Tsd)(?:\.|(?![\p{L}\d]))|\s(?:thousand|millions?)(?!\p{L}))`;
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?<before>${TOKEN})\s?)?(?<![\d.,])(?<number>${NUMBER})(?<unit>${UNIT})?(?:[,.:][-–—]+)?(?:\s?(?<after>${TOKEN})(?![\p{L}\d]))?`,
  "gu",
);

/** The numbers in a line that could be sums, each with the currency printed beside it. Long lines have none. */
export function amountsIn(line: string): Amount[] {
  if (line.length > 400 || !/[\d٠-٩۰-۹]/.test(line)) return [];
  const text = line.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  const amounts: Amount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const groups = match.groups ?? {};
    const value = numberOf(groups.number ?? "", groups.unit ?? "");
    if (value === null) continue;
    const currency = currencyOf(groups.after) ?? currencyOf(groups.before);
    // A word of three capitals that is no currency is not part of the amount.
    let start = match.index;
    if (groups.before !== undefined && currencyOf(groups.before) === null) start += groups.before.length;
    let end = match.index + match[0].length;
    if (groups.after !== undefined && currencyOf(groups.after) === null) end -= groups.after.length;
    amounts.push({ value, currency, start, end });
  }
  return amounts;
}

/** The value of a printed number: the last separator is decimal unless three digits follow it. */
export function numberOf(printed: string, unit = ""): number | null {
  const digits = printed.replace(/[ '’٬\u00a0\u202f\u2009]/g, "").replace(/٫/g, ".");
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const factor = UNITS[unit.trim().replace(/\.$/, "").toLowerCase()] ?? 1;
  let plain = digits.replace(/[.,]/g, "");
  if (last >= 0) {
    const decimals = digits.length - last - 1;
    const repeated = digits.slice(0, last).includes(digits.charAt(last));
    const grouping = decimals === 3 && factor === 1 && !digits.startsWith("0");
    if (!grouping && !repeated) plain = `${digits.slice(0, last).replace(/[.,]/g, "")}.${digits.slice(last + 1)}`;
  }
  const value = Number(plain) * factor;
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}

/** The ISO 4217 code, or shared word, that a printed token stands for; null for any other word. */
export function currencyOf(token: string | undefined): string | null {
  if (token === undefined) return null;
  const known = Object.hasOwn(TOKENS, token) ? TOKENS[token] : undefined;
  if (known !== undefined) return known;
  return CODES.has(token) ? token : null;
}

/** Words that settle what "kr", "$", "pounds" and the like mean on a page. */
const SETTLING: readonly { code: string; words: RegExp }[] = [
  { code: "SEK", words: /\bSEK\b|\bswedish (?:kron|crown)|\bkronor\b|\bsvenska kronor\b/i },
  { code: "NOK", words: /\bNOK\b|\bnorwegian (?:kron|crown)|\bnorske kroner\b/i },
  { code: "DKK", words: /\bDKK\b|\bdanish (?:kron|crown)|\bdanske kroner\b/i },
  { code: "ISK", words: /\bISK\b|\bicelandic (?:kr|crown)|\bkrónur\b/i },
];
const COUNTRIES: readonly { code: string; words: RegExp }[] = [
  { code: "SEK", words: /\b(?:sweden|swedish|sverige|stockholm)\b/i },
  { code: "NOK", words: /\b(?:norway|norwegian|norge|oslo)\b/i },
  { code: "DKK", words: /\b(?:denmark|danish|danmark|copenhagen)\b/i },
  { code: "ISK", words: /\b(?:iceland|icelandic|ísland|reykjavík)\b/i },
];
const LANGUAGE_CURRENCY: Readonly<Record<string, string>> = {
  sv: "SEK",
  nb: "NOK",
  no: "NOK",
  nn: "NOK",
  da: "DKK",
  is: "ISK",
  fo: "DKK",
};
const STATED =
  /\b(?:all )?(?:amounts?|sums?|figures?|prices?|currency|values?)\b[^.]{0,24}?\b([A-Z]{3})\b|\bin ([A-Z]{3})$/;

/** The currency that a line states for all amounts ("All amounts in SEK"); null where it states none. */
export function statedCurrency(line: string): string | null {
  if (line.length > 200) return null;
  const match = STATED.exec(line);
  return currencyOf(match?.[1]) ?? currencyOf(match?.[2]);
}

/** The ISO 4217 code for what was printed, settled by the page's words, then by its language. */
export function settleCurrency(printed: string, page: string, language: string | null): string {
  if (printed === "$") return "USD";
  if (printed !== "kr") return printed;
  const start = page.slice(0, 200_000);
  for (const list of [SETTLING, COUNTRIES]) {
    for (const { code, words } of list) if (words.test(start)) return code;
  }
  return LANGUAGE_CURRENCY[(language ?? "").slice(0, 2).toLowerCase()] ?? "SEK";
}
