import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { discoverFiles } from "../../src/input/discover.ts";
import { makeTree } from "../support/tree.ts";

const names = async (cwd: string, ...paths: string[]): Promise<string[]> =>
  (await discoverFiles(paths, { cwd })).files.map(({ file }) => file);

const errors = async (cwd: string, ...paths: string[]): Promise<string[]> =>
  (await discoverFiles(paths, { cwd })).errors.map(({ file, message }) => `${file}: ${message}`);

test("a folder means its manifests, in order, without hidden folders and node_modules", async () => {
  const cwd = makeTree({
    "b.yaml": "",
    "a/z.yml": "",
    "a/c.json": "",
    "a-b.yaml": "",
    "a/readme.md": "",
    "a/values.yaml.gotmpl": "",
    "node_modules/x.yaml": "",
    "a/node_modules/x.yaml": "",
    ".github/x.yaml": "",
    "a/.cache/x.yaml": "",
  });
  const found = await discoverFiles(["."], { cwd });
  expect(found).toEqual({
    files: ["a-b.yaml", "a/c.json", "a/z.yml", "b.yaml"].map((file) => ({
      file,
      path: join(cwd, file),
      explicit: false,
      besideKustomization: false,
    })),
    errors: [],
    skipped: [],
  });
});

test("what is named is read, wherever it lies and whatever it is called", async () => {
  const cwd = makeTree({ ".github/x.yaml": "", "node_modules/m/y.yaml": "", "agent.yaml.tmpl": "", "work/a.yaml": "" });
  expect(await names(cwd, "agent.yaml.tmpl", ".github", "node_modules/m/y.yaml")).toEqual([
    ".github/x.yaml",
    "agent.yaml.tmpl",
    "node_modules/m/y.yaml",
  ]);
  const found = await discoverFiles(["agent.yaml.tmpl", "node_modules"], { cwd });
  expect(found.files.map(({ explicit }) => explicit)).toEqual([true, false]);
});

test("names are relative to the working directory, or as given where they lie outside", async () => {
  const root = makeTree({ "work/a.yaml": "", "other/b.yaml": "" });
  const cwd = join(root, "work");
  expect(await names(cwd, "./a.yaml")).toEqual(["a.yaml"]);
  expect(await names(cwd, join(cwd, "a.yaml"))).toEqual(["a.yaml"]);
  expect(await names(cwd, "../other/")).toEqual(["../other/b.yaml"]);
  expect(await names(cwd, join(root, "other"))).toEqual([`${root}/other/b.yaml`]);
  expect(await names(cwd, join(root, "other/b.yaml"))).toEqual([`${root}/other/b.yaml`]);
});

test("a file named in several ways is linted once, as one that was named", async () => {
  const cwd = makeTree({ "m/a.yaml": "", "m/b.yaml": "" });
  symlinkSync("a.yaml", join(cwd, "m/also.yaml"));
  symlinkSync("m", join(cwd, "again"));
  const found = await discoverFiles(["m", "./m/a.yaml", "m/../m/a.yaml", "m/*.yaml", "again", "m/also.yaml"], { cwd });
  expect(found.files.map(({ file, explicit }) => [file, explicit])).toEqual([
    ["m/a.yaml", true],
    ["m/b.yaml", false],
  ]);
  expect(found.errors).toEqual([]);
});

test("odd names are names", async () => {
  const odd = [" .yaml", "'.yaml", '".yaml', "-f.yaml", "a\nb.yaml", "ä😀.yaml", "$(x).yaml", "a\\b.yaml", "[a].yaml"];
  const cwd = makeTree(Object.fromEntries(odd.map((name) => [`odd/${name}`, ""])));
  const inFolder = odd.map((name) => `odd/${name}`).sort();
  expect(await names(cwd, "odd")).toEqual(inFolder);
  expect(await names(cwd, ...inFolder)).toEqual(inFolder);
  expect(await names(join(cwd, "odd"), "-f.yaml")).toEqual(["-f.yaml"]);
});

test.each([
  ["*.yaml", ["a.yaml"]],
  ["./*.yaml", ["a.yaml"]],
  ["**/*.yaml", ["a.yaml", "m/b.yaml", "m/n/c.yaml"]],
  ["m/**", ["m/b.yaml", "m/d.yml", "m/n/c.yaml"]],
  ["m/**/c.*", ["m/n/c.yaml"]],
  ["m/*.{yaml,yml}", ["m/b.yaml", "m/d.yml"]],
  ["m/?.y*ml", ["m/b.yaml", "m/d.yml"]],
  ["m/[a-c].yaml", ["m/b.yaml"]],
  ["{m/n,other}/*.yaml", ["m/n/c.yaml"]],
  ["m/*.tmpl", ["m/e.tmpl"]],
  ["*", ["a.yaml", "m/b.yaml", "m/d.yml", "m/n/c.yaml"]],
  ["*/n", ["m/n/c.yaml"]],
  [".*/*.yaml", [".hidden/h.yaml"]],
])("the glob %s means %j", async (glob, expected) => {
  const cwd = makeTree({
    "a.yaml": "",
    "m/b.yaml": "",
    "m/n/c.yaml": "",
    "m/d.yml": "",
    "m/e.tmpl": "",
    "m/node_modules/x.yaml": "",
    ".hidden/h.yaml": "",
    "notes.md": "",
  });
  expect(await names(cwd, glob)).toEqual(expected);
  expect(await names(join(cwd, "m"), `../${glob}`)).toEqual(
    expected.map((name) => (name.startsWith("m/") ? name.slice(2) : `../${name}`)).sort(),
  );
});

test("a path or glob that means nothing is an error", async () => {
  const cwd = makeTree({ "docs/readme.md": "", "a.yaml": "", ".gitignore": "gen", "gen/x.yaml": "", "gen2/gen": "" });
  mkdirSync(join(cwd, "empty"));
  expect(await errors(cwd, "a.yaml", "nope.yaml", "a.yaml/", "empty", "docs", "", "**/*.json", "no/*.yaml")).toEqual([
    ": an empty path names no file",
    "**/*.json: no file matches this glob, but for what .gitignore names",
    "a.yaml/: there is no such file or folder",
    "docs: there is no .yaml, .yml or .json file in this folder",
    "empty: there is no .yaml, .yml or .json file in this folder",
    "no/*.yaml: no file matches this glob",
    "nope.yaml: there is no such file or folder",
  ]);
  expect(await errors(cwd, "[", "a\0b")).toEqual([
    "[: no file matches this glob",
    "a\0b: no path holds a NUL character",
  ]);
  expect(await errors(cwd, "g*/*.yaml")).toEqual([
    "g*/*.yaml: no file matches this glob, but for what .gitignore names",
  ]);
  expect(await errors(cwd, "gen")).toEqual([]);
});

test("links are followed within the tree, to each file once", async () => {
  const cwd = makeTree({ "base/a.yaml": "", "top/m/b.yaml": "", "top/data.txt": "" });
  symlinkSync("m/b.yaml", join(cwd, "top/same.yaml"));
  symlinkSync("data.txt", join(cwd, "top/linked.yaml"));
  symlinkSync("m", join(cwd, "top/zz"));
  mkdirSync(join(cwd, "top/.store"));
  writeFileSync(join(cwd, "top/.store/c.yaml"), "");
  symlinkSync(".store", join(cwd, "top/current"));
  symlinkSync(".store", join(cwd, "top/previous"));
  symlinkSync("nowhere", join(cwd, "top/.#lock.yaml"));
  symlinkSync("nowhere", join(cwd, "top/no-manifest"));
  symlinkSync("/etc/hostname", join(cwd, "top/README"));
  const found = await discoverFiles(["top"], { cwd });
  expect(found.files.map(({ file, path }) => [file, path])).toEqual([
    ["top/current/c.yaml", join(cwd, "top/.store/c.yaml")],
    ["top/linked.yaml", join(cwd, "top/data.txt")],
    ["top/m/b.yaml", join(cwd, "top/m/b.yaml")],
  ]);
  expect(found.errors).toEqual([]);
});

test("links out of the tree, in circles or to nothing are errors that name link and target", async () => {
  const cwd = makeTree({ "out/secret.yaml": "", "out/f/s.yaml": "", "top/a.yaml": "" });
  symlinkSync("../out/secret.yaml", join(cwd, "top/file.yaml"));
  symlinkSync("../out/f", join(cwd, "top/folder"));
  symlinkSync("/etc/passwd", join(cwd, "top/passwd.yaml"));
  symlinkSync(".", join(cwd, "top/loop"));
  symlinkSync("knot2.yaml", join(cwd, "top/knot1.yaml"));
  symlinkSync("knot1.yaml", join(cwd, "top/knot2.yaml"));
  symlinkSync("nothing.yaml", join(cwd, "top/dangling.yaml"));
  const out = "which is not in top: dslint follows no link out of the tree; name the target itself";
  const circle = "dslint follows no link in a circle";
  expect(await names(cwd, "top")).toEqual(["top/a.yaml"]);
  expect(await errors(cwd, "top")).toEqual([
    "top/dangling.yaml: is a symbolic link to nothing.yaml, where there is nothing",
    `top/file.yaml: is a symbolic link to ../out/secret.yaml, ${out}`,
    `top/folder: is a symbolic link to ../out/f, ${out}`,
    `top/knot1.yaml: is a symbolic link to knot2.yaml, which leads back to it: ${circle}`,
    `top/knot2.yaml: is a symbolic link to knot1.yaml, which leads back to it: ${circle}`,
    `top/loop: is a symbolic link to ., a folder that holds it: ${circle}`,
    `top/passwd.yaml: is a symbolic link to /etc/passwd, ${out}`,
  ]);
});

test("the tree is the repository, where there is one, without what git keeps in it", async () => {
  const cwd = makeTree({ ".git/config": "token", ".git/HEAD": "", "shared/a.yaml": "", "env/prod/b.yaml": "" });
  symlinkSync("../../shared/a.yaml", join(cwd, "env/prod/a.yaml"));
  symlinkSync("../../.git/config", join(cwd, "env/prod/c.yaml"));
  symlinkSync("/etc/passwd", join(cwd, "env/prod/d.yaml"));
  expect(await names(cwd, "env/prod")).toEqual(["env/prod/a.yaml", "env/prod/b.yaml"]);
  const message = (target: string): string =>
    `is a symbolic link to ${target}, which is not in the working directory: dslint follows no link out of the tree; name the target itself`;
  const expected = [`env/prod/c.yaml: ${message("../../.git/config")}`, `env/prod/d.yaml: ${message("/etc/passwd")}`];
  expect(await errors(cwd, "env/prod")).toEqual(expected);
  expect(await errors(cwd, "env/prod/c.yaml", "env/prod/d.yaml")).toEqual(expected);
});

test("a named link, or one on the way to what is named, may not leave the working directory's tree", async () => {
  const root = makeTree({ "out/a.yaml": "", "work/in.yaml": "" });
  const cwd = join(root, "work");
  symlinkSync("../out", join(cwd, "manifests"));
  symlinkSync("../out/a.yaml", join(cwd, "a.yaml"));
  symlinkSync("in.yaml", join(cwd, "fine.yaml"));
  expect(await names(cwd, "fine.yaml")).toEqual(["fine.yaml"]);
  for (const path of [
    "manifests",
    "manifests/",
    "manifests/a.yaml",
    "manifests/*.yaml",
    "a.yaml",
    join(cwd, "a.yaml"),
  ]) {
    const found = await discoverFiles([path], { cwd });
    expect(found.files).toEqual([]);
    expect(found.errors).toHaveLength(1);
    expect(found.errors[0]?.message).toMatch(/^is a symbolic link to .*out.*, which is not in the working directory/);
  }
  // Elsewhere the way is the user's own.
  symlinkSync("work", join(root, "alias"));
  expect(await names(join(root, "out"), "../alias/in.yaml")).toEqual(["../alias/in.yaml"]);
});

test("a folder of links upon links is walked in time that grows with its files", async () => {
  const cwd = makeTree({ "farm/a/x.yaml": "" });
  for (let i = 0; i < 20; i++) {
    mkdirSync(join(cwd, `farm/${i}`));
    for (let j = 0; j < 20; j++) symlinkSync(`../${j === i ? "a" : j}`, join(cwd, `farm/${i}/to${j}`));
  }
  expect(await names(cwd, "farm")).toEqual(["farm/a/x.yaml"]);
});

test("pipes, sockets and devices are never opened", async () => {
  const cwd = makeTree({ "m/a.yaml": "" });
  expect(spawnSync("mkfifo", [join(cwd, "m/pipe.yaml")]).status).toBe(0);
  const server = createServer().listen(join(cwd, "m/socket.yaml"));
  try {
    await new Promise((done) => server.once("listening", done));
    symlinkSync("pipe.yaml", join(cwd, "m/z.yaml"));
    expect(await names(cwd, "m")).toEqual(["m/a.yaml"]);
    expect(await errors(cwd, "m")).toEqual([
      "m/pipe.yaml: is a pipe, not a file: dslint does not open it",
      "m/socket.yaml: is a socket, not a file: dslint does not open it",
      "m/z.yaml: leads to a pipe, not to a file: dslint does not open it",
    ]);
    expect(await errors(cwd, "m/pipe.yaml", "/dev/null")).toEqual([
      "/dev/null: is a device, not a file: pipe it into dslint -",
      "m/pipe.yaml: is a pipe, not a file: pipe it into dslint -",
    ]);
  } finally {
    server.close();
  }
});

test.skipIf(process.getuid?.() === 0)("a folder that may not be read is an error, and the rest is found", async () => {
  const cwd = makeTree({ "m/a.yaml": "", "m/closed/b.yaml": "" });
  chmodSync(join(cwd, "m/closed"), 0);
  try {
    expect(await names(cwd, "m")).toEqual(["m/a.yaml"]);
    expect(await errors(cwd, "m")).toEqual(["m/closed: folder can't be read: permission denied"]);
  } finally {
    chmodSync(join(cwd, "m/closed"), 0o700);
  }
});

test("folders nested beyond reason are an error", async () => {
  const deep = `m/${"d/".repeat(201)}`;
  const cwd = makeTree({ "m/a.yaml": "", [`${deep}b.yaml`]: "" });
  expect(await names(cwd, "m")).toEqual(["m/a.yaml"]);
  expect(await errors(cwd, "m")).toEqual([
    `${deep.slice(0, -1)}: folder is nested more than 200 deep and was not read`,
  ]);
});

test("charts are known by their folder, parts of a chart by the whole", async () => {
  const cwd = makeTree({
    "charts/agent/Chart.yaml": "",
    "charts/agent/values.yaml": "",
    "charts/agent/crds/crd.yaml": "",
    "charts/agent/templates/ds.yaml": "",
    "charts/agent/templates/more/cm.yaml": "",
    "charts/agent/charts/part/Chart.yaml": "",
    "charts/agent/charts/part/templates/x.yaml": "",
    "templates/plain.yaml": "",
  });
  const charts = async (...paths: string[]): Promise<Record<string, string | undefined>> =>
    Object.fromEntries((await discoverFiles(paths, { cwd })).files.map(({ file, chart }) => [file, chart]));
  const expected = {
    "charts/agent/Chart.yaml": undefined,
    "charts/agent/charts/part/Chart.yaml": undefined,
    "charts/agent/charts/part/templates/x.yaml": "charts/agent",
    "charts/agent/crds/crd.yaml": undefined,
    "charts/agent/templates/ds.yaml": "charts/agent",
    "charts/agent/templates/more/cm.yaml": "charts/agent",
    "charts/agent/values.yaml": undefined,
    "templates/plain.yaml": undefined,
  };
  expect(await charts(".")).toEqual(expected);
  expect(await charts(...Object.keys(expected))).toEqual(expected);
  expect(await charts("charts/agent/templates/more")).toEqual({
    "charts/agent/templates/more/cm.yaml": "charts/agent",
  });
});
