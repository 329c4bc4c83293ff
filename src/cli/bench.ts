import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Command, UsageError } from "./command.ts";

const FOLDER = fileURLToPath(new URL("../../bench/", import.meta.url));
const NAMES = ["attribution", "ledger", "newsstand", "press", "search", "start"];

export const benchCommand: Command = {
  name: "bench",
  usage: `${NAMES.join("|")} [ARGUMENTS ...]`,
  about: "Measures a part side by side with what it is held against, and prints the ratio (bench/README.md).",
  async run(context) {
    const [name, ...args] = context.args;
    if (name === undefined || !NAMES.includes(name)) throw new UsageError("Name what to measure.");
    if (!existsSync(FOLDER) || !readdirSync(FOLDER).includes(`${name}.ts`)) {
      context.say(
        "attribune: the benches come with the repository, not with an installed package. Clone it to measure.",
      );
      return 1;
    }
    const child = spawn(process.execPath, [`${FOLDER}${name}.ts`, ...args], { stdio: "inherit" });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  },
};
