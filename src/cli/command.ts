import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { Log } from "../platform/log.ts";

/** What a command works with: its words, and the world handed in. */
export interface CommandContext {
  /** What stands behind the command's name. */
  readonly args: readonly string[];
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Prints a result on standard output. */
  readonly print: (line: string) => void;
  /** Tells a person what goes on, on standard error. */
  readonly say: (line: string) => void;
}

/** One command of the command line. */
export interface Command {
  /** Its words: "ledger check". */
  readonly name: string;
  /** Its arguments, as the help shows them. */
  readonly usage: string;
  readonly about: string;
  /** Gives the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
  run(context: CommandContext): Promise<number>;
}

/** A call that can't be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
