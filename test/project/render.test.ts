import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import type { Finding } from "../../src/engine/finding.ts";
import { Run } from "../../src/engine/run.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { byTemplateName, templateNamed } from "../../src/input/rendered.ts";
import { lintProject, type ProjectRequest } from "../../src/project/project.ts";
import type { RenderRequest } from "../../src/project/render.ts";

const HERE = new URL(".", import.meta.url).pathname;
const { PATH } = process.env;
let folder: string;

const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: release-name-log-agent, namespace: default}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      hostNetwork: true
      # dslint-ignore host-pid -- it attributes log lines to processes
      hostPID: true
      containers:
        - name: agent
          image: "registry.example.com/log-agent:latest"
          securityContext:
            privileged: true
`;
const RENDERED = `---\n# Source: log-agent/templates/daemonset.yaml\n${DAEMON_SET}`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dslint test "));
  cpSync(join(HERE, "chart"), join(folder, "charts/my agent"), { recursive: true });
  cpSync(join(HERE, "overlay"), join(folder, "overlay"), { recursive: true });
  process.env["PATH"] = join(folder, "bin");
  execFileSync("/bin/mkdir", [join(folder, "bin")]);
});

afterEach(() => {
  process.env["PATH"] = PATH;
  rmSync(folder, { recursive: true });
});

/** Puts a program on the PATH that notes its words and its environment, and prints. */
function stub(name: string, output: string, { status = 0, stderr = "" } = {}): void {
  const file = join(folder, "bin", name);
  const note = join(folder, `${name}.json`);
  writeFileSync(
    file,
    `#!${process.execPath}
const { env, argv } = process;
require("node:fs").writeFileSync(${JSON.stringify(note)}, JSON.stringify({ words: argv.slice(2), cwd: process.cwd(), plugins: env.HELM_PLUGINS, none: env.HELM_NO_PLUGINS }));
process.stderr.write(${JSON.stringify(stderr)});
process.stdout.write(${JSON.stringify(output)});
process.exitCode = ${status};
`,
  );
  chmodSync(file, 0o755);
}

function noted(name: string): { words: string[]; cwd: string; plugins: string; none: string } {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}

async function lintRendered(render: Partial<RenderRequest>, request: Partial<ProjectRequest> = {}) {
  const asked = { charts: [], values: [], kustomizations: [], ...render };
  const { result } = await lintProject({ cwd: folder, paths: [], settings: {}, render: asked, ...request });
  return result;
}

function of(findings: readonly Finding[], rule: string): Finding {
  const found = findings.filter((finding) => finding.rule === rule);
  expect(found, rule).toHaveLength(1);
  return found[0] as Finding;
}

test("findings in a chart stand in its templates, at the line that says it", async () => {
  stub("helm", RENDERED);
  const { findings, errors } = await lintRendered({ charts: ["charts/my agent"] });
  expect(errors).toEqual([]);
  const file = "charts/my agent/templates/daemonset.yaml";
  expect(new Set(findings.map(({ place }) => place.file))).toEqual(new Set([file]));
  const template = readFileSync(join(folder, file), "utf8").split("\n");
  const privileged = of(findings, "privileged-container").place;
  expect(template[privileged.line - 1]?.slice(privileged.column - 1, privileged.endColumn - 1)).toBe("true");
  expect(privileged.source).toBe("            privileged: true");
  expect(of(findings, "host-network").message).not.toContain("(rendered)");
});

test("a line that the template has not as it is rendered stands at its first line, and says so", async () => {
  stub("helm", RENDERED);
  const { findings } = await lintRendered({ charts: ["charts/my agent"] });
  const { place, message, fix } = of(findings, "floating-image-tag");
  expect(place).toMatchObject({ line: 1, column: 1, source: 'image: "registry.example.com/log-agent:latest"' });
  expect(message).toMatch(/ \(rendered\)$/);
  expect(fix).toBeUndefined();
});

test("comments in what is rendered suppress, wherever findings are moved to", async () => {
  stub("helm", RENDERED);
  const { findings } = await lintRendered({ charts: ["charts/my agent"] });
  expect(findings.filter(({ rule }) => rule === "host-pid" || rule === "unused-suppression")).toEqual([]);
  stub("helm", RENDERED.replace("hostPID: true", "hostPID: false"));
  const unused = of((await lintRendered({ charts: ["charts/my agent"] })).findings, "unused-suppression");
  expect(unused.place.line).toBe(21);
});

test("helm is run in an empty folder, without plug-ins, with what was asked for", async () => {
  stub("helm", RENDERED);
  await lintRendered({
    charts: ["charts/my agent"],
    values: ["charts/my agent/production.yaml"],
    namespace: "logging",
    kubernetes: [1, 33],
  });
  const { words, cwd, plugins, none } = noted("helm");
  const chart = join(folder, "charts/my agent");
  expect(words).toEqual([
    "template",
    "--namespace=logging",
    "--kube-version=1.33.0",
    `--values=${chart}/production.yaml`,
    "release-name",
    chart,
  ]);
  expect(plugins).toBe(cwd);
  expect(none).toBe("1");
  expect(existsSync(cwd)).toBe(false);
});

test("a template that leads out of the chart is not read", async () => {
  writeFileSync(join(folder, "outside.yaml"), "            privileged: true\n");
  symlinkSync(join(folder, "outside.yaml"), join(folder, "charts/my agent/templates/link.yaml"));
  stub("helm", RENDERED.replace("daemonset.yaml", "link.yaml"));
  expect(of((await lintRendered({ charts: ["charts/my agent"] })).findings, "privileged-container").place.line).toBe(1);
  stub("helm", RENDERED.replace("templates/daemonset.yaml", "../../outside.yaml"));
  const { place } = of((await lintRendered({ charts: ["charts/my agent"] })).findings, "privileged-container");
  expect(place).toMatchObject({ file: "charts/my agent/Chart.yaml", line: 1 });
});

test("a secret stays hidden where its line is found in the template again", async () => {
  const line = "            - {name: API_TOKEN, value: hunter2hunter2hunter2, privileged: no}";
  const secret = '            - {name: DB_PASSWORD, value: "s3cr3t-Pa55-w0rd"}';
  const template = join(folder, "charts/my agent/templates/daemonset.yaml");
  const written = `${DAEMON_SET}          env:\n${secret}\n${line}\n`;
  writeFileSync(template, `# own\n${written.replaceAll("\n", "\n  ")}`);
  stub("helm", `---\n# Source: log-agent/templates/daemonset.yaml\n${written}`);
  const { findings } = await lintRendered({ charts: ["charts/my agent"] });
  expect(findings.some(({ rule }) => rule === "secret-in-plain-text")).toBe(true);
  expect(JSON.stringify(findings)).not.toContain("s3cr3t-Pa55-w0rd");
});

test("what a kustomization builds names the resource and the kustomization, by kustomize or kubectl", async () => {
  for (const [program, words] of [
    ["kubectl", ["kustomize"]],
    ["kustomize", ["build"]],
  ] as const) {
    stub(program, DAEMON_SET);
    const { findings } = await lintRendered({ kustomizations: ["overlay"] });
    expect(noted(program).words).toEqual([...words, join(folder, "overlay")]);
    const { place, message } = of(findings, "privileged-container");
    expect(place).toMatchObject({ file: "overlay/kustomization.yaml", line: 1, column: 1 });
    expect(place.resource).toMatchObject({ kind: "DaemonSet", name: "release-name-log-agent" });
    expect(message).toMatch(/ \(rendered\)$/);
  }
});

test.each<[string, Partial<RenderRequest>, RegExp]>([
  ["no helm", { charts: ["charts/my agent"] }, /^--helm charts\/my agent needs helm, which is not on the PATH$/],
  ["no kustomize", { kustomizations: ["overlay"] }, /needs kustomize or kubectl, and neither is on the PATH$/],
  ["no chart", { charts: ["charts/none"] }, /^--helm charts\/none: there is no such file or folder$/],
  ["an address", { charts: ["oci://registry.example.com/chart"] }, /there is no such file or folder$/],
  ["no Chart.yaml", { charts: ["overlay"] }, /^--helm overlay: there is no Chart.yaml in this folder$/],
  ["no kustomization", { kustomizations: ["charts"] }, /there is no kustomization.yaml in this folder$/],
])("%s is one sentence", async (_, render, sentence) => {
  await expect(lintRendered(render)).rejects.toThrow(sentence);
});

test("a program that fails is one sentence, without what a terminal would obey", async () => {
  stub("helm", "", { status: 1, stderr: "level=WARN msg=x\nError: no \u001b[2Jtemplate\nmore\n" });
  await expect(lintRendered({ charts: ["charts/my agent"] })).rejects.toThrow(
    /^--helm charts\/my agent: helm failed: no [^\u001b]*template$/,
  );
});

test("what is changed in a rendered chart can't be told", async () => {
  const changedSince = { revision: "HEAD", by: "resource" } as const;
  await expect(lintRendered({ charts: ["charts/my agent"] }, { changedSince })).rejects.toThrow(
    /--changed-since can't/,
  );
});

test("what is broken in a rendered document is an error of its template", async () => {
  stub("helm", `${RENDERED}\t: [\n`);
  const { errors } = await lintRendered({ charts: ["charts/my agent"] });
  expect(errors).toMatchObject([{ file: "charts/my agent/templates/daemonset.yaml", line: 1 }]);
});

test("a stream on standard input has the files that its comments name, and its own lines", () => {
  const run = new Run({ settings: resolveSettings(RULES, {}) });
  run.add({ file: "<stdin>", content: `${RENDERED}${RENDERED}---\n${DAEMON_SET}`, originOf: byTemplateName });
  const places = run.finish().findings.flatMap(({ rule, place }) => (rule === "privileged-container" ? [place] : []));
  expect(places.map(({ file, line }) => [file, line])).toEqual([
    ["<stdin>", 53],
    ["log-agent/templates/daemonset.yaml", 18],
    ["log-agent/templates/daemonset.yaml", 36],
  ]);
});

test.each([
  ["# Source: a/templates/b.yaml\nkind: X", "a/templates/b.yaml"],
  ["---\n# Source: a/my file.yaml\r\nkind: X", "a/my file.yaml"],
  ["kind: X\n# Source: a/b.yaml", undefined],
  ["# Source: ../b.yaml", undefined],
  ["# Source: /etc/passwd", undefined],
  ["# Source: a\\..\\b.yaml", undefined],
  ["# Source:", undefined],
])("%j names %j", (text, name) => {
  expect(templateNamed(text, 0)).toBe(name);
});

test("a folder that is named and holds a kustomization is told with the command for it", async () => {
  const hintsOf = async (...paths: string[]) => (await lintProject({ cwd: folder, paths, settings: {} })).hints;
  expect(await hintsOf("overlay")).toEqual([
    "the kustomization overlay makes something else of what lies there: dslint --kustomize overlay lints that",
  ]);
  expect(await hintsOf(".", "overlay/base/daemonset.yaml", "overlay/*.yaml")).toEqual([]);
});
