import { expect, test } from "vitest";
import { type LintOptions, lint } from "../../src/index.ts";
import { daemonSet } from "../support/cli.ts";

const rulesOf = (text: string, options: LintOptions = {}) => lint(text, options).findings.map(({ rule }) => rule);
const three = `          volumeMounts: []
        - name: second
          image: registry.example.com/second:1.0.0
          securityContext: { privileged: true }
        - name: third
          image: registry.example.com/third:1.0.0
          securityContext: { privileged: true }
`;
const privileged = (text: string) =>
  lint(text, { only: ["privileged-container", "unused-suppression"] }).findings.map(
    ({ rule, place }) => `${rule} ${place.path}`,
  );

test("a missing field: on the line it is reported at, on a block around it, by annotation", () => {
  const text = daemonSet("a").replace("  updateStrategy:\n    type: RollingUpdate\n", "");
  expect(rulesOf(text)).toEqual(["missing-update-strategy"]);
  expect(
    rulesOf(text.replace("\nspec:\n", "\nspec: # dslint-ignore missing-update-strategy -- the operator sets it\n")),
  ).toEqual([]);
  expect(rulesOf(`# dslint-ignore missing-update-strategy -- the operator sets it\n${text}`)).toEqual([]);
  const annotation = "  annotations:\n    dslint.dev/ignore.missing-update-strategy: the operator sets it\nspec:\n";
  expect(rulesOf(text.replace("spec:\n", annotation))).toEqual([]);
});

test("one of three containers, by comment and by annotation", () => {
  const text = daemonSet("a", "", three);
  const [second, third] = [1, 2].map(
    (index) => `privileged-container spec.template.spec.containers[${index}].securityContext.privileged`,
  );
  expect(privileged(text)).toEqual([second, third]);
  const comment = "        # dslint-ignore privileged-container -- writes iptables rules\n        - name: second\n";
  expect(privileged(text.replace("        - name: second\n", comment))).toEqual([third]);
  const annotation = '  annotations:\n    dslint.dev/ignore.privileged-container: "[third] loads a module"\nspec:\n';
  expect(privileged(text.replace("spec:\n", annotation))).toEqual([second]);
  const onPod =
    '      annotations:\n        dslint.dev/ignore.privileged-container: "[second, third] load modules"\n      labels:\n';
  expect(privileged(text.replace("      labels:\n", onPod))).toEqual([]);
});

test("a container that is not there waives nothing", () => {
  const annotation = '  annotations:\n    dslint.dev/ignore.privileged-container: "[fourth] why"\nspec:\n';
  expect(privileged(daemonSet("a", "", three).replace("spec:\n", annotation))).toContain(
    "unused-suppression metadata.annotations[dslint.dev/ignore.privileged-container]",
  );
});

test("JSON has no comments, so an annotation does it; so does an item of a List", () => {
  const object = (annotations: object) => ({
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "a", namespace: "agents", annotations },
    spec: { template: { spec: { hostPID: true } } },
  });
  const waived = object({ "dslint.dev/ignore.host-pid": "reads the node's processes" });
  const only: LintOptions = { only: ["host-pid", "unused-suppression"] };
  expect(rulesOf(JSON.stringify(object({})), only)).toEqual(["host-pid"]);
  expect(rulesOf(JSON.stringify(waived), only)).toEqual([]);
  const list = { apiVersion: "v1", kind: "List", items: [waived, { ...object({}), metadata: { name: "b" } }] };
  const left = lint(JSON.stringify(list), only).findings;
  expect(left.map(({ rule, place }) => `${rule} ${place.resource.name}`)).toEqual(["host-pid b"]);
});

test("a finding across resources is waived where it stands", () => {
  const two = (comment: string) =>
    `${daemonSet("a")}---\n${daemonSet("a").replace("  name: a\n", `  name: a${comment}\n`)}`;
  const only: LintOptions = { only: ["duplicate-daemonset", "unused-suppression"] };
  expect(rulesOf(two(""), only)).toEqual(["duplicate-daemonset"]);
  expect(rulesOf(two(" # dslint-ignore duplicate-daemonset -- one of each colour"), only)).toEqual([]);
});

test("what is in a scalar is no comment", () => {
  const args = '          args: ["# dslint-ignore host-pid -- no comment"]\n';
  expect(rulesOf(daemonSet("a", "      hostPID: true\n", args), { only: ["host-pid", "unused-suppression"] })).toEqual([
    "host-pid",
  ]);
});

test("a waived finding still speaks for what it would silence", () => {
  const pod = daemonSet("a", "", "            privileged: true\n".replace("            ", "            ")).replace(
    "            allowPrivilegeEscalation: false\n",
    "",
  );
  expect(rulesOf(pod)).toEqual(["privileged-container"]);
  const waived = pod.replace(
    "privileged: true",
    "privileged: true # dslint-ignore privileged-container -- writes iptables rules",
  );
  expect(rulesOf(waived)).toEqual([]);
});

test("rules that may not be waived are not", () => {
  const text = daemonSet("a", "      hostPID: true # dslint-ignore host-pid -- reads the node's processes\n");
  expect(rulesOf(text, { notWaivable: ["host-pid"] })).toEqual(["host-pid", "unused-suppression"]);
});
