import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { diskFiles } from "./files.ts";

describe("files on disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "attribune-files-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const files = diskFiles(join(folder, "pictures"));

  it("are read as they were written, or are not there", async () => {
    assert.equal(await files.read("a/b.png"), null);
    await files.write("a/b.png", Buffer.from([1, 2, 3]));
    assert.deepEqual(await files.read("a/b.png"), Buffer.from([1, 2, 3]));
    assert.equal(await files.read("a/b.png/c"), null);
    await files.remove("a/b.png");
    await files.remove("a/b.png");
    assert.equal(await files.read("a/b.png"), null);
  });

  it("are whole at every moment, however many write at once", async () => {
    const versions = Array.from({ length: 8 }, (_, at) => Buffer.alloc(300_000, 65 + at));
    await files.write("one", versions[0] ?? Buffer.alloc(0));
    const writing = Promise.all(versions.map((bytes) => files.write("one", bytes)));
    let isDone = false;
    const reading = (async () => {
      let reads = 0;
      while (!isDone) {
        const bytes = await files.read("one");
        assert.ok(bytes && versions.some((version) => version.equals(bytes)), "it is one of the versions, whole");
        reads += 1;
      }
      return reads;
    })();
    await writing;
    isDone = true;
    assert.ok((await reading) > 0);
    assert.deepEqual(readdirSync(join(folder, "pictures")).sort(), ["a", "one"], "nothing half-written is left");
  });

  it("never lie outside their folder", async () => {
    writeFileSync(join(folder, "secret"), "x");
    for (const name of ["../secret", "a/../../secret", "..", ".", ""]) {
      await assert.rejects(async () => files.read(name), /leads out of its folder/, name);
      await assert.rejects(async () => files.write(name, Buffer.from("y")), /leads out of its folder/, name);
    }
    assert.equal((await files.read("/secret")) === null, true, "an absolute name is meant below the folder");
  });

  it("leave nothing behind where they can't be written", async () => {
    await assert.rejects(files.write("one/below", Buffer.from("x")));
    await files.write("folder/inner", Buffer.from("x"));
    await assert.rejects(files.write("folder", Buffer.from("x")));
    assert.deepEqual(readdirSync(join(folder, "pictures")).sort(), ["a", "folder", "one"]);
  });
});
