import { parseArgs } from "node:util";
import { messageOf } from "../platform/errors.ts";
import { UsageError } from "./command.ts";

type Kinds = Readonly<Record<string, "string" | "boolean" | "strings">>;
type Values<Options extends Kinds> = {
  [Name in keyof Options]: Options[Name] extends "boolean"
    ? boolean
    : Options[Name] extends "strings"
      ? string[]
      : string | undefined;
};

/** Reads a command's flags and words. An unknown flag, or one without its value, is a wrong call. */
export function readOptions<Options extends Kinds>(
  args: readonly string[],
  kinds: Options,
): { values: Values<Options>; words: string[] } {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      kind === "boolean"
        ? { type: "boolean" as const, default: false }
        : kind === "strings"
          ? { type: "string" as const, multiple: true, default: [] }
          : { type: "string" as const },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: values as Values<Options>, words: positionals };
  } catch (error) {
    throw new UsageError(messageOf(error).replace(/\. To specify a positional.*$/, "."));
  }
}
