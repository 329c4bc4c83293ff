import { readFile } from "node:fs/promises";
import sharp from "sharp";

// Wide enough for a dense screen; wider ones would only keep a first start waiting.
const WIDTH = 1280;

/** The sample's drawings as JPEG files, 1,280 pixels wide, by the name of their source in `pictures/`. */
export async function drawPictures(files: readonly string[]): Promise<Map<string, Buffer>> {
  const drawn = new Map<string, Buffer>();
  // One after another: each takes a core for a moment and much memory, and a first start has other things to do.
  for (const file of files) {
    const svg = await readFile(new URL(`./pictures/${file}`, import.meta.url));
    drawn.set(
      file,
      await sharp(svg).resize({ width: WIDTH }).jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer(),
    );
  }
  return drawn;
}
