import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { Refusal } from "../src/platform/errors.ts";

const sourceSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  kind: z.string().nullish(),
  mentions: z.array(z.string()).nullish(),
});

const claimSchema = z.object({
  id: z.string(),
  content: z.array(z.object({ paragraph: z.number(), text: z.string() })).nullish(),
  form: z.string().nullish(),
  cue: z.string().nullish(),
  chain: z.array(z.string()).nullish(),
  stance: z.string().nullish(),
  relation: z.object({ type: z.string(), of: z.string() }).nullish(),
});

const pageSchema = z.object({
  headline: z.string().nullish(),
  label: z.string().nullish(),
  byline: z.string().nullish(),
  dateline: z.string().nullish(),
  published: z.string().nullish(),
  caption: z.string().nullish(),
  credit: z.string().nullish(),
  support_call: z.string().nullish(),
  meter: z
    .object({ marks: z.array(z.number()), raised: z.number().nullable(), currency: z.string().nullable() })
    .nullish(),
  body: z.array(z.string()).nullish(),
  related: z.array(z.string()).nullish(),
});

const answerSchema = z.object({
  file: z.string().nullish(),
  page: pageSchema.nullish(),
  sources: z.array(sourceSchema).nullish(),
  claims: z.array(claimSchema).nullish(),
  unsourced: z.array(z.string()).nullish(),
  roots: z.object({ min: z.number().nullish(), max: z.number().nullish() }).nullish(),
});

/** A page with its sourcing, in the form that test/samples/FORMAT.md defines; gold answers and predictions alike. */
export type Answer = z.infer<typeof answerSchema>;
type Claim = z.infer<typeof claimSchema>;
type Source = z.infer<typeof sourceSchema>;

/** How often something was right, how often it was predicted, and how often the gold has it. */
export interface Count {
  right: number;
  predicted: number;
  gold: number;
}

export interface Figures extends Count {
  precision: number;
  recall: number;
  f1: number;
}

/** One document to score: pages are scored for every file, sourcing only where asked. */
export interface Pair {
  file: string;
  gold: Answer;
  predicted: Answer;
  sourcing: boolean;
}

export interface Score {
  figures: Map<string, Figures>;
  errors: string[];
}

const pageParts = [
  "headline",
  "label",
  "byline",
  "dateline",
  "published",
  "caption",
  "credit",
  "support_call",
] as const;

/** Precision, recall and F1 of predictions against gold answers, by part; `errors` names each fault with its file. */
export function score(pairs: readonly Pair[]): Score {
  const tally = new Tally();
  for (const pair of pairs) {
    scorePage(pair, tally);
    if (pair.sourcing) scoreSourcing(pair, tally);
  }
  return { figures: tally.figures(), errors: tally.errors };
}

/** Reads one answer; refuses what is not of the format. */
export function parseAnswer(json: string, where: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Refusal("bad_answer", `${where} is not JSON; give one object a line, as extract --json prints them`);
  }
  const parsed = answerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    "bad_answer",
    `${where}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not of the format"}; see test/samples/FORMAT.md`,
  );
}

/** Pairs each text and page of a gold folder with its prediction; a file without one counts as empty. */
export function pairUp(goldFolder: string, predictionLines: string, only?: string): Pair[] {
  const predictions = new Map<string, Answer>();
  predictionLines.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const answer = parseAnswer(line, `prediction line ${index + 1}`);
    if (answer.file != null) predictions.set(basename(answer.file), answer);
  });
  return readdirSync(goldFolder)
    .filter((name) => /\.(txt|html)$/.test(name) && (only === undefined || name.endsWith(only)))
    .sort()
    .map((file) => {
      const path = join(goldFolder, file.replace(/\.(txt|html)$/, ".json"));
      return {
        file,
        gold: parseAnswer(readFileSync(path, "utf8"), path),
        predicted: predictions.get(file) ?? {},
        sourcing: file.endsWith(".txt"),
      };
    });
}

/** The figures as lines of a table. */
export function table(figures: ReadonlyMap<string, Figures>): string {
  const lines = [`${"".padEnd(32)}     P     R    F1   right/predicted/gold`];
  for (const [part, f] of figures) {
    lines.push(
      `${part.padEnd(32)} ${f.precision.toFixed(3)} ${f.recall.toFixed(3)} ${f.f1.toFixed(3)}   ${f.right}/${f.predicted}/${f.gold}`,
    );
  }
  return lines.join("\n");
}

class Tally {
  readonly errors: string[] = [];
  private readonly counts = new Map<string, Count>();

  add(part: string, right: number, predicted: number, gold: number): void {
    const count = this.counts.get(part) ?? { right: 0, predicted: 0, gold: 0 };
    this.counts.set(part, {
      right: count.right + right,
      predicted: count.predicted + predicted,
      gold: count.gold + gold,
    });
  }

  note(file: string, text: string): void {
    this.errors.push(`${file}: ${text}`);
  }

  figures(): Map<string, Figures> {
    const figures = new Map<string, Figures>();
    for (const [part, count] of this.counts) {
      const precision = count.predicted > 0 ? count.right / count.predicted : 0;
      const recall = count.gold > 0 ? count.right / count.gold : 0;
      figures.set(part, {
        ...count,
        precision,
        recall,
        f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
      });
    }
    return figures;
  }
}

/** Blanks, quote marks and case do not count. */
function fold(text: string | null | undefined): string {
  return (text ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .toLowerCase();
}

function scorePage({ file, gold, predicted }: Pair, tally: Tally): void {
  const [want, have] = [gold.page ?? {}, predicted.page ?? {}];
  const part = (name: string, left: string, right: string): void => {
    tally.add("page parts", left === right ? 1 : 0, 1, 1);
    if (left !== right) tally.note(file, `${name}: gold «${left}» got «${right}»`);
  };
  for (const name of pageParts) part(name, fold(want[name]), fold(have[name]));
  const meterText = (page: typeof want): string =>
    page.meter == null ? "none" : `${page.meter.marks.join("/")}:${page.meter.raised}:${page.meter.currency}`;
  part("meter", meterText(want), meterText(have));
  lists("body", "body paragraphs", want.body ?? [], have.body ?? []);
  lists("related", "related headlines", want.related ?? [], have.related ?? []);

  function lists(name: string, label: string, wanted: readonly string[], given: readonly string[]): void {
    const left = given.map(fold);
    let right = 0;
    for (const text of wanted.map(fold)) {
      const at = left.indexOf(text);
      if (at < 0) tally.note(file, `${name} missing: «${text.slice(0, 90)}»`);
      else {
        left.splice(at, 1);
        right++;
      }
    }
    for (const text of left) tally.note(file, `${name} surplus: «${text.slice(0, 90)}»`);
    tally.add(label, right, given.length, wanted.length);
  }
}

/** The body as one text, so that each character of it has a number. */
class Body {
  private readonly paragraphs: string[];
  private readonly starts: number[] = [];
  private readonly whole: string;

  constructor(paragraphs: readonly string[]) {
    this.paragraphs = paragraphs.map(fold);
    let length = 0;
    for (const paragraph of this.paragraphs) {
      this.starts.push(length);
      length += paragraph.length + 1;
    }
    this.whole = this.paragraphs.join("\n");
  }

  /** Which characters a claim's content covers: in its paragraph, or wherever its words first stand. */
  cover(claim: Claim): Set<number> {
    const covered = new Set<number>();
    for (const piece of claim.content ?? []) {
      const text = fold(piece.text);
      if (text === "") continue;
      const inParagraph = this.paragraphs[piece.paragraph]?.indexOf(text) ?? -1;
      const from = inParagraph >= 0 ? (this.starts[piece.paragraph] ?? 0) + inParagraph : this.whole.indexOf(text);
      if (from >= 0) for (let at = from; at < from + text.length; at++) covered.add(at);
    }
    return covered;
  }
}

/** Gold claims matched with predictions one to one, the largest overlap (Jaccard, at least .5) first. */
function matchClaims(body: Body, gold: readonly Claim[], predicted: readonly Claim[]): Map<number, number> {
  const goldCover = gold.map((claim) => body.cover(claim));
  const predictedCover = predicted.map((claim) => body.cover(claim));
  const candidates: { overlap: number; g: number; p: number }[] = [];
  goldCover.forEach((want, g) => {
    predictedCover.forEach((have, p) => {
      let common = 0;
      for (const at of want) if (have.has(at)) common++;
      const overlap = common / (want.size + have.size - common || 1);
      if (overlap >= 0.5) candidates.push({ overlap, g, p });
    });
  });
  candidates.sort((a, b) => b.overlap - a.overlap);
  const match = new Map<number, number>();
  const taken = new Set<number>();
  for (const { g, p } of candidates) {
    if (match.has(g) || taken.has(p)) continue;
    match.set(g, p);
    taken.add(p);
  }
  return match;
}

/** Names compare without article, number or possessive; a source is the same if any of its phrases is known to the gold. */
class Names {
  private readonly gold: Map<string, Source>;
  private readonly predicted: Map<string, Source>;

  constructor(gold: Answer, predicted: Answer) {
    this.gold = new Map((gold.sources ?? []).map((source) => [source.id, source]));
    this.predicted = new Map((predicted.sources ?? []).map((source) => [source.id, source]));
  }

  same(goldId: string | undefined, predictedId: string | undefined): boolean {
    const want = goldId === undefined ? undefined : this.gold.get(goldId);
    const have = predictedId === undefined ? undefined : this.predicted.get(predictedId);
    if (want === undefined || have === undefined) return false;
    const known = new Set([want.name, ...(want.mentions ?? [])].map(bareName));
    return [have.name, ...(have.mentions ?? []).filter((mention) => bareName(mention).length > 3)].some((text) =>
      known.has(bareName(text)),
    );
  }

  isVague(side: "gold" | "predicted", claim: Claim): boolean {
    const root = claim.chain?.at(-1);
    return root !== undefined && this[side].get(root)?.kind === "vague";
  }

  way(side: "gold" | "predicted", claim: Claim): string {
    return (claim.chain ?? []).map((id) => this[side].get(id)?.name ?? id).join(" <- ");
  }
}

function bareName(text: string | null | undefined): string {
  return fold(text)
    .replace(/^(the|a|an|another|two|three|four|some|several|his|her|their|its) /, "")
    .replace(/['"]s?$/, "");
}

function edgesOf(claim: Claim): [string, string][] {
  const chain = claim.chain ?? [];
  return chain.slice(1).map((id, k) => [chain[k] ?? "", id]);
}

function scoreSourcing({ file, gold, predicted }: Pair, tally: Tally): void {
  const goldClaims = gold.claims ?? [];
  const claims = predicted.claims ?? [];
  const match = matchClaims(new Body(gold.page?.body ?? []), goldClaims, claims);
  const names = new Names(gold, predicted);
  const right = { nearest: 0, root: 0, edges: 0, form: 0, stance: 0, cue: 0, relation: 0, vague: 0 };
  goldClaims.forEach((want, g) => {
    const p = match.get(g);
    const have = p === undefined ? undefined : claims[p];
    if (have === undefined) {
      tally.note(file, `claim missed: «${fold(want.content?.[0]?.text).slice(0, 90)}» cue «${want.cue ?? ""}»`);
      return;
    }
    const endRight = (end: 0 | -1): boolean => {
      const [one, other] = [want.chain?.at(end), have.chain?.at(end)];
      return one === undefined ? other === undefined : names.same(one, other);
    };
    if (endRight(0)) right.nearest++;
    else
      tally.note(
        file,
        `source: «${fold(want.content?.[0]?.text).slice(0, 60)}» gold ${names.way("gold", want)} got ${names.way("predicted", have)}`,
      );
    if (endRight(-1)) right.root++;
    for (const [from, to] of edgesOf(want)) {
      if (edgesOf(have).some(([a, b]) => names.same(from, a) && names.same(to, b))) right.edges++;
      else
        tally.note(
          file,
          `edge: «${fold(want.content?.[0]?.text).slice(0, 60)}» gold ${names.way("gold", want)} got ${names.way("predicted", have)}`,
        );
    }
    if (want.form === have.form) right.form++;
    else tally.note(file, `form: «${fold(want.content?.[0]?.text).slice(0, 60)}» gold ${want.form} got ${have.form}`);
    if (want.stance === have.stance) right.stance++;
    else
      tally.note(
        file,
        `stance: «${fold(want.content?.[0]?.text).slice(0, 60)}» gold ${want.stance} got ${have.stance}`,
      );
    if (cueRight(want.cue ?? null, have.cue ?? null)) right.cue++;
    else tally.note(file, `cue: «${fold(want.content?.[0]?.text).slice(0, 60)}» gold ${want.cue} got ${have.cue}`);
    if (want.relation != null && have.relation?.type === want.relation.type) {
      const target = match.get(goldClaims.findIndex((claim) => claim.id === want.relation?.of));
      const given = claims.findIndex((claim) => claim.id === have.relation?.of);
      if (target === given) right.relation++;
    }
    if (names.isVague("gold", want) && names.isVague("predicted", have)) right.vague++;
  });
  const taken = new Set(match.values());
  claims.forEach((claim, p) => {
    if (!taken.has(p))
      tally.note(file, `claim surplus: «${fold(claim.content?.[0]?.text).slice(0, 90)}» cue «${claim.cue ?? ""}»`);
  });
  const found = match.size;
  const sum = (list: readonly Claim[], figure: (claim: Claim) => number): number =>
    list.reduce((total, claim) => total + figure(claim), 0);
  tally.add("claims found", found, claims.length, goldClaims.length);
  tally.add("claims with the right source", right.nearest, claims.length, goldClaims.length);
  tally.add("claims with the right root", right.root, claims.length, goldClaims.length);
  tally.add(
    "chain edges",
    right.edges,
    sum(claims, (c) => edgesOf(c).length),
    sum(goldClaims, (c) => edgesOf(c).length),
  );
  tally.add(
    "relations",
    right.relation,
    sum(claims, (c) => (c.relation == null ? 0 : 1)),
    sum(goldClaims, (c) => (c.relation == null ? 0 : 1)),
  );
  tally.add("form (of those found)", right.form, found, found);
  tally.add("stance (of those found)", right.stance, found, found);
  tally.add("cue (of those found)", right.cue, found, found);
  tally.add(
    "vague attribution",
    right.vague,
    sum(claims, (c) => (names.isVague("predicted", c) ? 1 : 0)),
    sum(goldClaims, (c) => (names.isVague("gold", c) ? 1 : 0)),
  );
  scoreUnsourced(file, gold, predicted, tally);
  const rootsRight = gold.roots?.min === predicted.roots?.min && gold.roots?.max === predicted.roots?.max;
  tally.add("roots interval exact", rootsRight ? 1 : 0, 1, 1);
  if (!rootsRight)
    tally.note(
      file,
      `roots: gold ${gold.roots?.min}-${gold.roots?.max} got ${predicted.roots?.min}-${predicted.roots?.max}`,
    );
}

function cueRight(want: string | null, have: string | null): boolean {
  if (want === null || have === null || have === "") return want === null && have === null;
  return fold(want).includes(fold(have)) || fold(have).includes(fold(want));
}

function scoreUnsourced(file: string, gold: Answer, predicted: Answer, tally: Tally): void {
  const wanted = (gold.unsourced ?? []).map(fold);
  const given = (predicted.unsourced ?? []).map(fold);
  tally.add("unsourced sentences", wanted.filter((text) => given.includes(text)).length, given.length, wanted.length);
  for (const text of wanted) if (!given.includes(text)) tally.note(file, `unsourced missed: «${text.slice(0, 90)}»`);
  for (const text of given) if (!wanted.includes(text)) tally.note(file, `unsourced surplus: «${text.slice(0, 90)}»`);
}

function main(args: readonly string[]): void {
  const [folder, predictions] = args.filter((arg) => !arg.startsWith("--"));
  if (folder === undefined || predictions === undefined) {
    process.stderr.write("usage: score.ts GOLD_FOLDER PREDICTIONS.jsonl [--json] [--errors] [--only=.txt]\n");
    process.exit(2);
  }
  const only = args.find((arg) => arg.startsWith("--only="))?.slice(7);
  try {
    const { figures, errors } = score(pairUp(folder, readFileSync(predictions, "utf8"), only));
    if (args.includes("--json")) process.stdout.write(`${JSON.stringify(Object.fromEntries(figures))}\n`);
    else process.stdout.write(`${args.includes("--errors") ? `${errors.join("\n")}\n\n` : ""}${table(figures)}\n`);
  } catch (error) {
    process.stderr.write(`score: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

if (import.meta.main) main(process.argv.slice(2));
