import type { Surroundings } from "../document/to-html.ts";
import type { PictureSizes } from "./load-lines.ts";
import type { Words } from "./messages.ts";
import { pictureElement, plainPicture } from "./picture.ts";

/** How wide a picture stands within the text, as `sizes` of an image says it. */
export const TEXT_PICTURE_SIZES = "(min-width: 40rem) 38rem, 100vw";

/**
 * What a report's document needs around it: words of its language, and its pictures, on a page in every printed size,
 * in a feed in one.
 */
export function surroundingsOf(
  words: Words,
  pictures: ReadonlyMap<string, PictureSizes>,
  where: "page" | "feed",
): Surroundings {
  return {
    picture({ picture, alt }) {
      const sizes = pictures.get(picture);
      if (!sizes) return null;
      if (where === "feed") return plainPicture({ ...sizes, alt });
      return pictureElement(
        { ...sizes, alt, caption: null, credit: null },
        { sizes: TEXT_PICTURE_SIZES, isLead: false },
      );
    },
    credit: (name) => words.text("report.credit", { credit: name }),
    table: words.text("text.table"),
    footnotes: words.text("text.footnotes"),
    footnote: (number) => words.text("text.footnote", { number }),
    back: (number) => words.text("text.back", { number }),
  };
}
