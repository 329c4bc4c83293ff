import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { contentTypeOf, Edition, fileNameOf, isPagePath } from "./edition.ts";
import { createNewsstand, encodingsFor, pathOf } from "./newsstand.ts";

const folder = await mkdtemp(join(tmpdir(), "attribune-edition-"));
const edition = new Edition(join(folder, "edition"));
await edition.prepare();
const newsstand = createNewsstand({
  edition,
  bytes_max: 100_000,
  headers: { "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN" },
  isEmbeddable: (path) => path.startsWith("/meter"),
  linksOf: (path) => (path === "/feed.atom" ? '<https://hub.example/>; rel="hub"' : null),
  elsewhere: (_, response, path) => {
    if (path !== "/health") return false;
    response.end("well");
    return true;
  },
});
const server = createServer(newsstand.serve);
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = typeof address === "object" && address ? address.port : 0;
after(async () => {
  newsstand.close();
  server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

const page = `<!doctype html><p>${"The lake rises. ".repeat(200)}</p>`;
await edition.put("/reports/lake", page, "small");
await edition.put("/404", "<p>nothing here</p>", "small");
await edition.put("/meter.json", '{"raised":1}', "small");
await edition.put("/media/0123456789abcdef-480.webp", new Uint8Array([1, 2, 3]), "small");

test("a page is served in the encoding asked for, whole, with its own ETag", async () => {
  const br = await ask("/reports/lake", { "accept-encoding": "gzip, br" });
  assert.equal(brotliDecompressSync(br.body).toString(), page);
  const gz = await ask("/reports/lake", { "accept-encoding": "gzip" });
  assert.equal(gunzipSync(gz.body).toString(), page);
  const plain = await ask("/reports/lake");
  assert.equal(plain.body.toString(), page);
  assert.equal(plain.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(plain.headers.vary, "Accept-Encoding");
  assert.equal(new Set([br, gz, plain].map((answer) => answer.headers.etag)).size, 3);
  assert.equal(
    (await ask("/reports/lake", { "accept-encoding": "br;q=0, gzip;q=1.0" })).headers["content-encoding"],
    "gzip",
  );
});

test("whoever has the page gets 304 without a body, and HEAD gets the headers alone", async () => {
  const { headers } = await ask("/reports/lake", { "accept-encoding": "br" });
  const again = await ask("/reports/lake", { "accept-encoding": "br", "if-none-match": `"other", W/${headers.etag}` });
  assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, headers.etag]);
  const head = await ask("/reports/lake", { "accept-encoding": "br" }, "HEAD");
  assert.deepEqual(
    [head.status, head.body.length, head.headers["content-length"]],
    [200, 0, headers["content-length"]],
  );
});

test("a page printed anew is served anew", async () => {
  await edition.put("/reports/tide", "<p>low</p>", "small");
  const low = await ask("/reports/tide");
  await edition.put("/reports/tide", "<p>high</p>", "small");
  newsstand.forget(["/reports/tide"]);
  const high = await ask("/reports/tide", { "if-none-match": String(low.headers.etag) });
  assert.deepEqual([high.status, high.body.toString()], [200, "<p>high</p>"]);
  await edition.remove("/reports/tide");
  newsstand.forget(["/reports/tide"]);
  assert.equal((await ask("/reports/tide")).status, 404);
});

test("addresses with a slash at their end, capitals or .html lead to the page; unknown ones to the printed 404", async () => {
  for (const path of ["/reports/lake/", "/Reports/Lake", "/reports/lake.html", "//reports/lake/"]) {
    const answer = await ask(path);
    assert.deepEqual([answer.status, answer.headers.location], [301, "/reports/lake"], path);
  }
  const missing = await ask("/nowhere");
  assert.deepEqual([missing.status, missing.body.toString()], [404, "<p>nothing here</p>"]);
  assert.equal((await ask("/health")).body.toString(), "well");
  assert.equal((await ask("/reports/lake", {}, "POST")).status, 405);
});

test("pictures are kept for ever, and only the meter may be framed elsewhere", async () => {
  const picture = await ask("/media/0123456789abcdef-480.webp", { "accept-encoding": "br" });
  assert.deepEqual(
    [picture.headers["cache-control"], picture.headers["content-encoding"]],
    ["public, max-age=31536000, immutable", undefined],
  );
  const meter = await ask("/meter.json");
  assert.deepEqual(
    [meter.headers["x-frame-options"], meter.headers["content-security-policy"]],
    [undefined, "default-src 'none'; frame-ancestors *"],
  );
  assert.equal((await ask("/reports/lake")).headers["x-frame-options"], "SAMEORIGIN");
});

test("memory stays within its limit, whatever is read", async () => {
  for (let i = 0; i < 30; i++) await edition.put(`/big/${i}`, Buffer.alloc(20_000, i), "fast");
  for (let i = 0; i < 30; i++) assert.equal((await ask(`/big/${i}`)).body.length, 20_000);
  assert.equal((await ask("/big/0")).body[0], 0);
});

test("nothing outside the edition can be read, whatever is asked for", async () => {
  await writeFile(join(folder, "secret.html"), "secret");
  for (const path of [
    "/../secret",
    "/%2e%2e/secret",
    "/..%2fsecret",
    "/.new/x",
    "/%00",
    "/reports/../../secret",
    "/.name",
    "/%5c..%5csecret",
  ]) {
    const answer = await ask(path);
    assert.ok(!answer.body.toString().includes("secret") && answer.status >= 400, path);
  }
  assert.equal((await ask("/%E0%A4%A")).status, 400);
});

test("a put leaves nothing half-written behind", async () => {
  assert.deepEqual(await readdir(join(folder, "edition", ".new")), []);
  assert.equal((await readFile(join(folder, "edition", "reports", "lake.html"))).toString(), page);
});

test("any target and any Accept-Encoding is answered without a fault", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (target, header) => {
      const path = pathOf(target);
      if (path !== null && isPagePath(path))
        assert.ok(!join("/e", fileNameOf(path)).split("/").includes("..") && contentTypeOf(path).includes("/"));
      assert.equal(encodingsFor(header).at(-1), "identity");
    }),
    { seed: 20_260_504, numRuns: 500 },
  );
});

test("what has another address now leads there with all below it, and what was withdrawn says why", async () => {
  edition.put("/reports/old.moved", "/reports/lake", "small");
  edition.put("/reports/pulled.gone", "<p>withdrawn: the letter was forged</p>", "small");
  const moved = await ask("/reports/old");
  assert.deepEqual([moved.status, moved.headers.location], [301, "/reports/lake"]);
  assert.equal((await ask("/reports/old/claims/3?x=1")).headers.location, "/reports/lake/claims/3");
  for (const path of ["/reports/pulled", "/reports/pulled/claims/2", "/reports/pulled"]) {
    const gone = await ask(path, { "accept-encoding": "br" });
    assert.equal(gone.status, 410, path);
    assert.match(brotliDecompressSync(gone.body).toString(), /the letter was forged/);
  }
  for (const marker of ["/reports/old.moved", "/reports/pulled.gone"]) {
    assert.equal((await ask(marker, { "accept-encoding": "br" })).status, 404, `${marker} is no page`);
    assert.equal((await ask(marker)).status, 404, `${marker} is no page`);
  }
});

test("only /.well-known/ may begin with a dot", async () => {
  assert.ok(isPagePath("/.well-known/security.txt"));
  for (const path of [
    "/.name",
    "/.new/x",
    "/.well-known/.name",
    "/.well-known/../.name",
    "/.well-known//x",
    "/.well-known",
    "/a/.well-known/x",
  ])
    assert.ok(!isPagePath(path), path);
  edition.put("/.well-known/security.txt", "Contact: mailto:a@b.example", "small");
  assert.equal((await ask("/.well-known/security.txt")).headers["content-type"], "text/plain; charset=utf-8");
});

test("a feed names its hub in a header, and machines' files their own types", async () => {
  edition.put("/feed.atom", "<feed/>", "small");
  assert.equal((await ask("/feed.atom")).headers.link, '<https://hub.example/>; rel="hub"');
  assert.equal((await ask("/reports/lake")).headers.link, undefined);
  const types = ["/feed.rss", "/feed.json", "/reports/a/provenance.jsonld", "/site.webmanifest", "/icon-192.png"].map(
    contentTypeOf,
  );
  assert.deepEqual(types, [
    "application/rss+xml; charset=utf-8",
    "application/feed+json; charset=utf-8",
    "application/ld+json",
    "application/manifest+json",
    "image/png",
  ]);
});
