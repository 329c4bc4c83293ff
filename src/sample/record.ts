import { z } from "zod";
import type { Db } from "../platform/db.ts";
import { readSetting, writeSetting } from "../platform/settings.ts";

const schema = z.object({ campaignId: z.uuid(), transferIds: z.array(z.uuid()) });

/** What the sample booked, by id: a key or a slug could be chosen by anybody, and a later version may choose others. */
export type SampleRecord = z.infer<typeof schema>;

/** The record of the sample that was published here; null where there is none, or it was removed. */
export async function readSampleRecord(db: Db): Promise<SampleRecord | null> {
  const stored = schema.safeParse(await readSetting(db, "sample"));
  return stored.success ? stored.data : null;
}

export async function writeSampleRecord(db: Db, record: SampleRecord | null): Promise<void> {
  await writeSetting(db, "sample", record ?? undefined);
}
