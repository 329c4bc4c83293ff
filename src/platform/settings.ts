import type { Db } from "./db.ts";

declare module "./db.ts" {
  interface Tables {
    settings: { key: string; value: unknown };
  }
}

/** A setting's value as it was stored, or `undefined`; whoever asks parses it. */
export async function readSetting(db: Db, key: string): Promise<unknown> {
  const row = await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value;
}

/** Stores a setting: any JSON value; `undefined` takes it away. */
export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  if (value === undefined) {
    await db.deleteFrom("settings").where("key", "=", key).execute();
    return;
  }
  const json = JSON.stringify(value);
  await db
    .insertInto("settings")
    .values({ key, value: json })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: json }))
    .execute();
}
