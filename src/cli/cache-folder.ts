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
 * `%LOCALAPPDATA%`. None where it would lie where {@link isUnderTest}.
 */
export function cacheFolder(around: Surroundings = surroundings()): string | undefined {
  const base = cacheBase(around);
  return base === undefined || !isAbsolute(base) || isUnderTest(base, around.cwd) ? undefined : join(base, "dslint");
}

/** True in the working directory and in a repository: what is checked out there may be anyone's. */
export function isUnderTest(folder: string, cwd: string): boolean {
  const fromHere = relative(cwd, folder);
  if (fromHere !== ".." && !fromHere.startsWith(`..${sep}`) && !isAbsolute(fromHere)) return true;
  for (let at = folder; ; at = dirname(at)) {
    if (lstatSync(join(at, ".git"), { throwIfNoEntry: false }) !== undefined) return true;
    if (dirname(at) === at) return false;
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
