import { iconIco, iconPng } from "./icons.ts";
import { llmsTxt, openSearchXml, robotsTxt, securityTxt, webManifest } from "./machine-files.ts";
import type { PageKind, PrintContext } from "./page-kind.ts";
import { PATHS } from "./paths.ts";

/** What robots, browsers and other programs look for at fixed addresses. */
export const machineFileKind: PageKind = {
  name: "machine-file",
  // Its expiry moves on with the months.
  unitsOf: async (_, tags) => (tags.includes("list:all") ? [PATHS.security] : []),
  async *allUnits() {
    yield Object.keys(FILES);
  },
  async print(context, units) {
    const pages = units.map(async (unit) => {
      const body = await FILES[unit]?.(context);
      return body === undefined ? [] : [{ path: unit, unit, tags: ["site"], body }];
    });
    return (await Promise.all(pages)).flat();
  },
};

type Draw = (context: PrintContext) => string | Promise<Uint8Array>;

const FILES: Readonly<Record<string, Draw>> = {
  [PATHS.robots]: ({ site }) => robotsTxt(site),
  [PATHS.llms]: ({ site }) => llmsTxt(site),
  [PATHS.security]: ({ site, now }) => securityTxt(site, now),
  [PATHS.openSearch]: ({ site }) => openSearchXml(site),
  [PATHS.manifest]: ({ site }) => webManifest(site),
  [PATHS.iconIco]: () => iconIco(),
  [PATHS.iconApple]: () => iconPng(180),
  [PATHS.icon192]: () => iconPng(192),
  [PATHS.icon512]: () => iconPng(512),
};
