import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine, daemonSet } from "../support/cli.ts";

const { folder, run, write } = commandLine();
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const careless = daemonSet("a", "      hostNetwork: true # needed\n").replace(
  "  updateStrategy:\n    type: RollingUpdate\n",
  "",
);

test("--fix makes the safe fixes, and keeps every other byte", () => {
  write("a.yaml", careless);
  const outcome = run(["a.yaml", "--fix", "--format", "compact"]);
  expect(outcome.stderr).toContain("1 fix made in 1 file");
  expect(outcome.stdout).toContain("[host-network-dns]");
  const added = "  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      maxUnavailable: 1\n";
  expect(read("a.yaml").replace(added, "")).toBe(careless);
  expect(run(["a.yaml", "--fix"]).stderr).toContain("0 fixes made");
});

test("--fix-unsafe makes the others too; line ends and a byte-order mark stay", () => {
  write("b.yaml", `\ufeff${careless.replaceAll("\n", "\r\n")}`);
  run(["b.yaml", "--fix-unsafe"]);
  const text = read("b.yaml");
  expect(text).toContain("dnsPolicy: ClusterFirstWithHostNet\r\n");
  expect(text.startsWith("\ufeffapiVersion")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toContain("\n");
});

test("nothing of standard input, nor what is suppressed, is written anywhere", () => {
  expect(run(["-", "--fix"], careless).stderr).toContain("0 fixes made");
  const waived = careless.replace(
    "\nspec:\n",
    "\nspec: # dslint-ignore missing-update-strategy -- the operator sets it\n",
  );
  write("c.yaml", waived);
  run(["c.yaml", "--fix"]);
  expect(read("c.yaml")).toBe(waived);
});
