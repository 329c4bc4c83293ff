/** What the one script adds to a page, and what is there without it: choices, offline reading, versions, print. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { ensureChromium } from "./chromium.ts";
import { ask, attribune, eventually, newFolder, ServerProcess } from "./server-process.ts";

const REPORT = "/reports/the-late-boat-to-tarrow";
const PHONE = { width: 360, height: 740 };
const data = newFolder();
let server: ServerProcess;
let browser: Browser;
let address = "";

before(async () => {
  server = new ServerProcess(data, { ATTRIBUNE_SAMPLE: "1", ATTRIBUNE_TIME_ZONE: "Asia/Tokyo" });
  [address, browser] = await Promise.all([
    server.ready(),
    chromium.launch({
      executablePath: ensureChromium((line) => console.log(`# ${line}`)),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    }),
  ]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe("a report's choices", () => {
  it("switch the marks of claims off by the keyboard, and the next page remembers", async () => {
    await inBrowser({ viewport: PHONE }, async (page) => {
      await page.goto(address + REPORT);
      const marks = page.locator('button[data-choice="marks"]');
      assert.equal(await marks.getAttribute("aria-pressed"), "true");
      assert.equal(await lineBelow(page), "underline");
      await marks.focus();
      await page.keyboard.press("Enter");
      assert.equal(await marks.getAttribute("aria-pressed"), "false");
      assert.equal(await lineBelow(page), "none");
      assert.ok(!(await page.locator(".ref").first().isVisible()));
      await page.reload();
      assert.equal(await lineBelow(page), "none");
      await marks.click();
      assert.equal(await lineBelow(page), "underline");
      assert.deepEqual(await page.context().cookies(), []);
    });
  });

  it("clear everything but the text away for reading", async () => {
    await inBrowser({ viewport: PHONE }, async (page) => {
      await page.goto(address + REPORT);
      await page.locator('button[data-choice="reading"]').click();
      assert.ok(!(await page.locator("header.site nav").isVisible()));
      assert.ok(await page.locator("#claim-1").isVisible());
    });
  });

  it("tell times as the reader's own clock does, and back", async () => {
    await inBrowser({ viewport: PHONE, timezoneId: "America/Bogota" }, async (page) => {
      await page.goto(address + REPORT);
      const time = page.locator(".report .meta time").first();
      const printed = (await time.textContent()) ?? "";
      assert.match(printed, /GMT\+9$/, "as printed, in the publication's zone");
      await page.locator('button[data-choice="times"]').click();
      assert.match((await time.textContent()) ?? "", /\d:\d\d.* \(\d+ \w+ ago\)$/);
      await page.locator('button[data-choice="times"]').click();
      assert.equal(await time.textContent(), printed);
    });
  });

  it("are not there without script, and nothing is missing", async () => {
    await inBrowser({ viewport: PHONE, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + REPORT);
      assert.ok(!(await page.locator(".tools").first().isVisible()));
      assert.match((await page.locator(".share a").first().getAttribute("href")) ?? "", /^mailto:\?subject=/);
      assert.ok(await page.locator("#claim-1").isVisible());
      assert.equal(await lineBelow(page), "underline");
    });
  });
});

describe("a picture", () => {
  it("comes as AVIF in a size that fits, and moves nothing as it comes", async () => {
    await inBrowser({ viewport: PHONE }, async (page) => {
      await page.goto(address + REPORT);
      const picture = "document.querySelector('article figure img')";
      await eventually("the picture is there", () =>
        page.evaluate<boolean>(`${picture}.complete && ${picture}.naturalWidth > 0`),
      );
      const source = await page.evaluate<string>(`${picture}.currentSrc`);
      assert.match(source, /-480\.avif$/);
      const shift = await page.evaluate<number>(`new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
          .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      })`);
      assert.ok(shift < 0.01, `the page moved by ${shift}`);
    });
  });
});

describe("without a network", () => {
  it("the pages read last are there, others say that there is none and name those", async () => {
    const context = await browser.newContext({ viewport: PHONE });
    const page = await context.newPage();
    await page.goto(address + REPORT);
    await eventually("the page is kept", () =>
      page.evaluate<boolean>(
        `caches.open("attribune-pages-1").then((cache) => cache.match(${JSON.stringify(REPORT)})).then(Boolean)`,
      ),
    );
    await page.goto(`${address}/corrections`);
    await eventually("the second is kept too", () =>
      page.evaluate<boolean>(
        `caches.open("attribune-pages-1").then((cache) => cache.keys()).then((keys) => keys.length === 2)`,
      ),
    );
    await context.setOffline(true);
    await page.goto(address + REPORT);
    assert.ok(await page.locator("#claim-1").isVisible());
    await page.goto(`${address}/how-to-read`);
    assert.match((await page.locator("h1").textContent()) ?? "", /offline/i);
    await eventually("they are listed", async () => (await page.locator("[data-kept] a").count()) === 2);
    await page.locator("[data-kept] a").first().click();
    assert.match(page.url(), /\/(?:corrections|reports\/)/);
    await context.setOffline(false);
    // With a network, what is shown is what stands there now.
    await page.goto(`${address}/how-to-read`);
    assert.doesNotMatch((await page.locator("h1").textContent()) ?? "", /offline/i);
    await context.close();
  });

  it("no more than thirty pages are kept", async () => {
    const context = await browser.newContext({ viewport: PHONE });
    const page = await context.newPage();
    await page.goto(address + REPORT);
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await eventually("it is kept", () => page.evaluate<boolean>(`caches.has("attribune-pages-1")`));
    await page.evaluate(`caches.open("attribune-pages-1").then(async (cache) => {
      for (let i = 0; i < 40; i++) await cache.put("/old/" + i, new Response("<title>old</title>"));
    })`);
    await page.goto(`${address}/corrections`);
    await eventually("the oldest are gone", () =>
      page.evaluate<boolean>(
        `caches.open("attribune-pages-1").then((cache) => cache.keys()).then((keys) => keys.length === 30)`,
      ),
    );
    await context.close();
  });
});

describe("a correction on the command line", () => {
  it("is before readers with its note, and what changed is read word by word", async () => {
    const note = "We have since learned that the ferry left a minute earlier.";
    const { code, stderr, stdout } = await attribune(data, [
      "correct",
      "the-late-boat-to-tarrow",
      "--kind",
      "clarification",
      "--note",
      note,
      "--claim",
      "1",
    ]);
    assert.equal(code, 0, stderr);
    const changes = /\/reports\/\S+\/changes/.exec(stdout)?.[0] ?? assert.fail(stdout);
    await eventually("it is printed", async () => (await ask(address, REPORT)).text.includes(note));
    await inBrowser({ viewport: PHONE, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + changes);
      assert.ok(await page.getByText("Not a word of the text was changed").isVisible());
      await page.locator('a[rel="prev"]').click();
      assert.ok(await page.locator("ins").first().isVisible());
      assert.match((await page.locator("ins").first().textContent()) ?? "", /put in:.*\(end of what was put in\)/s);
      assert.equal(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"), 0);
    });
  });

  it("is refused without a note, and withdraws a report with --retract", async () => {
    assert.equal((await attribune(data, ["correct", "the-late-boat-to-tarrow", "--kind", "update"])).code, 2);
    const note = "The timetable we quoted was another line’s.";
    const { code, stderr } = await attribune(data, ["correct", "the-late-boat-to-tarrow", "--retract", "--note", note]);
    assert.equal(code, 0, stderr);
    await eventually("it is printed", async () => (await ask(address, REPORT)).text.includes("is-retracted"));
    await inBrowser({ viewport: PHONE }, async (page) => {
      await page.goto(address + REPORT);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.getByText(note).first().isVisible());
      assert.ok(await page.locator("#note-1").isVisible());
      assert.ok(!(await page.locator(".tools").first().isVisible()));
    });
  });
});

async function inBrowser(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  try {
    await work(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

/** The line that stands under the first claim. */
async function lineBelow(page: Page): Promise<string> {
  return page.evaluate<string>("getComputedStyle(document.querySelector('#claim-1')).textDecorationLine");
}
