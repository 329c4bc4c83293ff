import { join } from "node:path";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { type Database, openDatabase } from "./platform/db.ts";
import { openEmbeddedPostgres } from "./platform/embedded-postgres.ts";
import { diskFiles, type Files } from "./platform/files.ts";
import type { Log } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import { Edition } from "./press/edition.ts";
import { createPress, type Press } from "./press/press.ts";
import { announceFeeds } from "./press/websub.ts";
import { readLogo } from "./site/logo.ts";
import { PAGE_KINDS } from "./site/pages.ts";
import { loadSite } from "./site/publication.ts";
import { readTheme, themeFolder } from "./site/theme.ts";
import type { SiteView } from "./site/views.ts";

/** Everything that a command or the server works with, made once and handed down. */
export interface App extends Database {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly connectionString: string;
  /** The private originals of pictures. */
  readonly pictures: Files;
  readonly edition: Edition;
  readonly press: Press;
  /** What stands around every page, as it is now. */
  loadSite(): Promise<SiteView>;
  /** The same, as text: when it changes, every page does. */
  describeSite(): Promise<string>;
  /** Resolves when PostgreSQL takes connections; starts the embedded one again where it was killed. */
  ensureDatabase(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells a person, in a line, what takes long. */
  readonly say: (line: string) => void;
  /** Told which addresses were printed anew or taken out. */
  readonly onPrinted?: (paths: readonly string[]) => void;
}

/** Opens the database (the embedded one, unless DATABASE_URL names another), brings it up to date and wires the rest. */
export async function openApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options;
  const postgres = config.databaseUrl
    ? { connectionString: config.databaseUrl, ensureRunning: async () => {}, release: async () => {} }
    : await openEmbeddedPostgres({ dataDirectory: config.dataDirectory, log: options.say });
  try {
    const migrated = await migrate(postgres.connectionString);
    if (migrated.length > 0) log.info({ migrations: migrated }, "the database was brought up to date");
    const database = openDatabase(postgres.connectionString, {
      onError: (error) => log.warn({ error: error.message }, "a database connection was lost"),
    });
    const pictures = diskFiles(join(config.dataDirectory, "pictures"));
    const edition = new Edition(editionFolder(config));
    const theme = await readTheme(themeFolder(config.dataDirectory));
    const logo = await readLogo(themeFolder(config.dataDirectory));
    const site = () =>
      loadSite(database.db, {
        ...{ url: publicUrl(config), name: config.publicationName, theme, logo, now: clock.now() },
        ...{ language: config.language, timeZone: config.timeZone, keepsOffline: config.keepsOffline },
        ...{ hub: config.websubHub, securityContact: config.securityContact },
      });
    const press = createPress({
      db: database.db,
      edition,
      kinds: PAGE_KINDS,
      pictures,
      clock,
      loadSite: site,
      onChanged: (paths) => options.onPrinted?.(paths),
      announce: announceFeeds(database.db, { url: publicUrl(config), hub: config.websubHub }),
    });
    return {
      ...database,
      config,
      clock,
      log,
      connectionString: postgres.connectionString,
      pictures,
      edition,
      press,
      loadSite: site,
      describeSite: async () => {
        const { theme, logo, ...rest } = await site();
        return JSON.stringify({ ...rest, theme: theme.styleHash, logo: logo?.href });
      },
      ensureDatabase: () => postgres.ensureRunning(),
      close: async () => {
        await database.close();
        await postgres.release();
      },
    };
  } catch (error) {
    await postgres.release();
    throw error;
  }
}

/** Where the printed pages lie. */
export function editionFolder(config: Config): string {
  return join(config.dataDirectory, "edition");
}

/** Where readers find the site, without a slash at its end. */
export function publicUrl(config: Config): string {
  return config.publicUrl ?? `http://localhost:${config.port}`;
}
