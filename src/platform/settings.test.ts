import assert from "node:assert/strict";
import { it } from "node:test";
import { inTransaction } from "./db.ts";
import { readSetting, writeSetting } from "./settings.ts";
import { createTestDatabase } from "./testing.ts";

const { db } = await createTestDatabase();

it("keeps any JSON value as it is, the last one written, until it is taken away", async () => {
  assert.equal(await readSetting(db, "masthead"), undefined);
  const values = ["Tidewrack", 7, true, null, ["a", { b: "‘“\\u0041" }], ""];
  for (const value of values) {
    await writeSetting(db, "masthead", value);
    assert.deepEqual(await readSetting(db, "masthead"), value);
  }
  await writeSetting(db, "masthead", undefined);
  await writeSetting(db, "masthead", undefined);
  assert.equal(await readSetting(db, "masthead"), undefined);
});

it("is part of the transaction in which it is written", async () => {
  const failing = inTransaction(db, async (trx) => {
    await writeSetting(trx, "motto", "kept?");
    throw new Error("the rest failed");
  });
  await assert.rejects(failing, /the rest failed/);
  assert.equal(await readSetting(db, "motto"), undefined);
});
