/** The command line as a person uses it: real processes where no server runs. */
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { refusedInOneLine, takenIn } from "./cli-output.ts";
import { inventedPage } from "./invented-pages.ts";
import { attribune, newFolder, postmasterOf } from "./server-process.ts";

const data = newFolder();
const inputs = newFolder();
const MB = 1024 * 1024;

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
      takenIn(ended).map(({ file, status }) => [file, status]),
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
