/** What the documents say of the house, held against the house itself. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { listVariables } from "../src/platform/config.ts";
import { newFolder, ROOT } from "./server-process.ts";

const LINES_MAX = 400;
/** Files that may be longer, each with its reason and its own limit: none of them may grow. */
const LONGER: Readonly<Record<string, { lines_max: number; why: string }>> = {
  "src/attribution/english/verbs.ts": { lines_max: 600, why: "a table with a verb a line" },
  "bench/score.ts": { lines_max: 440, why: "the scorer reads top down, from the gold to the table it prints" },
};

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const list = (...globs: string[]) => globs.flatMap((glob) => globSync(glob, { cwd: ROOT })).sort();
const documents = list("*.md", "decisions/*.md", "bench/*.md", "docs/**/*.md", "src/**/*.md");
const sources = list("src/**/*.ts");
const programs = list("{src,test,bench}/**/*.ts");
/** The rooms in ARCHITECTURE.md's order: each imports only from itself and those above it. */
const rooms = [...read("ARCHITECTURE.md").matchAll(/^\| `(\w+)` \| /gm)].map((match) => match[1] ?? "");

describe("the rooms", () => {
  it("are all named in ARCHITECTURE.md, and all there", () => {
    const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual([...rooms].sort(), folders.map(({ name }) => name).sort());
  });

  it("import only from the rooms above them", () => {
    const wrong = sources
      .filter((file) => file.split("/").length > 2)
      .flatMap((file) => importsOf(file).map(({ path }) => ({ file, imported: path })))
      .filter(({ file, imported }) => roomOf(file) !== "cli" && rankOf(imported) > rankOf(file));
    assert.deepEqual(wrong, []);
  });

  it("fail the linter where they import from a room below them", () => {
    // In a folder of its own, so that nobody else's run of the linter meets these files.
    const folder = newFolder();
    for (const name of ["biome.json", ".gitignore"]) copyFileSync(join(ROOT, name), join(folder, name));
    const guarded = rooms.filter((room) => room !== "cli");
    for (const room of guarded) {
      mkdirSync(join(folder, "src", room), { recursive: true });
      const lines = guarded.map((other) => `import "../${other}/${other}.ts";\n`);
      writeFileSync(join(folder, "src", room, "probe.ts"), lines.join(""));
    }
    const linter = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
    const args = [linter, "lint", "--only=style/noRestrictedImports", "--max-diagnostics=none", "--reporter=json", "."];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    assert.equal(status, 1);
    const said = z
      .object({
        diagnostics: z.array(
          z.object({ location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }) }),
        ),
      })
      .parse(JSON.parse(stdout.split("\n")[0] ?? ""));
    const refused = said.diagnostics.map(
      ({ location }) => `${location.path.split("/")[1]} <- ${guarded[location.start.line - 1]}`,
    );
    const expected = guarded.flatMap((room, at) => guarded.slice(at + 1).map((other) => `${room} <- ${other}`));
    assert.deepEqual(refused.sort(), expected.sort());
  });

  it("import in no circle", () => {
    const loaded = (file: string) => importsOf(file).flatMap(({ path, isLazy }) => (isLazy ? [] : [path]));
    const graph = new Map(programs.map((file) => [file, loaded(file)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (done.has(file) || path.includes(file)) return;
      for (const imported of graph.get(file) ?? []) walk(imported, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) walk(file, []);
    assert.deepEqual(circles, []);
  });

  it("hold every file that ARCHITECTURE.md points to", () => {
    const named = [...read("ARCHITECTURE.md").matchAll(/`([\w-]+\/[\w/-]+)(?:\.(\w+))?`/g)]
      .map((match) => ({ path: match[1] ?? "", member: match[2] }))
      .filter(({ path }) => rooms.includes(path.split("/")[0] ?? ""));
    assert.ok(named.length > 10);
    for (const { path, member } of named) {
      const file = join(ROOT, "src", `${path}.ts`);
      assert.ok(existsSync(file) || existsSync(join(ROOT, "src", path)), `src/${path} is there`);
      if (member) assert.match(readFileSync(file, "utf8"), new RegExp(`\\b${member}\\b`), `${path} has ${member}`);
    }
  });
});

describe("the files", () => {
  it(`have at most ${LINES_MAX} lines, save those with a reason`, () => {
    const long = programs.flatMap((file) => {
      const lines = read(file).trimEnd().split("\n").length;
      return lines > (LONGER[file]?.lines_max ?? LINES_MAX) ? [`${file}: ${lines} lines`] : [];
    });
    assert.deepEqual(long, []);
  });

  it("are named for their subject, not for being of some use", () => {
    const vague = /^(?:index|utils?|helpers?|common|misc|shared)\b/;
    assert.deepEqual(
      programs.filter((file) => vague.test(basename(file)) || vague.test(basename(dirname(file)))),
      [],
    );
  });

  it("export by name", () => {
    assert.deepEqual(
      programs.filter((file) => /^export default\b/m.test(read(file))),
      [],
    );
  });

  it("import by the file's own name", () => {
    const nameless = programs.flatMap((file) =>
      [...read(file).matchAll(/^(?:import|export)\b[^;]*? from "(\.[^"]+)";/gm)]
        .map((match) => match[1] ?? "")
        .filter((path) => !path.endsWith(".ts"))
        .map((path) => `${file}: ${path}`),
    );
    assert.deepEqual(nameless, []);
  });

  it("speak of no machine's folders and of no registry", () => {
    // Parted, so that this file is no finding of its own.
    const words = [
      "/t" + "mp/",
      "/wo" + "rk/",
      "/ho" + "me/",
      "/ro" + "ot/",
      "registry.np" + "mjs",
      "verda" + "ccio",
      "arti" + "factory",
    ];
    const files = list(
      "*.{md,json,ts}",
      ".ci/*",
      ".gitignore",
      "bin/*",
      "{src,test,bench,decisions,docs}/**/*.{ts,md,sql,json,css,html,txt}",
    )
      // The lock names where each package came from; that is its purpose.
      .filter((file) => file !== "package-lock.json" && !file.startsWith("bench/corpus/"));
    const found = files.flatMap((file) => {
      const text = read(file);
      return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
    });
    assert.deepEqual(found, []);
  });
});

describe("the README", () => {
  it("lists every environment variable as the code has it", () => {
    const rows = [...read("README.md").matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\| (.*) \|$/gm)].map(
      ([, name, fallback, about]) => ({ name, fallback: fallback ?? "", about }),
    );
    assert.deepEqual(rows, listVariables());
  });

  it("shows the addresses and files that are there", () => {
    const links = [...read("README.md").matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? "");
    for (const link of links.filter((target) => !target.startsWith("https://"))) {
      assert.ok(existsSync(join(ROOT, link)), `${link} is there`);
    }
  });
});

describe("the documents", () => {
  const { stdout: help } = spawnSync("sh", [join(ROOT, "bin/attribune"), "help"], { encoding: "utf8" });
  const usages = [...help.matchAll(/^ {2}attribune ((?:[a-z]+(?![\w|]) ?)+)(.*)$/gm)].map((match) => ({
    name: (match[1] ?? "").trim(),
    rest: match[2] ?? "",
  }));

  it("name only commands that the help lists, with flags that they take", () => {
    let calls = 0;
    for (const file of documents) {
      for (const [, call = ""] of read(file).matchAll(/(?:bin\/|`)attribune ([a-z][^`\n#]*)/g)) {
        calls += 1;
        if (/^(?:help|version)\b/.test(call)) continue;
        const usage = usages.find(({ name }) => call === name || call.startsWith(`${name} `));
        assert.ok(usage, `${file}: attribune ${call}`);
        for (const [flag] of call.matchAll(/--[a-z]+/g)) assert.ok(usage.rest.includes(flag), `${file}: ${call}`);
      }
    }
    assert.ok(calls > 8);
  });

  it("name only npm scripts that package.json has", () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
    for (const file of documents) {
      for (const [, script = ""] of read(file).matchAll(/npm run ([\w:-]+)/g))
        assert.ok(scripts[script], `${file}: ${script}`);
    }
  });
});

/** The files of ours that a file names in its imports, as paths from the root. */
function importsOf(file: string): { path: string; isLazy: boolean }[] {
  const statements = /^(?:import|export)\b( type\b)?(?:[^;"]*?\bfrom)? "(\.[^"]+)";|\bimport\("(\.[^"]+)"\)/gm;
  return [...read(file).matchAll(statements)]
    .map(([, type, path, later]) => ({
      path: normalize(join(dirname(file), path ?? later ?? "")),
      // Types are not loaded, and what is loaded when it is asked for closes no circle.
      isLazy: type !== undefined || later !== undefined,
    }))
    .filter(({ path }) => path.endsWith(".ts"));
}

function roomOf(file: string): string {
  return file.split("/").length > 2 ? (file.split("/")[1] ?? "") : "";
}

/** How far down in the house a file stands; what wires the rooms together, and the tests, stand below all. */
function rankOf(file: string): number {
  const rank = file.startsWith("src/") ? rooms.indexOf(roomOf(file)) : -1;
  return rank < 0 ? rooms.length : rank;
}
