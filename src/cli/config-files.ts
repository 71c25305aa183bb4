import { dirname, resolve } from "node:path";
import { findConfigFile } from "../config/find-file.ts";

/** True where a configuration may govern some of the files that are to be linted. */
export function anyConfig(paths: readonly string[], cwd: string): boolean {
  if (findConfigFile(cwd, cwd) !== undefined) return true;
  return paths.some((path) => {
    if (path === "-") return false;
    const full = resolve(cwd, path);
    // A folder may hold one anywhere below: that is found when it is walked.
    return findConfigFile(full, cwd) !== undefined || findConfigFile(dirname(full), cwd) !== undefined;
  });
}
