import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../platform/errors.ts";
import { frontPage } from "./front-page.ts";
import { pageHeaders } from "./headers.ts";
import { readLogo } from "./logo.ts";
import { frontView, site } from "./testing.ts";
import { PLAIN_THEME, readTheme } from "./theme.ts";

const folder = await mkdtemp(join(tmpdir(), "attribune-theme-"));
after(() => rm(folder, { recursive: true }));
const write = (theme: unknown) =>
  writeFile(join(folder, "theme.json"), typeof theme === "string" ? theme : JSON.stringify(theme));

test("without a file the site is as it comes", async () => {
  assert.equal(await readTheme(join(folder, "none")), PLAIN_THEME);
  assert.equal(await readLogo(folder), null);
  assert.doesNotMatch(pageHeaders(PLAIN_THEME)["Content-Security-Policy"] ?? "", /font-src/);
});

test("a theme's colours and fonts stand in the page, behind the site's own, and the policy lets just them in", async () => {
  await writeFile(join(folder, "harbour.woff2"), Buffer.concat([Buffer.from("wOF2"), Buffer.alloc(60)]));
  await write({
    light: { accent: "#7a1f3d" },
    dark: { accent: "#f0a0b8" },
    serif: ["Harbour Serif", "Georgia", "serif"],
    fonts: [{ family: "Harbour Serif", file: "harbour.woff2", weight: "400 700" }],
  });
  const theme = await readTheme(folder);
  const page = frontPage({ ...site, theme }, frontView);
  assert.match(
    page,
    /<\/style>\n<style>@font-face\{font-family:"Harbour Serif";src:url\(\/theme\/[0-9a-f]{12}\.woff2\)/,
  );
  assert.match(page, /:root\{--accent:#7a1f3d;--serif:"Harbour Serif","Georgia",serif\}/);
  assert.match(page, /@media \(prefers-color-scheme:dark\)\{:root\{--accent:#f0a0b8\}\}/);
  const policy = pageHeaders(theme)["Content-Security-Policy"] ?? "";
  assert.ok(theme.styleHash && policy.includes(`'${theme.styleHash}'`));
  assert.match(policy, /font-src 'self'/);
});

test("a logo is drawn anew and stands in place of the name, which it tells", async () => {
  await writeFile(
    join(folder, "logo.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#0a5a55"/></svg>',
  );
  const logo = await readLogo(folder);
  assert.ok(logo);
  assert.equal(logo.height, 40);
  assert.ok(Math.abs(logo.width - 160) <= 1, `${logo.width}`);
  const page = frontPage({ ...site, logo }, frontView);
  assert.match(page, /<img src="\/theme\/[0-9a-f]{12}\.webp" width="1[56]\d" height="40" alt="Saltmarsh Post">/);
  await writeFile(join(folder, "logo.svg"), "no picture");
  await assert.rejects(readLogo(folder), { code: "theme-logo" });
});

test("a theme in which something could not be read is refused, and says which colours", async () => {
  await write({ light: { soft: "#bbbbbb" } });
  await assert.rejects(readTheme(folder), {
    code: "theme-contrast",
    message: /light soft stands 1\.9 to 1 on its paper/,
  });
  await write({ dark: { paper: "#808080" } });
  await assert.rejects(readTheme(folder), { code: "theme-contrast" });
});

test("the theme that docs/theme.md shows is one", async () => {
  const [, json = ""] =
    /```json\n([\s\S]*?)```/.exec(await readFile(new URL("../../docs/theme.md", import.meta.url), "utf8")) ?? [];
  await write(json);
  assert.match((await readTheme(folder)).element.toString(), /#7a1f3d/);
});

test("what is no theme is refused, whatever it is", async () => {
  const wrong: [unknown, string][] = [
    ["{", "theme-json"],
    [{ light: { accent: "red" } }, "theme-shape"],
    [{ light: { shine: "#000000" } }, "theme-shape"],
    [{ serif: ['x";}body{display:none'] }, "theme-shape"],
    [{ fonts: [{ family: "A", file: "../../secret.woff2" }] }, "theme-shape"],
    [{ fonts: [{ family: "A", file: "missing.woff2" }] }, "theme-font"],
    [{ templates: {} }, "theme-shape"],
  ];
  for (const [theme, code] of wrong) {
    await write(theme);
    await assert.rejects(readTheme(folder), { code }, JSON.stringify(theme));
  }
  const hostile = fc.record(
    {
      light: fc.dictionary(fc.constantFrom("accent", "ink", "x"), fc.string()),
      serif: fc.array(fc.string()),
      fonts: fc.anything(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.json(), fc.string()), async (theme) => {
      await write(theme);
      const css = await readTheme(folder).then(
        (read) => read.element.toString(),
        (error: unknown) => (error instanceof Refusal ? "" : Promise.reject(error)),
      );
      assert.doesNotMatch(css.replace(/^<style>|<\/style>\n$/g, ""), /[<>\\]|url\((?!\/theme\/)/);
    }),
    { seed: 20_261_125, numRuns: 200 },
  );
});
