import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { ChangedLines } from "../engine/changed.ts";
import { GitFailure, type GitOptions, git, QUIET_DIFF } from "../input/git.ts";
import { UsageError } from "./usage-error.ts";

/** What a configuration or an attribute could change in how a difference is written; `-diff` would leave out its lines. */
const PLAIN_DIFF = [
  "--text",
  "--no-renames",
  "--unified=0",
  "--inter-hunk-context=0",
  "--diff-filter=d",
  "--src-prefix=a/",
  "--dst-prefix=b/",
];

/**
 * What has changed in the working tree since a revision branched off: files as findings name them, relative to `cwd`.
 * Throws {@link UsageError}.
 */
export function changedSince(revision: string, cwd: string, by: ChangedLines["by"]): ChangedLines {
  if (revision.startsWith("-") || revision === "") throw new UsageError(`"${revision}" is no git revision`);
  const commit = attempt(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (commit === undefined) {
    throw new UsageError(
      `--changed-since ${revision}: git knows no such revision here; name a commit, branch or tag, and fetch it first where the clone is shallow`,
    );
  }
  const top = ask(cwd, ["rev-parse", "--show-toplevel"]).replace(/\n$/, "");
  const base = attempt(cwd, ["merge-base", commit.trim(), "HEAD"])?.trim() || commit.trim();
  const diff = ask(top, ["diff", ...QUIET_DIFF, ...PLAIN_DIFF, base, "--"], { readsFiles: true });
  const files = new Map<string, [number, number][] | "all">();
  const here = realpathSync(cwd);
  const nameOf = (path: string) => relative(here, resolve(top, path)).split(sep).join("/");
  let stretches: [number, number][] = [];
  // Lines of a hunk's body yet to come: what they hold must not be taken for a header.
  let body = 0;
  for (const line of diff.split("\n")) {
    if (body > 0) {
      if (line[0] === "+" || line[0] === "-") body--;
      continue;
    }
    if (line.startsWith("+++ ")) {
      stretches = [];
      const path = unquoted(line.slice(4).replace(/\t$/, ""));
      if (path.startsWith("b/")) files.set(nameOf(path.slice(2)), stretches);
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const [, removed = "1", first, added = "1"] = hunk;
    const start = Number(first);
    const count = Number(added);
    body = Number(removed) + count;
    // A deletion stands between two lines: both are changed.
    stretches.push(count === 0 ? [start, start + 1] : [start, start + count - 1]);
  }
  for (const path of ask(top, ["ls-files", "--others", "--exclude-standard", "-z"]).split("\0")) {
    if (path !== "") files.set(nameOf(path), "all");
  }
  return { by, files };
}

/** What git prints. Throws {@link UsageError} where it fails. */
function ask(cwd: string, words: readonly string[], options?: GitOptions): string {
  try {
    return git(cwd, words, options);
  } catch (thrown) {
    throw thrown instanceof GitFailure ? new UsageError(`--changed-since: ${thrown.message}`) : thrown;
  }
}

/** What git prints, or undefined where it knows no answer. Throws {@link UsageError} where it can't be asked. */
function attempt(cwd: string, words: readonly string[]): string | undefined {
  try {
    return git(cwd, words);
  } catch (thrown) {
    if (!(thrown instanceof GitFailure)) throw thrown;
    if (thrown.about === "words") return undefined;
    throw new UsageError(`--changed-since: ${thrown.message}`);
  }
}

/** git quotes names with odd characters as C does. */
function unquoted(path: string): string {
  if (!path.startsWith('"')) return path;
  const bytes: number[] = [];
  const escapes: Record<string, number> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, '"': 34, "\\": 92 };
  const text = path.slice(1, -1);
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "\\") {
      bytes.push(...Buffer.from(String.fromCodePoint(text.codePointAt(i) ?? 0)));
      if ((text.codePointAt(i) ?? 0) > 0xffff) i++;
      continue;
    }
    const octal = /^[0-7]{3}/.exec(text.slice(i + 1));
    if (octal !== null) {
      bytes.push(Number.parseInt(octal[0], 8));
      i += 3;
    } else bytes.push(escapes[text[++i] ?? ""] ?? 63);
  }
  return Buffer.from(bytes).toString("utf8");
}
