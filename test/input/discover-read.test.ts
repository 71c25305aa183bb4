import { spawnSync } from "node:child_process";
import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readBounded } from "../../src/input/discover-read.ts";
import { makeTree } from "../support/tree.ts";

const text = (path: string, maxBytes?: number): string => {
  const read = readBounded(path, maxBytes);
  return "content" in read ? new TextDecoder().decode(read.content) : `refused: ${read.refused}`;
};

test("a file's bytes are read whole, up to the limit", () => {
  const cwd = makeTree({ empty: "", small: "abc", large: "x".repeat(100_000) });
  expect(text(join(cwd, "empty"))).toBe("");
  expect(text(join(cwd, "small"), 3)).toBe("abc");
  expect(text(join(cwd, "small"), 2)).toBe("refused: is 3 bytes, more than the 2 bytes that are read of one file");
  expect(text(join(cwd, "large"))).toHaveLength(100_000);
  const sparse = join(cwd, "sparse");
  expect(spawnSync("truncate", ["-s", "5G", sparse]).status).toBe(0);
  expect(text(sparse)).toBe("refused: is 5120 MiB, more than the 256 MiB that are read of one file");
});

test("files that don't know their size are read too", () => {
  expect(text("/proc/self/status")).toContain("VmPeak");
  expect(text("/proc/self/status", 100)).toBe("refused: is more than the 100 bytes that are read of one file");
});

test("what is no file is not read", () => {
  const cwd = makeTree({ file: "x" });
  symlinkSync("file", join(cwd, "link"));
  expect(spawnSync("mkfifo", [join(cwd, "pipe")]).status).toBe(0);
  expect(text(join(cwd, "link"))).toBe("refused: can't be read: it is a symbolic link now");
  expect(text(join(cwd, "pipe"))).toBe("refused: is a pipe, not a file");
  expect(text(cwd)).toBe("refused: is a folder, not a file");
  expect(text(join(cwd, "gone"))).toBe("refused: can't be read: it is gone");
  expect(text(join(cwd, "bro\ufffdken"))).toBe("refused: can't be read: its name is not UTF-8; rename it");
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read says so", () => {
  const cwd = makeTree({});
  writeFileSync(join(cwd, "closed"), "x");
  chmodSync(join(cwd, "closed"), 0);
  expect(text(join(cwd, "closed"))).toBe("refused: can't be read: permission denied");
});
