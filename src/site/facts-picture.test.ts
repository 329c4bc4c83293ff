import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { XMLValidator } from "fast-xml-parser";
import sharp from "sharp";
import { FAVICON_SVG } from "./assets.ts";
import { cardPicture } from "./card-picture.ts";
import { embedCode, factsFrame, factsSvg } from "./facts-picture.ts";
import { isEmbeddable, pageHeaders } from "./headers.ts";
import { meterSvg } from "./meter.ts";
import { bareReport, reportView, site } from "./testing.ts";
import { arabicReport, arabicSite } from "./testing-arabic.ts";
import { meterView } from "./testing-funding.ts";
import { PLAIN_THEME } from "./theme.ts";
import type { FactsCardView } from "./views.ts";

describe("the sourcing facts as a picture", () => {
  test("tell the same in drawing and in words", () => {
    const svg = factsSvg(site, reportView);
    assert.equal(XMLValidator.validate(svg), true);
    assert.match(svg, /<title id="t">Sourcing Facts of “Storm gate was signed off without a final load test”<\/title>/);
    assert.match(
      svg,
      /<desc id="d">15 claims from 6 to 8 independent roots\. On the record: 8\. named person or body: 5\./,
    );
    assert.match(svg, /Nobody vouches: 3\./);
    assert.match(svg, /prefers-color-scheme:dark/);
  });

  test("keep their style where they are opened by themselves, as the meter and the sign do", () => {
    const policy = pageHeaders(PLAIN_THEME)["Content-Security-Policy"] ?? "";
    for (const svg of [factsSvg(site, reportView), meterSvg(meterView, "en"), FAVICON_SVG]) {
      const style = /<style>([\s\S]*?)<\/style>/.exec(svg)?.[1] ?? "";
      assert.ok(style.length > 50);
      assert.ok(policy.includes(`'sha256-${createHash("sha256").update(style).digest("base64")}'`));
    }
  });

  test("stand right to left, empty, and with texts that would break out", () => {
    const attack = `</title><script>alert(1)</script>"&`;
    const evil: FactsCardView = { ...reportView, headline: attack };
    for (const svg of [
      factsSvg(arabicSite, arabicReport),
      factsSvg(site, bareReport),
      factsSvg({ ...site, name: attack }, evil),
    ]) {
      assert.equal(XMLValidator.validate(svg), true);
      assert.doesNotMatch(svg, /<script/);
    }
    assert.match(factsSvg(arabicSite, arabicReport), /direction="rtl"/);
    assert.doesNotMatch(factsFrame(site, evil), /<script/);
  });

  test("may be framed by others, and the code for it leads to them", () => {
    const { frame, picture } = embedCode(site, "/reports/x");
    assert.match(frame, /^<iframe src="https:\/\/saltmarsh.example\/reports\/x\/facts" /);
    assert.match(picture, /<img src="https:\/\/saltmarsh.example\/reports\/x\/facts.svg" /);
    for (const path of ["/reports/x/facts", "/reports/x/facts.svg", "/reports/x/card-0123456789ab.png"])
      assert.ok(isEmbeddable(path), path);
    for (const path of ["/reports/x", "/reports/x/claims/1", "/reports/facts", "/support"])
      assert.ok(!isEmbeddable(path), path);
  });
});

describe("a report's card", () => {
  /** How many pixels of a part are not paper. */
  async function inked(
    png: Uint8Array,
    part: { left: number; top: number; width: number; height: number },
  ): Promise<number> {
    const { data, info } = await sharp(png).extract(part).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    let count = 0;
    for (let at = 0; at < data.length; at += info.channels) if ((data[at] ?? 255) < 128) count += 1;
    return count;
  }
  const left = { left: 72, top: 168, width: 300, height: 100 };
  const right = { left: 828, top: 168, width: 300, height: 100 };

  test("is a PNG of 1200 by 630 with the headline in it, from the side at which its language begins", async () => {
    const latin = await cardPicture(site, { ...reportView, headline: "Gate" });
    const { width, height, format } = await sharp(latin).metadata();
    assert.deepEqual([width, height, format], [1200, 630, "png"]);
    assert.ok((await inked(latin, left)) > 500 && (await inked(latin, right)) === 0);
    const arabic = await cardPicture(arabicSite, { ...arabicReport, headline: "حاجز" });
    assert.ok((await inked(arabic, right)) > 500 && (await inked(arabic, left)) === 0);
  });

  test("of a headline that is long, unbroken, or full of what markup means stays within its place", async () => {
    const below = { left: 72, top: 440, width: 1056, height: 5 };
    for (const headline of [
      "Wide words ".repeat(60),
      "W".repeat(300),
      `<b>&amp; "a" ${"<".repeat(100)}`,
      "🌊 tide \u0007",
    ]) {
      const card = await cardPicture(site, { ...reportView, headline });
      assert.equal(await inked(card, below), 0, headline.slice(0, 20));
      assert.ok((await inked(card, left)) > 100, headline.slice(0, 20));
    }
  });

  test("leaves out a headline that its letters can't write", async () => {
    const card = await cardPicture(site, { ...reportView, headline: "水門は検査なしで承認された" });
    assert.equal(await inked(card, { left: 72, top: 168, width: 1056, height: 270 }), 0);
  });
});
