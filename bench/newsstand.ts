// Requests a second for one report page: the newsstand, nginx on the same files, and a bare node:http server that holds
// the bytes, one after the other in one run, loaded by wrk.
//   bin/attribune bench newsstand      (needs nginx and wrk: apt-get install nginx-light wrk)
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { contentNumber, publishOne, sampleContents } from "./archive.ts";
import { medianOf, outputOf, withApp } from "./server.ts";

const SECONDS = 4;
const ROUNDS = 3;

await withApp(async (app) => {
  const { slug } = await publishOne(app, contentNumber(sampleContents(), 0));
  await app.press.printAll();
  const path = `/reports/${slug}`;
  const body = await app.edition.read(path, "gzip");
  if (!body) throw new Error("the report was not printed");

  // In threads of their own, so that what loads them does not share theirs.
  const ours = await startThread(
    `
    import { createServer } from "node:http"; import { parentPort, workerData } from "node:worker_threads";
    const { Edition } = await import(workerData.root + "/src/press/edition.ts");
    const { createNewsstand } = await import(workerData.root + "/src/press/newsstand.ts");
    const { PLAIN_THEME } = await import(workerData.root + "/src/site/theme.ts");
    const { isEmbeddable, pageHeaders } = await import(workerData.root + "/src/site/headers.ts");
    const stand = createNewsstand({ edition: new Edition(workerData.folder), bytes_max: 48e6, headers: pageHeaders(PLAIN_THEME), isEmbeddable, elsewhere: () => false });
    const server = createServer(stand.serve).listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`,
    { folder: app.edition.folder },
  );
  const bare = await startThread(
    `
    import { createServer } from "node:http"; import { parentPort, workerData } from "node:worker_threads";
    const body = Buffer.from(workerData.body); const headers = ["Content-Type", "text/html; charset=utf-8", "Content-Encoding", "gzip", "Content-Length", String(body.length)];
    const server = createServer((request, response) => { response.writeHead(200, headers); response.end(body); }).listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`,
    { body },
  );
  const nginxPort = await freePort();
  const configuration = join(app.config.dataDirectory, "nginx.conf");
  await writeFile(
    configuration,
    `daemon off; pid ${join(app.config.dataDirectory, "nginx.pid")}; error_log stderr crit; worker_processes auto; events { worker_connections 512; }
    http { access_log off; sendfile on; open_file_cache max=1000; default_type text/html; types { text/html html; }
      server { listen 127.0.0.1:${nginxPort}; root ${app.edition.folder}; location / { try_files $uri.html =404; gzip_static on; } } user ${process.getuid?.() === 0 ? "root" : "nobody"}; }`.replace(
      / user \w+; }$/,
      " }",
    ),
  );
  const nginx = spawn("nginx", ["-c", configuration, ...(process.getuid?.() === 0 ? ["-g", "user root;"] : [])], {
    stdio: "ignore",
  });
  const missing = once(nginx, "error").then(() => true);
  await new Promise((resolve) => setTimeout(resolve, 500));

  const targets = { newsstand: ours.port, nginx: nginxPort, "bare node:http": bare.port };
  const results = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, port] of Object.entries(targets))
      results.set(name, [...(results.get(name) ?? []), await load(port, path)]);
  }
  for (const [name, rates] of results)
    console.log(
      `${name.padEnd(15)} ${Math.round(medianOf(rates)).toLocaleString("en")} req/s (median of ${ROUNDS} runs of ${SECONDS} s, 32 connections, gzip, ${body.length} bytes)`,
    );
  const rate = (name: string) => medianOf(results.get(name) ?? []);
  console.log(
    `ratio to nginx: ${(rate("newsstand") / rate("nginx")).toFixed(2)}; to bare node:http: ${(rate("newsstand") / rate("bare node:http")).toFixed(2)}`,
  );
  nginx.kill("SIGTERM");
  await Promise.all([ours.stop(), bare.stop(), Promise.race([missing, once(nginx, "close")])]);
});

async function load(port: number, path: string): Promise<number> {
  const text = await outputOf("wrk", [
    "-t1",
    "-c32",
    `-d${SECONDS}s`,
    "-H",
    "Accept-Encoding: gzip",
    `http://127.0.0.1:${port}${path}`,
  ]);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(text ?? "")?.[1];
  if (!rate || /Non-2xx/.test(text ?? ""))
    throw new Error(`wrk could not load port ${port}: ${text ?? "is it installed?"}`);
  return Number(rate);
}

async function startThread(code: string, data: object): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const root = new URL("..", import.meta.url).href.replace(/\/$/, "");
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: { root, ...data },
  });
  const [port] = await once(worker, "message");
  return { port: Number(port), stop: () => worker.terminate() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
