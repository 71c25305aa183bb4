import { execFileSync } from "node:child_process";

interface Event {
  readonly pull_request?: { readonly base?: { readonly sha?: unknown } };
  readonly merge_group?: { readonly base_sha?: unknown };
  readonly before?: unknown;
}

/** The commit that an event's changes start from: a pull request's or merge group's base, what a push began at. */
export function baseOf(event: unknown): string | undefined {
  const { pull_request, merge_group, before } = (event ?? {}) as Event;
  const sha = pull_request?.base?.sha ?? merge_group?.base_sha ?? before;
  return typeof sha === "string" && /^[0-9a-f]{40,64}$/.test(sha) && !/^0+$/.test(sha) ? sha : undefined;
}

/** True where the clone holds a commit, if need be after fetching just that one. */
export function ensureCommit(sha: string, folder: string): boolean {
  return (
    git(folder, ["cat-file", "-e", `${sha}^{commit}`]) ||
    git(folder, ["fetch", "--no-tags", "--depth=1", "origin", sha])
  );
}

/** No hook or monitor of the repository is run. */
function git(cwd: string, args: readonly string[]): boolean {
  const safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never"];
  try {
    execFileSync("git", [...safe, ...args], {
      cwd,
      stdio: "ignore",
      timeout: 120_000,
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
    });
    return true;
  } catch {
    return false;
  }
}
