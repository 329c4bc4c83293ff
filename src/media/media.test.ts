import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { FixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db.ts";
import { diskFiles } from "../platform/files.ts";
import { createTestDatabase } from "../platform/testing.ts";
import { originalName, storePicture } from "./commands.ts";
import { listPictures } from "./queries.ts";
import { makeVariant, parseVariant, variantsOf } from "./variants.ts";

const { db } = await createTestDatabase();
const clock = new FixedClock("2026-05-03T08:00:00Z");
const folder = await mkdtemp(join(tmpdir(), "attribune-media-"));
const files = diskFiles(folder);
after(() => rm(folder, { recursive: true }));

const withGps = await sharp({ create: { width: 1200, height: 800, channels: 3, background: "#5f7f86" } })
  .withExif({ IFD0: { Artist: "Secret Owner" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
  .jpeg()
  .toBuffer();

test("a picture is kept once as it came, and its copies carry nothing of the camera", async () => {
  const id = await inTransaction(db, (trx) => storePicture(trx, clock, files, withGps, "lake.jpg"));
  assert.equal(await inTransaction(db, (trx) => storePicture(trx, clock, files, withGps, "again.jpg")), id);
  const [picture] = await listPictures(db, [id]);
  assert.ok(picture);
  assert.deepEqual(await files.read(originalName(picture.sha256)), withGps);
  assert.deepEqual(
    variantsOf(picture).map((variant) => variant.width),
    [480, 960, 1200, 480, 960, 1200, 480, 960, 1200],
  );
  for (const variant of variantsOf(picture)) {
    const asked = parseVariant(variant.href);
    assert.ok(asked);
    const copy = await makeVariant(withGps, asked.width, asked.type);
    const { exif, width, format } = await sharp(copy).metadata();
    // To sharp, AVIF is a form of HEIF.
    const type = format === "heif" ? "image/avif" : `image/${format}`;
    assert.deepEqual([exif, width, type], [undefined, variant.width, variant.type]);
  }
});

test("what is no picture, and a drawing that may carry script, are refused", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const bytes of [Buffer.from("hello"), svg, Buffer.alloc(0)]) {
    await assert.rejects(
      inTransaction(db, (trx) => storePicture(trx, clock, files, bytes, "x")),
      { code: "not-a-picture" },
    );
  }
});
