/** Commands that a person calls while the server runs on the same data directory. */
import assert from "node:assert/strict";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import { createCampaign } from "../src/funding/commands.ts";
import { systemClock } from "../src/platform/clock.ts";
import type { Database } from "../src/platform/db.ts";
import { refusedInOneLine, takenIn } from "./cli-output.ts";
import { inventedPage } from "./invented-pages.ts";
import { ask, attribune, connectTo, eventually, newFolder, ROOT, ServerProcess } from "./server-process.ts";

const data = newFolder();
const inputs = newFolder();

const meter = z.object({
  currency: z.string(),
  raised: z.object({ minor: z.string() }),
  marks: z.array(z.object({ minor: z.string() })),
});
const books = z.object({
  ok: z.boolean(),
  counts: z.object({ transfers: z.number(), entries: z.number() }),
  trialBalance: z.array(z.object({ code: z.string(), currency: z.string(), minor: z.string() })),
});

describe("a command beside a running server", () => {
  let server: ServerProcess;
  let address = "";
  let database: Database;
  /** What must never be told to the log: donors, sources, headlines. */
  const personal = ["Ottoline Fenwick", "ottoline@fenwick.example", "In memory of Aunt Bea"];
  const quiet = { ATTRIBUNE_LOG: "debug" };
  const said: string[] = [];
  const run = async (args: string[], input?: string) => {
    const ended = await attribune(data, args, { environment: quiet, ...(input === undefined ? {} : { input }) });
    said.push(ended.stderr);
    return ended;
  };
  const record = (campaign: string, amount: string, key: string, ...more: string[]) =>
    run(["donation", "record", "--campaign", campaign, "--amount", amount, "--method", "bank", "--key", key, ...more]);

  before(async () => {
    writeFileSync(join(inputs, "headline.txt"), "Ferry stays in port\n");
    writeFileSync(join(inputs, "one.txt"), inventedPage(0));
    server = new ServerProcess(data, quiet);
    address = await server.ready();
    database = connectTo(data);
  });
  after(async () => {
    await database.close();
    await server.stop();
  });

  it("publishes every sample page, text and HTML, and each is served at the address it prints", async () => {
    const files = globSync("test/samples/*.{txt,html}", { cwd: ROOT })
      .map((file) => join(ROOT, file))
      .sort();
    assert.ok(files.length >= 11);
    const ended = await run(["intake", ...files, "--publish", "--json"]);
    assert.equal(ended.code, 0, ended.stderr);
    const reports = takenIn(ended);
    assert.deepEqual(
      reports.map(({ file }) => file),
      files,
    );
    for (const { file, path, slug, headline, paragraphs, claims, sources, status } of reports) {
      assert.equal(status, "published");
      assert.equal(path, `/reports/${slug}`);
      assert.ok(paragraphs > 3 && claims > 3 && sources > 2, `${file} has parts`);
      const page = await served(path);
      assert.ok(page.includes(headline.replaceAll("&", "&amp;").replaceAll("'", "&#39;")), `${path} has its headline`);
      personal.push(headline);
    }
    const { rows } = await sql<{ name: string }>`select name from sources where kind = 'person'`.execute(database.db);
    assert.ok(rows.length > 5);
    personal.push(...rows.map(({ name }) => name));
  });

  it("stores nothing of a refused input", async () => {
    const before = await countReports();
    const ended = await run(["intake", join(inputs, "headline.txt"), join(inputs, "one.txt"), "--campaign"]);
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /headline\.txt has no paragraphs/);
    assert.match(ended.stderr, /one\.txt: the page has no donation meter.*leave out --campaign/);
    assert.equal(await countReports(), before);
  });

  it("reads standard input, as a draft that no reader finds", async () => {
    const ended = await run(["intake", "-", "--json"], inventedPage(7));
    assert.equal(ended.code, 0, ended.stderr);
    const [report] = takenIn(ended);
    assert.ok(report);
    assert.equal(report.file, "standard input");
    assert.equal(report.status, "draft");
    assert.equal((await ask(address, report.path)).status, 404);
  });

  it("makes a campaign of a page's meter, whose sum the ledger brought forward once", async () => {
    const args = ["intake", join(ROOT, "test/samples/s01.txt"), "--campaign", "--publish", "--json"];
    const [report] = takenIn(await run(args));
    const [again] = takenIn(await run(args));
    assert.ok(report?.campaign);
    assert.equal(again?.campaign, report.campaign);
    const check = await checkBooks();
    assert.deepEqual(check.counts, { transfers: 1, entries: 2 });
    const shown = await meterShowing("259700");
    assert.equal(shown.currency, "USD");
    assert.deepEqual(
      shown.marks.map(({ minor }) => minor),
      ["0", "250000", "500000"].slice(-shown.marks.length),
    );
    assert.deepEqual(
      check.trialBalance.map(({ code, minor }) => [code, minor]),
      [
        ["brought-forward:USD", "-259700"],
        [`donations:${report.campaign}`, "259700"],
      ],
    );
  });

  it("books a donation once for its key, and the meter follows", async () => {
    const { campaign } =
      takenIn(await run(["intake", join(ROOT, "test/samples/s01.txt"), "--campaign", "--json"]))[0] ?? {};
    assert.ok(campaign);
    const donor = ["--name", "Ottoline Fenwick", "--message", "In memory of Aunt Bea, ottoline@fenwick.example"];
    const first = await record(campaign, "12.50", "statement-1", ...donor);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^booked 12\.50 USD as transfer /);
    const second = await record(campaign, "12.50", "statement-1", ...donor);
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stdout, /^booked before under this key: 12\.50 USD/);
    const other = await record(campaign, "99", "statement-1", ...donor);
    refusedInOneLine(other, /statement-1/);
    await meterShowing("260950");
    assert.equal((await checkBooks()).counts.transfers, 2);
  });

  it("refuses amounts that the currency doesn't have", async () => {
    for (const currency of ["EUR", "JPY", "KWD"]) {
      await createCampaign(database.db, systemClock, {
        slug: `boat-${currency.toLowerCase()}`,
        title: "A boat",
        currency,
        marks: [{ minor: 1_000_000n }],
      });
    }
    const before = (await checkBooks()).counts.transfers;
    const wrong = [
      ["boat-eur", "1.234", /at most 2 decimals/],
      ["boat-jpy", "1.5", /at most 0 decimals/],
      ["boat-kwd", "1.2345", /at most 3 decimals/],
      ["boat-eur", "0", /0\.00 EUR is not above zero/],
      ["boat-eur", "-5", /-5\.00 EUR is not above zero/],
      ["boat-eur", "1,50", /not an amount in EUR/],
      ["boat-nobody", "5", /boat-nobody/],
    ] as const;
    const tried = wrong.map(async ([campaign, amount, says]) => {
      // Joined by "=": a word of its own that begins with a hyphen would be taken for a flag.
      const args = ["--campaign", campaign, `--amount=${amount}`, "--method", "cash", "--key", "wrong"];
      refusedInOneLine(await run(["donation", "record", ...args]), says);
    });
    await Promise.all(tried);
    assert.equal((await checkBooks()).counts.transfers, before);
    for (const [campaign, amount] of [
      ["boat-eur", "1.23 EUR"],
      ["boat-jpy", "150 JPY"],
      ["boat-kwd", "1.234 KWD"],
    ]) {
      const ended = await record(campaign ?? "", amount?.split(" ")[0] ?? "", `right-${campaign}`);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stdout, new RegExp(`^booked ${amount} as transfer `));
    }
    const check = await run(["ledger", "check"]);
    assert.match(check.stdout, / 1\.23 EUR {2}donations:boat-eur /);
    assert.match(check.stdout, / 150 JPY {2}donations:boat-jpy /);
    assert.match(check.stdout, / 1\.234 KWD {2}donations:boat-kwd /);
    assert.match(check.stdout, /5 transfers, 10 entries: the ledger holds\n$/);
  });

  it("tells the log nothing of donors, sources and headlines, not even at debug", () => {
    const log = server.said + said.join("");
    assert.match(log, /"level":/, "there is a log");
    assert.deepEqual(
      personal.filter((word) => log.includes(word)),
      [],
    );
  });

  async function countReports(): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from reports`.execute(database.db);
    return rows[0]?.count ?? 0;
  }

  async function checkBooks(): Promise<z.infer<typeof books>> {
    const ended = await run(["ledger", "check", "--json"]);
    assert.equal(ended.code, 0, ended.stderr);
    const check = books.parse(JSON.parse(ended.stdout));
    assert.ok(check.ok);
    return check;
  }

  function meterShowing(minor: string): Promise<z.infer<typeof meter>> {
    return eventually(`the meter shows ${minor}`, async () => {
      const answer = await ask(address, "/meter.json");
      if (answer.status !== 200) return null;
      const shown = meter.parse(JSON.parse(answer.text));
      return shown.raised.minor === minor ? shown : null;
    });
  }

  function served(path: string): Promise<string> {
    return eventually(`${path} is served`, async () => {
      const answer = await ask(address, path);
      return answer.status === 200 ? answer.text : null;
    });
  }
});
