import { z } from "zod";
import { findMainCampaign } from "../funding/meter.ts";
import type { Db } from "../platform/db.ts";
import { LANGUAGES, type Language } from "../platform/languages.ts";
import { readSetting, writeSetting } from "../platform/settings.ts";
import { listNavigationTopics } from "../topics/queries.ts";
import type { Logo } from "./logo.ts";
import type { Theme } from "./theme.ts";
import type { SiteView } from "./views.ts";

const schema = z.object({
  name: z.string().min(1).max(120),
  tagline: z.string().max(300),
  language: z.enum(LANGUAGES),
  isSample: z.boolean(),
});

/** What the publication says of itself. */
export type Publication = z.infer<typeof schema>;

const UNNAMED: Publication = {
  name: "Attribune",
  tagline: "Every claim shows who said it. Every coin shows where it went.",
  language: "en",
  isSample: false,
};
const NAVIGATION_MAX = 7;

export async function readPublication(db: Db): Promise<Publication> {
  const stored = schema.safeParse(await readSetting(db, "publication"));
  return stored.success ? stored.data : UNNAMED;
}

export async function writePublication(db: Db, publication: Publication): Promise<void> {
  await writeSetting(db, "publication", schema.parse(publication));
}

/** What every page shows around its own part, as it is now. `name` and `language` override the stored ones. */
export async function loadSite(
  db: Db,
  options: {
    readonly url: string;
    readonly name: string | null;
    readonly language: Language | null;
    readonly theme: Theme;
    readonly logo: Logo | null;
    readonly timeZone: string;
    readonly keepsOffline: boolean;
    readonly now: Date;
    readonly hub?: string | null;
    readonly securityContact?: string | null;
  },
): Promise<SiteView> {
  const [publication, topics, campaign] = await Promise.all([
    readPublication(db),
    listNavigationTopics(db, NAVIGATION_MAX),
    findMainCampaign(db, options.now),
  ]);
  return {
    name: options.name ?? publication.name,
    tagline: publication.tagline,
    language: options.language ?? publication.language,
    url: options.url,
    navigation: topics.map((topic) => ({ title: topic.name, href: `/topics/${topic.slug}` })),
    campaign: campaign?.slug ?? null,
    timeZone: options.timeZone,
    keepsOffline: options.keepsOffline,
    isSample: publication.isSample,
    theme: options.theme,
    logo: options.logo,
    hub: options.hub ?? null,
    securityContact: options.securityContact ?? null,
  };
}
