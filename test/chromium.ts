import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/**
 * The path of a Chromium that starts: the one that CHROMIUM_PATH names, else one of the system's. As root on Debian and
 * its kin a missing one is installed. Throws, with the line to run, where there is none.
 */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM_PATH)
    throw new Error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not start.`);
  if (process.getuid?.() !== 0 || !succeeds("apt-get", ["--version"])) {
    throw new Error(`The browser tests need Chromium. Run "${installLine()}", or set CHROMIUM_PATH, and try again.`);
  }
  say("Installing Chromium for the browser tests (once, a minute or two) ...");
  install(["update", "-q"]);
  install(["install", "-q", "-y", "--no-install-recommends", "chromium"]);
  const installed = findChromium();
  if (!installed) throw new Error("Chromium was installed but does not start. Set CHROMIUM_PATH to one that does.");
  return installed;
}

function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  // A name alone proves nothing: Ubuntu's chromium-browser is a script that asks for a snap.
  return (named ? [named] : candidates()).find((path) => succeeds(path, ["--version"])) ?? null;
}

function candidates(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const elsewhere = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    join(homedir(), ".cache/ms-playwright/chromium-*/chrome-linux*/chrome"),
  ];
  return [...inPath, ...elsewhere].flatMap((path) => globSync(path));
}

function install(aptArguments: string[]): void {
  const { status } = spawnSync("apt-get", aptArguments, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0)
    throw new Error(`"apt-get ${aptArguments.join(" ")}" failed. Run "${installLine()}" and try again.`);
}

function installLine(): string {
  if (process.platform === "darwin") return "brew install --cask chromium";
  return "sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium";
}

function succeeds(program: string, programArguments: string[]): boolean {
  return spawnSync(program, programArguments, { stdio: "ignore", timeout: 20_000 }).status === 0;
}
