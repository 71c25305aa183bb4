import { expect, test } from "vitest";
import { defaultPullPolicy, effectiveTag, parseImageReference } from "../../src/kubernetes/image.ts";
import { parsePercent, rolloutBudget, scaleIntOrPercent } from "../../src/kubernetes/int-or-string.ts";
import { type HostPort, hostPorts, hostPortsConflict } from "../../src/kubernetes/ports.ts";
import { qosClass } from "../../src/kubernetes/qos.ts";
import { formatQuantity } from "../../src/kubernetes/quantity.ts";
import { podRequests, type ResourcePodSpec } from "../../src/kubernetes/resources.ts";
import { compareVersions, formatVersion, parseKubernetesVersion } from "../../src/kubernetes/versions.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

test.each([
  ["busybox", "docker.io", "library/busybox", undefined, undefined],
  ["fluent/fluentd:v1", "docker.io", "fluent/fluentd", "v1", undefined],
  ["docker.io/busybox:1", "docker.io", "library/busybox", "1", undefined],
  ["index.docker.io/a/b", "docker.io", "a/b", undefined, undefined],
  ["registry.k8s.io/kube-proxy:v1.33.0", "registry.k8s.io", "kube-proxy", "v1.33.0", undefined],
  ["localhost/a", "localhost", "a", undefined, undefined],
  ["localhost:5000/a/b/c:x", "localhost:5000", "a/b/c", "x", undefined],
  ["[::1]:5000/a", "[::1]:5000", "a", undefined, undefined],
  ["Host/a", "Host", "a", undefined, undefined],
  [`quay.io/a/b:1@${DIGEST}`, "quay.io", "a/b", "1", DIGEST],
  [`a@${DIGEST}`, "docker.io", "library/a", undefined, DIGEST],
] as const)("%s is read", (text, registry, repository, tag, digest) => {
  expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest });
});

test.each([
  "",
  " a",
  "a b",
  "BusyBox:1",
  "a:",
  "a/",
  "/a",
  "a//b",
  "a@sha256:12",
  "a".repeat(64),
  `a@sha512:${"a".repeat(64)}`,
  `a@sha256:${"A".repeat(64)}`,
  "x".repeat(300),
  `${"a-".repeat(100_000)}!`,
])("%j is no image", (text) => expect(parseImageReference(text)).toBeUndefined());

test("what is pulled where no tag is written", () => {
  const tagOf = (text: string) =>
    effectiveTag(parseImageReference(text) as NonNullable<ReturnType<typeof parseImageReference>>);
  expect([tagOf("a"), tagOf("a:1"), tagOf(`a@${DIGEST}`)]).toEqual(["latest", "1", undefined]);
  expect(["a", "a:latest", "a:1", `a@${DIGEST}`, "A B"].map(defaultPullPolicy)).toEqual([
    "Always",
    "Always",
    "IfNotPresent",
    "IfNotPresent",
    "IfNotPresent",
  ]);
});

test("counts and percentages are scaled as the controller does", () => {
  expect(scaleIntOrPercent(3, 10, "up")).toBe(3);
  expect(scaleIntOrPercent("25%", 10, "up")).toBe(3);
  expect(scaleIntOrPercent("25%", 10, "down")).toBe(2);
  expect(scaleIntOrPercent("3", 10, "up")).toBeUndefined();
  expect(scaleIntOrPercent(1.5, 10, "up")).toBeUndefined();
  expect(parsePercent("100%")).toBe(100);
  expect(parsePercent("10 %")).toBeUndefined();
  expect(rolloutBudget(undefined, 5)).toEqual({ unavailable: 1, surge: 0 });
  expect(rolloutBudget({ maxUnavailable: "10%" }, 5)).toEqual({ unavailable: 1, surge: 0 });
  expect(rolloutBudget({ maxUnavailable: 0, maxSurge: "50%" }, 5)).toEqual({ unavailable: 0, surge: 3 });
  expect(rolloutBudget({ maxUnavailable: 0, maxSurge: 0 }, 5)).toEqual({ unavailable: 1, surge: 0 });
  expect(rolloutBudget({ maxUnavailable: "x" }, 5)).toBeUndefined();
});

test("host ports are those the scheduler sees", () => {
  const spec = {
    initContainers: [
      { ports: [{ hostPort: 1 }] },
      { restartPolicy: "Always", ports: [{ hostPort: 2, protocol: "UDP" }] },
    ],
    containers: [
      null,
      { ports: [{ containerPort: 8080 }, { containerPort: 80, hostPort: 3, hostIP: "10.0.0.1" }, null] },
    ],
  };
  expect(hostPorts(spec)).toEqual([
    { port: 2, protocol: "UDP", hostIP: "0.0.0.0", implied: false, path: ["initContainers", 1, "ports", 0] },
    { port: 3, protocol: "TCP", hostIP: "10.0.0.1", implied: false, path: ["containers", 1, "ports", 1] },
  ]);
  expect(hostPorts({ ...spec, hostNetwork: true }).map(({ port, implied }) => [port, implied])).toEqual([
    [2, false],
    [8080, true],
    [3, false],
  ]);
});

test("host ports conflict by protocol and address", () => {
  const base: HostPort = { port: 1, protocol: "TCP", hostIP: "0.0.0.0", implied: false, path: [] };
  expect(hostPortsConflict(base, { ...base, hostIP: "10.0.0.1" })).toBe(true);
  expect(hostPortsConflict({ ...base, hostIP: "10.0.0.2" }, { ...base, hostIP: "10.0.0.1" })).toBe(false);
  expect(hostPortsConflict({ ...base, hostIP: "10.0.0.1" }, { ...base, hostIP: "10.0.0.1" })).toBe(true);
  expect(hostPortsConflict(base, { ...base, protocol: "UDP" })).toBe(false);
  expect(hostPortsConflict(base, { ...base, port: 2 })).toBe(false);
});

function requests(spec: ResourcePodSpec): Record<string, string> {
  return Object.fromEntries([...podRequests(spec)].map(([name, amount]) => [name, formatQuantity(amount)]));
}

test("a pod requests what its containers do, what it limits and what its start needs", () => {
  const containers = [
    { resources: { requests: { cpu: "100m" }, limits: { cpu: 1, memory: "1Gi" } } },
    { resources: { requests: { cpu: "50m" } } },
  ];
  expect(requests({ containers })).toEqual({ cpu: "150m", memory: "1Gi" });
  expect(
    requests({
      containers,
      initContainers: [
        { resources: { requests: { cpu: "1" } } },
        { restartPolicy: "Always", resources: { requests: { cpu: "200m" } } },
        { resources: { requests: { memory: "2Gi", cpu: "900m" } } },
      ],
      overhead: { cpu: "10m" },
    }),
  ).toEqual({ cpu: "1110m", memory: "2Gi" });
  expect(requests({ containers, resources: { limits: { cpu: "2", memory: "3Gi" } } })).toEqual({
    cpu: "150m",
    memory: "1Gi",
  });
  expect(requests({ containers: [{}], resources: { limits: { cpu: "2" } } })).toEqual({ cpu: "2" });
  expect(requests({ containers: [{ resources: { requests: { cpu: "0.1m" } } }] })).toEqual({ cpu: "1m" });
});

test("the quality of service follows requests and limits", () => {
  const guaranteed = { resources: { limits: { cpu: "1", memory: "1Gi" } } };
  expect(qosClass({ containers: [guaranteed] })).toBe("Guaranteed");
  expect(qosClass({ containers: [guaranteed, {}] })).toBe("Burstable");
  expect(qosClass({ containers: [guaranteed], initContainers: [{}] })).toBe("Burstable");
  expect(qosClass({ containers: [{ resources: { requests: { cpu: "1" } } }] })).toBe("Burstable");
  expect(
    qosClass({ containers: [{ resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "500m" } } }] }),
  ).toBe("Burstable");
  expect(qosClass({ containers: [{ resources: { requests: { cpu: "0", "example.com/gpu": "1" } } }] })).toBe(
    "BestEffort",
  );
  expect(qosClass({ containers: [{}] })).toBe("BestEffort");
  expect(qosClass({ containers: [{}], resources: { limits: { cpu: "1", memory: "1Gi" } } })).toBe("Guaranteed");
  expect(qosClass({ containers: [{}], resources: { requests: { cpu: "1" } } })).toBe("Burstable");
});

test("versions are read and ordered", () => {
  expect(parseKubernetesVersion("1.33")).toEqual([1, 33]);
  expect(parseKubernetesVersion("v1.9.3-eks-1a2b")).toEqual([1, 9]);
  expect(parseKubernetesVersion("1")).toBeUndefined();
  expect(parseKubernetesVersion("latest")).toBeUndefined();
  expect(compareVersions([1, 9], [1, 33])).toBeLessThan(0);
  expect(compareVersions([1, 33], [1, 33])).toBe(0);
  expect(formatVersion([1, 33])).toBe("1.33");
});
