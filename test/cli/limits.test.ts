import { expect, test } from "vitest";
import { commandLine, daemonSet } from "../support/cli.ts";

const { run, write } = commandLine();

test("standard input is read as far as a file may be large", () => {
  const large = `${daemonSet("a")}# ${"x".repeat(2 ** 20)}\n`;
  const { code, stderr } = run(["-", "--max-file-size", "1"], large);
  expect(code).toBe(2);
  expect(stderr).toContain("the file is larger than 1048576 bytes");
  expect(run(["-", "--max-file-size", "2"], large).code).toBe(0);
  expect(run(["parse", "-", "--max-file-size", "1"], large).code).toBe(2);
});

test("limits are raised and lowered by options", () => {
  write("two.yaml", `${daemonSet("a", "      hostPID: true\n")}---\n${daemonSet("b", "      hostPID: true\n")}`);
  for (const option of ["--max-nodes", "--max-objects", "--max-object-size", "--max-findings"]) {
    const { code, stderr } = run(["two.yaml", option, "0"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} raises the limit`.replace("--max-objects raises the limit", "--max-objects"));
  }
  write("broken.yaml", "kind: [\n---\nkind: [\n");
  expect(run(["broken.yaml", "--max-errors", "1"]).stderr).toContain("--max-errors raises the limit");
  const { code, stderr } = run(["two.yaml", "--max-depth", "5000"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--max-depth goes up to 2000")]);
});
