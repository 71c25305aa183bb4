import fc from "fast-check";
import { expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import { lateKinds } from "../../src/engine/late.ts";
import { defineWorkspaceRule, type Rule } from "../../src/engine/rule.ts";
import { Run, type Source } from "../../src/engine/run.ts";
import { resolveSettings, type SettingsInput } from "../../src/engine/settings.ts";

// Documents of late kinds are read only if a rule says that they may matter. Whatever a run holds and however it is
// written, it must find what it finds when every document is read.

type Value = string | number | null | Value[] | { [key: string]: Value };

const word = fc.constantFrom("agent", "agent-a", "agnet-a", "agent-1", "web", "web-front", "default", "x");
const value = fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: fc.constantFrom("", "1", "a b") });
const colour = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("red", "green", "blue", "grey") },
  { weight: 1, arbitrary: fc.constantFrom("", "1", "a b") },
);
const key = fc.constantFrom("app", "example.com/app", "tier");
const labels = fc.dictionary(key, colour, { minKeys: 1, maxKeys: 2 });
const namespace = fc.constantFrom<Value>(null, "one", "two");
const metadata = fc.record({ name: value, namespace });
const selector = fc.oneof(
  { weight: 6, arbitrary: fc.record({ matchLabels: labels }) },
  {
    weight: 2,
    arbitrary: fc.record({
      matchExpressions: fc.array(
        fc.record({
          key,
          operator: fc.constantFrom("In", "NotIn", "Exists"),
          values: fc.array(value, { maxLength: 2 }),
        }),
        { maxLength: 2 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Value>({}, null) },
);
const podSpec = fc.record({
  serviceAccountName: fc.oneof(value, fc.constant(null)),
  containers: fc.tuple(
    fc.record({
      name: word,
      image: fc.constant("example.com/agent:1"),
      envFrom: fc.array(fc.record({ configMapRef: fc.record({ name: value }) }), { maxLength: 2 }),
    }),
  ),
  volumes: fc.array(fc.record({ name: word, secret: fc.record({ secretName: value }) }), { maxLength: 1 }),
});
const workload = (kinds: fc.Arbitrary<string>) =>
  fc.record({
    apiVersion: fc.constant("apps/v1"),
    kind: kinds,
    metadata,
    spec: fc.record({
      selector,
      template: fc.record({ metadata: fc.record({ labels }), spec: podSpec }),
    }),
  });
const named = fc.record({
  apiVersion: fc.constant("v1"),
  kind: fc.constantFrom("ConfigMap", "Secret", "ServiceAccount"),
  metadata,
});
const rbac = fc.constantFrom(...["", "", "beta1", "alpha1"].map((stage) => `rbac.authorization.k8s.io/v1${stage}`));
const role = fc.record({
  apiVersion: rbac,
  kind: fc.constantFrom("Role", "ClusterRole"),
  metadata,
  rules: fc.constant<Value>([{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
});
const binding = fc.record({
  apiVersion: rbac,
  kind: fc.constant("ClusterRoleBinding"),
  metadata,
  roleRef: fc.record({ kind: fc.constant("ClusterRole"), name: fc.oneof(fc.constant("cluster-admin"), word) }),
  subjects: fc.array(fc.record({ kind: fc.constant("ServiceAccount"), name: word, namespace }), { maxLength: 2 }),
});
const enforcing = fc.record({
  apiVersion: fc.constant("v1"),
  kind: fc.constant("Namespace"),
  metadata: fc.record({
    name: fc.constantFrom("one", "default"),
    labels: fc.constant({ "pod-security.kubernetes.io/enforce": "restricted" }),
  }),
});
const resource: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: workload(fc.constant("DaemonSet")) },
  { weight: 4, arbitrary: workload(fc.constantFrom("Deployment", "StatefulSet", "ReplicationController")) },
  { weight: 4, arbitrary: named },
  { weight: 2, arbitrary: binding },
  { weight: 2, arbitrary: role },
  { weight: 1, arbitrary: enforcing },
) as fc.Arbitrary<Value>;
const files = fc.array(
  fc.record({
    file: fc.constantFrom("a/1.yaml", "a/2.yaml", "b/1.yaml"),
    documents: fc.array(resource, { minLength: 1, maxLength: 4 }),
    style: fc.infiniteStream(fc.nat({ max: 99 })),
  }),
  { minLength: 1, maxLength: 4 },
);

function plainly(): Iterator<number> {
  return fc.sample(fc.infiniteStream(fc.constant(99)), 1)[0] as Iterator<number>;
}

/** Two workloads that meet, and nothing else: any of their labels may decide. */
const pair = fc.tuple(workload(fc.constant("DaemonSet")), workload(fc.constant("Deployment"))).map((both) => [
  {
    file: "a/1.yaml",
    documents: both.map((one) => ({ ...one, metadata: { ...one.metadata, namespace: null } })) as Value[],
    style: plainly(),
  },
]);

const few = fc.constantFrom("agent", "agent-a");
/** In kube-system, whose own rights are as good as the cluster's: a DaemonSet, a binding of its account or another, and a role that is bound or not. */
const bound = fc
  .tuple(
    workload(fc.constant("DaemonSet")),
    fc.record({
      apiVersion: rbac,
      kind: fc.constant("RoleBinding"),
      metadata: fc.record({ name: few, namespace: fc.constant("kube-system") }),
      roleRef: fc.record({ kind: fc.constantFrom("Role", "ClusterRole"), name: few }),
      subjects: fc.tuple(
        fc.record({ kind: fc.constant("ServiceAccount"), name: few, namespace: fc.constant("kube-system") }),
      ),
    }),
    role.chain((of) =>
      fc.record({ name: few, namespace: fc.constant("kube-system") }).map((name) => ({ ...of, metadata: name })),
    ),
    few,
  )
  .map(([daemonSet, binding, role, account]) => {
    const { spec } = daemonSet.spec.template;
    const own = { ...daemonSet, metadata: { ...daemonSet.metadata, namespace: "kube-system" } };
    const template = { ...daemonSet.spec.template, spec: { ...spec, serviceAccountName: account } };
    const documents = [{ ...own, spec: { ...daemonSet.spec, template } }, binding, role] as Value[];
    return [{ file: "a/1.yaml", documents, style: plainly() }];
  });

/** Block YAML whose values, and now and then keys and maps, are written in one of many ways. */
function write(root: Value, style: Iterator<number>): string {
  const pick = () => style.next().value as number;
  let anchors = 0;
  const scalar = (text: string | number | null): string => {
    if (typeof text !== "string") return String(text);
    const quoted = JSON.stringify(text);
    const way = pick();
    if (way < 3 && text !== "") return `"\\u00${text.charCodeAt(0).toString(16).padStart(2, "0")}${quoted.slice(2)}`;
    if (way < 6) return `!!str ${quoted}`;
    if (way < 9) return `!!binary ${Buffer.from(text).toString("base64") || '""'}`;
    if (way < 12) return `&a${++anchors} ${quoted}`;
    if (way < 20 || !/^[a-z][\w.-]*$/.test(text)) return way < 60 ? quoted : `'${text}'`;
    return text;
  };
  const label = (name: string): string => {
    const way = pick();
    return way < 5 ? `"${name}"` : way < 7 ? `&k${++anchors} ${name}` : name;
  };
  const block = (of: Value, indent: string): string => {
    if (typeof of !== "object" || of === null) return ` ${scalar(of)}\n`;
    if (pick() < 4) return ` ${flow(of)}\n`;
    if (Array.isArray(of)) {
      if (of.length === 0) return " []\n";
      return `\n${of.map((item) => `${indent}-${block(item, `${indent}  `).replace(/^\n/, `\n`)}`).join("")}`;
    }
    const entries = Object.entries(of);
    if (entries.length === 0) return " {}\n";
    return `\n${entries.map(([name, inner]) => `${indent}${label(name)}:${block(inner, `${indent}  `)}`).join("")}`;
  };
  const flow = (of: Value): string => {
    if (typeof of !== "object" || of === null) return scalar(of);
    if (Array.isArray(of)) return `[${of.map(flow).join(", ")}]`;
    return `{${Object.entries(of)
      .map(([name, inner]) => `${label(name)}: ${flow(inner)}`)
      .join(", ")}}`;
  };
  if (typeof root !== "object" || root === null || Array.isArray(root)) return block(root, "");
  return Object.entries(root)
    .map(([name, inner]) => (typeof inner === "string" ? `${name}: ${inner}\n` : `${name}:${block(inner, "  ")}`))
    .join("");
}

const hasty = RULES.map((rule) => ({ ...rule, lateKinds: [] })) as readonly Rule[];

function lint(rules: readonly Rule[], sources: readonly Source[], input: SettingsInput) {
  const run = new Run({ settings: resolveSettings(rules, input), catalogue: rules });
  for (const source of sources) run.add(source);
  return run.finish();
}

test("there are documents that wait", () => {
  expect([...lateKinds(RULES)].sort()).toEqual([
    "ClusterRole",
    "ConfigMap",
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "Role",
    "Secret",
    "ServiceAccount",
    "StatefulSet",
  ]);
  expect(lateKinds(hasty).size).toBe(0);
});

test("what waits and is not read would have changed nothing", () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.oneof(files, pair, bound), fc.constantFrom("recommended", "strict"), (run, preset) => {
      const sources = run.map(({ file, documents, style }, n) => ({
        file: file.replace(".yaml", `${n}.yaml`),
        content: documents.map((document) => write(document, style)).join("---\n"),
      }));
      const all = lint(hasty, sources, { preset });
      for (const { rule, message } of all.findings) told.add(message.includes('→ Role "') ? `${rule} by a Role` : rule);
      expect(lint(RULES, sources, { preset })).toEqual(all);
    }),
    { numRuns: 600 },
  );
  for (const rule of [
    ...["missing-reference", "overlapping-selectors", "pod-security-refused", "removed-api-version"],
    ...["trampoline-permissions", "trampoline-permissions by a Role"],
  ]) {
    expect(told).toContain(rule);
  }
});

test("a file that is to be read once more is read from where it lies, and its loss is said", () => {
  const text = (kind: string, spec: string) =>
    `kind: ${kind}\napiVersion: apps/v1\nmetadata: {name: agent}\nspec:\n${spec}`;
  const spec = "  selector: {matchLabels: {app: agent}}\n  template: {metadata: {labels: {app: agent}}}\n";
  const daemonSet = text("DaemonSet", spec);
  const filler = `#${" ".repeat(33 * 2 ** 20)}\n`;
  const sources = (again: Uint8Array | undefined): Source[] => [
    { file: "1.yaml", content: `${text("Deployment", spec)}${filler}`, reread: () => again },
    { file: "2.yaml", content: daemonSet },
    { file: "3.yaml", content: "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: other\n" },
  ];
  const bytes = new TextEncoder().encode(`${text("Deployment", spec)}${filler}`);
  const found = lint(RULES, sources(bytes), { only: ["overlapping-selectors"] });
  expect(found.findings.map(({ rule }) => rule)).toEqual(["overlapping-selectors"]);
  expect(lint(RULES, sources(undefined), {}).errors).toEqual([
    { file: "1.yaml", line: 1, column: 1, message: "this file changed while it was read: run dslint again" },
  ]);
});

test("a rule that crashes over what concerns it is told of, and misses nothing", () => {
  const ownRule = (concerns: () => () => boolean) =>
    defineWorkspaceRule<string>({
      id: "own-rule",
      category: "metadata",
      severity: "error",
      summary: "An own rule",
      why: "It looks at Secrets that concern it.",
      remedy: "None.",
      references: [],
      kinds: ["DaemonSet", "Secret"],
      lateKinds: ["Secret"],
      *gather({ resource }) {
        yield resource.kind;
      },
      concerns,
      checkWorkspace({ facts }) {
        told.push(...facts);
        return [];
      },
    });
  const crash = () => {
    throw new Error("oops");
  };
  const told: string[] = [];
  const content = [
    "kind: Secret\napiVersion: v1\nmetadata:\n  name: agent\n",
    "kind: DaemonSet\napiVersion: apps/v1\nmetadata:\n  name: agent\n",
  ].join("---\n");
  for (const concerns of [crash, () => crash]) {
    told.length = 0;
    const { errors } = lint([ownRule(concerns)], [{ file: "a.yaml", content }], {});
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining("own-rule failed here (oops)")]);
    expect(told).toEqual(["Secret", "DaemonSet"]);
  }
});
