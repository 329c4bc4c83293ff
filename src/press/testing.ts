import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { type Clock, FixedClock } from "../platform/clock.ts";
import { diskFiles } from "../platform/files.ts";
import { createTestDatabase, type TestDatabase } from "../platform/testing.ts";
import type { PageKind } from "../site/page-kind.ts";
import { PLAIN_THEME } from "../site/theme.ts";
import { Edition } from "./edition.ts";
import { createPress, type Press } from "./press.ts";

export interface TestPress extends TestDatabase {
  readonly press: Press;
  readonly edition: Edition;
  readonly clock: Clock;
  /** Every address that the press said has changed, as often as it said so. */
  readonly changed: string[];
}

/**
 * A press of an invented publication, over a database and an edition of its own, gone after the test file. `onChanged`
 * hears of pages as a newsstand does.
 */
export async function createTestPress(
  kinds: readonly PageKind[],
  onChanged: (paths: readonly string[]) => void = () => {},
  announce: (paths: readonly string[]) => Promise<void> = async () => {},
): Promise<TestPress> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "attribune-press-"));
  after(() => rm(folder, { recursive: true, force: true }));
  const edition = new Edition(join(folder, "edition"));
  await edition.prepare();
  const clock = new FixedClock("2026-05-04T10:00:00Z");
  const changed: string[] = [];
  const press = createPress({
    db: database.db,
    edition,
    kinds,
    pictures: diskFiles(join(folder, "pictures")),
    clock,
    loadSite: async () => ({
      name: "Saltmarsh Post",
      tagline: "News from the estuary",
      language: "en",
      url: "https://saltmarsh.example",
      navigation: [],
      campaign: null,
      timeZone: "UTC",
      keepsOffline: true,
      isSample: false,
      theme: PLAIN_THEME,
      logo: null,
    }),
    onChanged: (paths) => {
      changed.push(...paths);
      onChanged(paths);
    },
    announce,
  });
  return { ...database, press, edition, clock, changed };
}
