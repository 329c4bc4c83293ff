import { type Amount, amountsIn, settleCurrency, statedCurrency } from "./amount.ts";
import { bare, type Line } from "./lines.ts";
import type { PageMeter } from "./page.ts";

/** What an amount on a page is for. */
type Role = "gift" | "goal" | "mark" | "raised" | "rest";

interface Part {
  value: number;
  currency: string | null;
  role: Role;
}

const RAISED = `(?:raised|collected|so far|received|donated|gathered|funded|pledged|given|reached|in the (?:pot|till|box|kitty)|current(?:ly)?|total|we have|already|gesammelt|erreicht|collectés?|recaudad[oa]s?|insamlat|innsamlet|indsamlet|ingezameld|raccolti|zebrano|собрано)`;
const GOAL = `(?:goal|target|aim|needed|need|wanted|budget|required|ziel|objectif|meta|objetivo|mål|doel|obiettivo|cel|цель)`;
const REST = `(?:to go|missing|left|still (?:needed|missing|to)|remaining|short|outstanding|fehlen)`;
const GIFT =
  /\b(?:give|gift|monthly|once|per month|a month|\/ ?month|each month|every month|a year|one[- ]off|other amount|another amount|choose|select|pick|from just|as little as|donate|subscribe|tip)\b/iu;

const RAISED_BEFORE = new RegExp(String.raw`\b${RAISED}\b[^.\d]{0,30}$`, "iu");
const RAISED_AFTER = new RegExp(
  String.raw`^[\s:(–—-]*(?:(?:has|have|had|is|are|was|were|been|already)\s+)*${RAISED}\b`,
  "iu",
);
const GOAL_BEFORE = new RegExp(
  String.raw`(?:\b(?:of|out of|towards?|from|von|sur|de|av|af|van|di|z|из)\s+(?:(?:the|our|a|this|its|an?)\s+)?(?:[\p{L}’']+\s+)?|/\s*|\b${GOAL}\b[^.\d]{0,30})$`,
  "iu",
);
const GOAL_AFTER = new RegExp(String.raw`^[\s:(–—-]*(?:(?:is|as)\s+)?(?:(?:the|our|a|we)\s+)?${GOAL}\b`, "iu");
const REST_BEFORE = new RegExp(String.raw`\b(?:only|just|another)?\s*${REST}\b[^.\d]{0,20}$`, "iu");
const REST_AFTER = new RegExp(String.raw`^\s*(?:more\s+)?(?:is |are )?${REST}\b`, "iu");
const LABEL_RAISED = new RegExp(String.raw`^(?:[\p{L} ’']{0,20}\b)?${RAISED}(?:\b[\p{L} ’']{0,20})?:?$`, "iu");
const LABEL_GOAL = new RegExp(
  String.raw`^(?:[\p{L} ’']{0,20}\b)?${GOAL}(?:\b[\p{L} ’']{0,20})?:?$|^(?:out )?of$`,
  "iu",
);
const LABEL_GIFT = /^(?:give|donate|choose|gift|monthly|once|one[- ]off|other amount|select)\b/iu;

/** Words a meter's line may have; a longer one is a sentence of the story or of the appeal. */
const WORDS_MAX = 24;
/** How many lines that hold no amount may stand between the parts of one meter. */
const SILENCE_MAX = 2;

export interface FoundMeter {
  meter: PageMeter;
  /** The lines that print it. */
  at: number[];
}

/** Whether a line is nothing but amounts and the words of a meter: no headline, caption or byline. */
export function isAmountLine(line: Line, stated: string | null = null): boolean {
  if (line.words > 14) return false;
  const amounts = amountsIn(line.text);
  if (!amounts.some(({ currency }) => currency !== null)) {
    return stated !== null && amounts.length > 0 && /^[\d\s.,'’/|–—-]+$/.test(line.text);
  }
  const rest = residue(line.text, amounts);
  const others = rest
    .replace(
      new RegExp(
        String.raw`\b(?:${RAISED}|${GOAL}|${REST}|of|out|our|the|is|from|by|to|a|month|give|donate|other|amount|monthly|once|and|for|people|donors?|supporters?)\b`,
        "giu",
      ),
      " ",
    )
    .replace(/\d+\s?%?/g, " ");
  return (others.match(/\p{L}+/gu)?.length ?? 0) <= 2 && line.words <= 4 + amounts.length * 4;
}

/**
 * The donation scale among the lines of a page, `skip` telling those that are the story's own.
 * A sum that breaks the scale's order, or that the words call raised, is the raised one. Gift buttons, donor counts,
 * percentages and what is still missing are no part of it. A page whose bar gives no sum has no meter.
 */
export function findMeter(
  lines: readonly Line[],
  skip: (at: number) => boolean,
  language: string | null,
): FoundMeter | null {
  const stated = statedOn(lines, skip);
  for (const cluster of clustersOf(lines, skip, stated)) {
    const meter = meterOf(cluster.parts);
    if (meter === null) continue;
    const printed = cluster.parts.find(({ currency }) => currency !== null)?.currency ?? null;
    if (printed === null && stated === null) continue;
    const shared = printed === null || printed === "kr" || printed === "$";
    const page = lines.map(({ text }) => text.slice(0, 2000)).join("\n");
    const currency = stated !== null && shared ? stated : settleCurrency(printed ?? "", page, language);
    return { meter: { ...meter, currency }, at: cluster.at };
  }
  return null;
}

/** The currency stated on the page's furniture, or in it the only one. */
function statedOn(lines: readonly Line[], skip: (at: number) => boolean): string | null {
  for (const [at, line] of lines.entries()) {
    if (skip(at) || line.words > 12) continue;
    const stated = statedCurrency(line.text);
    if (stated !== null && stated !== "kr") return stated;
  }
  return null;
}

interface Cluster {
  parts: Part[];
  at: number[];
}

function clustersOf(lines: readonly Line[], skip: (at: number) => boolean, stated: string | null): Cluster[] {
  const clusters: Cluster[] = [];
  let open: Cluster = { parts: [], at: [] };
  let silence = 0;
  let label: Role | null = null;
  let labelsFirst: boolean | null = null;
  const close = () => {
    if (open.parts.length > 0) clusters.push(open);
    open = { parts: [], at: [] };
    label = null;
    labelsFirst = null;
  };
  for (const [at, line] of lines.entries()) {
    if (skip(at) || line.words > WORDS_MAX || line.text.length > 300) {
      close();
      continue;
    }
    const parts = partsOf(line, stated);
    if (parts.length > 0) {
      const first = parts[0];
      if (label !== null && first?.role === "mark") first.role = label;
      labelsFirst ??= label !== null;
      // Buttons come as a row: after "Give" and before "Other amount" every bare sum is a gift.
      if (label !== "gift") label = null;
      if (label === "gift") for (const part of parts) if (part.role === "mark") part.role = "gift";
      open.parts.push(...parts);
      open.at.push(at);
      silence = 0;
      continue;
    }
    const role = labelRole(line.text);
    if (role !== null) {
      const last = open.parts.at(-1);
      if (role === "gift" && last !== undefined) {
        close();
      } else if (labelsFirst === false && last?.role === "mark") {
        last.role = role;
        continue;
      }
      label = role;
      continue;
    }
    if (open.parts.length > 0 && ++silence > SILENCE_MAX) close();
    if (label === "gift" && line.words > 3) label = null;
  }
  close();
  return clusters;
}

function labelRole(text: string): Role | null {
  const words = bare(text);
  if (words.length > 50 || words === "") return null;
  if (/\d/.test(words)) return null;
  if (LABEL_GIFT.test(words) && words.split(" ").length <= 4 && !/\bnow\b|\bhere\b/i.test(words)) return "gift";
  if (LABEL_RAISED.test(words)) return "raised";
  return LABEL_GOAL.test(words) ? "goal" : null;
}

/** The amounts of one line with their roles by the words around them. */
function partsOf(line: Line, stated: string | null): Part[] {
  const all = amountsIn(line.text);
  const spoken = all.filter(({ currency }) => currency !== null);
  const plain = /^[\s/|–—·-]*$/u.test(residue(line.text, all));
  // "0 / 2,500 / 5,000 $" prints its sign once; where the page states a currency, numbers alone are sums.
  const amounts =
    spoken.length > 0
      ? plain
        ? all
        : spoken.concat(unsignedGoal(line.text, all))
      : stated !== null && plain
        ? all
        : [];
  if (amounts.length === 0) return [];
  amounts.sort((a, b) => a.start - b.start);
  const gift = GIFT.test(residue(line.text, amounts));
  return amounts.map((amount, index) => {
    const before = line.text.slice(amounts[index - 1]?.end ?? 0, amount.start);
    const after = line.text.slice(amount.end, amounts[index + 1]?.start ?? line.text.length);
    return { value: amount.value, currency: amount.currency, role: roleOf(before, after, gift, index, amounts.length) };
  });
}

/** The bare number in "4,215 of £10,000" or "£4,215 / 10,000". */
function unsignedGoal(text: string, all: readonly Amount[]): Amount[] {
  return all.filter(
    (amount) =>
      amount.currency === null &&
      amount.value >= 100 &&
      (/(?:\bof|\/)\s*(?:our |the )?$/i.test(text.slice(0, amount.start)) ||
        /^\s*(?:of|\/)\s/i.test(text.slice(amount.end))),
  );
}

function roleOf(before: string, after: string, gift: boolean, index: number, count: number): Role {
  if (REST_AFTER.test(after) || REST_BEFORE.test(before)) return "rest";
  if (GOAL_AFTER.test(after)) return "goal";
  if (index > 0 && GOAL_BEFORE.test(before)) return "goal";
  if (RAISED_AFTER.test(after)) return "raised";
  if (RAISED_BEFORE.test(before)) return "raised";
  if (GOAL_BEFORE.test(before)) return "goal";
  if (gift) return "gift";
  // "4,215 / 10,000" is a sum and its goal; with more sums between slashes it is the scale.
  if (count > 2 && /^\s*\//.test(after)) return "mark";
  return /^\s*(?:of|out of|\/|von|sur|de|av|af|van|di|z|из)\s/i.test(after) ? "raised" : "mark";
}

function residue(text: string, amounts: readonly Amount[]): string {
  let rest = "";
  let at = 0;
  for (const { start, end } of amounts) {
    rest += `${text.slice(at, start)} `;
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}

function meterOf(parts: readonly Part[]): { marks: number[]; raised: number } | null {
  const scale = parts.filter(({ role }) => role === "mark" || role === "goal");
  const raised = parts.find(({ role }) => role === "raised");
  if (raised !== undefined) {
    // A meter printed twice in a row gives its marks once.
    const marks = [...new Set(scale.map(({ value }) => value))];
    return marks.length === 0 && parts.some(({ role }) => role === "gift") ? null : { marks, raised: raised.value };
  }
  const values = scale.map(({ value }) => value);
  const goal = parts.some(({ role }) => role === "goal");
  if (values.length < 3 && !(values.length === 2 && goal)) return null;
  if (goal && values.length === 2) {
    const sum = scale.find(({ role }) => role === "mark");
    const mark = scale.find(({ role }) => role === "goal");
    return sum && mark ? { marks: [mark.value], raised: sum.value } : null;
  }
  if (values.length > 12) return null;
  const odd = oddOneOut(values);
  // Three sums in plain order with no zero are as likely prices.
  if (odd === null || !values.includes(0)) return null;
  return { marks: values.filter((_, at) => at !== odd), raised: values[odd] ?? 0 };
}

/** Which sum is the raised one in a bare scale: what is left without it rises, at best from zero and in even steps. */
function oddOneOut(values: readonly number[]): number | null {
  let best: number | null = null;
  let bestScore = 0;
  for (const at of values.keys()) {
    const rest = values.filter((_, index) => index !== at);
    if (!rest.every((value, index) => index === 0 || value > (rest[index - 1] ?? 0))) continue;
    const step = (rest[1] ?? 0) - (rest[0] ?? 0);
    const even = rest.every((value, index) => index === 0 || value - (rest[index - 1] ?? 0) === step);
    const score =
      1 +
      (rest[0] === 0 ? 8 : 0) +
      (even && rest.length > 2 ? 6 : 0) +
      (at === values.length - 1 ? 2 : at === 0 ? 1 : 0) +
      Math.min(4, digitsThatCount(values[at] ?? 0)) -
      Math.min(4, Math.max(...rest.map(digitsThatCount)));
    if (score > bestScore || best === null) {
      best = at;
      bestScore = score;
    }
  }
  return best;
}

function digitsThatCount(value: number): number {
  return String(value).replace(".", "").replace(/0+$/, "").length;
}
