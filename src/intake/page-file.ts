import { type FileHandle, open } from "node:fs/promises";
import { messageOf, Refusal } from "../platform/errors.ts";
import { PAGE_BYTES_MAX, tooLarge } from "./page.ts";

/**
 * The bytes of a page's file, its size checked before it is read.
 * Refuses with `intake.no_file`, `intake.folder`, `intake.unreadable` and `intake.too_large`.
 */
export async function readPageFile(path: string): Promise<Uint8Array> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw refusalOf(path, error);
  }
  try {
    const facts = await file.stat();
    if (facts.isDirectory()) {
      throw new Refusal(
        "intake.folder",
        `${path} is a folder; name the files in it, as in ${path.replace(/\/$/, "")}/*.html`,
      );
    }
    if (facts.size > PAGE_BYTES_MAX) throw tooLarge(path, facts.size);
    // A pipe or a device tells no size, so the limit is held while reading too.
    return await readPageStream(file.createReadStream({ autoClose: false }), path);
  } catch (error) {
    throw error instanceof Refusal ? error : refusalOf(path, error);
  } finally {
    await file.close();
  }
}

/** The bytes of a stream such as standard input, the limit held while reading. Refuses with `intake.too_large`. */
export async function readPageStream(stream: AsyncIterable<unknown>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > PAGE_BYTES_MAX) throw tooLarge(name, size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusalOf(path: string, error: unknown): Refusal {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new Refusal("intake.no_file", `${path} isn't there; check the path`);
  }
  if (code === "EISDIR") return new Refusal("intake.folder", `${path} is a folder; name the files in it`);
  return new Refusal("intake.unreadable", `${path} can't be read (${messageOf(error)}); check its permissions`);
}
