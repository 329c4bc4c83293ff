import { type Html, html } from "../platform/html.ts";
import type { Words } from "./messages.ts";
import type { PictureView } from "./views.ts";

/** A picture in every printed size and type; its measures keep the room, so that nothing jumps. */
export function pictureElement(view: PictureView, options: { sizes: string; isLead: boolean }): Html | null {
  const types = view.variants.filter((variant) => variant.sizes.length > 0);
  const fallback = types.at(-1);
  const largest = fallback?.sizes.at(-1);
  if (!fallback || !largest) return null;
  const eagerness = options.isLead ? html` fetchpriority="high"` : html` loading="lazy"`;
  return html`<picture>${types
    .slice(0, -1)
    .map(
      (variant) => html`<source type="${variant.type}" srcset="${srcset(variant.sizes)}" sizes="${options.sizes}">`,
    )}<img src="${largest.href}" srcset="${srcset(fallback.sizes)}" sizes="${options.sizes}" width="${view.width}" height="${view.height}" alt="${view.alt}"${eagerness}></picture>`;
}

/** Caption and credit in one line; null where there is neither. `ours` goes onto what is in the site's words. */
export function captionLine(
  words: Words,
  view: { caption: string | null; credit: string | null },
  ours: Html | null,
): Html | null {
  if (view.caption === null && view.credit === null) return null;
  return html`${view.caption !== null && html`<bdi>${view.caption}</bdi> `}${
    view.credit !== null &&
    html`<small${ours}>${words.rich("report.credit", { credit: html`<bdi>${view.credit}</bdi>` })}</small>`
  }`;
}

/** The picture in one middling size, for where no style sheet reaches; null where it has none. */
export function plainPicture(view: Pick<PictureView, "alt" | "variants">): Html | null {
  const sizes = view.variants.at(-1)?.sizes ?? [];
  const size = sizes.find((each) => each.width >= 800) ?? sizes.at(-1);
  return size ? html`<img src="${size.href}" alt="${view.alt}">` : null;
}

/** The picture in one middling size with caption and credit, for feeds, where no style sheet reaches. */
export function captionedPicture(view: PictureView | null): Html | null {
  const picture = view && plainPicture(view);
  if (!view || !picture) return null;
  const line = [view.caption, view.credit].filter((text) => text !== null).join(" – ");
  return html`<figure>${picture}${line !== "" && html`<figcaption>${line}</figcaption>`}</figure>`;
}

function srcset(sizes: readonly { href: string; width: number }[]): string {
  return sizes.map((size) => `${size.href} ${size.width}w`).join(", ");
}
