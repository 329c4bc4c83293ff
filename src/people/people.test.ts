import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { listAudit, writeAudit } from "./audit.ts";
import { ensureAuthor } from "./commands.ts";
import { namesInByline } from "./rules.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");

test("a byline gives the names of people, not of desks", () => {
  assert.deepEqual(namesInByline("Jonas Wexley, health correspondent"), ["Jonas Wexley"]);
  assert.deepEqual(namesInByline("Delphine Marrowby and Kit Asante-Lowe"), ["Delphine Marrowby", "Kit Asante-Lowe"]);
  assert.deepEqual(namesInByline("Ilse Corvane and a local reporter"), ["Ilse Corvane"]);
  assert.deepEqual(namesInByline("Ana de la Cruz in Larkhaven"), ["Ana de la Cruz"]);
  assert.deepEqual(namesInByline("our business desk"), []);
  assert.deepEqual(namesInByline("Business Desk"), []);
});

test("an author is made once, whatever the case of the name", async () => {
  const first = await inTransaction(db, (trx) => ensureAuthor(trx, clock, "Mara Lindqvist"));
  assert.equal(await inTransaction(db, (trx) => ensureAuthor(trx, clock, "MARA Lindqvist")), first);
});

test("the audit log chains its rows and can be neither changed, thinned nor emptied", async () => {
  for (const action of ["report.publish", "report.correct"]) {
    await inTransaction(db, (trx) => writeAudit(trx, clock, { actor: "system", action, subject: "report:x" }));
  }
  const rows = await listAudit(db, 10);
  assert.deepEqual(
    rows.map((row) => [row.sequence, row.action]),
    [
      [2n, "report.correct"],
      [1n, "report.publish"],
    ],
  );
  const { rows: chain } = await sql<{ ok: boolean }>`
    select hash = sha256(coalesce(lag(hash) over (order by sequence), ''::bytea)
      || convert_to(sequence || '|' || extract(epoch from at) || '|' || actor || '|' || action || '|' || subject || '|' || details::text, 'UTF8')) as ok
    from audit order by sequence`.execute(db);
  assert.deepEqual(
    chain.map((row) => row.ok),
    [true, true],
  );
  for (const attack of [sql`update audit set actor = 'x'`, sql`delete from audit`, sql`truncate audit`]) {
    await assert.rejects(attack.execute(db), /never changed or deleted/);
  }
});
