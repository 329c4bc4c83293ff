import sharp from "sharp";
import { FAVICON_SVG } from "./assets.ts";

const PAPER = "#fffdf9";

/** The site's sign as a square PNG on paper, with room around it, so that a home screen may cut it to any shape. */
export async function iconPng(size_px: number): Promise<Uint8Array> {
  return drawSign(size_px, 0.62, PAPER);
}

/** The sign as an .ico with one picture of 32 pixels, for whoever asks for /favicon.ico without looking at the page. */
export async function iconIco(): Promise<Uint8Array> {
  const size_px = 32;
  const png = await drawSign(size_px, 1, "#00000000");
  // A directory of one entry, then the PNG as it is (ICONDIR and ICONDIRENTRY of the ICO format).
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size_px, 6);
  head.writeUInt8(size_px, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

async function drawSign(size_px: number, share: number, background: string): Promise<Uint8Array> {
  const sign_px = Math.round(size_px * share);
  // The drawing is 32 units wide, which are 72 dots an inch.
  const sign = await sharp(Buffer.from(FAVICON_SVG), { density: (72 * sign_px) / 32 })
    .resize(sign_px, sign_px)
    .png()
    .toBuffer();
  return sharp({ create: { width: size_px, height: size_px, channels: 4, background } })
    .composite([{ input: sign, gravity: "centre" }])
    .png({ compressionLevel: 9 })
    .toBuffer();
}
