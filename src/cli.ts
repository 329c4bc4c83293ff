import { type Command, UsageError } from "./cli/command.ts";
import { unreachable } from "./cli/unreachable.ts";
import { readVersion } from "./cli/version.ts";
import { systemClock } from "./platform/clock.ts";
import { readConfig } from "./platform/config.ts";
import { messageOf, Refusal } from "./platform/errors.ts";
import { createLog } from "./platform/log.ts";

// Each command is loaded when it is called: what one needs (a language model, a picture library) no other waits for.
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./cli/serve.ts")).serveCommand,
  intake: async () => (await import("./cli/intake.ts")).intakeCommand,
  extract: async () => (await import("./cli/extract.ts")).extractCommand,
  correct: async () => (await import("./cli/correct.ts")).correctCommand,
  print: async () => (await import("./cli/print.ts")).printCommand,
  "donation record": async () => (await import("./cli/funding.ts")).donationCommand,
  "ledger check": async () => (await import("./cli/funding.ts")).ledgerCommand,
  "report withdraw": async () => (await import("./cli/report.ts")).withdrawCommand,
  "report move": async () => (await import("./cli/report.ts")).moveCommand,
  "translation link": async () => (await import("./cli/translation.ts")).translationLinkCommand,
  "translation unlink": async () => (await import("./cli/translation.ts")).translationUnlinkCommand,
  "search rebuild": async () => (await import("./cli/search.ts")).searchCommand,
  bench: async () => (await import("./cli/bench.ts")).benchCommand,
  front: async () => (await import("./cli/front.ts")).frontCommand,
  "policy write": async () => (await import("./cli/policy.ts")).policyWriteCommand,
  "policy show": async () => (await import("./cli/policy.ts")).policyShowCommand,
  "sample remove": async () => (await import("./cli/sample.ts")).sampleCommand,
};

/** Runs the command that `words` name; gives the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runCommandLine(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (words.length === 0 || words[0] === "help" || words.includes("--help") || words.includes("-h")) {
    print(await helpText());
    return words.length === 0 ? 2 : 0;
  }
  if (words[0] === "version" || words[0] === "--version") {
    print(readVersion());
    return 0;
  }
  const name = Object.keys(COMMANDS).find((candidate) => candidate.split(" ").every((part, i) => words[i] === part));
  const command = name === undefined ? undefined : await COMMANDS[name]?.();
  if (!command) {
    say(`attribune: there is no command "${words.slice(0, 2).join(" ")}". \`attribune help\` lists them.`);
    return 2;
  }
  try {
    const config = readConfig(environment);
    const args = words.slice(command.name.split(" ").length);
    return await command.run({
      args,
      config,
      clock: systemClock,
      log: createLog(config.logLevel),
      print,
      say: (line) => say(line),
    });
  } catch (error) {
    if (error instanceof UsageError) {
      say(`attribune: ${error.message}\nusage: attribune ${command.name} ${command.usage}`);
      return 2;
    }
    const refusal = error instanceof Refusal ? error : environment.DATABASE_URL ? unreachable(error) : null;
    if (refusal) {
      say(`attribune: ${refusal.message}`);
      return 1;
    }
    say(`attribune: ${command.name} failed: ${messageOf(error)}`);
    if (error instanceof Error && error.stack) say(error.stack);
    return 1;
  }
}

async function helpText(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map(
    ({ name, usage, about }) => `  attribune ${name}${usage ? ` ${usage}` : ""}\n      ${about}`,
  );
  return `Attribune ${readVersion()}: every claim shows who said it, every coin shows where it went.\n\n${lines.join("\n")}\n\nConfiguration is environment variables: README.md lists them.`;
}
