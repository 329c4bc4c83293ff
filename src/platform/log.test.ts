import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

/** What another process wrote to standard error when it logged at that level. */
function logged(level: string, statements: string): string {
  const log = new URL("./log.ts", import.meta.url).href;
  const program = `import { createLog } from ${JSON.stringify(log)}; const log = createLog(${JSON.stringify(level)}); ${statements}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { PATH: process.env.PATH ?? "" },
  });
  assert.equal(stdout, "");
  return stderr;
}

it("is one JSON object a line, with the time in UTC, and nothing of the machine", () => {
  const [line = ""] = logged("info", `log.info({ report: "r7" }, "published"); log.debug("unseen");`)
    .trim()
    .split("\n");
  const { time, ...rest } = JSON.parse(line);
  assert.match(time, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  assert.deepEqual(rest, { level: 30, report: "r7", msg: "published" });
});

it("strikes out what stands under a telling name, also one level down", () => {
  const text = logged(
    "info",
    `log.info({ email: "bea@fenwick.example", donor: "Bea Fenwick", request: { ip: "192.0.2.7", cookie: "session-x" }, gift: { name: "Bea Fenwick" }, token: "t-123" }, "given");`,
  );
  for (const secret of ["bea@", "Bea Fenwick", "192.0.2.7", "session-x", "t-123"])
    assert.ok(!text.includes(secret), secret);
  assert.equal(text.match(/\[removed\]/g)?.length, 6);
});

it("says nothing where it is silent", () => {
  assert.equal(logged("silent", `log.fatal("unheard");`), "");
});
