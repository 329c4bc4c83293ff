import type { Clock } from "../platform/clock.ts";
import type { Db, Trx } from "../platform/db.ts";
import "./schema.ts";

export interface AuditEntry {
  /** Who did it: a staff member's id, or `command-line` or `system`. Never a reader. */
  readonly actor: string;
  /** A stable word: `report.publish`, `campaign.create`. */
  readonly action: string;
  /** What it was done to: `report:ID`. */
  readonly subject: string;
  /** Ids, numbers and counts; no personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes down who did what, in the transaction in which it is done. The database chains the rows by their hashes. */
export async function writeAudit(trx: Trx, clock: Clock, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto("audit")
    .values({
      at: clock.now(),
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}

/** The latest entries, newest first. */
export async function listAudit(
  db: Db,
  entries_max: number,
): Promise<{ sequence: bigint; at: Date; actor: string; action: string; subject: string }[]> {
  return db
    .selectFrom("audit")
    .select(["sequence", "at", "actor", "action", "subject"])
    .orderBy("sequence", "desc")
    .limit(entries_max)
    .execute();
}
