import { expect, test } from "vitest";
import { cleanPath, isWithin, resolvePath } from "../../src/kubernetes/node-path.ts";

test.each([
  ["/", "/"],
  ["", "/"],
  ["//a/./b//", "/a/b"],
  ["/a/../b", "/b"],
  ["/../a/b/..", "/a"],
  ["/a/.../b", "/a/.../b"],
])("%s is %s in short", (path, clean) => expect(cleanPath(path)).toBe(clean));

test.each([
  ["/var/run", "/run"],
  ["/var/run/docker.sock", "/run/docker.sock"],
  ["/lib/modules/", "/usr/lib/modules"],
  ["/var/runx", "/var/runx"],
  ["/lib64/ld.so", "/usr/lib64/ld.so"],
  ["/library", "/library"],
  ["/bin/sh", "/usr/bin/sh"],
  ["/sbin", "/usr/sbin"],
  ["/run", "/run"],
])("%s is %s on the node", (path, resolved) => expect(resolvePath(path)).toBe(resolved));

test("a directory holds itself and what is below, and not its namesakes", () => {
  expect(isWithin("/a", "/a")).toBe(true);
  expect(isWithin("/a/b", "/a")).toBe(true);
  expect(isWithin("/a", "/")).toBe(true);
  expect(isWithin("/ab", "/a")).toBe(false);
  expect(isWithin("/", "/a")).toBe(false);
});
