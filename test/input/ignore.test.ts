import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { discoverFiles } from "../../src/input/discover.ts";
import { addFiles, git, makeTree } from "../support/tree.ts";

const names = async (cwd: string, ...paths: string[]): Promise<string[]> =>
  (await discoverFiles(paths, { cwd })).files.map(({ file }) => file);

test("ignore files hold in folders, with or without a repository, and not for what is named", async () => {
  const files = {
    ".gitignore": "out/\n*.gen.yaml\n!keep.gen.yaml\n/top.yaml\n",
    "a.yaml": "",
    "x.gen.yaml": "",
    "keep.gen.yaml": "",
    "top.yaml": "",
    "m/top.yaml": "",
    "m/.gitignore": "b.yaml\n!y.gen.yaml\n",
    "m/b.yaml": "",
    "m/y.gen.yaml": "",
    "out/o.yaml": "",
    "m/out/o.yaml": "",
  };
  const expected = ["a.yaml", "keep.gen.yaml", "m/top.yaml", "m/y.gen.yaml"];
  const cwd = makeTree(files);
  expect(await names(cwd, ".")).toEqual(expected);
  git(cwd, "init", "-q");
  expect(await names(cwd, ".")).toEqual(expected);
  expect(await names(cwd, "**/*.yaml")).toEqual(expected);
  expect(await names(cwd, "m")).toEqual(["m/top.yaml", "m/y.gen.yaml"]);
  expect(await names(cwd, "top.yaml", "m/b.yaml")).toEqual(["m/b.yaml", "top.yaml"]);
  expect(await names(cwd, "out", "m/out")).toEqual(["m/out/o.yaml", "out/o.yaml"]);
});

test("info/exclude holds, in a linked worktree too", async () => {
  const cwd = makeTree({ "main/a.yaml": "", "main/b.yaml": "" });
  const main = join(cwd, "main");
  git(main, "init", "-q");
  git(main, "add", ".");
  git(main, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "all");
  git(main, "worktree", "add", "-q", "../linked");
  writeFileSync(join(main, ".git/info/exclude"), "new.yaml\n");
  addFiles(cwd, { "main/new.yaml": "", "linked/new.yaml": "" });
  expect(await names(cwd, "main")).toEqual(["main/a.yaml", "main/b.yaml"]);
  expect(await names(cwd, "linked")).toEqual(["linked/a.yaml", "linked/b.yaml"]);
});

test("what git tracks is read although an ignore rule names it", async () => {
  const cwd = makeTree({ "gen/a.yaml": "", "gen/b.yaml": "", "gen/c.txt": "", "m/x.yaml": "", "m/y.yaml": "" });
  git(cwd, "init", "-q");
  git(cwd, "add", "gen/a.yaml", "gen/c.txt", "m/x.yaml");
  writeFileSync(join(cwd, ".gitignore"), "gen/\n*.yaml\n");
  expect(await names(cwd, ".")).toEqual(["gen/a.yaml", "m/x.yaml"]);
  expect(await names(cwd, "m")).toEqual(["m/x.yaml"]);
  expect(await names(cwd, "**/a.yaml")).toEqual(["gen/a.yaml"]);
});

test("asking git runs nothing that the repository's configuration names", async () => {
  const cwd = makeTree({ "gen/a.yaml": "", "b.yaml": "", ".gitignore": "gen/\n" });
  git(cwd, "init", "-q");
  git(cwd, "add", "-f", "gen/a.yaml");
  const witness = join(cwd, "ran");
  writeFileSync(join(cwd, "evil.sh"), `#!/bin/sh\ntouch '${witness}'\n`);
  chmodSync(join(cwd, "evil.sh"), 0o755);
  for (const key of ["core.fsmonitor", "core.pager", "core.sshCommand", "core.editor"]) {
    git(cwd, "config", key, join(cwd, "evil.sh"));
  }
  mkdirSync(join(cwd, "bin"));
  writeFileSync(join(cwd, "git"), `#!/bin/sh\ntouch '${witness}'\n`, { mode: 0o755 });
  expect(await names(cwd, ".")).toEqual(["b.yaml", "gen/a.yaml"]);
  expect(existsSync(witness)).toBe(false);
});

test("a hook's variables don't send git to another repository", async () => {
  const cwd = makeTree({ "one/gen/a.yaml": "", "one/.gitignore": "gen\n", "one/b.yaml": "", "two/x": "" });
  git(join(cwd, "one"), "init", "-q");
  git(join(cwd, "two"), "init", "-q");
  git(join(cwd, "one"), "add", "-f", "gen/a.yaml");
  process.env["GIT_DIR"] = join(cwd, "two/.git");
  process.env["GIT_INDEX_FILE"] = join(cwd, "two/.git/index");
  try {
    expect(await names(cwd, "one")).toEqual(["one/b.yaml", "one/gen/a.yaml"]);
  } finally {
    delete process.env["GIT_DIR"];
    delete process.env["GIT_INDEX_FILE"];
  }
});

test("without git, or with a repository that is none, what is ignored stays so", async () => {
  const cwd = makeTree({ ".git/HEAD": "nonsense", ".gitignore": "gen\n", "gen/a.yaml": "", "b.yaml": "" });
  expect(await discoverFiles(["."], { cwd })).toMatchObject({ files: [{ file: "b.yaml" }], errors: [], skipped: [] });
});

test("a repository within another has rules of its own", async () => {
  const cwd = makeTree({
    ".gitignore": "*.gen.yaml\n",
    "sub/a.gen.yaml": "",
    "sub/b.yaml": "",
    "sub/.gitignore": "b.*",
  });
  git(cwd, "init", "-q");
  git(join(cwd, "sub"), "init", "-q");
  expect(await names(cwd, ".")).toEqual(["sub/a.gen.yaml"]);
});

test("a link in place of an ignore file is not followed", async () => {
  const cwd = makeTree({ rules: "*.yaml\n", "m/a.yaml": "" });
  symlinkSync("../rules", join(cwd, "m/.gitignore"));
  expect(await names(cwd, "m")).toEqual(["m/a.yaml"]);
});

test("patterns made to take for ever don't", async () => {
  const cwd = makeTree({
    ".gitignore": `${"**/a/".repeat(30)}b\n${"*a".repeat(100)}b\n[${"!-".repeat(500)}\n${"(a|a)*".repeat(50)}\n`,
    [`${"a/".repeat(150)}${"a".repeat(200)}c.yaml`]: "",
  });
  expect(await names(cwd, ".")).toHaveLength(1);
});

const segment = fc.constantFrom("a", "b", "ab", "a b", "[a]", "x.yaml", "y.yaml", "a.yaml", "!z.yaml", "#c.yaml");
const path = fc
  .tuple(fc.array(fc.constantFrom("a", "b", "ab", "a b", "[a]"), { maxLength: 3 }), segment)
  .map(([folders, name]) => [...folders, name.endsWith(".yaml") ? name : `${name}.yaml`].join("/"));
const piece = fc.constantFrom(
  "a",
  "b",
  "*",
  "?",
  "[ab]",
  "[!a]",
  "[a-c]",
  "x",
  "\\[a\\]",
  "a*",
  "*.yaml",
  ".yaml",
  " ",
);
const pattern = fc
  .tuple(
    fc.constantFrom("", "", "", "!", "/", "!/", "\\!", "#", "\\#", "**/"),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.array(piece, { minLength: 1, maxLength: 3 }).map((all) => all.join("")) },
        {
          weight: 1,
          arbitrary: fc.constant("**"),
        },
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom("", "", "/", " ", "\\ ", "\r", "/**"),
  )
  .map(([start, segments, end]) => start + segments.join("/") + end)
  .filter((line) => (line.match(/\*\*/g)?.length ?? 0) <= 2);
const ignoreFile = fc.array(pattern, { maxLength: 5 }).map((lines) => `${lines.join("\n")}\n`);

test("what is left out is what git would leave out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
      fc.dictionary(fc.constantFrom("", "a/", "b/", "a/b/", "[a]/", "a b/"), ignoreFile, { maxKeys: 3 }),
      fc.nat(3),
      async (paths, ignoreFiles, tracked) => {
        // A name can't be a file's and a folder's at once.
        const files = paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
        const cwd = makeTree(Object.fromEntries(files.map((file) => [file, ""])));
        git(cwd, "init", "-q");
        if (tracked > 0) git(cwd, "add", "-f", "--", ...files.slice(0, tracked));
        for (const [folder, text] of Object.entries(ignoreFiles)) {
          if (folder === "" || existsSync(join(cwd, folder))) writeFileSync(join(cwd, `${folder}.gitignore`), text);
        }
        const expected = git(cwd, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
          .filter((file) => file.endsWith(".yaml"))
          .sort();
        expect(await names(cwd, ".")).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
