import { execFileSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { printable } from "../text/printable.ts";

/** git did not do what it was asked for; the message is its own first sentence. */
export class GitFailure extends Error {
  override readonly name = "GitFailure";
  /** `program`: there is no git; `repository`: it takes the folder for no repository; `words`: anything else. */
  readonly about: "program" | "repository" | "words";
  readonly exitCode: number | undefined;

  constructor(about: GitFailure["about"], message: string, exitCode?: number) {
    super(printable(message));
    this.about = about;
    this.exitCode = exitCode;
  }
}

export interface GitOptions {
  /** True for what reads files of the working tree: filters that a configuration names are kept from running then. */
  readonly readsFiles?: boolean;
  /** True for what may ask a server, by HTTP and without a credential helper. Nothing else reaches the network. */
  readonly asksServer?: boolean;
}

/** What a repository may name for git to run: none of it is run. These come last, and so hold over its configuration. */
const SETTINGS = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.alternateRefsCommand=true",
  "core.quotePath=false",
  "credential.helper=",
  "gc.auto=0",
  "maintenance.auto=false",
  // A folder that looks like a repository's inside is none: anybody can commit one.
  "safe.bareRepository=explicit",
];
const LONGEST_OUTPUT = 256 * 2 ** 20;
const TIME_LIMIT_MS = 120_000;
const NOTHING_FOUND = 1;

/**
 * What git prints to standard output for a repository that is not trusted: no shell, hook, monitor, pager, filter or
 * helper of its configuration is run, nothing is fetched but by `fetch` itself, and no lock is taken that isn't needed.
 * `diff` must be told to leave external programs and submodules alone: {@link QUIET_DIFF}. Throws {@link GitFailure}.
 */
export function git(folder: string, words: readonly string[], options: GitOptions = {}): string {
  const settings = options.readsFiles ? [...SETTINGS, ...withoutFilters(folder)] : SETTINGS;
  return run(folder, settings, words, options.asksServer === true ? "http:https" : "");
}

/** Words that keep `git diff` from running programs for the files it compares, and from looking into submodules. */
export const QUIET_DIFF = ["--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all"];

/** Settings that make every filter that is configured do nothing: they would run for each file that has changed. */
function withoutFilters(folder: string): string[] {
  const names = filterSettings(folder).map((setting) => setting.slice(0, setting.lastIndexOf(".")));
  return [...new Set(names)].flatMap((name) => {
    // `-c` ends a name at the first equals sign.
    if (/[=\n]/.test(name))
      throw new GitFailure("words", "the configuration of the repository has a filter of an odd name");
    return [`${name}.clean=`, `${name}.process=`, `${name}.smudge=`, `${name}.required=false`];
  });
}

function filterSettings(folder: string): string[] {
  try {
    const list = ["config", "--null", "--name-only", "--get-regexp", "^filter\\."];
    return run(folder, SETTINGS, list, "").split("\0").slice(0, -1);
  } catch (thrown) {
    if (thrown instanceof GitFailure && thrown.exitCode === NOTHING_FOUND) return [];
    throw thrown;
  }
}

function run(folder: string, settings: readonly string[], words: readonly string[], protocols: string): string {
  const all = ["-C", resolve(folder), "--no-pager", ...settings.flatMap((setting) => ["-c", setting]), ...words];
  try {
    return execFileSync("git", all, {
      // Windows looks for a program in the working directory first, which must not be the folder under test.
      cwd: dirname(process.execPath),
      env: environment(protocols),
      encoding: "utf8",
      maxBuffer: LONGEST_OUTPUT,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIME_LIMIT_MS,
      killSignal: "SIGKILL",
      windowsHide: true,
    });
  } catch (thrown) {
    throw failure(thrown as Failed);
  }
}

function environment(protocols: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_ASKPASS: "",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
  for (const [name, value] of Object.entries(process.env)) {
    // A hook's GIT_DIR and GIT_INDEX_FILE speak of another repository, or of a half-made commit.
    if (!/^GIT_/i.test(name) || /^GIT_(?:CONFIG_|SSL_|EXEC_PATH$)/i.test(name)) env[name] ??= value;
  }
  return env;
}

interface Failed {
  readonly code?: string;
  readonly status?: number;
  readonly stderr?: string;
  readonly message: string;
}

function failure({ code, status, stderr = "", message }: Failed): GitFailure {
  if (code === "ENOENT") return new GitFailure("program", "git is not on the PATH");
  if (code === "ETIMEDOUT") return new GitFailure("words", `git took more than ${TIME_LIMIT_MS / 1000} s`);
  if (code === "ENOBUFS") return new GitFailure("words", "git printed more than 256 MiB");
  const lines = stderr.split("\n");
  const said = (lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0] ?? "").replace(
    /^(?:fatal|error): /,
    "",
  );
  const noRepository =
    /not a git repository|dubious ownership|cannot use bare repository|must be run in a work tree/.test(stderr);
  return new GitFailure(noRepository ? "repository" : "words", said || message, status);
}
