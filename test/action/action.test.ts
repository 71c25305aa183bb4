import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { RULES } from "../../rules/index.ts";
import { runAction, sarifWithin } from "../../src/action/action.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { lint } from "../../src/index.ts";
import { daemonSet } from "../support/cli.ts";

const HOST_PID = "      hostPID: true\n";

// The toolkit remembers where the summary goes: one place for all tests.
const summaryFolder = mkdtempSync(join(tmpdir(), "dslint summary "));
const summary = join(summaryFolder, "summary");
afterAll(() => rmSync(summaryFolder, { recursive: true }));

let workspace: string;
let said: string;
const environment = { ...process.env };

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), "dslint action ")));
  said = "";
  for (const name of Object.keys(process.env)) if (/^(?:GITHUB|INPUT|RUNNER)_/.test(name)) delete process.env[name];
  process.env["GITHUB_STEP_SUMMARY"] = summary;
  process.env["GITHUB_OUTPUT"] = join(workspace, "output");
  writeFileSync(summary, "");
  writeFileSync(join(workspace, "output"), "");
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  rmSync(workspace, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(join(workspace, name, ".."), { recursive: true });
  writeFileSync(join(workspace, name), text);
}

async function act(inputs: Readonly<Record<string, string>>, event?: unknown): Promise<number> {
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  return await runAction({ workspace, temporary: workspace, event });
}

function annotations(kind: "error" | "warning" | "notice"): string[] {
  return said.split("\n").filter((line) => line.startsWith(`::${kind} `) || line.startsWith(`::${kind}::`));
}

function outputs(): Record<string, string> {
  const text = readFileSync(join(workspace, "output"), "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\n(.*)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}

test("what is found goes to the log, the annotations, the summary, the outputs and SARIF", async () => {
  write("deploy/a.yaml", daemonSet("a", HOST_PID));
  expect(await act({ paths: "deploy" })).toBe(1);
  expect(annotations("error")).toEqual([
    expect.stringMatching(/^::error file=deploy\/a\.yaml,line=25,.*title=dslint%3A host-pid::/),
    expect.stringMatching(/^::error::dslint found what fails at warning/),
  ]);
  expect(said).toMatch(/::group::dslint: all findings\n[\s\S]*\[host-pid\][\s\S]*::endgroup::/);
  expect(readFileSync(summary, "utf8")).toMatch(/\| 🔴 error \| `deploy\/a\.yaml:25` \|/);
  expect(outputs()).toEqual({ "sarif-file": join(workspace, "dslint.sarif"), errors: "1", warnings: "0", notes: "0" });
  const sarif = JSON.parse(readFileSync(join(workspace, "dslint.sarif"), "utf8"));
  expect(sarif.runs[0].results).toHaveLength(1);
});

test("the Action's own warnings count against the ten that GitHub shows", async () => {
  const many = Array.from({ length: 12 }, (_, i) =>
    daemonSet(`a${i}`).replace("image: registry.example.com/agent:1.4.2", "image: agent"),
  );
  write("a.yaml", many.join("---\n"));
  const only = "--only floating-image-tag --rule floating-image-tag=warning --fail-on never";
  expect(await act({ args: only, changed_only: "true" })).toBe(0);
  expect(annotations("warning")).toHaveLength(10);
  expect(annotations("warning")[0]).toContain("changed-only: this event has no base to compare with");
  expect(annotations("notice").at(-1)).toContain("3 of 12 are not shown here");
  expect(outputs()["warnings"]).toBe("12");
});

test("every input is passed on, and args add the options of the command line", async () => {
  write("a.yaml", daemonSet("a", HOST_PID));
  write("strict.yaml", "preset: strict\nmax-warnings: 0\nrules: { host-pid: warning }\n");
  expect(await act({ paths: "a.yaml", config: "strict.yaml", fail_on: "error" })).toBe(1);
  expect(said).toContain("--max-warnings allows 0");
  expect(await act({ config: "strict.yaml", fail_on: "error", args: "--max-warnings 50" })).toBe(0);
  expect(await act({ config: "", fail_on: "", args: "--report 'json=the report.json'" })).toBe(1);
  expect(JSON.parse(readFileSync(join(workspace, "the report.json"), "utf8")).summary.findings.error).toBe(1);
  expect(await act({ baseline: "known.json", args: "--update-baseline" })).toBe(0);
  expect(await act({ baseline: "known.json", args: "" })).toBe(0);
  expect(said).toContain("1 known finding left out by the baseline");
  said = "";
  write("big.yaml", `# ${"x".repeat(2 ** 20)}\n${daemonSet("big")}`);
  expect(await act({ paths: "big.yaml", args: "--max-file-size 1" })).toBe(2);
  expect(annotations("error")[0]).toMatch(/file=big\.yaml,line=1,col=1,title=dslint could not check this::/);
  expect(await act({ preset: "none" }).catch((thrown) => thrown.message)).toContain('no preset "none"');
  expect(await act({ preset: "", kubernetes_version: "new" }).catch((thrown) => thrown.message)).toContain('"new"');
});

test("what would be passed over in silence is refused", async () => {
  write("a.yaml", daemonSet("a"));
  const refused = async (inputs: Record<string, string>) => {
    const thrown = await act(inputs).catch((thrown: Error) => thrown);
    expect(thrown).toBeInstanceOf(Error);
    return (thrown as Error).message;
  };
  expect(await refused({ changed_only: "yes" })).toBe('changed-only is true or false, not "yes"');
  process.env["INPUT_CHANGED_ONLY"] = "";
  expect(await refused({ args: "--fix-unsafe" })).toBe(
    "args: --fix-unsafe is for the command line, not for the Action",
  );
  expect(await refused({ args: "--format sarif" })).toContain("args: --format");
  expect(await refused({ args: "-" })).toContain("standard input");
  expect(await refused({ args: "--fail-on 'never" })).toContain("the quote ' doesn't end");
  expect(await refused({ args: "--no-such-option" })).toContain("--no-such-option");
  expect(await refused({ args: "", sarif_file: "none/a.sarif" })).toContain("can't write the report");
  expect(existsSync(join(workspace, "dslint.sarif"))).toBe(false);
});

test("of too many findings SARIF keeps the most severe, within the size that code scanning takes", async () => {
  const manifests = Array.from({ length: 40 }, (_, i) => daemonSet(`a${i}`, i % 10 === 0 ? HOST_PID : ""));
  const result = lint(manifests.join("---\n"), { preset: "strict" });
  const about = { result, rules: resolveSettings(RULES, { preset: "strict" }).rules, version: "0", options: {} };
  const whole = await sarifWithin(about, Number.POSITIVE_INFINITY);
  expect(whole.results).toBe(result.findings.length);
  const bytes = gzipSync(whole.content).length - 1;
  const { content, results } = await sarifWithin(about, bytes);
  expect(gzipSync(content).length).toBeLessThanOrEqual(bytes);
  expect(results).toBeLessThan(result.findings.length);
  const [run] = JSON.parse(content).runs;
  expect(run.results).toHaveLength(results);
  expect(run.results.filter(({ level }: { level: string }) => level === "error")).toHaveLength(
    result.summary.findings.error,
  );
  expect(run.tool.driver.rules).toHaveLength(about.rules.length);
  expect(run.invocations[0].toolExecutionNotifications.at(-1).message.text).toContain("left out, the least severe");
  expect((await sarifWithin(about, 0)).results).toBe(0);
});

test("each input is handed over by the environment, none through a script, and is documented", () => {
  const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
  const { inputs, outputs, runs } = parse(read("action.yml"));
  const page = read("docs/action.md");
  const { run, env } = runs.steps.find(({ id }: { id?: string }) => id === "lint");
  const code = read("src/action/action.ts");
  for (const input of Object.keys(inputs)) {
    const name = input.replaceAll("-", "_");
    expect(env[`INPUT_${name.toUpperCase()}`]).toBe(`\${{ inputs.${input} }}`);
    expect(code).toContain(`"${name}"`);
    expect(page).toContain(`| \`${input}\``);
  }
  for (const output of Object.keys(outputs)) expect(page).toContain(`\`${output}\``);
  expect(run).toContain("dist/action.js");
  for (const step of runs.steps) expect(step.run ?? "").not.toContain("${{");
});
