import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";

/** Named pieces of bytes, kept whole: a reader sees the old ones or the new ones, never half. */
export interface Files {
  /** The bytes under that name, or null. */
  read(name: string): Promise<Buffer | null>;
  /** Puts bytes under a name; on return they are on disk. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Files below a folder. A name is a relative path with forward slashes and may not lead out of the folder. */
export function diskFiles(folder: string): Files {
  const pathOf = (name: string) => {
    const path = normalize(join(folder, name));
    if (!path.startsWith(normalize(folder) + sep))
      throw new Error(`broken invariant: "${name}" leads out of its folder`);
    return path;
  };
  return {
    async read(name) {
      try {
        return await readFile(pathOf(name));
      } catch (error) {
        if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
          return null;
        throw error;
      }
    },
    async write(name, bytes) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const fresh = `${path}.${randomBytes(6).toString("hex")}.new`;
      const file = await open(fresh, "w");
      try {
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(fresh, path);
      } catch (error) {
        // On a full disk what was begun would only take more of it.
        await rm(fresh, { force: true });
        throw error;
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
