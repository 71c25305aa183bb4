import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The name of the configuration file. */
export const CONFIG_NAME = ".dslint.yaml";

/** The configuration file that governs a folder: the nearest upwards, within the repository (or below `cwd`). */
export function findConfigFile(folder: string, cwd: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, CONFIG_NAME);
    if (isFile(file)) return file;
    // `.git` is a file in worktrees and submodules.
    if (existsSync(join(at, ".git")) || at === cwd || at === dirname(at)) return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
