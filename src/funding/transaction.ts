import pg from "pg";
import { type Db, inTransaction, type Trx } from "../platform/db.ts";

// serialization_failure, deadlock_detected, unique_violation (PostgreSQL, appendix A): another transaction was at the
// same thing at the same moment. Each is over once that one has ended, so the same work is done anew.
const PASSING = new Set(["40001", "40P01", "23505"]);
const ATTEMPTS_MAX = 5;

/**
 * Runs `work` in one transaction, and again from its beginning where it met another transaction at the same rows.
 * A `db` that is an open transaction is joined, and `work` is run once: whoever opened it decides on trying again.
 */
export async function inOwnTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return isOpen(db) ? work(db) : persistently(() => inTransaction(db, work));
}

/**
 * Runs `work`, whose only writing is one statement and so a transaction by itself, and again where it met another
 * transaction at the same rows; within an open transaction once. `isOpen` tells which.
 */
export function inOneStatement<Result>(db: Db, work: (isOpen: boolean) => Promise<Result>): Promise<Result> {
  return isOpen(db) ? work(true) : persistently(() => work(false));
}

async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof pg.DatabaseError && PASSING.has(error.code ?? "");
      if (!passing || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

function isOpen(db: Db): db is Trx {
  return db.isTransaction;
}
