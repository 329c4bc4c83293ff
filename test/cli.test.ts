/** The command line as a person uses it: real processes on a data directory of their own, beside a server and without. */
import assert from "node:assert/strict";
import { existsSync, globSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import { createCampaign } from "../src/funding/commands.ts";
import { systemClock } from "../src/platform/clock.ts";
import type { Database } from "../src/platform/db.ts";
import { inventedPage } from "./invented-pages.ts";
import {
  ask,
  attribune,
  connectTo,
  type Ended,
  eventually,
  newFolder,
  postmasterOf,
  ROOT,
  ServerProcess,
} from "./server-process.ts";

const data = newFolder();
const inputs = newFolder();
const MB = 1024 * 1024;

const made = z.object({
  file: z.string(),
  id: z.uuid(),
  slug: z.string(),
  path: z.string(),
  status: z.enum(["draft", "published"]),
  headline: z.string(),
  paragraphs: z.number(),
  claims: z.number(),
  sources: z.number(),
  unsourced: z.number(),
  campaign: z.string().nullable(),
});
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

describe("a wrong call", { concurrency: 2 }, () => {
  const calls: { args: string[]; says: RegExp }[] = [
    { args: ["intake"], says: /Name a file, an address, or - .*\nusage: attribune intake / },
    { args: ["intake", "--pubish", "page.txt"], says: /--pubish.*\nusage: attribune intake / },
    { args: ["intake", "-", "-"], says: /once only.*\nusage: / },
    { args: ["serve", "now"], says: /serve takes no words.*\nusage: attribune serve/ },
    { args: ["ledger"], says: /no command "ledger".*attribune help/ },
    { args: ["publish", "everything"], says: /no command "publish everything".*attribune help/ },
    {
      args: ["donation", "record", "--campaign", "boat"],
      says: /--amount is missing.*\nusage: attribune donation record /,
    },
    { args: ["donation", "record", "12.50"], says: /"12.50" is not understood.*\nusage: / },
    { args: ["ledger", "check", "--json=yes"], says: /--json.*\nusage: attribune ledger check/ },
    { args: ["bench", "everything"], says: /Name what to measure.*\nusage: attribune bench / },
  ];
  for (const { args, says } of calls) {
    it(`says how "${args.join(" ")}" is called right, and ends with 2`, async () => {
      const ended = await attribune(data, args);
      assert.match(ended.stderr, says);
      assert.equal(ended.code, 2);
      assert.equal(ended.stdout, "");
      assert.equal(existsSync(join(data, "postgres")), false, "no database is made for it");
    });
  }

  it("is answered with the help where there is no word at all", async () => {
    const [nothing, help, version] = await Promise.all([
      attribune(data, []),
      attribune(data, ["help"]),
      attribune(data, ["--version"]),
    ]);
    assert.equal(nothing.code, 2);
    assert.equal(help.code, 0);
    assert.equal(nothing.stdout, help.stdout);
    assert.match(help.stdout, /attribune intake FILE\|URL\|- /);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  });
});

describe("an input that is no page", { concurrency: 2 }, () => {
  const refused: { name: string; bytes: Uint8Array | string | null; says: RegExp }[] = [
    { name: "empty.txt", bytes: "", says: /empty\.txt is empty; give the text/ },
    { name: "blank.txt", bytes: " \n\t\n", says: /blank\.txt is empty; give the text/ },
    {
      name: "binary.bin",
      bytes: Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251),
      says: /binary\.bin is binary data.*; give a text/,
    },
    {
      name: "headline.txt",
      bytes: "Ferry stays in port\n",
      says: /headline\.txt has no paragraphs of a story; give the whole page/,
    },
    {
      name: "charset.html",
      bytes: `<html><head><meta charset="klingon-8"></head><body><h1>Ferry</h1><p>It stays.</p></body></html>`,
      says: /charset\.html says it is written in "klingon-8".*; save it as UTF-8/,
    },
    {
      name: "big.txt",
      bytes: new Uint8Array(50 * MB).fill(97),
      says: /big\.txt is 50\.0 MB; a page may be at most 10 MB/,
    },
    { name: "missing.txt", bytes: null, says: /missing\.txt isn't there; check the path/ },
  ];
  const pathOf = (name: string) => join(inputs, name);
  before(() => {
    for (const { name, bytes } of refused) if (bytes !== null) writeFileSync(pathOf(name), bytes);
  });

  for (const { name, says } of refused) {
    it(`is refused in one line: ${name}`, async () => {
      refusedInOneLine(await attribune(data, ["intake", pathOf(name)]), says);
      assert.equal(existsSync(join(data, "postgres")), false, "no database is made for it");
    });
  }

  it("is refused by extract in the same words", async () => {
    const ended = await attribune(data, ["extract", ...refused.map(({ name }) => pathOf(name))]);
    assert.equal(ended.code, 1);
    assert.equal(ended.stdout, "");
    const lines = ended.stderr.trim().split("\n");
    assert.equal(lines.length, refused.length);
    for (const [at, { says }] of refused.entries()) assert.match(lines[at] ?? "", says);
  });

  it("is refused where it comes by standard input", async () => {
    refusedInOneLine(await attribune(data, ["intake", "-"]), /standard input is empty; give the text/);
  });

  it("is refused where it is a folder", async () => {
    refusedInOneLine(await attribune(data, ["intake", inputs]), /is a folder; name the files in it/);
  });

  it("is refused where its address is none of the public web, before anything is sent there", async () => {
    let asked = 0;
    const local = createServer((_, response) => {
      asked += 1;
      response.end("<h1>Ferry</h1><p>It stays in port.</p>");
    });
    await new Promise<void>((resolve) => local.listen(0, "127.0.0.1", resolve));
    const address = local.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const addresses = [
        `http://127.0.0.1:${port}/`,
        `http://localhost:${port}/page`,
        `http://[::ffff:127.0.0.1]:${port}/`,
        `http://2130706433:${port}/`,
      ];
      const ended = await attribune(data, ["intake", ...addresses, "ftp://paper.example/page"]);
      assert.equal(ended.code, 1);
      assert.equal(ended.stdout, "");
      const lines = ended.stderr.trim().split("\n");
      assert.equal(lines.length, 5);
      for (const line of lines.slice(0, 4))
        assert.match(line, /is not a public address; only public pages are fetched/);
      assert.match(lines[4] ?? "", /no http or https address/);
      assert.equal(asked, 0);
    } finally {
      local.close();
    }
  });
});

describe("a command without a server", () => {
  it("starts PostgreSQL for itself and stops it; one bad file keeps no other from its line", async () => {
    const good = ["one.txt", "two.txt"].map((name, at) => {
      writeFileSync(join(inputs, name), inventedPage(at));
      return join(inputs, name);
    });
    const words = [good[0] ?? "", join(inputs, "not-there.txt"), good[1] ?? ""];
    const ended = await attribune(data, ["intake", ...words, "--json"], { environment: { ATTRIBUNE_LOG: "silent" } });
    assert.equal(ended.code, 1);
    assert.deepEqual(
      linesOf(ended).map(({ file, status }) => [file, status]),
      good.map((file) => [file, "draft"]),
    );
    assert.match(ended.stderr, /not-there\.txt isn't there; check the path/);
    assert.equal(postmasterOf(data), null);
    const check = await attribune(data, ["ledger", "check"]);
    assert.equal(check.stdout, "0 transfers, 0 entries: the ledger holds\n");
    assert.equal(check.code, 0);
    assert.equal(postmasterOf(data), null);
  });
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
    const reports = linesOf(ended);
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
    const [report] = linesOf(ended);
    assert.ok(report);
    assert.equal(report.file, "standard input");
    assert.equal(report.status, "draft");
    assert.equal((await ask(address, report.path)).status, 404);
  });

  it("makes a campaign of a page's meter, whose sum the ledger brought forward once", async () => {
    const args = ["intake", join(ROOT, "test/samples/s01.txt"), "--campaign", "--publish", "--json"];
    const [report] = linesOf(await run(args));
    const [again] = linesOf(await run(args));
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
      linesOf(await run(["intake", join(ROOT, "test/samples/s01.txt"), "--campaign", "--json"]))[0] ?? {};
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
    for (const [campaign, amount, says] of wrong) {
      refusedInOneLine(
        await run([
          "donation",
          "record",
          "--campaign",
          campaign,
          `--amount=${amount}`,
          "--method",
          "cash",
          "--key",
          "wrong",
        ]),
        says,
      );
    }
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

function linesOf(ended: Ended): z.infer<typeof made>[] {
  return ended.stdout
    .trim()
    .split("\n")
    .map((line) => made.parse(JSON.parse(line)));
}

/** One line on standard error, nothing on the other, exit code 1. */
function refusedInOneLine(ended: Ended, says: RegExp): void {
  assert.match(ended.stderr, /^attribune: [^\n]+\n$/);
  assert.match(ended.stderr, says);
  assert.equal(ended.stdout, "");
  assert.equal(ended.code, 1);
}
