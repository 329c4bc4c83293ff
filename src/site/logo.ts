import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { messageOf, Refusal } from "../platform/errors.ts";

/** A publication's logo, drawn anew for readers, so that nothing of the file itself reaches them. */
export interface Logo {
  /** Its address, which names its content. */
  readonly href: string;
  /** CSS pixels; the picture has twice as many. */
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly bytes: Uint8Array;
}

const NAMES = ["logo.svg", "logo.png"];
const HEIGHT = 40;
const WIDTH_MAX = 320;

/** The logo in a theme's folder (`logo.svg`, `logo.png`); null where there is none. Refuses what is no picture. */
export async function readLogo(folder: string): Promise<Logo | null> {
  for (const name of NAMES) {
    const file = join(folder, name);
    const original = await readFile(file).catch(() => null);
    if (original === null) continue;
    try {
      const { data, info } = await sharp(original, { density: 300, limitInputPixels: 40_000_000 })
        .resize({ height: HEIGHT * 2, width: WIDTH_MAX * 2, fit: "inside" })
        .webp({ quality: 90 })
        .toBuffer({ resolveWithObject: true });
      const hash = createHash("sha256").update(data).digest("hex").slice(0, 12);
      const [width, height] = [Math.round(info.width / 2), Math.round(info.height / 2)];
      return { href: `/theme/${hash}.webp`, width, height, bytes: data };
    } catch (error) {
      throw new Refusal("theme-logo", `The logo ${file} can't be drawn: ${messageOf(error)}`);
    }
  }
  return null;
}
