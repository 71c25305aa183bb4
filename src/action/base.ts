import { GitFailure, git } from "../input/git.ts";

interface Event {
  readonly pull_request?: {
    readonly base?: { readonly sha?: unknown };
    readonly head?: { readonly sha?: unknown };
  };
  readonly merge_group?: { readonly base_sha?: unknown };
  readonly before?: unknown;
}

/** Where an event's changes start, if that can be told, and what the user should know of it. */
export interface Base {
  readonly commit?: string;
  readonly warning?: string;
}

const WHOLE_HISTORY = "check out with fetch-depth: 0";

/**
 * The commit that an event's changes start from: a pull request's or merge group's base, what a push began at. It is
 * fetched where the clone lacks it.
 */
export function findBase(event: unknown, folder: string): Base {
  const named = baseOf(event);
  if (named === undefined) {
    return { warning: "this event has no base to compare with, so everything is linted" };
  }
  const { pull_request } = event as Event;
  const merged = pull_request === undefined ? undefined : mergedInto(pull_request.head?.sha, folder);
  const commit = merged ?? named;
  const refused = fetchMissing(commit, folder);
  if (refused !== undefined) {
    return {
      warning: `commit ${commit}, where the changes start, is not in this clone and can't be fetched (${refused}), so everything is linted; ${WHOLE_HISTORY}`,
    };
  }
  if (pull_request !== undefined && merged === undefined && !succeeds(folder, ["merge-base", commit, "HEAD"])) {
    return {
      commit,
      warning: `this clone's history is too short to tell where the branch began, so what its base has changed since then is reported too; ${WHOLE_HISTORY}`,
    };
  }
  return { commit };
}

function baseOf(event: unknown): string | undefined {
  const { pull_request, merge_group, before } = (event ?? {}) as Event;
  const sha = pull_request?.base?.sha ?? merge_group?.base_sha ?? before;
  return isCommit(sha) && !/^0+$/.test(sha) ? sha : undefined;
}

function isCommit(value: unknown): value is string {
  return typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

/**
 * What a pull request's head was merged into, where such a merge is checked out, as it is by default. The event names the
 * base as it was when the branch was last pushed to, which may be long ago.
 */
function mergedInto(head: unknown, folder: string): string | undefined {
  // The object itself names its parents, whether or not a shallow clone has them.
  const commit = answer(folder, ["cat-file", "commit", "HEAD"])?.split("\n\n")[0] ?? "";
  const [into, merged, ...others] = [...commit.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent);
  return merged === head && isCommit(into) && others.length === 0 ? into : undefined;
}

/** Why a commit can't be had; undefined where it is here, if need be after fetching just that one. */
function fetchMissing(commit: string, folder: string): string | undefined {
  if (succeeds(folder, ["cat-file", "-e", `${commit}^{commit}`])) return undefined;
  const fetch = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1", "origin", commit];
  try {
    git(folder, fetch, { asksServer: true });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof GitFailure) return thrown.message;
    throw thrown;
  }
}

function succeeds(folder: string, words: readonly string[]): boolean {
  return answer(folder, words) !== undefined;
}

function answer(folder: string, words: readonly string[]): string | undefined {
  try {
    return git(folder, words);
  } catch (thrown) {
    if (thrown instanceof GitFailure) return undefined;
    throw thrown;
  }
}
