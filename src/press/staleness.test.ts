import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { FixedClock } from "../platform/clock.ts";
import { diskFiles } from "../platform/files.ts";
import type { Language } from "../platform/languages.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { PAGE_KINDS } from "../site/pages.ts";
import { loadSite, readPublication, writePublication } from "../site/publication.ts";
import { PLAIN_THEME } from "../site/theme.ts";
import { Edition } from "./edition.ts";
import { createPress } from "./press.ts";
import { reprintIfStale } from "./staleness.ts";

test("another language of the publication prints the edition anew, the same one does not", async () => {
  const { db } = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "attribune-stale-"));
  after(() => rm(folder, { recursive: true, force: true }));
  const edition = new Edition(join(folder, "edition"));
  await edition.prepare();
  const clock = new FixedClock("2026-05-04T10:00:00Z");
  let language: Language | null = null;
  const site = () =>
    loadSite(db, {
      ...{ url: "https://saltmarsh.example", name: null, language, now: clock.now() },
      ...{ theme: PLAIN_THEME, logo: null, timeZone: "UTC", keepsOffline: true },
    });
  const press = createPress({
    ...{ db, edition, kinds: PAGE_KINDS, pictures: diskFiles(folder), clock, loadSite: site },
    onChanged: () => {},
  });
  const print = async () => {
    const said: string[] = [];
    const describeSite = async () => JSON.stringify(await site());
    await reprintIfStale({ db, edition, press, describeSite }, (line) => said.push(line));
    return said.length > 0;
  };
  const read = async (path: string) => (await edition.read(path, "identity"))?.toString() ?? "";

  assert.ok(await print());
  assert.match(await read("/"), /<html lang="en" dir="ltr">/);
  assert.equal(await print(), false);
  language = "ar";
  assert.ok(await print());
  for (const path of ["/", "/404", "/ledger", "/support", "/how-to-read", "/archive"])
    assert.match(await read(path), /<html lang="ar" dir="rtl">/, path);
  assert.match(await read("/feed.json"), /"language":"ar"/);
  language = null;
  await writePublication(db, { ...(await readPublication(db)), language: "uk" });
  assert.ok(await print());
  assert.match(await read("/404"), /Такої сторінки тут немає/);
});
