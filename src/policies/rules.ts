import { readFileSync } from "node:fs";
import { Refusal } from "../platform/errors.ts";
import { POLICY_SLUGS, type PolicySlug } from "./schema.ts";

export interface PolicyText {
  readonly title: string;
  /** CommonMark, below the title. */
  readonly markdown: string;
}

const TITLE_MAX = 120;

/** A policy's name as a person gave it. Refuses any other, and says which there are. */
export function parsePolicySlug(name: string): PolicySlug {
  const slug = POLICY_SLUGS.find((candidate) => candidate === name);
  if (!slug)
    throw new Refusal("no-policy", `There is no policy "${name.slice(0, 60)}". There are: ${POLICY_SLUGS.join(", ")}.`);
  return slug;
}

/** Parts a file into the title, its first line ("# Ethics"), and the text below. Refuses a file without either. */
export function parsePolicyText(file: string): PolicyText {
  const match = /^\uFEFF?\s*#[ \t]+([^\n]+?)[ \t]*#*[ \t]*\r?\n([\s\S]*)$/.exec(file);
  const title = match?.[1]?.trim() ?? "";
  if (title === "" || title.length > TITLE_MAX) {
    throw new Refusal(
      "no-title",
      `The first line must be the title: "# " and at most ${TITLE_MAX} characters. Put it there, the text below it.`,
    );
  }
  return { title, markdown: (match?.[2] ?? "").replaceAll("\r\n", "\n").trim() };
}

/** The text that comes with the program, in English, for a publication of that name. */
export function firstPolicyText(slug: PolicySlug, publication: string): PolicyText {
  const file = readFileSync(new URL(`./texts/${slug}.md`, import.meta.url), "utf8");
  return parsePolicyText(file.replaceAll("{{name}}", publication.replaceAll(/[\\`*_[\]<>#&]/g, "\\$&")));
}
