import { lstatSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, relative, sep } from "node:path";

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
}

/**
 * The user's own folder for what can be made anew: `$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`,
 * `%LOCALAPPDATA%`. None where it would lie in the working directory or a repository: what is checked out there may be
 * anyone's.
 */
export function cacheFolder(around: Surroundings = surroundings()): string | undefined {
  const base = cacheBase(around);
  if (base === undefined || !isAbsolute(base)) return undefined;
  const fromHere = relative(around.cwd, base);
  if (fromHere !== ".." && !fromHere.startsWith(`..${sep}`) && !isAbsolute(fromHere)) return undefined;
  for (let folder = base; ; folder = dirname(folder)) {
    if (lstatSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined) return undefined;
    if (dirname(folder) === folder) return join(base, "dslint");
  }
}

function cacheBase({ platform, env, home }: Surroundings): string | undefined {
  if (platform === "win32") return env["LOCALAPPDATA"];
  if (env["XDG_CACHE_HOME"]) return env["XDG_CACHE_HOME"];
  if (home === "") return undefined;
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

function surroundings(): Surroundings {
  return { platform: process.platform, env: process.env, cwd: process.cwd(), home: homedir() };
}
