import { expect, test } from "vitest";
import { withDefaults, withPodDefaults } from "../../src/validation/defaults.ts";
import { validatePods } from "../../src/validation/pods.ts";
import { daemonSetOf, inShort, podErrors } from "./pod.ts";

const c = (name: string, more: object = {}) => ({ name, image: "i", ...more });
const port = (...numbers: number[]) => ({ ports: numbers.map((containerPort) => ({ containerPort })) });
const spread = (labelSelector: object, ...matchLabelKeys: string[]) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector, matchLabelKeys },
  ],
});
const limited = (limits: object) => ({ resources: { limits } });

// Expectations are what test/oracle/pods answers.
test.each<[spec: object, refused: string[]]>([
  [{}, []],
  [
    { containers: [c("a", { image: "i\n" })], initContainers: [c("b", { image: " i" })] },
    ["Invalid containers[0].image", "Invalid initContainers[0].image"],
  ],
  [{ containers: [c("a", port(1)), c("b", port(1))] }, []],
  [
    { hostNetwork: true, containers: [c("a", port(1)), c("b", port(1))] },
    ["Duplicate containers[1].ports[0].hostPort"],
  ],
  [{ hostNetwork: true, initContainers: [c("a", port(1)), c("b", port(1))], containers: [c("d", port(1))] }, []],
  [{ hostNetwork: true, initContainers: [c("a", port(1, 1))] }, ["Duplicate initContainers[0].ports[1].hostPort"]],
  [{ volumes: [{ name: "v", image: {} }] }, ["Required volumes[0].image.reference"]],
  [{ nodeName: "n", schedulingGates: [{ name: "g" }] }, ["Forbidden nodeName"]],
  [spread({ matchLabels: { app: "a" } }, "app"), ["Invalid topologySpreadConstraints[0][0]"]],
  [spread({ matchLabels: { app: "a" } }, "controller-revision-hash"), []],
  [spread({ matchLabels: { x: "a" } }, "x"), []],
  [{ priority: 0 }, []],
  [{ priority: 1 }, ["Forbidden priority"]],
  [{ priority: 1, priorityClassName: "own" }, []],
  [{ priority: 2000000000, priorityClassName: "system-cluster-critical" }, []],
  [{ priority: 2000000000, priorityClassName: "system-node-critical" }, ["Forbidden priority"]],
  [{ preemptionPolicy: "Never" }, ["Forbidden preemptionPolicy"]],
  [{ preemptionPolicy: "Never", priorityClassName: "own" }, []],
  [{ overhead: { cpu: "1" } }, ["Forbidden overhead"]],
  [{ overhead: { cpu: "1" }, runtimeClassName: "r" }, []],
  [{ overhead: {} }, []],
  // Limits become requests, which have to fit into what the pod requests.
  [
    { resources: { requests: { cpu: "1" } }, containers: [c("a", limited({ cpu: "2" }))] },
    ["Invalid resources.requests[cpu]"],
  ],
  // What containers request becomes the pod's request, which has to fit into what it is limited to.
  [
    { resources: { limits: { cpu: "1" } }, containers: [c("a", { resources: { requests: { cpu: "2" } } })] },
    ["Invalid resources.requests"],
  ],
  [{ resources: { limits: { cpu: "2" } }, containers: [c("a", limited({ cpu: "2" }))] }, []],
])("%j: %j", (spec, refused) => {
  expect(podErrors(spec)).toEqual([]);
  expect(inShort(validatePods(withDefaults(daemonSetOf(spec))), "spec.template.spec.")).toEqual(refused);
});

test("finalizers of the template are the pods' own", () => {
  const { metadata, spec } = daemonSetOf({});
  const template = { ...spec?.template, metadata: { labels: { app: "a" }, finalizers: ["x", "example.com/x"] } };
  expect(inShort(validatePods(withDefaults({ metadata, spec: { ...spec, template } })))).toEqual([
    "Invalid spec.template.metadata.finalizers[0]",
  ]);
});

test("what the pods get beyond the template's defaults leaves the template as it was", () => {
  const given = daemonSetOf({
    hostNetwork: true,
    volumes: [{ name: "v" }],
    containers: [c("a", { ...port(1), ...limited({ cpu: "1" }), livenessProbe: { httpGet: { port: 1 } } })],
  });
  const { spec } = withDefaults(given);
  const before = structuredClone(spec?.template);
  const pod = withPodDefaults(spec?.template?.spec ?? {});
  expect(spec?.template).toEqual(before);
  expect(spec?.updateStrategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } });
  expect(pod).toMatchObject({
    restartPolicy: "Always",
    dnsPolicy: "ClusterFirst",
    terminationGracePeriodSeconds: 30,
    volumes: [{ name: "v", emptyDir: {} }],
    containers: [
      {
        imagePullPolicy: "Always",
        terminationMessagePolicy: "File",
        ports: [{ containerPort: 1, hostPort: 1, protocol: "TCP" }],
        resources: { limits: { cpu: "1" }, requests: { cpu: "1" } },
        livenessProbe: { httpGet: { path: "/", scheme: "HTTP" }, periodSeconds: 10, failureThreshold: 3 },
      },
    ],
  });
});
