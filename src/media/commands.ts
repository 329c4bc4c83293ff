import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Clock } from "../platform/clock.ts";
import type { Trx } from "../platform/db.ts";
import { Refusal } from "../platform/errors.ts";
import type { Files } from "../platform/files.ts";
import { newId } from "../platform/ids.ts";
import { findPictureBySha256, insertPicture } from "./queries.ts";
import { makeVariant, PIXELS_MAX, type Variant, variantsOf } from "./variants.ts";

const TYPES: Readonly<Record<string, string>> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  heif: "image/heif",
  gif: "image/gif",
  tiff: "image/tiff",
};
export const PICTURE_BYTES_MAX = 30 * 1024 * 1024;

/**
 * Keeps a picture: the original privately, as it came; what readers get are re-encoded copies of it. The same picture
 * twice is one. Gives its id. Refuses what is no picture, SVG (it may carry script), and pictures too large.
 */
export async function storePicture(
  trx: Trx,
  clock: Clock,
  files: Files,
  bytes: Uint8Array,
  name: string,
): Promise<string> {
  if (bytes.length > PICTURE_BYTES_MAX) {
    throw new Refusal(
      "picture-too-large",
      `${name}: the picture has ${Math.ceil(bytes.length / 1_048_576)} MB. Use one of at most ${PICTURE_BYTES_MAX / 1_048_576} MB.`,
    );
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const known = await findPictureBySha256(trx, sha256);
  if (known) return known.id;
  const { type, width, height } = await inspect(bytes, name);
  await files.write(originalName(sha256), bytes);
  const id = newId(clock);
  await insertPicture(trx, { id, sha256, type, width, height, bytes: bytes.length, created_at: clock.now() });
  return id;
}

/**
 * Makes every copy of a picture that readers may get, so that printing it is copying files. To be called where a picture
 * comes in, outside any transaction: it takes about two seconds. Refuses what `storePicture` refuses.
 */
export async function prepareVariants(files: Files, bytes: Uint8Array, name: string): Promise<void> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { width } = await inspect(bytes, name);
  for (const variant of variantsOf({ sha256, width })) await readVariant(files, variant, async () => bytes);
}

/** A picture's copy as it was made before, or made now of its original, and kept: an edition printed anew waits for none. */
export async function readVariant(
  files: Files,
  variant: Variant,
  readOriginal: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const name = variantName(variant);
  const kept = await files.read(name);
  if (kept) return kept;
  const made = await makeVariant(await readOriginal(), variant.width, variant.type);
  await files.write(name, made);
  return made;
}

/** Takes a picture's original and its copies off the disk. */
export async function removePictureFiles(
  files: Files,
  picture: { readonly sha256: string; readonly width: number },
): Promise<void> {
  const names = [originalName(picture.sha256), ...variantsOf(picture).map(variantName)];
  await Promise.all(names.map((name) => files.remove(name)));
}

/** Where an original lies among the private files. */
export function originalName(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

// Another number where the way they are made changes, so that they are made anew.
const VARIANTS = "copies-1";

function variantName({ href }: Variant): string {
  return href.replace("/media/", `${VARIANTS}/`);
}

async function inspect(bytes: Uint8Array, name: string): Promise<{ type: string; width: number; height: number }> {
  try {
    const { format, autoOrient } = await sharp(bytes, { limitInputPixels: PIXELS_MAX }).metadata();
    const type = TYPES[format ?? ""];
    if (type) return { type, width: autoOrient.width, height: autoOrient.height };
  } catch {
    // What sharp can't read, or won't for its size, gets the same clear answer as a type we don't take.
  }
  throw new Refusal(
    "not-a-picture",
    `${name}: this is not a picture we can read. Use a JPEG, PNG, WebP, AVIF, GIF or TIFF file of at most ${PIXELS_MAX / 1_000_000} megapixels.`,
  );
}
