import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import winkModel from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { attribute } from "../src/attribution/attribute.ts";
import type { Attribution } from "../src/attribution/types.ts";
import { type Answer, type Pair, parseAnswer, score, table } from "./score.ts";

const secondsMin = 2;

/** A suggestion as the object that test/samples/FORMAT.md defines, with the page it was made for. */
export function answerOf(attribution: Attribution, page: Answer["page"], file: string): Answer {
  return {
    file,
    page,
    sources: attribution.sources.map((source) => ({
      id: source.id,
      name: source.name,
      kind: source.kind,
      mentions: source.mentions.map((piece) => piece.text),
    })),
    claims: attribution.claims.map((claim) => ({
      id: claim.id,
      content: claim.content.map((piece) => ({ paragraph: piece.paragraph, text: piece.text })),
      form: claim.form,
      cue: claim.cue?.text ?? null,
      chain: claim.chain,
      stance: claim.stance,
      relation: claim.relation,
    })),
    unsourced: attribution.unsourced.map((piece) => piece.text),
    roots: attribution.roots,
  };
}

/** Runs `work` over and over for about two seconds; gives rounds a second. */
function rounds(work: () => void): number {
  work();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < secondsMin * 1000) {
    work();
    count++;
  }
  return (count * 1000) / (performance.now() - start);
}

function main(args: readonly string[]): void {
  const folder = args.find((arg) => !arg.startsWith("--")) ?? "test/samples";
  const gold = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({
      file: name.replace(".json", ".txt"),
      answer: parseAnswer(readFileSync(join(folder, name), "utf8"), name),
    }));
  const pairs: Pair[] = gold.map(({ file, answer }) => {
    const body = answer.page?.body ?? [];
    return { file, gold: answer, predicted: answerOf(attribute(body), answer.page, file), sourcing: true };
  });
  const { figures, errors } = score(pairs);
  for (const part of ["page parts", "body paragraphs", "related headlines"]) figures.delete(part);
  if (args.includes("--errors")) console.log(`${errors.join("\n")}\n`);
  console.log(`attribution over the gold bodies of ${folder} (${gold.length} documents)\n${table(figures)}`);
  if (args.includes("--no-speed")) return;

  const bodies = gold.map(({ answer }) => answer.page?.body ?? []);
  const words = bodies.flat().join(" ").split(/\s+/).length;
  const nlp = winkNLP(winkModel, ["pos"]);
  const ours = rounds(() => bodies.forEach((body) => void attribute(body))) * words;
  const plain =
    rounds(() => bodies.flat().forEach((paragraph) => void nlp.readDoc(paragraph).tokens().out(nlp.its.pos))) * words;
  console.log(
    `\n${Math.round(ours)} words/s attributed, ${Math.round(plain)} words/s through wink-nlp's tagger alone: ${(ours / plain).toFixed(2)} of it (one core, ${words} words a round)`,
  );
}

if (import.meta.main) main(process.argv.slice(2));
