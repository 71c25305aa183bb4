import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine, daemonSet } from "../support/cli.ts";

const { folder, write, run } = commandLine();
const { NODE_OPTIONS } = process.env;
const location = mkdtempSync(join(tmpdir(), "dslint-start-"));

beforeAll(() => {
  const hook = join(folder, "loaded.cjs");
  writeFileSync(
    hook,
    `const { builtinModules } = require("node:module");
const names = () => process.moduleLoadList.map((entry) => entry.replace("NativeModule ", ""));
const before = new Set(names());
process.on("exit", () => {
  const loaded = names().filter((name) => !before.has(name) && builtinModules.includes(name));
  require("node:fs").writeFileSync(${JSON.stringify(join(folder, "loaded.json"))}, JSON.stringify(loaded));
});`,
  );
  process.env["NODE_OPTIONS"] = `--require ${JSON.stringify(hook)}`;
});
afterAll(() => {
  rmSync(location, { recursive: true });
  if (NODE_OPTIONS === undefined) delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = NODE_OPTIONS;
});

/** Modules of Node that a run loads besides those that Node starts with. */
function loadedBy(...args: string[]): string[] {
  run(args);
  return JSON.parse(readFileSync(join(folder, "loaded.json"), "utf8"));
}

// On Windows output goes through Node's streams.
test.skipIf(process.platform === "win32")("what takes time to load is loaded by those who need it", () => {
  write("a/agent.yaml", daemonSet("agent", "      hostPID: true\n"));
  write("b/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n");
  expect(loadedBy("./a")).toEqual([]);
  expect(loadedBy("./b")).toEqual([]);
  expect(loadedBy("--quiet", "--skip-templates", "--", "a/agent.yaml", "b/service.yaml")).toEqual([]);
  expect(loadedBy("./a", "--cache-location", location)).toContain("crypto");
  expect(loadedBy("./a", "--changed-since", "HEAD")).toContain("child_process");
  // Through commander.
  expect(loadedBy("./a", "-q")).not.toEqual([]);
});
