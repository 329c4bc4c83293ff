import { messageOf, Refusal } from "../platform/errors.ts";

/** How Node (by errno) and PostgreSQL (by SQLSTATE) say that there is no connection to be had. */
const CODES: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "28000",
  "28P01",
  "3D000",
  "53300",
  "57P03",
]);

/** The refusal for a database of DATABASE_URL that can't be reached; null for any other fault. */
export function unreachable(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !("code" in error) || !CODES.has(error.code)) return null;
  // Where a name has several addresses the error gathers theirs and says nothing itself.
  const why = messageOf(error) || String(error.code);
  return new Refusal(
    "no-database",
    `The database that DATABASE_URL names can't be reached (${why}). See that it runs, and that its address, user and password are right.`,
  );
}
