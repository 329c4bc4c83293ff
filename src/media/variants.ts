import sharp from "sharp";

/** The types that are printed, best first. AVIF is smallest, WebP is read by all browsers still kept up to date, JPEG by the rest. */
export const VARIANT_TYPES = [
  { type: "image/avif", extension: "avif" },
  { type: "image/webp", extension: "webp" },
  { type: "image/jpeg", extension: "jpg" },
] as const;

const WIDTHS = [480, 960, 1600];
const HASH_LENGTH = 16;

export interface Variant {
  /** Of this site; names the content, so what stands there never changes. */
  readonly href: string;
  readonly type: string;
  readonly width: number;
}

/** The sizes in which a picture is printed: never larger than the original. */
export function variantsOf(picture: { readonly sha256: string; readonly width: number }): Variant[] {
  const widths = WIDTHS.filter((width) => width < picture.width);
  if (widths.length < WIDTHS.length) widths.push(picture.width);
  return VARIANT_TYPES.flatMap(({ type, extension }) =>
    widths.map((width) => ({
      type,
      width,
      href: `/media/${picture.sha256.slice(0, HASH_LENGTH)}-${width}.${extension}`,
    })),
  );
}

/** What a variant's address asks for, or null where it is none. */
export function parseVariant(path: string): { prefix: string; width: number; type: string } | null {
  const match = /^\/media\/([0-9a-f]{16})-(\d{1,5})\.([a-z]{3,4})$/.exec(path);
  const type = VARIANT_TYPES.find(({ extension }) => extension === match?.[3])?.type;
  if (!match?.[1] || !match[2] || !type) return null;
  return { prefix: match[1], width: Number(match[2]), type };
}

/** The picture in that width and type, turned as its camera meant it and without any of the camera's data (place, device, owner). */
export async function makeVariant(original: Uint8Array, width: number, type: string): Promise<Buffer> {
  const resized = sharp(original, { limitInputPixels: PIXELS_MAX })
    .rotate()
    .resize({ width, withoutEnlargement: true })
    .toColourspace("srgb");
  // More effort makes AVIF a tenth smaller at best and takes several times as long: decision 7 has the measurements.
  const effort = width <= 960 ? 2 : 1;
  if (type === "image/avif") return resized.avif({ quality: 50, effort, chromaSubsampling: "4:2:0" }).toBuffer();
  if (type === "image/webp") return resized.webp({ quality: 74, effort: 4 }).toBuffer();
  return resized.jpeg({ quality: 76, mozjpeg: true }).toBuffer();
}

/** A picture of more pixels than this is refused: a small file may unpack to gigabytes. */
export const PIXELS_MAX = 80_000_000;
