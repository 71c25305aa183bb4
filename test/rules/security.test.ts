import { expect, test } from "vitest";
import { type Finding, type LintOptions, lint } from "../../src/index.ts";

function daemonSet(spec: object, metadata: object = { name: "agent", namespace: "monitoring" }): string {
  return JSON.stringify({ apiVersion: "apps/v1", kind: "DaemonSet", metadata, spec: { template: { spec } } });
}

function namespace(labels: object, name = "monitoring"): string {
  return JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } });
}

function findings(rule: string, sources: Record<string, string>, options: LintOptions = {}): readonly Finding[] {
  const given = Object.entries(sources).map(([file, content]) => ({ file, content, explicit: true }));
  return lint(given, { only: [rule], ...options }).findings.filter((finding) => finding.rule === rule);
}

/** What a template engine fills in later. */
const PLACEHOLDER = `$${"{LATER}"}`;
const ROOT = { containers: [{ name: "a", securityContext: { runAsUser: 0 } }] };

test.each([
  ["a pod of its own", ROOT, [1, 33], true],
  ["an older Kubernetes", ROOT, [1, 32], false],
  ["the node's network", { ...ROOT, hostNetwork: true }, [1, 33], false],
  ["the node's processes", { ...ROOT, hostPID: true }, [1, 33], false],
  ["the node's memory segments", { ...ROOT, hostIPC: true }, [1, 33], false],
  [
    "the node's files",
    {
      containers: [{ name: "a", securityContext: { runAsUser: 0 }, volumeMounts: [{ name: "v", mountPath: "/v" }] }],
      volumes: [{ name: "v", hostPath: { path: "/v" } }],
    },
    [1, 33],
    false,
  ],
] as const)("runs-as-root advises a user namespace: %s", (_, spec, kubernetes, advised) => {
  const [finding] = findings("runs-as-root", { "a.json": daemonSet(spec) }, { kubernetes });
  expect(finding?.message.includes("hostUsers")).toBe(advised);
});

const ENFORCE = "pod-security.kubernetes.io/enforce";
const HOST = daemonSet({ hostNetwork: true });

test("pod-security-refused goes by the nearest definition of the namespace", () => {
  const [baseline, privileged] = [namespace({ [ENFORCE]: "baseline" }), namespace({ [ENFORCE]: "privileged" })];
  const refused = (sources: Record<string, string>) => findings("pod-security-refused", sources).length;
  expect(refused({ "prod/ns.json": baseline, "dev/ns.json": privileged, "prod/ds.json": HOST })).toBe(1);
  expect(refused({ "prod/ns.json": baseline, "dev/ns.json": privileged, "dev/ds.json": HOST })).toBe(0);
  expect(refused({ "prod/ns.json": baseline, "dev/ns.json": privileged, "base/ds.json": HOST })).toBe(0);
  expect(refused({ "prod/ns.json": baseline, "dev/ns.json": baseline, "base/ds.json": HOST })).toBe(1);
  expect(refused({ "prod/ns.json": privileged, "prod/ds.yaml": `${HOST}\n---\n${baseline}` })).toBe(1);
  expect(refused({ "prod/ns.json": baseline, "prod/ds.yaml": `${HOST}\n---\n${privileged}` })).toBe(0);
});

test("pod-security-refused says nothing of a namespace whose labels can't be known", () => {
  const refused = (labels: object) =>
    findings("pod-security-refused", { "a.json": namespace(labels), "b.json": HOST }).length;
  expect(refused({ [ENFORCE]: PLACEHOLDER })).toBe(0);
  expect(refused({ [ENFORCE]: "baseline", [`${ENFORCE}-version`]: PLACEHOLDER })).toBe(0);
  expect(refused({ [ENFORCE]: "baseline" })).toBe(1);
});

test("pod-security-refused knows no newer checks than the target Kubernetes, nor than the version enforced", () => {
  const probe = daemonSet({ containers: [{ name: "a", livenessProbe: { httpGet: { host: "h" } } }] });
  const refused = (version: string, kubernetes: readonly [number, number]) => {
    const labels = { [ENFORCE]: "baseline", [`${ENFORCE}-version`]: version };
    return findings("pod-security-refused", { "a.json": namespace(labels), "b.json": probe }, { kubernetes }).length;
  };
  expect(refused("latest", [1, 34])).toBe(1);
  expect(refused("latest", [1, 33])).toBe(0);
  expect(refused("v1.34", [1, 36])).toBe(1);
  expect(refused("v1.33", [1, 36])).toBe(0);
  expect(refused("v1.99", [1, 33])).toBe(0);
});

test("pod-security-refused points at the label and carries upstream's ids", () => {
  const [finding] = findings("pod-security-refused", {
    "a.yaml": `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: monitoring\n  labels:\n    ${ENFORCE}: baseline\n`,
    "b.json": daemonSet({ hostNetwork: true, hostPID: true, volumes: [{ name: "v", hostPath: { path: "/" } }] }),
  });
  expect(finding?.pss).toEqual(["hostNamespaces", "hostPathVolumes"]);
  expect(finding?.related[0]?.place).toMatchObject({ file: "a.yaml", line: 6, path: `metadata.labels[${ENFORCE}]` });
});

test("what a pod leaves to an unknown setting of its own is not said to be missing", () => {
  const judge = (runAsNonRoot: unknown, seccompProfile: unknown, options: LintOptions) => {
    const spec = { securityContext: { runAsNonRoot, seccompProfile }, containers: [{ name: "a" }] };
    const { findings } = lint(daemonSet(spec), options);
    const rules = ["runs-as-root", "missing-run-as-non-root", "missing-seccomp-profile", "unconfined-seccomp"];
    return findings.flatMap(({ rule }) => (rules.includes(rule) ? rule : []));
  };
  const known = ["missing-run-as-non-root", "missing-seccomp-profile"];
  expect(judge(undefined, undefined, { preset: "pss-restricted" }).sort()).toEqual(known);
  expect(judge("x", 7, { preset: "pss-restricted" })).toEqual([]);
  expect(judge(undefined, undefined, { preset: "strict" }).sort()).toEqual(["missing-seccomp-profile", "runs-as-root"]);
  expect(judge(PLACEHOLDER, { type: PLACEHOLDER }, { preset: "strict" })).toEqual([]);
});

test("trampoline-permissions points at the rules that grant the powers", () => {
  const [finding] = findings("trampoline-permissions", {
    "a.json": daemonSet({ serviceAccountName: "agent" }),
    "b.yaml": `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: agent
rules:
- apiGroups: [""]
  resources: [pods]
  verbs: [get]
- apiGroups: [""]
  resources: [secrets, nodes]
  verbs: ["*"]
- apiGroups: [""]
  resources:
  - pods/exec
  verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: agent
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects: [{kind: ServiceAccount, name: agent, namespace: monitoring}]
`,
  });
  const places = finding?.related.map(({ message, place }) => [place.file, place.line, place.path, message]);
  expect(places).toEqual([
    ["b.yaml", 21, "roleRef", 'ClusterRoleBinding "agent" gives it ClusterRole "agent"'],
    [
      "b.yaml",
      10,
      "rules[1].resources",
      'ClusterRole "agent" can read every Secret, draw pods to its own node by changing others and drive pods to its own node by deleting others',
    ],
    ["b.yaml", 13, "rules[2].resources", 'ClusterRole "agent" can run commands in any pod'],
  ]);
});
