import { readFile } from "node:fs/promises";
import type { PageKind, PrintedPage } from "./page-kind.ts";

const UNIT = "/theme";

/** The theme's fonts and logo, beside the pages that use them. */
export const themeKind: PageKind = {
  name: "theme",
  unitsOf: async () => [],
  async *allUnits() {
    yield [UNIT];
  },
  async print({ site }, units) {
    if (!units.includes(UNIT)) return [];
    const { theme, logo } = site;
    const fonts = await Promise.all(
      theme.fonts.map(async ({ href, file }) => ({ path: href, body: await readFile(file) })),
    );
    const logos = logo ? [{ path: logo.href, body: logo.bytes }] : [];
    return [...fonts, ...logos].map((page): PrintedPage => ({ ...page, unit: UNIT, tags: ["site"] }));
  },
};
