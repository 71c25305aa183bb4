import { expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import type { Result } from "../../src/engine/finding.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { lintFiles } from "../../src/project/lint-files.ts";
import { makeTree } from "../support/tree.ts";

const settings = resolveSettings(RULES, {});
const lint = (cwd: string, ...paths: string[]): Promise<Result> => lintFiles(paths, { cwd, settings });

const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers: [{name: agent, image: "agent:1.0", securityContext: {privileged: true}}]
`;
const HELM = "is a Helm template: render it first: helm template … | dslint -";

test("a template is skipped in a folder and an error when it is named", async () => {
  const cwd = makeTree({
    "m/agent.yaml": DAEMON_SET.replace("{name: agent}", '\n  name: {{ include "agent.name" . }}'),
    "m/plain.yaml": DAEMON_SET,
  });
  const inFolder = await lint(cwd, "m");
  expect(inFolder.skipped).toEqual([{ file: "m/agent.yaml", reason: HELM }]);
  expect(inFolder.errors).toEqual([]);
  expect(new Set(inFolder.findings.map(({ place }) => place.file))).toEqual(new Set(["m/plain.yaml"]));
  const named = await lint(cwd, "m/agent.yaml");
  expect(named.errors).toEqual([{ file: "m/agent.yaml", line: 4, column: 1, message: HELM }]);
  expect(named.skipped).toEqual([]);
});

test("what parses is judged, braces and all; what does not and is no template is an error", async () => {
  const alerts = "apiVersion: v1\nkind: ConfigMap\ndata:\n  rules: |\n    {{ if .x }}{{ end }}\n";
  const cwd = makeTree({
    "m/quoted.yaml": DAEMON_SET.replace("agent:1.0", "{{ .Values.image }}"),
    "m/alerts.yaml": `${alerts}---\n${DAEMON_SET}`,
    "m/broken.yaml": `${alerts}---\n${DAEMON_SET}\t  broken: [\n`,
  });
  const { skipped, errors, summary } = await lint(cwd, "m");
  expect(skipped).toEqual([]);
  expect(errors.map(({ file }) => file)).toContain("m/broken.yaml");
  expect(new Set(errors.map(({ file }) => file)).size).toBe(1);
  expect(summary.daemonSets).toBe(2);
});

test("a construct in a document that nobody wants makes the file a template all the same", async () => {
  const cwd = makeTree({ "m/a.yaml": `${DAEMON_SET}---\nkind: ConfigMap\ndata:\n  cluster: {{cluster_name}}\n` });
  expect((await lint(cwd, "m")).skipped).toEqual([
    {
      file: "m/a.yaml",
      reason: "is a template with placeholders such as {{cluster_name}}: fill them in first: … | dslint -",
    },
  ]);
});

test("a chart's templates are set aside with the command that renders it; what needs none is judged", async () => {
  const cwd = makeTree({
    "charts/agent/Chart.yaml": "apiVersion: v2\nname: agent\n",
    "charts/agent/templates/ds.yaml": DAEMON_SET.replace("agent:1.0", "{{ .Values.image }}"),
    "charts/agent/templates/static.yaml": DAEMON_SET,
  });
  const reason = "is a template of the Helm chart charts/agent: render it: dslint --helm charts/agent";
  const { skipped, errors, summary } = await lint(cwd, ".");
  expect(skipped).toEqual([{ file: "charts/agent/templates/ds.yaml", reason }]);
  expect(errors).toEqual([]);
  expect(summary.daemonSets).toBe(1);
  const named = await lint(cwd, "charts/agent/templates/ds.yaml");
  expect(named.errors).toMatchObject([{ file: "charts/agent/templates/ds.yaml", message: reason }]);
});

test("a patch is skipped, listed or known by what it lacks, and a whole object beside it is judged", async () => {
  const partial = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec: {minReadySeconds: 5}\n";
  const cwd = makeTree({
    "o/kustomization.yaml": "resources: [../base]\npatches: [{path: listed.yaml}]\n",
    "o/listed.yaml": DAEMON_SET,
    "o/unlisted.yaml": partial,
    "o/whole.yaml": DAEMON_SET,
    "elsewhere/partial.yaml": partial,
  });
  const { skipped, errors, findings, summary } = await lint(cwd, ".");
  expect(errors).toEqual([]);
  expect(skipped.map(({ file }) => file)).toEqual(["o/listed.yaml", "o/unlisted.yaml"]);
  expect(summary.daemonSets).toBe(2);
  expect(new Set(findings.map(({ place }) => place.file))).toEqual(new Set(["elsewhere/partial.yaml", "o/whole.yaml"]));
});
