import assert from "node:assert/strict";
import { z } from "zod";
import type { Ended } from "./server-process.ts";

/** What `intake --json` prints of a page. */
const made = z.object({
  file: z.string(),
  id: z.uuid(),
  slug: z.string(),
  path: z.string(),
  status: z.enum(["draft", "published"]),
  headline: z.string(),
  paragraphs: z.number(),
  claims: z.number(),
  sources: z.number(),
  unsourced: z.number(),
  campaign: z.string().nullable(),
});

/** The pages that `intake --json` took in, a line each. */
export function takenIn(ended: Ended): z.infer<typeof made>[] {
  return ended.stdout
    .trim()
    .split("\n")
    .map((line) => made.parse(JSON.parse(line)));
}

/** One line on standard error, nothing on the other, exit code 1. */
export function refusedInOneLine(ended: Ended, says: RegExp): void {
  assert.match(ended.stderr, /^attribune: [^\n]+\n$/);
  assert.match(ended.stderr, says);
  assert.equal(ended.stdout, "");
  assert.equal(ended.code, 1);
}
