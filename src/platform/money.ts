import { Refusal } from "./errors.ts";

/** An exact amount: a whole number of the currency's minor units (cents, fils, or yen where there is no smaller unit). */
export interface Money {
  readonly minor: bigint;
  /** ISO 4217, three capital letters. */
  readonly currency: string;
}

const currencies = new Set(Intl.supportedValuesOf("currency"));
const digitsOf = new Map<string, number>();

/** Whether `code` is a currency of ISO 4217 that this Node's ICU knows. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** How many decimals the currency's minor unit stands for: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, by ECMA-402). */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  if (!isCurrency(currency)) {
    throw new Refusal(
      "unknown-currency",
      `"${currency}" is not a currency. Use an ISO 4217 code such as EUR, USD or JPY.`,
    );
  }
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

/**
 * Reads a plain decimal ("41", "41.5", "-0.05") as an exact amount. Refuses more decimals than the currency has,
 * separators other than one point, and anything that is not a number: money is never rounded silently.
 */
export function parseMoney(text: string, currency: string): Money {
  const digits = minorDigits(currency);
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = match?.[3] ?? "";
  if (!match || fraction.length > digits) {
    const example = digits === 0 ? "1250" : `12.${"5".padEnd(digits, "0")}`;
    throw new Refusal(
      "bad-amount",
      `"${text}" is not an amount in ${currency}. Write it with a point and at most ${digits} decimals, like ${example}.`,
    );
  }
  const minor = BigInt((match[2] ?? "") + fraction.padEnd(digits, "0"));
  return { minor: match[1] ? -minor : minor, currency };
}

/** The amount as a plain decimal with all its decimals: "41.50", "-0.05", "1250". Exact; the inverse of `parseMoney`. */
export function decimalOf({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const sign = minor < 0n ? "-" : "";
  const whole = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + whole : `${sign}${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
}

/**
 * The amount as people of that language write it ("$2,597.00", "2.597,00 €"). `whole: true` leaves out the decimals
 * where they are all zero, for marks and meters.
 */
export function formatMoney(money: Money, locale: string, options: { whole?: boolean } = {}): string {
  const digits = minorDigits(money.currency);
  const round = digits > 0 && options.whole === true && money.minor % 10n ** BigInt(digits) === 0n;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: round ? 0 : digits,
    maximumFractionDigits: round ? 0 : digits,
  });
  const decimal = decimalOf(money) as Intl.StringNumericLiteral;
  const text = format.format(decimal);
  // In a language that is read from the right, a sign and a symbol would wander to the figure's other end.
  return RIGHT_TO_LEFT_MARK.test(text) ? isolated(format.formatToParts(decimal)) : text;
}

/** What ICU writes before an amount in such a language. */
const RIGHT_TO_LEFT_MARK = /[\u200f\u061c]/;

/** The amount with its figure and its symbol each kept whole (Unicode isolates, UAX 9). */
function isolated(parts: readonly Intl.NumberFormatPart[]): string {
  const figure = parts.filter(({ type }) => type !== "currency" && type !== "literal").map(({ value }) => value);
  let isFigureWritten = false;
  return parts
    .map(({ type, value }) => {
      if (type === "literal") return value;
      if (type === "currency") return `\u2068${value}\u2069`;
      if (isFigureWritten) return "";
      isFigureWritten = true;
      return `\u2066${figure.join("")}\u2069`;
    })
    .join("");
}
