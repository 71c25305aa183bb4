import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { join, parentOf, slashes } from "./discover-paths.ts";

/** More of a file of git's own than this is not read. */
const MAX_GIT_FILE = 1 << 20;

/** Finds the repositories that folders belong to, each asked for once. */
export class Repositories {
  readonly #rootOf = new Map<string, string | undefined>();

  /** The folder that holds the `.git` of the innermost repository around a folder, which has no links in its path. */
  rootOf(folder: string): string | undefined {
    const passed: string[] = [];
    let root: string | undefined;
    for (let at = folder; ; at = parentOf(at)) {
      if (this.#rootOf.has(at)) {
        root = this.#rootOf.get(at);
        break;
      }
      passed.push(at);
      if (existsSync(join(at, ".git"))) {
        root = at;
        break;
      }
      if (parentOf(at) === at) break;
    }
    for (const at of passed) this.#rootOf.set(at, root);
    return root;
  }
}

/** The text of a repository's `info/exclude`, or undefined. In a linked worktree it stands with the main one. */
export function readExclude(root: string): string | undefined {
  try {
    let folder = join(root, ".git");
    if (statSync(folder).isFile()) {
      const gitDir = /^gitdir: (.+)$/m.exec(readSmall(folder) ?? "")?.[1];
      if (gitDir === undefined) return undefined;
      folder = slashes(resolve(root, gitDir));
      const common = readSmall(join(folder, "commondir"))?.trim();
      if (common !== undefined) folder = slashes(resolve(folder, common));
    }
    return readSmall(join(folder, "info/exclude"));
  } catch {
    return undefined;
  }
}

function readSmall(file: string): string | undefined {
  const info = statSync(file, { throwIfNoEntry: false });
  return info?.isFile() && info.size <= MAX_GIT_FILE ? readFileSync(file, "utf8") : undefined;
}

/**
 * Files that git tracks although an ignore rule names them, relative to the repository's root. Empty where git can't
 * tell.
 */
export async function trackedThoughIgnored(root: string): Promise<string[]> {
  const { git, GitFailure } = await import("./git.ts");
  try {
    return git(root, ["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"]).split("\0").slice(0, -1);
  } catch (thrown) {
    if (thrown instanceof GitFailure) return [];
    throw thrown;
  }
}
