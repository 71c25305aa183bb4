import { expect, test } from "vitest";
import { readDocuments } from "../../src/input/read.ts";
import type { YamlMap } from "../../src/input/tree.ts";
import { decodeDaemonSet } from "../../src/validation/decode.ts";

function rootOf(text: string): YamlMap {
  for (const document of readDocuments(text)) {
    if (document.kind === "tree" && document.root.kind === "map") return document.root;
  }
  throw new Error("no document");
}

/** A DaemonSet with lines at the indentation of a pod spec's, or of its only container's fields. */
function daemonSet({ spec = "", pod = "", container = "" }): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, labels: {app: agent}}
spec:
  selector: {matchLabels: {app: agent}}
${spec}
  template:
    metadata: {labels: {app: agent}}
    spec:
${pod}
      containers:
        - name: agent
          image: registry.example.com/agent:1
${container}
`;
}

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers[0]`;

function errorsOf(text: string, target: readonly [number, number] = [1, 36]): string[] {
  return decodeDaemonSet(rootOf(text), target).errors.map((error) => `${error.type} ${error.field}: ${error.message}`);
}

test("a well-formed object is its own decoded value", () => {
  const { object, errors } = decodeDaemonSet(rootOf(daemonSet({ container: "          tty: true" })), [1, 36]);
  expect(errors).toEqual([]);
  expect(object.spec?.template?.spec?.containers?.[0]?.tty).toBe(true);
});

test("the validator that ajv compiled and the walk agree on what a well-formed object holds", () => {
  const root = rootOf(daemonSet({ container: "          resources: {limits: {cpu: 500m, memory: 1Gi}}" }));
  expect(decodeDaemonSet(root, [1, 36])).toEqual(decodeDaemonSet(root, [1, 35]));
});

test("null is an absent field, an empty item, a zero value of a map", () => {
  const text = daemonSet({
    spec: "  updateStrategy: null",
    pod: "      nodeSelector: {disk: null}\n      tolerations: [null]\n      overhead: {cpu: null}",
    container: "          args: [null]",
  });
  const { object, errors } = decodeDaemonSet(rootOf(text), [1, 36]);
  expect(errors).toEqual([]);
  expect(object.spec).not.toHaveProperty("updateStrategy");
  const pod = object.spec?.template?.spec;
  expect({ ...pod?.nodeSelector }).toEqual({ disk: "" });
  expect(pod?.tolerations?.map((toleration) => ({ ...toleration }))).toEqual([{}]);
  expect({ ...pod?.overhead }).toEqual({ cpu: "0" });
  expect(pod?.containers?.[0]?.args).toEqual([""]);
});

test("quantities keep their text, numbers among them", () => {
  const text = daemonSet({ container: "          resources: {limits: {cpu: 0.5, memory: 128Mi}}" });
  const { object, errors } = decodeDaemonSet(rootOf(text), [1, 36]);
  expect(errors).toEqual([]);
  expect({ ...object.spec?.template?.spec?.containers?.[0]?.resources?.limits }).toEqual({
    cpu: "0.5",
    memory: "128Mi",
  });
});

test.each([
  ["args: [--port, 8080]", `${CONTAINER}.args[1]: args[1] must be a text, not the number 8080: put it in quotes`],
  ["command: run.sh", `${CONTAINER}.command: command must be a list, not the text "run.sh": write ["run.sh"]`],
  ["env: {A: b}", `${CONTAINER}.env: env must be a list, not a map: begin each item with "- "`],
  ["resources: []", `${CONTAINER}.resources: resources must be a map of fields, not a list`],
  ['tty: "yes"', `${CONTAINER}.tty: tty must be true or false, not the text "yes": write true without quotes`],
  [
    'ports: [{containerPort: "80"}]',
    `${CONTAINER}.ports[0].containerPort: containerPort must be a whole number, not the text "80": write 80 without quotes`,
  ],
  [
    "ports: [{containerPort: 4294967296}]",
    `${CONTAINER}.ports[0].containerPort: containerPort 4294967296 is beyond what the API holds, at most 2147483647 either side of 0`,
  ],
  [
    "ports: [{containerPort: 80.5}]",
    `${CONTAINER}.ports[0].containerPort: containerPort must be a whole number, not the number 80.5`,
  ],
  [
    "resources: {limits: {memory: 100mi}}",
    `${CONTAINER}.resources.limits[memory]: memory is "100mi", which is no quantity: write 100Mi`,
  ],
  [
    "resources: {limits: {memory: a lot}}",
    `${CONTAINER}.resources.limits[memory]: memory is "a lot", which is no quantity: write a number with a unit such as m, M, Gi`,
  ],
])("a value of the wrong type: %s", (line, said) => {
  expect(errorsOf(daemonSet({ container: `          ${line}` }))).toEqual([`DecodeError ${said}`]);
});

test("every value of a wrong type is told, and left out", () => {
  const { object, errors } = decodeDaemonSet(
    rootOf(daemonSet({ pod: "      hostNetwork: on please\n      nodeName: 7" })),
    [1, 36],
  );
  expect(object.spec?.template?.spec).not.toHaveProperty("nodeName");
  expect(errors.map((error) => error.field)).toEqual([`${POD}.hostNetwork`, `${POD}.nodeName`]);
});

test("keys that stand twice are told with their paths, labels among them", () => {
  const text = daemonSet({ spec: "  minReadySeconds: 1\n  minReadySeconds: 2" }).replace(
    "{app: agent}}",
    "{app: a, app: agent}}",
  );
  const { object, errors } = decodeDaemonSet(rootOf(text), [1, 36]);
  expect(errors.map(({ type, field }) => `${type} ${field}`)).toEqual([
    "DuplicateField metadata.labels.app",
    "DuplicateField spec.minReadySeconds",
  ]);
  expect(object.spec?.minReadySeconds).toBe(2);
});

test("a value that can't be known is taken for a right one", () => {
  const root = rootOf(daemonSet({ container: "          ports: [{containerPort: PORT}]" }));
  const unknown = (node: { kind: string }) => node.kind === "scalar" && (node as { value?: unknown }).value === "PORT";
  const { object, errors } = decodeDaemonSet(root, [1, 36], unknown);
  expect(errors).toEqual([]);
  expect(object.spec?.template?.spec?.containers?.[0]?.ports).toHaveLength(1);
});

test("only a whole number may be the generation that apps/v1 keeps in an annotation", () => {
  const annotated = (value: string) =>
    daemonSet({}).replace(
      "{name: agent,",
      `{name: agent, annotations: {deprecated.daemonset.template.generation: "${value}"},`,
    );
  expect(errorsOf(annotated("+9223372036854775807"))).toEqual([]);
  expect(errorsOf(annotated("-9223372036854775808"))).toEqual([]);
  for (const wrong of ["x", "", "1.0", "9223372036854775808", "1_000"]) {
    expect(errorsOf(annotated(wrong))).toHaveLength(1);
  }
});

test.each([
  ["spec", "  strategy: {type: OnDelete}", 'spec has no field "strategy": write updateStrategy'],
  ["spec", "  tolerations: []", 'spec has no field "tolerations": it belongs in spec.template.spec'],
  ["pod", "      hostPid: true", `${POD} has no field "hostPid": write hostPID`],
  ["pod", "      comtainers: []", `${POD} has no field "comtainers": write containers`],
  ["pod", "      colour: red", `${POD} has no field "colour": remove it, or write the field that is meant`],
  ["spec", "  type: OnDelete", 'spec has no field "type": it belongs in spec.updateStrategy'],
  [
    "pod",
    "      topologySpreadConstraints: [{labelSelector: {app: agent}}]",
    `${POD}.topologySpreadConstraints[0].labelSelector has no field "app": it belongs in ${POD}.topologySpreadConstraints[0].labelSelector.matchLabels`,
  ],
  [
    "container",
    "          resources: {cpu: 1}",
    `${CONTAINER}.resources has no field "cpu": it belongs in ${CONTAINER}.resources.limits or ${CONTAINER}.resources.requests`,
  ],
  ["container", "          hostNetwork: true", `${CONTAINER} has no field "hostNetwork": it belongs in ${POD}`],
  [
    "container",
    "          limits: {cpu: 1}",
    `${CONTAINER} has no field "limits": it belongs in ${CONTAINER}.resources`,
  ],
  ["container", "          volumes: []", `${CONTAINER} has no field "volumes": it belongs in ${POD}`],
  [
    "container",
    "          resources: {request: {cpu: 1}}",
    `${CONTAINER}.resources has no field "request": write requests`,
  ],
])("an unknown field in the %s: %s", (where, line, said) => {
  const errors = decodeDaemonSet(rootOf(daemonSet({ [where]: line })), [1, 36]).errors;
  expect(errors.map((error) => [error.type, error.part, error.message])).toEqual([["UnknownField", "key", said]]);
});

test("a field newer or older than the target is unknown to it, and says which release has it", () => {
  const newer = daemonSet({ pod: "      resources: {limits: {cpu: 1}}" });
  expect(errorsOf(newer, [1, 32])).toEqual([]);
  expect(decodeDaemonSet(rootOf(newer), [1, 31]).errors).toMatchObject([
    {
      type: "UnknownField",
      field: `${POD}.resources`,
      since: [1, 32],
      message: "resources came with Kubernetes 1.32: 1.31 does not know it",
    },
  ]);
  const gone = daemonSet({ pod: "      resourceClaims: [{name: gpu, source: {resourceClaimName: gpu}}]" });
  expect(errorsOf(gone, [1, 30])).toEqual([]);
  expect(errorsOf(gone)).toEqual([
    `UnknownField ${POD}.resourceClaims[0].source: ${POD}.resourceClaims[0] has had no field "source" since Kubernetes 1.31`,
  ]);
});

test("times are read as Go reads them", () => {
  const created = (time: string) =>
    daemonSet({}).replace("{name: agent,", `{name: agent, creationTimestamp: "${time}",`);
  for (const right of ["2024-02-29T23:59:59Z", "2024-05-01T1:00:00.5+02:00", "2024-05-01T12:00:00,25-24:60"]) {
    expect(errorsOf(created(right))).toEqual([]);
  }
  for (const wrong of ["", "2024-05-01", "2023-02-29T00:00:00Z", "2024-05-01T24:00:00Z", "2024-05-01T12:00:00"]) {
    expect(errorsOf(created(wrong))).toHaveLength(1);
  }
});
