import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine, daemonSet } from "../support/cli.ts";

const { folder, run, write, git } = commandLine();
const lines = (text: string) => text.split("\n").filter(Boolean);
const HOST_PID = "      hostPID: true\n";

test("a good manifest: exit 0; a bad one: exit 1; what can't be read: exit 2, and the rest is linted", () => {
  write("basic/good.yaml", daemonSet("good"));
  expect(run(["basic", "--format", "compact"])).toMatchObject({ code: 0, stdout: "" });
  write("basic/bad.yaml", daemonSet("bad", HOST_PID));
  const bad = run(["basic", "--format", "compact"]);
  expect(bad.code).toBe(1);
  expect(lines(bad.stdout)).toEqual([expect.stringMatching(/^basic\/bad\.yaml:25:16: error: .*\[host-pid\]$/)]);
  write("basic/broken.yaml", "kind: DaemonSet\n  a: [\n");
  const broken = run(["basic", "--format", "compact"]);
  expect(broken.code).toBe(2);
  expect(broken.stdout).toContain("[host-pid]");
  expect(broken.stderr).toMatch(/broken\.yaml/);
});

test("wrong words end in one sentence, exit 2, and the nearest right word", () => {
  for (const [args, words] of [
    [[], "nothing to lint"],
    [["basic", "--preset", "strickt"], 'did you mean "strict"'],
    [["basic", "--format", "serif"], 'did you mean "sarif"'],
    [["basic", "--only", "host-pod"], 'did you mean "host-pid"'],
    [["basic", "--fail-on", "warnings"], 'did you mean "warning"'],
    [["basic", "--prezet", "strict"], "--preset"],
    [["basic", "--rule", "host-pid"], "id=severity"],
    [["basic", "--kubernetes-version", "new"], "no Kubernetes version"],
    [["basic", "--report", "sarif"], "format=file"],
    [["basic", "--max-warnings", "few"], "whole number"],
    [["basic", "--update-baseline"], "--baseline"],
    [["basic", "--baseline", "none.json"], "--update-baseline"],
    [["nowhere.yaml"], "nowhere.yaml"],
    [["explian", "host-pid"], 'did you mean "explain"'],
    [["completion", "tcsh"], "bash"],
  ] as const) {
    const outcome = run(args);
    expect(outcome.code, args.join(" ")).toBe(2);
    expect(outcome.stderr, args.join(" ")).toContain(words);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  }
});

test("standard input, no DaemonSet, several reports, quiet", () => {
  const piped = run(["-", "--stdin-filename", "piped.yaml", "--format", "json"], daemonSet("piped", HOST_PID));
  expect(JSON.parse(piped.stdout).findings[0]).toMatchObject({ file: "piped.yaml", rule: "host-pid" });
  expect(run(["-"], "kind: ConfigMap\napiVersion: v1\n")).toMatchObject({ code: 0 });
  expect(run(["-", "--quiet"], "kind: ConfigMap\napiVersion: v1\n")).toEqual({ code: 0, stdout: "", stderr: "" });
  write("reports/bad.yaml", daemonSet("bad", HOST_PID));
  const both = run(["reports", "--report", "sarif=r.sarif", "--report", "json=r.json"]);
  expect(both.stdout).toContain("host-pid");
  expect(JSON.parse(readFileSync(join(folder, "r.sarif"), "utf8")).runs[0].results).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(folder, "r.json"), "utf8")).findings).toHaveLength(1);
});

test("templates that a hook names are passed over, and what can't be read is an error all the same", () => {
  write("hook/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}\n");
  write("hook/chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n");
  write("hook/chart/templates/a.yaml", daemonSet("a", HOST_PID).replace("name: a\n", "name: {{ .Values.name }}\n"));
  const args = ["--quiet", "hook/service.yaml", "hook/chart/templates/a.yaml"];
  expect(run(args).code).toBe(2);
  expect(run([...args, "--skip-templates"])).toEqual({ code: 0, stdout: "", stderr: "" });
  write("hook/broken.yaml", "kind: DaemonSet\n  a: [\n");
  expect(run([...args, "--skip-templates", "hook/broken.yaml"]).code).toBe(2);
  expect(run([...args, "--skip-templates", "hook/none.yaml"]).code).toBe(2);
});

test("gates: fail-on, max-warnings, severities of rules, only, skip", () => {
  write("gates/a.yaml", daemonSet("a").replace("  updateStrategy:\n    type: RollingUpdate\n", ""));
  expect(run(["gates"]).code).toBe(1);
  expect(run(["gates", "--fail-on", "error"]).code).toBe(0);
  expect(run(["gates", "--fail-on", "never"]).code).toBe(0);
  expect(run(["gates", "--fail-on", "error", "--max-warnings", "0"]).code).toBe(1);
  expect(run(["gates", "--rule", "missing-update-strategy=note"]).code).toBe(0);
  expect(run(["gates", "--rule", "missing-update-strategy=off", "--fail-on", "note"]).code).toBe(0);
  expect(run(["gates", "--skip", "missing-update-strategy", "--fail-on", "note"]).code).toBe(0);
  expect(run(["gates", "--only", "host-pid"]).code).toBe(0);
});

test("a configuration governs what lies below it; the nearest wins, the command line over it", () => {
  git("init", "-q");
  write(
    "configured/.dslint.yaml",
    "rules:\n  host-pid: warning\noverrides:\n  - names: [cni-*]\n    rules: { host-pid: off }\n",
  );
  write("configured/a.yaml", daemonSet("a", HOST_PID));
  write("configured/b.yaml", daemonSet("cni-b", HOST_PID));
  write("configured/deep/.dslint.yaml", "rules: { host-pid: note }\n");
  write("configured/deep/c.yaml", daemonSet("c", HOST_PID));
  const severities = (args: string[]) =>
    JSON.parse(run(["configured", "--format", "json", ...args]).stdout).findings.map(
      ({ file, severity }: { file: string; severity: string }) => `${file} ${severity}`,
    );
  expect(severities(["--only", "host-pid"])).toEqual(["configured/a.yaml warning", "configured/deep/c.yaml note"]);
  expect(severities(["--only", "host-pid", "--no-config"])).toHaveLength(3);
  expect(severities(["--rule", "host-pid=error", "--only", "host-pid"])).toHaveLength(3);
  expect(severities(["--config", "configured/deep/.dslint.yaml", "--only", "host-pid"])).toEqual([
    "configured/a.yaml note",
    "configured/b.yaml note",
    "configured/deep/c.yaml note",
  ]);
  const shown = run(["config", "configured/b.yaml", "--name", "cni-b"]).stdout;
  expect(shown).toMatch(/rules\.host-pid +off +configured\/\.dslint\.yaml:5/);
  expect(run(["config", "configured/a.yaml"]).stdout).toMatch(/rules\.host-pid +warning +configured\/\.dslint\.yaml:2/);
});

test("a configuration that is wrong says where, and what was meant", () => {
  write("wrong/a.yaml", daemonSet("a"));
  for (const [text, words] of [
    ["presett: strict\n", '1:1: error: there is no key "presett"; did you mean "preset"?'],
    ["preset: strickt\n", 'did you mean "strict"'],
    ["rules:\n  host-pod: off\n", '2:3: error: there is no rule "host-pod"; did you mean "host-pid"?'],
    ["rules:\n  host-pid: fatal\n", 'there is no "fatal"'],
    ["rules:\n  slow-rollout: { hourz: 2 }\n", 'did you mean "hours"'],
    ["rules:\n  slow-rollout: { hours: -2 }\n", "at least 0"],
    ["kubernetes-version: 1.30\n", "put it in quotes"],
    ["cluster: { nodes: many }\n", "whole number"],
    ["cluster: { control-plane-taints: [master] }\n", "not of the form"],
    ["exclude: vendor\n", "must be a list"],
    ["preset: strict\n---\npreset: strict\n", "one document"],
    ["preset: strict\npreset: strict\n", "there twice"],
    ["a: [\n", ".dslint.yaml"],
  ] as const) {
    write("wrong/.dslint.yaml", text);
    const outcome = run(["wrong"]);
    expect(outcome.code, text).toBe(2);
    expect(outcome.stderr, text).toContain(words);
  }
});

test("a baseline: nothing is reported again, moved lines and renamed files included; new defects are", () => {
  write("base/a.yaml", daemonSet("a", HOST_PID));
  write("base/b.yaml", daemonSet("b", HOST_PID));
  const args = ["base", "--baseline", "base.json", "--format", "compact"];
  expect(run([...args, "--update-baseline"])).toMatchObject({ code: 0, stdout: "" });
  expect(run(args)).toMatchObject({ code: 0, stdout: "", stderr: "2 known findings left out by the baseline\n" });
  expect(run([...args, "--quiet"])).toMatchObject({ code: 0, stdout: "", stderr: "" });
  writeFileSync(join(folder, "base/a.yaml"), `# one\n# two\n\n${daemonSet("a", HOST_PID)}`);
  renameSync(join(folder, "base/b.yaml"), join(folder, "base/c.yaml"));
  expect(run(args)).toMatchObject({ code: 0, stdout: "" });
  write("base/d.yaml", daemonSet("d", "      hostIPC: true\n"));
  const found = run(args);
  expect(found.code).toBe(1);
  expect(lines(found.stdout)).toEqual([expect.stringMatching(/base\/d\.yaml.*\[host-ipc\]/)]);
  write("base/c.yaml", daemonSet("b"));
  write("base/d.yaml", daemonSet("d"));
  const stale = run(args);
  expect(stale.stderr).toMatch(/1 stale entry.*\n.*host-pid/);
  expect(run([...args, "--update-baseline"]).stderr).toContain("1 stale entry pruned");
  expect(run(args).stderr).toBe("1 known finding left out by the baseline\n");
});

test("a baseline keeps what a run did not look for", () => {
  write("part/a/a.yaml", daemonSet("a", HOST_PID));
  write("part/b/b.yaml", daemonSet("b", HOST_PID));
  const rest = ["--baseline", "part.json", "--format", "compact"];
  const accepted = run(["part", ...rest, "--update-baseline"]);
  expect(accepted.stderr).toContain("2 findings accepted");
  for (const part of [["part/a"], ["part", "--only", "host-ipc"], ["part", "--skip", "host-pid"]]) {
    expect(run([...part, ...rest]), part.join(" ")).toMatchObject({ code: 0, stdout: "" });
    expect(run([...part, ...rest]).stderr, part.join(" ")).not.toContain("stale");
    expect(run([...part, ...rest, "--update-baseline"]).stderr, part.join(" ")).toContain("2 findings accepted\n");
  }
  const inside = ["a", "--baseline", "../part.json", "--format", "compact"];
  expect(run(inside, "", join(folder, "part")).stderr).not.toContain("stale");
  expect(run([...inside, "--update-baseline"], "", join(folder, "part")).stderr).toContain("2 findings accepted\n");
  expect(JSON.parse(readFileSync(join(folder, "part.json"), "utf8"))).toMatchObject({
    findings: [{ file: "part/a/a.yaml" }, { file: "part/b/b.yaml" }],
  });
  rmSync(join(folder, "part/b"), { recursive: true });
  expect(run(["part/a", ...rest]).stderr).toContain("1 stale entry");
  const many = Array.from({ length: 12 }, (_, index) => `m${index}`);
  for (const name of many) write(`many/${name}.yaml`, daemonSet(name, HOST_PID));
  run(["many", "--baseline", "many.json", "--update-baseline"]);
  for (const name of many) write(`many/${name}.yaml`, daemonSet(name));
  expect(lines(run(["many", "--baseline", "many.json", "--format", "compact"]).stderr)).toEqual([
    expect.stringContaining("12 stale entries"),
    ...Array.from({ length: 10 }, () => expect.stringContaining("host-pid")),
    expect.stringContaining("and 2 more"),
  ]);
});

test("only what has changed since a revision, as resources or as lines", () => {
  write("changed/a.yaml", `${daemonSet("a", HOST_PID)}---\n${daemonSet("b", HOST_PID)}`);
  write("changed/c.yaml", daemonSet("c", HOST_PID));
  git("add", "-A");
  git("commit", "-qm", "before");
  const findings = (...args: string[]) => lines(run(["changed", "--format", "compact", ...args]).stdout).length;
  expect(findings()).toBe(3);
  expect(findings("--changed-since", "HEAD")).toBe(0);
  const text = readFileSync(join(folder, "changed/a.yaml"), "utf8");
  writeFileSync(join(folder, "changed/a.yaml"), text.replace("name: b\n  namespace", "name: b # two\n  namespace"));
  expect(findings("--changed-since", "HEAD")).toBe(1);
  expect(findings("--changed-since", "HEAD", "--changed-lines")).toBe(0);
  write("changed/new.yaml", daemonSet("new", HOST_PID));
  expect(findings("--changed-since", "HEAD")).toBe(2);
  expect(run(["changed", "--changed-since", "nothing"])).toMatchObject({ code: 2 });
  expect(run(["changed", "--changed-since", "--output=x"])).toMatchObject({ code: 2 });
});

test("context: a clash with a manifest that is not linted is found, its own defects are not", () => {
  const port = "          ports:\n            - containerPort: 9100\n              hostPort: 9100\n";
  write("context/.dslint.yaml", "context: [.]\n");
  write("context/staged.yaml", daemonSet("a", "", port));
  write("context/other.yaml", daemonSet("b", HOST_PID, port));
  const report = JSON.parse(
    run(["context/staged.yaml", "--config", "context/.dslint.yaml", "--format", "json"]).stdout,
  );
  expect(report.findings.map(({ rule }: { rule: string }) => rule)).toContain("host-port-clash");
  expect(report.findings.map(({ rule }: { rule: string }) => rule)).not.toContain("host-pid");
});

test("exclude leaves files out, and says so of those that were named", () => {
  write("out/.dslint.yaml", "exclude: [vendor/]\n");
  write("out/vendor/a.yaml", daemonSet("a", HOST_PID));
  write("out/b.yaml", daemonSet("b"));
  expect(run(["out", "--fail-on", "note"]).code).toBe(0);
  const named = run(["out/vendor/a.yaml"]);
  expect(named.code).toBe(0);
  expect(named.stderr).toContain("the configuration excludes it");
});

test("init writes a configuration that is valid, and none over another", () => {
  write("init/a.yaml", daemonSet("a", HOST_PID));
  expect(run(["init"]).code).toBe(0);
  expect(readFileSync(join(folder, ".dslint.yaml"), "utf8")).toContain("host-pid");
  expect(run(["init/a.yaml"]).code).toBe(1);
  expect(run(["init"])).toMatchObject({ code: 2 });
});

test("an entry of a baseline acts on no terminal and no build server", () => {
  write("hostile/a.yaml", daemonSet("a"));
  const entry = {
    rule: "host-pid",
    file: "a.yaml\n::stop-commands::x",
    resource: "\u001b[2J",
    path: "\r::error::y",
    fingerprint: "0",
  };
  write("hostile/baseline.json", JSON.stringify({ version: 1, findings: [entry] }));
  const { stderr, code } = run(["hostile", "--baseline", "hostile/baseline.json"]);
  expect(code).toBe(0);
  expect(stderr).toContain("gone: a.yaml");
  expect(stderr).not.toMatch(/^\s*::/m);
  expect(stderr).not.toMatch(/[\r\u001b]/);
});
