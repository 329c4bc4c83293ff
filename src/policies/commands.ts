import { fromMarkdown } from "../document/from-markdown.ts";
import { writeAudit } from "../people/audit.ts";
import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { enqueue } from "../platform/jobs.ts";
import { insertPolicyText, listPolicyTexts } from "./queries.ts";
import type { PolicyText } from "./rules.ts";
import type { PolicySlug } from "./schema.ts";

/**
 * Writes a policy's text anew and has its page printed; gives the text's number. The same text again changes nothing.
 * Refuses what `fromMarkdown` refuses.
 */
export async function writePolicy(
  trx: Trx,
  clock: Clock,
  input: { readonly slug: PolicySlug; readonly text: PolicyText; readonly actor: string },
): Promise<number> {
  const { slug, text } = input;
  fromMarkdown(text.markdown);
  const [before] = await listPolicyTexts(trx, [slug]);
  if (before && before.title === text.title && before.markdown === text.markdown) return before.number;
  const number = (before?.number ?? 0) + 1;
  await insertPolicyText(trx, { slug, number, ...text, written_at: clock.now() });
  await enqueue(trx, "press", { tags: [`policy:${slug}`] });
  await writeAudit(trx, clock, {
    actor: input.actor,
    action: "policy.write",
    subject: `policy:${slug}`,
    details: { number },
  });
  return number;
}
