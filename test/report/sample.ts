import type { Finding, Result, Severity } from "../../src/engine/finding.ts";
import type { RuleMeta } from "../../src/engine/rule.ts";
import type { Place } from "../../src/model/place.ts";
import type { RanRule, ReportInput, ReportOptions } from "../../src/report/input.ts";

export function place(over: Partial<Place> = {}): Place {
  return {
    file: "deploy/agent.yaml",
    document: 0,
    resource: { apiVersion: "apps/v1", kind: "DaemonSet", namespace: "logging", name: "agent" },
    path: "spec.template.spec.containers[0].securityContext.privileged",
    line: 31,
    column: 25,
    endLine: 31,
    endColumn: 29,
    source: "            privileged: true",
    sourceColumn: 1,
    ...over,
  };
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    rule: "privileged-container",
    category: "security",
    severity: "error",
    message: 'container "agent" is privileged: it owns the node',
    place: place(),
    related: [],
    ...over,
  };
}

export function rule(over: Partial<RuleMeta> = {}, severity: Severity = "error"): RanRule {
  return {
    severity,
    rule: {
      id: "privileged-container",
      category: "security",
      severity: "error",
      summary: "Container runs privileged",
      why: "A privileged container has every capability, sees every device and may load kernel modules. Whoever breaks into it owns the node, and with it the secrets of every pod that runs there.",
      remedy:
        "Remove `privileged: true` and add the one capability that the agent needs, such as `CAP_SYS_PTRACE`, under `securityContext.capabilities.add`.",
      references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
      ...over,
    },
  };
}

export const RULES: readonly RanRule[] = [
  rule({
    exceptions: "CSI drivers that mount for other pods need it: say so in the waiver.",
    aliases: ["privileged"],
    pss: ["privileged"],
  }),
  rule(
    {
      id: "missing-resource-limits",
      category: "resources",
      severity: "warning",
      summary: "Container has no limits",
      why: "An agent that leaks takes the memory of every other pod of the node, on every node at once.",
      remedy: "Set `resources.limits.memory`, somewhat above what the agent uses at its busiest.",
      references: [],
    },
    "warning",
  ),
  rule(
    {
      id: "trampoline-permissions",
      category: "access",
      severity: "error",
      summary: "One node's token is enough to own the cluster",
      why: "The service account's token lies on every node. Whoever owns one node holds it.",
      remedy: "Bind a Role that names what the agent reads.",
      references: [],
    },
    "error",
  ),
  rule(
    {
      id: "host-port",
      category: "networking",
      severity: "note",
      summary: "Opens a port on every node",
      why: "The port is open on every node, past network policies.",
      remedy: "Use a Service with `internalTrafficPolicy: Local`.",
      references: [],
    },
    "note",
  ),
];

const container = {
  path: "spec.template.spec.containers[0]",
  line: 24,
  column: 11,
  endLine: 24,
  endColumn: 15,
  source: "        - name: agent",
};

export const FINDINGS: readonly Finding[] = [
  finding({
    rule: "missing-resource-limits",
    category: "resources",
    severity: "warning",
    message:
      'container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once',
    place: place({ ...container, path: "spec.template.spec.containers[0].resources.limits" }),
    fix: {
      safety: "unsafe",
      description: "add `limits: {memory: 256Mi}`",
      edits: [{ offset: 812, length: 0, text: "resources:\n  limits:\n    memory: 256Mi\n" }],
    },
  }),
  finding({
    rule: "host-port",
    category: "networking",
    severity: "note",
    message: 'container "agent" opens port 9100 on every node',
    place: place({ ...container, path: "spec.template.spec.containers[0].ports[0].hostPort" }),
  }),
  finding({ pss: ["privileged"] }),
  finding({
    rule: "trampoline-permissions",
    category: "access",
    message: 'service account "agent" may read every secret of the cluster',
    place: place({
      path: "spec.template.spec.serviceAccountName",
      line: 40,
      column: 27,
      endLine: 40,
      endColumn: 32,
      source: "      serviceAccountName: agent",
    }),
    related: [
      {
        message: 'ClusterRoleBinding "agent" gives it ClusterRole "reader"',
        place: place({
          file: "deploy/rbac.yaml",
          resource: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", name: "agent" },
          path: "roleRef.name",
          line: 8,
          column: 9,
          endLine: 8,
          endColumn: 15,
          source: "  name: reader",
        }),
      },
      {
        message: "which allows to list secrets",
        place: place({
          file: "deploy/rbac.yaml",
          resource: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "reader" },
          path: "rules[0].resources[0]",
          line: 20,
          column: 17,
          endLine: 20,
          endColumn: 26,
          source: '    resources: ["secrets"]',
        }),
      },
    ],
  }),
  finding({
    place: place({
      file: "deploy/other.yaml",
      resource: { apiVersion: "apps/v1", kind: "DaemonSet", name: "other" },
      line: 9,
      endLine: 9,
    }),
  }),
];

export function result(over: Partial<Result> = {}): Result {
  const findings = over.findings ?? FINDINGS;
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity, suppressed } of findings) if (suppressed === undefined) counts[severity]++;
  return {
    findings,
    errors: [{ file: "deploy/broken.yaml", line: 7, column: 3, message: "a mapping key has no value" }],
    skipped: [
      { file: "charts/a/templates/ds.yaml", reason: "a Helm template: render it first" },
      { file: "charts/a/templates/other.yaml", reason: "a Helm template: render it first" },
      { file: "overlay/patch.yaml", reason: "a Kustomize patch, part of an object" },
    ],
    summary: { files: 3, documents: 9, daemonSets: 2, findings: counts },
    ...over,
  };
}

export function input(over: Partial<Result> = {}, options: ReportOptions = {}): ReportInput {
  return { result: result(over), rules: RULES, version: "1.2.3", options };
}
