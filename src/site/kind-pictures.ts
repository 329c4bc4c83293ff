import { originalName, readVariant } from "../media/commands.ts";
import { findPictureByPrefix, listPicturesFrom, listPicturesOfReports } from "../media/queries.ts";
import { variantsOf } from "../media/variants.ts";
import { idsIn, type PageKind, type PrintContext, type PrintedPage } from "./page-kind.ts";

const PORTION = 10;

/** The pictures of published reports in every printed size: one unit a picture, printed once, for its address names its content. */
export const pictureKind: PageKind = {
  name: "picture",
  isAwaited: true,
  isLasting: true,
  async unitsOf(db, tags) {
    return (await listPicturesOfReports(db, idsIn(tags, "report:"))).map(unitOf);
  },
  async *allUnits(db) {
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const pictures = await listPicturesFrom(db, after, PORTION);
      const last = pictures.at(-1);
      if (!last) return;
      yield pictures.map(unitOf);
      after = last.id;
    }
  },
  async print(context, units) {
    const pages: PrintedPage[] = [];
    // One after another: each takes the memory of a whole unpacked picture.
    for (const unit of units) pages.push(...(await drawPicture(context, unit)));
    return pages;
  },
};

async function drawPicture({ db, pictures }: PrintContext, unit: string): Promise<PrintedPage[]> {
  const picture = await findPictureByPrefix(db, unit.split("/")[2] ?? "");
  if (!picture) return [];
  const readOriginal = async () => {
    const original = await pictures.read(originalName(picture.sha256));
    if (original) return original;
    throw new Error(
      `the original of picture ${picture.id} is missing from the data directory: restore it from a backup`,
    );
  };
  const pages: PrintedPage[] = [];
  for (const variant of variantsOf(picture)) {
    const body = await readVariant(pictures, variant, readOriginal);
    pages.push({ path: variant.href, unit, tags: [`picture:${picture.id}`], body });
  }
  return pages;
}

/**
 * The unit of a picture's copies. It names each of them, so that a version of the program that makes others prints them:
 * "/media/0123456789abcdef/480.avif+480.webp".
 */
export function unitOf(picture: { readonly sha256: string; readonly width: number }): string {
  const copies = variantsOf(picture).map(({ href }) => href.slice(href.lastIndexOf("-") + 1));
  return `/media/${picture.sha256.slice(0, 16)}/${copies.join("+")}`;
}
