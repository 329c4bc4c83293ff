/** A reader's way through the publication in a real browser: with and without script, on a phone and on a desktop. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { z } from "zod";
import { ensureChromium } from "./chromium.ts";
import { ask, attribune, eventually, newFolder, ROOT, ServerProcess } from "./server-process.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
const SAMPLES = join(ROOT, "test", "samples");
const ARABIC = `إغلاق بوابة الميناء بعد العاصفة

مارا ليندكفيست

قال مجلس الميناء يوم الاثنين إن البوابة ستبقى مغلقة حتى ينتهي فحصها، وإن السفن ستنتظر خارج الميناء في الوقت الحاضر.

وأضاف المجلس أن العمال سيبدؤون إصلاح الجدار في الأسبوع المقبل، وأن الطريق المؤدي إلى الرصيف سيفتح للمشاة فقط خلال هذه المدة.

وكان سكان الحي قد اشتكوا من الضجيج في الليل، ومن المياه التي وصلت إلى بيوتهم مرتين في الشتاء الماضي دون أن يتغير شيء.
`;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));
const taken = z.object({ path: z.string(), headline: z.string() });

const data = newFolder();
let server: ServerProcess;
let browser: Browser;
let address = "";
let report = "";
/** One page of each kind that readers get. */
let kinds: string[] = [];

before(async () => {
  server = new ServerProcess(data, { ATTRIBUNE_SAMPLE: "1" });
  [address, browser] = await Promise.all([
    server.ready(),
    chromium.launch({
      executablePath: ensureChromium((line) => console.log(`# ${line}`)),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    }),
  ]);
  const front = (await ask(address, "/")).text;
  const topic = hrefIn(front, /"(\/topics\/[^"/]+)"/);
  report = hrefIn(front, /"(\/reports\/[^"/]+)"/);
  const text = (await ask(address, report)).text;
  const source = hrefIn(text, /"(\/sources\/[^"/]+)"/);
  const author = hrefIn(text, /"(\/authors\/[^"/]+)"/);
  const claim = hrefIn(text, /"(\/reports\/[^"/]+\/claims\/\d+)"/);
  kinds = [
    "/",
    report,
    claim,
    topic,
    source,
    author,
    "/reports",
    "/corrections",
    "/reports/the-late-boat-to-tarrow/versions",
    "/reports/the-late-boat-to-tarrow/versions/2/changes",
    "/offline",
    "/support",
    "/ledger",
    "/no-such-page",
  ];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe("every kind of page", () => {
  for (const [size, viewport] of [
    ["a phone", PHONE],
    ["a desktop", DESKTOP],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`is without fault on ${size}, ${colorScheme}: for axe, without cookies, strangers, errors or sideways scrolling`, async () => {
        await inBrowser({ viewport, colorScheme }, async (page, seen) => {
          for (const path of kinds) {
            await page.goto(address + path);
            // What is dark differs in its colours alone.
            const rules = colorScheme === "dark" ? ["color-contrast"] : null;
            assert.deepEqual(await axe(page, rules), [], `${path} on ${size}, ${colorScheme}`);
            assert.equal(await overflow(page), 0, `${path} scrolls sideways on ${size}`);
          }
          assert.deepEqual(await page.context().cookies(), []);
          assert.deepEqual(seen.strangers, []);
          assert.deepEqual(
            seen.errors.filter((error) => !/404 \(Not Found\)/.test(error)),
            [],
          );
        });
      });
    }
  }

  it("holds what it has on the narrowest phones", async () => {
    await inBrowser({ viewport: { width: 320, height: 600 } }, async (page) => {
      for (const path of kinds) {
        await page.goto(address + path);
        assert.equal(await overflow(page), 0, path);
      }
    });
  });

  it("has one small script, which no page waits for", async () => {
    for (const path of kinds) {
      const { text } = await ask(address, path);
      const scripts = [...text.matchAll(/<script(?! type="application\/ld\+json")([^>]*)>/g)].map(
        (match) => match[1] ?? "",
      );
      assert.equal(scripts.length, 1, path);
      assert.match(scripts[0] ?? "", /^ src="\/assets\/reader-[0-9a-f]{12}\.js" defer data-offline$/, path);
    }
  });
});

describe("a report without script", () => {
  it("shows the notes of its claims beside the text on a desktop", async () => {
    await inBrowser({ viewport: DESKTOP, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + report);
      const note = page.locator("#note-1");
      assert.ok(await note.isVisible());
      const [noteBox, textBox] = [await note.boundingBox(), await page.locator("#claim-1").boundingBox()];
      assert.ok(noteBox && textBox && noteBox.x >= textBox.x, "the note stands beside its text");
      assert.match((await note.textContent()) ?? "", /\S/);
    });
  });

  it("opens the notes of its claims under the text on a phone", async () => {
    await inBrowser({ viewport: PHONE, javaScriptEnabled: false, hasTouch: true }, async (page) => {
      await page.goto(address + report);
      const notes = page.locator("details.notes").filter({ has: page.locator("#note-1") });
      assert.ok(!(await page.locator("#note-1").isVisible()));
      await notes.locator("summary").tap();
      assert.ok(await page.locator("#note-1").isVisible());
      await page.locator("#note-1 a.standing").tap();
      await page.waitForURL(/\/claims\/1$/);
      assert.ok(await page.locator("h1").isVisible());
    });
  });

  it("leads from a marked claim to its note and back", async () => {
    await inBrowser({ viewport: DESKTOP, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + report);
      await page.locator("#note-1 a.number").click();
      assert.match(page.url(), /#claim-1$/);
    });
  });
});

describe("a report", () => {
  it("is used with the keyboard alone", async () => {
    await inBrowser({ viewport: PHONE }, async (page) => {
      await page.goto(address + report);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate<string>("document.activeElement?.className"), "skip");
      await page.keyboard.press("Enter");
      assert.match(page.url(), /#main$/);
      let isOpen = false;
      for (let presses = 0; presses < 60 && !isOpen; presses++) {
        await page.keyboard.press("Tab");
        const isSummary = await page.evaluate<boolean>(
          "document.activeElement?.matches('details.notes > summary') ?? false",
        );
        if (!isSummary) continue;
        await page.keyboard.press("Enter");
        isOpen = await page.evaluate<boolean>("document.activeElement?.closest('details')?.open ?? false");
      }
      assert.ok(isOpen, "a note was opened by the keyboard");
    });
  });

  it("prints with its text and the notes of its claims, without the site around it", async () => {
    await inBrowser({ viewport: { width: 794, height: 1123 } }, async (page) => {
      await page.goto(address + report);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("h1").isVisible());
      assert.ok(await page.locator("#note-1").isVisible());
      assert.ok(!(await page.locator("header.site nav").isVisible()));
    });
  });
});

describe("what the command line takes in beside the server", () => {
  it("is the page a reader gets, whatever each shared page looks like", async () => {
    const files = readdirSync(SAMPLES).filter((name) => /\.(?:txt|html)$/.test(name));
    const { code, stdout, stderr } = await attribune(data, [
      "intake",
      ...files.map((name) => join(SAMPLES, name)),
      ...["--publish", "--json"],
    ]);
    assert.equal(code, 0, stderr);
    const made = stdout
      .trim()
      .split("\n")
      .map((line) => taken.parse(JSON.parse(line)));
    assert.equal(made.length, files.length);
    await inBrowser({ viewport: PHONE }, async (page, seen) => {
      for (const { path, headline } of made) {
        await eventually(`${path} is printed`, async () => (await ask(address, path)).status === 200);
        await page.goto(address + path);
        assert.equal(await page.locator("h1").textContent(), headline);
        assert.equal(await overflow(page), 0, path);
      }
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(seen.errors, []);
    });
  });

  it("is set from right to left where its language is, with the notes on the other side", async () => {
    const file = join(newFolder(), "harbour.txt");
    writeFileSync(file, ARABIC);
    const { code, stdout, stderr } = await attribune(data, ["intake", file, "--publish", "--json"]);
    assert.equal(code, 0, stderr);
    const { path } = taken.parse(JSON.parse(stdout));
    await eventually(`${path} is printed`, async () => (await ask(address, path)).status === 200);
    for (const viewport of [PHONE, DESKTOP]) {
      await inBrowser({ viewport }, async (page) => {
        await page.goto(address + path);
        const article = page.locator("article.report");
        assert.equal(await article.getAttribute("dir"), "rtl");
        assert.equal(
          await page.evaluate<string>("getComputedStyle(document.querySelector('article.report')).direction"),
          "rtl",
        );
        assert.equal(await overflow(page), 0);
        assert.deepEqual(await axe(page), []);
        const [headline, text] = [await page.locator("h1").boundingBox(), await article.boundingBox()];
        assert.ok(headline && text && headline.x + headline.width >= text.x + text.width - 2, "it begins at the right");
      });
    }
  });
});

interface Seen {
  /** Requests to anybody but the server. */
  readonly strangers: string[];
  /** What the browser complained of. */
  readonly errors: string[];
}

async function inBrowser(
  options: BrowserContextOptions,
  work: (page: Page, seen: Seen) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen: Seen = { strangers: [], errors: [] };
  page.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`) && !request.url().startsWith("data:"))
      seen.strangers.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") seen.errors.push(message.text());
  });
  page.on("pageerror", (error) => seen.errors.push(error.message));
  try {
    await work(page, seen);
  } finally {
    await context.close();
  }
}

/** What axe finds wrong with the page, by all its rules or by these: each rule with the elements that break it. */
async function axe(page: Page, rules: readonly string[] | null = null): Promise<z.infer<typeof violations>> {
  await page.evaluate(axeSource);
  const options = { resultTypes: ["violations"], ...(rules === null ? {} : { runOnly: rules }) };
  const found: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((result) =>
    result.violations.map((each) => ({ id: each.id, nodes: each.nodes.map((node) => node.target.join(" ")) })))`);
  return violations.parse(found);
}

/** By how many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

function hrefIn(text: string, pattern: RegExp): string {
  const href = pattern.exec(text)?.[1];
  assert.ok(href, `nothing on the page is like ${pattern}`);
  return href;
}
