import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Refusal } from "./errors.ts";
import { fetchOutside, isPublicAddress, type OutgoingOptions, userAgentOf } from "./outgoing.ts";

const options: OutgoingOptions = {
  userAgent: userAgentOf("1.2.3", "https://paper.example"),
  bytes_max: 100_000,
  time_ms_max: 2_000,
  allowAddress: (address) => address === "127.0.0.1",
  lookup: async () => ["127.0.0.1"],
};

const refusal = (code: string) => (thrown: unknown) => thrown instanceof Refusal && thrown.code === code;

describe("fetchOutside", () => {
  let base = "";
  const asked: string[] = [];
  const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    "/page": (request, response) => {
      asked.push(request.headers["user-agent"] ?? "");
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end("<p>Tide</p>");
    },
    "/gzip": (_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync("x".repeat(5000)));
    },
    "/brotli": (_, response) => {
      response.setHeader("content-encoding", "br");
      response.end(brotliCompressSync("x".repeat(5000)));
    },
    "/bomb": (_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(Buffer.alloc(5_000_000)));
    },
    "/broken": (_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end("this is not gzip");
    },
    "/endless": (_, response) => {
      const timer = setInterval(() => response.write("y".repeat(20_000)), 1);
      response.on("close", () => clearInterval(timer));
    },
    "/slow": (_, response) => {
      const timer = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(timer));
    },
    "/silent": () => {},
    "/gone": (_, response) => response.writeHead(404).end("no"),
    "/away": (_, response) => response.writeHead(302, { location: "/page" }).end(),
    "/round": (_, response) => response.writeHead(301, { location: "/round" }).end(),
    "/inside": (_, response) => response.writeHead(302, { location: "http://10.0.0.8/secret" }).end(),
    "/file": (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  };
  const server = createServer((request, response) => {
    const serve = pages[request.url ?? ""];
    if (serve === undefined) response.writeHead(500).end();
    else serve(request, response);
  });

  before(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    base = `http://paper.example:${typeof address === "object" ? address?.port : 0}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("gives the bytes, the type and the address, and says who asks", async () => {
    const answer = await fetchOutside(`${base}/page`, options);
    assert.equal(new TextDecoder().decode(answer.bytes), "<p>Tide</p>");
    assert.equal(answer.contentType, "text/html; charset=utf-8");
    assert.equal(answer.finalUrl, `${base}/page`);
    assert.deepEqual(asked, ["Attribune/1.2.3 (+https://paper.example)"]);
  });

  it("follows a redirect and unpacks what comes packed", async () => {
    assert.equal((await fetchOutside(`${base}/away`, options)).finalUrl, `${base}/page`);
    assert.equal((await fetchOutside(`${base}/gzip`, options)).bytes.length, 5000);
    assert.equal((await fetchOutside(`${base}/brotli`, options)).bytes.length, 5000);
  });

  it("refuses loopback when nobody allows it, by name and by number", async () => {
    const guarded = { userAgent: "test", bytes_max: 1000, time_ms_max: 1000, lookup: async () => ["127.0.0.1"] };
    for (const address of [
      `${base}/page`,
      "http://127.0.0.1:8080/",
      "http://[::1]:8080/",
      "http://2130706433/",
      "http://0x7f.1/",
    ]) {
      await assert.rejects(fetchOutside(address, guarded), refusal("outgoing.private"), address);
    }
  });

  it("refuses a name of which one address is private", async () => {
    const mixed = { ...options, allowAddress: isPublicAddress, lookup: async () => ["93.184.216.34", "192.168.1.1"] };
    await assert.rejects(fetchOutside("http://mixed.example/", mixed), refusal("outgoing.private"));
  });

  it("checks each redirect's address again", async () => {
    await assert.rejects(fetchOutside(`${base}/inside`, options), refusal("outgoing.private"));
    await assert.rejects(fetchOutside(`${base}/file`, options), refusal("outgoing.address"));
    await assert.rejects(fetchOutside(`${base}/round`, options), refusal("outgoing.redirects"));
  });

  it("connects to the address it checked and resolves the name once", async () => {
    let times = 0;
    const lookup = async () => (++times === 1 ? ["127.0.0.1"] : ["10.0.0.1"]);
    await fetchOutside(`${base}/page`, { ...options, lookup });
    assert.equal(times, 1);
  });

  it("refuses addresses that are no plain web addresses", async () => {
    for (const address of [
      "page.html",
      "ftp://a.example/x",
      "http://user:pass@a.example/",
      "http://a.example:22/",
      "http://a.example:25/",
      "",
    ]) {
      await assert.rejects(fetchOutside(address, options), refusal("outgoing.address"), address);
    }
  });

  it("refuses a name without an address", async () => {
    const nowhere = { ...options, lookup: async () => Promise.reject(new Error("ENOTFOUND")) };
    await assert.rejects(fetchOutside("http://nowhere.example/", nowhere), refusal("outgoing.unresolved"));
  });

  it("holds the limit of bytes as sent and as unpacked", async () => {
    await assert.rejects(fetchOutside(`${base}/endless`, options), refusal("outgoing.too_large"));
    await assert.rejects(fetchOutside(`${base}/bomb`, options), refusal("outgoing.too_large"));
    await assert.rejects(fetchOutside(`${base}/broken`, options), refusal("outgoing.failed"));
  });

  it("holds the limit of time over silence and over a trickle", async () => {
    const hurried = { ...options, time_ms_max: 200 };
    await assert.rejects(fetchOutside(`${base}/silent`, hurried), refusal("outgoing.timeout"));
    await assert.rejects(fetchOutside(`${base}/slow`, hurried), refusal("outgoing.timeout"));
    const stuck = { ...hurried, lookup: () => new Promise<string[]>(() => {}) };
    await assert.rejects(fetchOutside(`${base}/page`, stuck), refusal("outgoing.timeout"));
  });

  it("refuses an answer that is no success", async () => {
    await assert.rejects(fetchOutside(`${base}/gone`, options), (thrown) => {
      return thrown instanceof Refusal && thrown.code === "outgoing.status" && thrown.details.status === 404;
    });
  });
});

describe("isPublicAddress", () => {
  it("says yes to global unicast and to nothing else", () => {
    for (const address of ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:93.184.216.34"]) {
      assert.equal(isPublicAddress(address), true, address);
    }
    const closed =
      "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.0.2.1 192.168.0.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 240.0.0.1 :: ::1 fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2001:db8::1 4000::1 ::a00:1 host";
    for (const address of closed.split(" ")) assert.equal(isPublicAddress(address), false, address);
  });
});
