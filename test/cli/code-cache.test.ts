import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cacheFolder } from "../../src/cli/cache-folder.ts";
import { readCode, writeCode } from "../../src/cli/code-cache.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dslint-cache-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const code = Buffer.from("compiled");

test("what was written is read again", () => {
  const folder = join(root, "a", "dslint");
  expect(readCode(folder, "k")).toBeUndefined();
  writeCode(folder, "k", code);
  expect(readCode(folder, "k")).toEqual(code);
  expect(readdirSync(folder)).toEqual(["k.code"]);
});

test("nothing is taken from where another may write", () => {
  const folder = join(root, "dslint");
  writeCode(folder, "k", code);
  chmodSync(join(folder, "k.code"), 0o620);
  expect(readCode(folder, "k")).toBeUndefined();
  chmodSync(join(folder, "k.code"), 0o600);
  expect(readCode(folder, "k")).toEqual(code);
  chmodSync(folder, 0o770);
  expect(readCode(folder, "k")).toBeUndefined();
  writeCode(folder, "other", code);
  expect(existsSync(join(folder, "other.code"))).toBe(false);
});

test("no link is followed to it", () => {
  const folder = join(root, "dslint");
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(root, "elsewhere"), code, { mode: 0o600 });
  symlinkSync(join(root, "elsewhere"), join(folder, "k.code"));
  expect(() => readCode(folder, "k")).toThrow();
  symlinkSync(folder, join(root, "link"));
  writeCode(folder, "own", code);
  expect(readCode(join(root, "link"), "own")).toBeUndefined();
});

test("the oldest go when there are many", () => {
  const folder = join(root, "dslint");
  for (let n = 0; n < 10; n++) writeCode(folder, `k${n}`, code);
  expect(readdirSync(folder)).toHaveLength(6);
  expect(readCode(folder, "k9")).toEqual(code);
});

test("the folder is the platform's, outside of what is checked", () => {
  const home = join(root, "home");
  mkdirSync(home);
  const at = (platform: NodeJS.Platform, env: Record<string, string>, cwd = "/somewhere") =>
    cacheFolder({ platform, env, cwd, home });
  expect(at("linux", {})).toBe(join(home, ".cache", "dslint"));
  expect(at("darwin", {})).toBe(join(home, "Library", "Caches", "dslint"));
  expect(at("linux", { XDG_CACHE_HOME: join(root, "x") })).toBe(join(root, "x", "dslint"));
  expect(at("linux", { XDG_CACHE_HOME: "relative" })).toBeUndefined();
  expect(at("win32", {})).toBeUndefined();
  expect(at("linux", {}, home)).toBeUndefined();
  mkdirSync(join(root, ".git"));
  expect(at("linux", {})).toBeUndefined();
});
