import { expect, test } from "vitest";
import { commandLine } from "../support/cli.ts";

const cli = commandLine();
const DAEMON_SET = `apiVersion: extensions/v1beta1
kind: DaemonSet
metadata: {name: agent}
spec: {template: {spec: {containers: [{name: agent, image: a:1}]}}}
`;

test("what was found in all is the last thing said, after what could not be checked", () => {
  cli.write("one/agent.yaml", DAEMON_SET);
  cli.write("one/broken.yaml", "kind: DaemonSet\na: [\n");
  cli.write("one/agent.tpl.yaml", "kind: DaemonSet\n{{ if true }}\n{{ end }}\n");
  const said = cli.said(["one"]);
  const order =
    /\[removed-api-version\][\s\S]*\none\/broken\.yaml:[\s\S]*\nskipped: one\/agent\.tpl\.yaml:[^\n]*\nFound [^\n]* 1 file could not be fully checked\.\n$/;
  expect(said).toMatch(order);
  const { stdout } = cli.run(["--color", "never", "one"]);
  expect(stdout).toMatch(/\nFound [^\n]*\n$/);
  expect(stdout).not.toContain("broken");
});

test("what is not for reading ends as its format does, and nothing is said of nothing", () => {
  cli.write("two/agent.yaml", DAEMON_SET);
  cli.write("three/other.yaml", "kind: ConfigMap\napiVersion: v1\n");
  expect(() => JSON.parse(cli.run(["--format", "json", "two"]).stdout)).not.toThrow();
  expect(cli.said(["three"])).toBe("No DaemonSet found in 1 file (1 document).\n");
  expect(cli.run(["-q", "three"]).stdout).toBe("");
});
