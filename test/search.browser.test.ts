/** A reader who looks for something, in a real browser: without script, by keyboard, on a phone, from right to left. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { z } from "zod";
import { freePort } from "../src/platform/postmaster.ts";
import { ensureChromium } from "./chromium.ts";
import { ask, attribune, eventually, newFolder, ServerProcess } from "./server-process.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
const ARABIC = `إغلاق بوابة الميناء بعد العاصفة

مارا ليندكفيست

قال مجلس الميناء يوم الاثنين إن البوابة ستبقى مغلقة حتى ينتهي فحصها، وإن السفن ستنتظر خارج الميناء في الوقت الحاضر.
`;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = newFolder();
let server: ServerProcess;
let browser: Browser;
let address = "";

before(async () => {
  server = new ServerProcess(data, { ATTRIBUNE_SAMPLE: "1" });
  [address, browser] = await Promise.all([
    server.ready(),
    chromium.launch({
      executablePath: ensureChromium((line) => console.log(`# ${line}`)),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
      timeout: 120_000,
    }),
  ]);
  await eventually("the search is open", async () => (await ask(address, "/search")).status === 200);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a typing error is forgiven without script, and a result leads to its report", async () => {
  for (const viewport of [PHONE, DESKTOP]) {
    await inBrowser({ viewport, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${address}/`);
      await page.locator("footer a[href='/search']").click();
      await page.getByRole("searchbox").fill("mussle beds");
      await page.getByRole("button").click();
      assert.match((await page.locator(".meant").textContent()) ?? "", /mussel beds/);
      await page.locator(".found h3 a").first().click();
      await page.waitForURL(/\/reports\/mussel-beds-reopen$/);
    });
  }
});

test("the keyboard alone is enough, and each group leads to pages that are there", async () => {
  await inBrowser({ viewport: DESKTOP }, async (page) => {
    await page.goto(`${address}/search`);
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate<boolean>("document.activeElement?.id === 'q'")) break;
    }
    await page.keyboard.type("mussel");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=mussel/);
    const hrefs = z
      .array(z.string())
      .parse(
        await page.evaluate(
          "[...document.querySelectorAll('main section:not(.help) a')].map((a) => a.getAttribute('href'))",
        ),
      );
    assert.ok(
      hrefs.some((href) => /^\/reports\/[^/]+$/.test(href)) && hrefs.some((href) => /\/claims\/\d+$/.test(href)),
    );
    for (const href of new Set(hrefs)) assert.equal((await ask(address, href)).status, 200, href);
  });
});

test("the pages are without fault for axe, on a phone and on a desktop, light and dark", async () => {
  for (const viewport of [PHONE, DESKTOP]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await inBrowser({ viewport, colorScheme }, async (page) => {
        for (const path of ["/search", "/search?q=mussel", "/search?q=mussle", "/search?q=zzqqxx", "/503"]) {
          await page.goto(address + path);
          assert.deepEqual(await axe(page), [], path);
          assert.equal(await overflow(page), 0, path);
        }
      });
    }
  }
});

test("what is written from right to left is found, and shown so", async () => {
  const file = join(newFolder(), "harbour.txt");
  writeFileSync(file, ARABIC);
  const { code, stderr } = await attribune(data, ["intake", file, "--publish"]);
  assert.equal(code, 0, stderr);
  await inBrowser({ viewport: PHONE }, async (page) => {
    await page.goto(`${address}/search?q=${encodeURIComponent("مجلس")}`);
    assert.equal(await page.locator(".found h3").first().getAttribute("dir"), "rtl");
    assert.equal(await page.locator(".found .snippet").first().getAttribute("dir"), "rtl");
    assert.ok((await page.locator(".snippet mark").count()) > 0);
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflow(page), 0);
  });
});

test("it has the headers of every page, is kept by nobody and escapes what was typed", async () => {
  const { status, headers, text } = await ask(address, `/search?q=${encodeURIComponent('"><script>mussel')}`);
  assert.equal(status, 200);
  assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
  assert.equal(headers["cache-control"], "no-store");
  assert.equal(headers["x-robots-tag"], "noindex");
  assert.match(text, /<meta name="robots" content="noindex">/);
  assert.doesNotMatch(text, /<script>mussel/);
  assert.match(text, /&quot;&gt;&lt;script&gt;mussel/);
  const long = await ask(address, `/search?q=${"a".repeat(201)}`);
  assert.equal(long.status, 400);
  assert.match(long.text, /at most 200 characters/);
});

test("who asks without end is asked to wait, others are not", async () => {
  const asker = { "x-forwarded-for": "198.51.100.7" };
  const answers = [];
  for (let i = 0; i < 60; i++) answers.push(ask(address, "/search", asker));
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  assert.ok(statuses.includes(200) && statuses.includes(429));
  assert.equal((await ask(address, "/search", { "x-forwarded-for": "198.51.100.8" })).status, 200);
});

test("with the database down the search says so, in the site's look, and pages are served as ever", async () => {
  await server.stop();
  const port = await freePort(null);
  server = new ServerProcess(data, { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  await eventually("pages are served", async () => (await ask(url, "/").catch(() => null))?.status === 200, 30_000);
  const { status, text, headers } = await ask(url, "/search?q=mussel");
  assert.equal(status, 503);
  assert.match(text, /closed for the moment/);
  assert.match(text, /<header class="site">/);
  assert.equal(headers["cache-control"], "no-store");
});

async function inBrowser(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  // Each visit comes from an address of its own, or the reader would be asked to wait.
  visits += 1;
  const context = await browser.newContext({
    ...options,
    extraHTTPHeaders: { "X-Forwarded-For": `192.0.2.${visits}` },
  });
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}
let visits = 0;

/** The rules of axe that the page breaks. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map((each) => each.id + ' ' + each.nodes.map((node) => node.target.join(' '))))",
  );
  return z.array(z.string()).parse(found);
}

/** By how many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
