import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { trackedThoughIgnored } from "../../src/input/discover-git.ts";
import { GitFailure, git, QUIET_DIFF } from "../../src/input/git.ts";
import { changedSince } from "../../src/project/changed-since.ts";

// Each test first shows that git by itself would run the command, so that none passes because it sets a trap badly.

let folder: string;
let repository: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dslint git ")));
  repository = join(folder, "repository");
  mkdirSync(join(folder, "ran"));
  mkdirSync(repository);
  plain("init", "--quiet", "--initial-branch=main");
  plain("config", "user.name", "t");
  plain("config", "user.email", "t@example.com");
  writeFileSync(join(repository, "a.yaml"), "a: 1\nb: 2\n");
  writeFileSync(join(repository, ".gitignore"), "tracked.yaml\n");
  writeFileSync(join(repository, "tracked.yaml"), "a: 1\n");
  plain("add", "--force", ".");
  plain("commit", "--quiet", "--message=before");
  writeFileSync(join(repository, "a.yaml"), "a: 1\nb: 3\n");
  writeFileSync(join(repository, "new.yaml"), "a: 1\n");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** git as anybody would call it; whether it succeeds does not matter to a trap. */
function plain(...words: string[]): void {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", GIT_SSH_VARIANT: "ssh" };
  spawnSync("git", ["-C", repository, ...words], { env, stdio: "ignore", timeout: 60_000 });
}

/** A program that leaves its name behind when it is run, and then does as it is told. */
function trap(name: string, then = "cat"): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n: >'${join(folder, "ran", name)}'\n${then}\n`);
  chmodSync(file, 0o755);
  return `"${file}"`;
}

function whatRan(): string[] {
  const names = readdirSync(join(folder, "ran")).sort();
  for (const name of names) rmSync(join(folder, "ran", name));
  return names;
}

/** All that dslint asks git when it lints. */
async function everything(cwd = repository): Promise<string[]> {
  const ignored = await trackedThoughIgnored(cwd);
  const changed = changedSince("HEAD", cwd, "line");
  return [...ignored, ...changed.files.keys()];
}

test("what has changed and what is tracked though ignored", async () => {
  expect(await everything()).toEqual(["tracked.yaml", "a.yaml", "new.yaml"]);
});

test("no monitor, hook, pager or alias of the configuration runs", async () => {
  plain("config", "core.fsmonitor", trap("monitor", "exit 1"));
  plain("status");
  expect(whatRan()).toEqual(["monitor"]);
  const hooks = join(folder, "hooks");
  mkdirSync(hooks);
  for (const hook of ["post-index-change", "reference-transaction"]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\n${trap(hook, "exit 0")}\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  plain("config", "core.hooksPath", hooks);
  plain("add", "new.yaml");
  plain("update-ref", "refs/heads/other", "HEAD");
  expect(whatRan()).toEqual(["monitor", "post-index-change", "reference-transaction"]);
  for (const key of ["core.pager", "pager.diff", "pager.ls-files"]) plain("config", key, trap("pager"));
  for (const command of ["diff", "ls-files", "rev-parse"]) plain("config", `alias.${command}`, `!${trap("alias")}`);
  expect(await everything()).toContain("a.yaml");
  git(repository, ["update-ref", "refs/heads/another", "HEAD"]);
  expect(whatRan()).toEqual([]);
});

test("no command that tells of borrowed objects runs, and the index stays as it is", () => {
  plain("clone", "--quiet", ".", join(folder, "lender"));
  writeFileSync(join(repository, ".git/objects/info/alternates"), `${join(folder, "lender/.git/objects")}\n`);
  plain("config", "core.alternateRefsCommand", trap("refs"));
  plain("rev-list", "--alternate-refs");
  expect(whatRan()).toEqual(["refs"]);
  git(repository, ["rev-list", "--alternate-refs", "HEAD"]);
  expect(whatRan()).toEqual([]);
  const index = join(repository, ".git/index");
  const before = readFileSync(index);
  utimesSync(join(repository, "tracked.yaml"), 1, 1);
  git(repository, ["status"]);
  expect(readFileSync(index).equals(before)).toBe(true);
  plain("status");
  expect(readFileSync(index).equals(before)).toBe(false);
});

test("no external diff, text conversion or filter of the configuration runs, and attributes hide no change", async () => {
  writeFileSync(join(repository, ".gitattributes"), "*.yaml diff=d filter=f.g\n");
  plain("config", "diff.external", trap("external"));
  plain("diff", "HEAD");
  expect(whatRan()).toEqual(["external"]);
  plain("config", "diff.d.command", trap("command"));
  plain("diff", "HEAD");
  expect(whatRan()).toEqual(["command"]);
  plain("config", "diff.d.textconv", trap("textconv", 'cat "$1"'));
  plain("diff", "--no-ext-diff", "HEAD");
  expect(whatRan()).toEqual(["textconv"]);
  plain("config", "filter.f.g.clean", trap("clean"));
  plain("config", "filter.f.g.required", "true");
  writeFileSync(join(repository, "a.yaml"), "a: 1\nb: 4\n");
  plain("diff", "--no-ext-diff", "--no-textconv", "HEAD");
  expect(whatRan()).toEqual(["clean"]);
  plain("config", "filter.f.g.process", trap("process", "exit 1"));
  plain("diff", "--no-ext-diff", "--no-textconv", "HEAD");
  expect(whatRan()).toContain("process");
  const found = changedSince("HEAD", repository, "line");
  expect(found.files.get("a.yaml")).toEqual([[2, 2]]);
  expect(whatRan()).toEqual([]);
  writeFileSync(join(repository, ".gitattributes"), "*.yaml -diff\n");
  expect(changedSince("HEAD", repository, "line").files.get("a.yaml")).toEqual([[2, 2]]);
  plain("config", "filter.a=b.clean", trap("odd"));
  expect(() => changedSince("HEAD", repository, "line")).toThrow("filter of an odd name");
});

test("settings of how a difference is written change nothing of what is read", () => {
  const file = join(repository, "long.yaml");
  const text = Array.from({ length: 30 }, (_, line) => `k${line}: 1\n`).join("");
  writeFileSync(file, text);
  plain("add", ".");
  plain("commit", "--quiet", "--message=long");
  writeFileSync(file, text.replace("k3: 1", "k3: 2").replace("k9: 1", "k9: 2"));
  writeFileSync(join(repository, "z.yaml"), "a: 1\n");
  plain("add", "--intent-to-add", "z.yaml");
  const settings = {
    "diff.interHunkContext": "20",
    "diff.context": "9",
    "diff.noprefix": "true",
    "diff.mnemonicPrefix": "true",
    "diff.relative": "true",
    "diff.renames": "copies",
    "color.diff": "always",
    "color.ui": "always",
  };
  for (const [key, value] of Object.entries(settings)) plain("config", key, value);
  const { files } = changedSince("HEAD", repository, "line");
  expect(files.get("long.yaml")).toEqual([
    [4, 4],
    [10, 10],
  ]);
  expect([...files.keys()]).toContain("z.yaml");
});

test("nothing is fetched for what a partial clone lacks", () => {
  const blob = execFileSync("git", ["-C", repository, "rev-parse", "HEAD:a.yaml"], { encoding: "utf8" }).trim();
  rmSync(join(repository, ".git/objects", blob.slice(0, 2), blob.slice(2)));
  plain("config", "core.repositoryFormatVersion", "1");
  plain("config", "extensions.partialClone", "origin");
  plain("config", "remote.origin.promisor", "true");
  plain("config", "core.sshCommand", trap("ssh", "exit 1"));
  plain("config", "protocol.allow", "always");
  const remotes = {
    ssh: "ssh://host.invalid/repository",
    ext: `ext::${join(folder, "ext").replaceAll(" ", "% ")}`,
    pack: repository,
  };
  trap("ext", "exit 1");
  plain("config", "remote.origin.uploadpack", trap("pack", "exit 1"));
  for (const [name, url] of Object.entries(remotes)) {
    plain("config", "remote.origin.url", url);
    plain("config", `protocol.${name}.allow`, "always");
    plain("diff", "HEAD");
    expect(whatRan(), url).toEqual([name]);
    expect(() => changedSince("HEAD", repository, "line"), url).toThrow("--changed-since: ");
    expect(() => git(repository, ["cat-file", "-e", blob]), url).toThrow(GitFailure);
    expect(whatRan(), url).toEqual([]);
  }
});

test("an explicit fetch asks by HTTP alone, with no helper", () => {
  plain("config", "core.sshCommand", trap("ssh", "exit 1"));
  plain("config", "protocol.ssh.allow", "always");
  plain("remote", "add", "origin", "ssh://host.invalid/repository");
  plain("fetch", "origin");
  expect(whatRan()).toEqual(["ssh"]);
  expect(() => git(repository, ["fetch", "origin"], { asksServer: true })).toThrow(/'ssh' not allowed/);
  expect(whatRan()).toEqual([]);
});

test("a repository's inside that was committed as files is taken for no repository", () => {
  const bare = join(repository, "inside");
  mkdirSync(join(bare, "refs"), { recursive: true });
  mkdirSync(join(bare, "objects"));
  writeFileSync(join(bare, "HEAD"), "ref: refs/heads/main\n");
  const monitor = trap("monitor", "exit 1").replaceAll('"', "");
  writeFileSync(
    join(bare, "config"),
    `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = "${repository}"\n\tfsmonitor = "'${monitor}'"\n`,
  );
  plain("-C", "inside", "status");
  expect(whatRan()).toEqual(["monitor"]);
  expect(() => changedSince("HEAD", bare, "line")).toThrow("bare repository");
  expect(whatRan()).toEqual([]);
});

test("a submodule's own configuration is not looked at", () => {
  const inner = join(repository, "inner");
  mkdirSync(inner);
  plain("-C", "inner", "init", "--quiet");
  writeFileSync(join(inner, "a.yaml"), "a: 1\n");
  writeFileSync(join(inner, ".gitattributes"), "*.yaml filter=f\n");
  plain("-C", "inner", "add", ".");
  plain("-C", "inner", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message=inner");
  plain("add", "inner");
  plain("-C", "inner", "config", "filter.f.clean", trap("clean"));
  writeFileSync(join(inner, "a.yaml"), "a: 2\n");
  plain("diff", "HEAD");
  expect(whatRan()).toEqual(["clean"]);
  changedSince("HEAD", repository, "line");
  git(repository, ["diff", ...QUIET_DIFF, "HEAD"], { readsFiles: true });
  expect(whatRan()).toEqual([]);
});

test("the environment of a hook does not lead to another repository", () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    GIT_DIR: join(folder, "none"),
    GIT_WORK_TREE: folder,
    GIT_INDEX_FILE: join(folder, "none"),
    GIT_EXTERNAL_DIFF: trap("external"),
    GIT_CONFIG: join(folder, "none"),
  });
  try {
    expect([...changedSince("HEAD", repository, "line").files.keys()]).toEqual(["a.yaml", "new.yaml"]);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  }
  expect(whatRan()).toEqual([]);
});

test("where git can't be asked it says why, in one sentence", async () => {
  const outside = join(folder, "outside");
  mkdirSync(outside);
  expect(() => changedSince("HEAD", outside, "line")).toThrow(/^--changed-since: not a git repository/);
  expect(await trackedThoughIgnored(outside)).toEqual([]);
  const { PATH } = process.env;
  process.env["PATH"] = outside;
  try {
    expect(() => changedSince("HEAD", repository, "line")).toThrow("--changed-since: git is not on the PATH");
  } finally {
    process.env["PATH"] = PATH;
  }
  expect(existsSync(join(repository, ".git/index.lock"))).toBe(false);
});
