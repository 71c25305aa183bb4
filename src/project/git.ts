import { execFileSync } from "node:child_process";
import { relative, resolve, sep } from "node:path";
import type { ChangedLines } from "../engine/changed.ts";
import { UsageError } from "./usage-error.ts";

/** What a repository may configure git to run: none of it is run. */
const SAFE = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.pager=cat",
  "-c",
  "diff.external=",
  "-c",
  "core.quotePath=false",
  "-c",
  "protocol.allow=never",
];
const MAX_OUTPUT = 256 * 2 ** 20;

function git(cwd: string, args: readonly string[]): string {
  const environment = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
  for (const name of ["GIT_EXTERNAL_DIFF", "GIT_DIR", "GIT_WORK_TREE", "GIT_PAGER"]) delete environment[name as never];
  return execFileSync("git", [...SAFE, ...args], {
    cwd,
    encoding: "utf8",
    env: environment,
    maxBuffer: MAX_OUTPUT,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
}

/**
 * What has changed in the working tree since a revision branched off: files as findings name them, relative to `cwd`.
 * No external diff, text conversion or hook of the repository is run. Throws {@link UsageError}.
 */
export function changedSince(revision: string, cwd: string, by: ChangedLines["by"]): ChangedLines {
  if (revision.startsWith("-") || revision === "") throw new UsageError(`"${revision}" is no git revision`);
  const commit = tryGit(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (commit === undefined) {
    throw new UsageError(
      `--changed-since ${revision}: git knows no such revision here; name a commit, branch or tag, and fetch it first where the clone is shallow`,
    );
  }
  const top = git(cwd, ["rev-parse", "--show-toplevel"]).trim();
  const base = tryGit(cwd, ["merge-base", commit.trim(), "HEAD"])?.trim() || commit.trim();
  const options = ["--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--unified=0", "--diff-filter=d"];
  const diff = git(top, ["diff", ...options, "--src-prefix=a/", "--dst-prefix=b/", base, "--"]);
  const files = new Map<string, [number, number][] | "all">();
  const nameOf = (path: string) => relative(cwd, resolve(top, path)).split(sep).join("/");
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
  for (const path of git(top, ["ls-files", "--others", "--exclude-standard", "-z"]).split("\0")) {
    if (path !== "") files.set(nameOf(path), "all");
  }
  return { by, files };
}

function tryGit(cwd: string, args: readonly string[]): string | undefined {
  try {
    return git(cwd, args);
  } catch (thrown) {
    const { code, stderr } = thrown as { code?: string; stderr?: string };
    if (code === "ENOENT") throw new UsageError("--changed-since needs git, which is not on the PATH");
    if (/not a git repository|dubious ownership/.test(stderr ?? "")) {
      throw new UsageError(`--changed-since: ${(stderr ?? "").split("\n")[0]?.replace(/^fatal: /, "")}`);
    }
    return undefined;
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
