import { execFile, execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { Refusal } from "./errors.ts";

const run = promisify(execFile);

/** A user that a child runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** The user's name, or its number where it has none. */
  readonly name: string;
}

/** How to start a program so that it is not root: what to spawn, with which options. */
export interface Launcher {
  /** Who the program runs as; null where that is who we are. */
  readonly account: Account | null;
  command(file: string, args: readonly string[]): Command;
}

export interface Command {
  readonly file: string;
  readonly args: string[];
  readonly options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

/**
 * Whom to run as, so that nothing runs as root: null for an ordinary user (as itself). As root, the owner of `existing`
 * if that is there; else the first of these that isn't root and that the system knows (initdb asks for its name): the
 * owners of `folders` in order, the user who called sudo, the user `postgres`, the user `nobody`.
 */
export function unprivilegedAccount(existing: string, folders: readonly string[]): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = ownerOf(existing);
  if (owner && owner.uid > 0) return knownUser(String(owner.uid)) ?? { ...owner, name: String(owner.uid) };
  const sudoer = process.env.SUDO_UID;
  const owners = folders.map((folder) => String(ownerOf(folder)?.uid ?? 0));
  for (const user of [owners[0], sudoer, ...owners.slice(1), "postgres", "nobody"]) {
    const known = user ? knownUser(user) : null;
    if (known && known.uid > 0) return known;
  }
  throw new Refusal(
    "unprivileged-no-user",
    `PostgreSQL never runs as root, and no user was found for it. Create one ("useradd --system postgres"), or start Attribune as an ordinary user.`,
  );
}

/**
 * How to start `program` as `account` so that it can read itself and enter `directory`. Root's own folders
 * (`/root`, what `mktemp -d` makes) are closed to others; there the child is lent just the right to pass
 * through folders, where the system allows that. Refuses with `unprivileged-unreachable` where it doesn't.
 */
export async function findLauncher(account: Account | null, program: string, directory: string): Promise<Launcher> {
  const env = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  if (account === null)
    return { account, command: (file, args) => ({ file, args: [...args], options: { cwd: "/", env } }) };
  const { uid, gid } = account;
  const launchers: Launcher[] = [
    { account, command: (file, args) => ({ file, args: [...args], options: { cwd: "/", env, uid, gid } }) },
  ];
  if (process.platform === "linux") {
    for (const capability of ["dac_read_search", "dac_override"]) {
      const lend = lendingArguments(account, capability);
      launchers.push({
        account,
        command: (file, args) => ({ file: "setpriv", args: [...lend, file, ...args], options: { cwd: "/", env } }),
      });
    }
  }
  for (const launcher of launchers) if (await reaches(launcher, program, directory)) return launcher;
  throw unreachable(account, program, directory);
}

/**
 * Arguments of util-linux's setpriv(1). Without no_setuid_fixup the kernel ignores a lent capability in
 * access(2), by which PostgreSQL looks for its own program (capabilities(7), "securebits").
 */
function lendingArguments({ uid, gid }: Account, capability: string): string[] {
  return [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--no-new-privs",
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    "--securebits=+no_setuid_fixup",
  ];
}

async function reaches(launcher: Launcher, program: string, directory: string): Promise<boolean> {
  const look = 'cd -P -- "$1" && [ -r "$2" ] && exec "$2" --version';
  const { file, args, options } = launcher.command("/bin/sh", ["-c", look, "sh", directory, program]);
  return run(file, args, { ...options, timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

function unreachable(account: Account, program: string, directory: string): Refusal {
  const closed = firstClosedFolder(account, directory) ?? firstClosedFolder(account, program);
  const remedy =
    closed === null
      ? `Set ATTRIBUNE_DATA to a folder that it can use, or DATABASE_URL to another PostgreSQL.`
      : `Run "chmod o+x ${closed}", or move what lies in it elsewhere (ATTRIBUNE_DATA says where the data is), or start Attribune as an ordinary user.`;
  const where = closed ?? `${directory} or run ${program}`;
  return new Refusal(
    "unprivileged-unreachable",
    `PostgreSQL never runs as root, so it runs as the user "${account.name}", who cannot enter ${where}. ${remedy}`,
    { user: account.name, folder: closed ?? directory },
  );
}

/** The outermost folder above `path` that `account` may not pass through, by its permission bits. */
function firstClosedFolder(account: Account, path: string): string | null {
  const above: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    above.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of above) {
    const { uid, gid, mode } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return null;
}

function ownerOf(path: string): { uid: number; gid: number } | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? { uid: stats.uid, gid: stats.gid } : null;
}

/** The user of this name or number, as the system's own registry (files, LDAP, a directory service) knows it. */
function knownUser(user: string): Account | null {
  const say = (option: string) => execFileSync("id", [option, "--", user], { encoding: "utf8", stdio: "pipe" }).trim();
  try {
    return { uid: Number(say("-u")), gid: Number(say("-g")), name: say("-nu") };
  } catch {
    return null;
  }
}
