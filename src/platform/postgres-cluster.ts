import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { messageOf, Refusal } from "./errors.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { type Account, findLauncher, type Launcher } from "./unprivileged.ts";

/** Where everything of the embedded PostgreSQL lies: in one folder of the data directory. */
export interface Cluster {
  /** The cluster itself (PGDATA); only the user that PostgreSQL runs as may look in. */
  readonly directory: string;
  readonly logPath: string;
  readonly portPath: string;
  readonly access: Access;
  readonly launcher: Launcher;
}

const accessSchema = z.object({ superuserPassword: z.string(), password: z.string() });
export type Access = z.infer<typeof accessSchema>;

/** The role that the application uses, and the database it owns. It is no superuser, so triggers bind it too. */
export const ROLE = "attribune";
/** The role of whoever looks after the cluster; the application never uses it. */
const SUPERUSER = "postgres";

/** How a cluster is set up that differs between PostgreSQL's versions. */
export interface Setup {
  /** How texts sort and fold, as options of initdb. */
  readonly localeOptions: readonly string[];
  /** Lines for postgresql.conf; an owner may change them there. */
  readonly settings: string;
}

// The builtin provider sorts and folds the same on every machine, whatever its C library. The settings suit a small
// server; input and output need no processes of their own there.
const EMBEDDED: Setup = {
  localeOptions: ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  settings: "io_method = sync\n",
};

const SETTINGS = `
# Attribune's settings. Port and address are given when the server is started.
max_connections = 64
shared_buffers = 64MB
max_wal_size = 256MB
min_wal_size = 64MB
synchronous_commit = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# The log names what went wrong, but neither statements nor values: they may be personal data.
log_error_verbosity = terse
log_min_error_statement = panic
log_checkpoints = off
`;

const HOST_RULES = `# Only programs on this machine that know the password (postgres/access.json in the data directory).
host all all 127.0.0.1/32 scram-sha-256
`;

/** The cluster in `home`, or null if there is none. Refuses one that belongs to another user. */
export async function findCluster(
  home: string,
  account: Account | null,
  binaries: PostgresBinaries,
): Promise<Cluster | null> {
  const directory = join(home, "cluster");
  const owner = await stat(directory).catch(() => null);
  if (owner === null) return null;
  const ours = process.getuid?.();
  if (account === null && ours !== undefined && owner.uid !== ours) {
    throw new Refusal(
      "postgres-other-user",
      `The database in ${home} belongs to another user (number ${owner.uid}). Start Attribune as that user or as root, or set ATTRIBUNE_DATA to another folder.`,
      { uid: owner.uid },
    );
  }
  const launcher = await findLauncher(account, binaries.postgres, directory);
  const access = await readAccess(join(home, "access.json"));
  return { directory, logPath: join(home, "postgres.log"), portPath: join(home, "port"), access, launcher };
}

/**
 * Makes a cluster in `home`, with the application's role and database. All of it is made beside and then renamed, so
 * that `home` is whole or absent, whenever this is killed; if another process was first, its cluster stays.
 */
export async function createCluster(
  home: string,
  account: Account | null,
  binaries: PostgresBinaries,
  setup = EMBEDDED,
): Promise<void> {
  const draft = `${home}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const directory = join(draft, "cluster");
  try {
    await removeDrafts(home);
    await mkdir(draft, { mode: 0o755 });
    await mkdir(directory, { mode: 0o700 });
    if (account) await chown(directory, account.uid, account.gid);
    const launcher = await findLauncher(account, binaries.postgres, directory);
    await initialise(launcher, binaries, directory, setup);
    const access = { superuserPassword: newPassword(), password: newPassword() };
    await createRoles(launcher, binaries, directory, access);
    await writeFile(join(draft, "access.json"), `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600, flush: true });
    for (const name of ["postgres.log", "port"]) await writeFile(join(draft, name), "", { mode: 0o640 });
    await giveToOwnerOf(
      dirname(home),
      draft,
      ...["access.json", "postgres.log", "port"].map((name) => join(draft, name)),
    );
    // Whatever the umask: PostgreSQL's user must get through to its own folder.
    await chmod(draft, 0o755);
    await syncFolder(draft);
    await rename(draft, home);
    await syncFolder(dirname(home));
  } catch (error) {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
    if (isTaken(error)) return;
    if (error instanceof Refusal || !(error instanceof Error && "code" in error)) throw error;
    throw initFailed(messageOf(error));
  }
}

/** Where to connect to: the application's role, on `port`. */
export function connectionString(cluster: Cluster, port: number, database = ROLE): string {
  return `postgres://${ROLE}:${cluster.access.password}@127.0.0.1:${port}/${database}`;
}

/** Where to connect to as the superuser: for who looks after the cluster, and for tests of what even that may not do. */
export function superuserConnectionString(cluster: Cluster, port: number): string {
  return `postgres://${SUPERUSER}:${cluster.access.superuserPassword}@127.0.0.1:${port}/${ROLE}`;
}

async function readAccess(path: string): Promise<Access> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Refusal(
      "postgres-no-access",
      `The database's passwords cannot be read (${messageOf(error)}). Start Attribune as the user who owns ${path}; if the file is gone, put it back from a backup.`,
    );
  });
  return accessSchema.parse(JSON.parse(text));
}

async function initialise(
  launcher: Launcher,
  binaries: PostgresBinaries,
  directory: string,
  setup: Setup,
): Promise<void> {
  // `trust` holds only until the rules are replaced below: nothing listens before.
  await runTool(launcher, binaries.initdb, [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    "--auth=trust",
    "--encoding=UTF8",
    ...setup.localeOptions,
    "--text-search-config=english",
    "--data-checksums",
  ]);
  await appendFile(join(directory, "postgresql.conf"), `${SETTINGS}${setup.settings}`, { flush: true });
  await writeFile(join(directory, "pg_hba.conf"), HOST_RULES, { flush: true });
}

async function createRoles(
  launcher: Launcher,
  binaries: PostgresBinaries,
  directory: string,
  access: Access,
): Promise<void> {
  // Single-user mode, and the statements on its standard input: no port is open, no password is in an argument.
  const statements = [
    `alter role ${SUPERUSER} password '${access.superuserPassword}'`,
    `create role ${ROLE} login createdb password '${access.password}'`,
    `create database ${ROLE} owner ${ROLE}`,
  ];
  const said = await runTool(
    launcher,
    binaries.postgres,
    ["--single", "-D", directory, "postgres"],
    statements.map((statement) => `${statement};\n`).join(""),
  );
  const error = /^.*(?:ERROR|FATAL|PANIC):.*$/m.exec(said)?.[0];
  if (error) throw initFailed(error);
}

/** Runs one of PostgreSQL's own programs to its end and gives all that it said. */
function runTool(launcher: Launcher, program: string, toolArguments: string[], input = ""): Promise<string> {
  const { file, args, options } = launcher.command(program, toolArguments);
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      args,
      { ...options, timeout: 120_000, maxBuffer: 4 * 1024 * 1024 },
      (error, out, err) => {
        if (error) reject(initFailed(lastLine(err) || messageOf(error)));
        else resolve(`${out}${err}`);
      },
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

function initFailed(reason: string): Refusal {
  if (/could not look up effective user ID/.test(reason)) {
    return new Refusal(
      "postgres-init-failed",
      "The database could not be created: PostgreSQL asks for the name of the user who starts it, and the system knows none for this one. Add a line for it to /etc/passwd, start Attribune as another user, or set DATABASE_URL to another PostgreSQL.",
    );
  }
  return new Refusal(
    "postgres-init-failed",
    `The database could not be created: ${reason}. Mend that and start again; nothing was kept of the attempt.`,
  );
}

/** Removes what killed processes left of unfinished clusters. One that is being made now belongs to a living process. */
async function removeDrafts(home: string): Promise<void> {
  const prefix = `${basename(home)}.new-`;
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(home), name);
    const age_ms =
      Date.now() -
      (await stat(path).then(
        (found) => found.mtimeMs,
        () => Date.now(),
      ));
    if (!isAlive(Number(name.slice(prefix.length).split("-")[0])) || age_ms > 3_600_000) {
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Root makes files for whoever owns the data directory, so that this user can later do without root. */
async function giveToOwnerOf(directory: string, ...paths: string[]): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(directory);
  for (const path of paths) await chown(path, uid, gid);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function newPassword(): string {
  return randomBytes(24).toString("base64url");
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
