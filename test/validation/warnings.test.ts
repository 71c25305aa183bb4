import { describe, expect, test } from "vitest";
import type { DaemonSetObject } from "../../src/validation/decoded.ts";
import { withDefaults } from "../../src/validation/defaults.ts";
import { warningsOf } from "../../src/validation/warnings.ts";
import { daemonSetOf } from "./pod.ts";

/** Fields that a kube-apiserver warns of, in order. Of files in each other's way, and empty sources, it names no field. */
function warned(spec: object): string[] {
  return warningsOf(withDefaults(daemonSetOf(spec)))
    .map(({ field }) => field.replace("spec.template.spec.", ""))
    .sort();
}

const c = (name: string, more: object = {}) => ({ name, image: "i", ...more });
const TERM = "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0]";

describe("nodes and other pods", () => {
  test.each<[spec: object, fields: string[]]>([
    [
      { nodeSelector: { "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" } },
      ["nodeSelector[beta.kubernetes.io/os]"],
    ],
    [
      { nodeSelector: { "node-role.kubernetes.io/master": "", "app.kubernetes.io/created-by": "x" } },
      ["nodeSelector[app.kubernetes.io/created-by]", "nodeSelector[node-role.kubernetes.io/master]"],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                preference: {
                  matchExpressions: [
                    {
                      key: "beta.kubernetes.io/arch",
                      operator: "In",
                      values: ["a b", `${"a".repeat(64)}-`, "b".repeat(64)],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      // Of a value that is too long and malformed the server says both.
      [`${TERM}.key`, `${TERM}.values[0]`, `${TERM}.values[1]`, `${TERM}.values[1]`, `${TERM}.values[2]`],
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "failure-domain.beta.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
      ["topologySpreadConstraints[0].labelSelector", "topologySpreadConstraints[0].topologyKey"],
    ],
    [
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: "a" },
              { topologyKey: "a", labelSelector: {} },
            ],
          },
        },
      },
      ["affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: "a" } }],
          },
        },
      },
      ["affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector"],
    ],
  ])("%j: %j", (spec, fields) => expect(warned(spec)).toEqual(fields));
});

describe("lists of the pod", () => {
  test.each<[spec: object, fields: string[]]>([
    [
      { imagePullSecrets: [{ name: "a" }, { name: "a" }, {}, {}] },
      ["imagePullSecrets[1].name", "imagePullSecrets[2].name", "imagePullSecrets[3].name", "imagePullSecrets[3].name"],
    ],
    [
      { hostAliases: [{ ip: "10.0.0.1" }, { ip: "10.0.0.1" }, { ip: "FD00::1" }] },
      ["hostAliases[1].ip", "hostAliases[2].ip"],
    ],
    [
      { dnsConfig: { nameservers: ["010.0.0.1", "::ffff:1.2.3.4", "1.1.1.1", "fd00:0::1", "x"] } },
      ["dnsConfig.nameservers[0]", "dnsConfig.nameservers[1]", "dnsConfig.nameservers[3]"],
    ],
    [{ terminationGracePeriodSeconds: -1 }, ["terminationGracePeriodSeconds"]],
    [
      { overhead: { memory: "0.5", cpu: "0.5", "ephemeral-storage": "1.5" } },
      ["overhead[ephemeral-storage]", "overhead[memory]"],
    ],
  ])("%j: %j", (spec, fields) => expect(warned(spec)).toEqual(fields));
});

describe("containers", () => {
  test.each<[spec: object, fields: string[]]>([
    [
      {
        initContainers: [
          c("a", {
            resources: { limits: { memory: "100m" }, requests: { "ephemeral-storage": "1500m", cpu: "100m" } },
          }),
        ],
      },
      ["initContainers[0].resources.limits[memory]", "initContainers[0].resources.requests[ephemeral-storage]"],
    ],
    [
      {
        containers: [
          c("a", {
            env: [
              { name: "A", value: "x" },
              { name: "A", value: "$(A)y" },
              { name: "A", value: "$(A)" },
              { name: "A", value: "z" },
              { name: "A", value: "$(A)", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
              { name: "B" },
            ],
          }),
        ],
      },
      ["containers[0].env[2]", "containers[0].env[3]", "containers[0].env[4]"],
    ],
    [
      {
        containers: [
          c("a", { ports: [{ containerPort: 1 }, { containerPort: 1 }, { containerPort: 1, protocol: "UDP" }] }),
        ],
      },
      ["containers[0].ports[1]"],
    ],
    [
      {
        containers: [c("a", { ports: [{ containerPort: 1 }] })],
        initContainers: [c("b", { ports: [{ containerPort: 1, hostPort: 1 }] })],
      },
      ["containers[0].ports[0]"],
    ],
    [
      {
        containers: [
          c("a", {
            ports: [
              { containerPort: 1, hostPort: 1 },
              { containerPort: 1, hostPort: 1, hostIP: "10.0.0.1" },
            ],
          }),
        ],
      },
      ["containers[0].ports[1]"],
    ],
    [
      {
        containers: [
          c("a", {
            ports: [
              { containerPort: 1, hostPort: 1 },
              { containerPort: 1, hostPort: 2 },
            ],
          }),
        ],
      },
      [],
    ],
    [{ containers: [c("a", { ports: [{ containerPort: 1, hostIP: "10.0.0.1" }] })] }, ["containers[0].ports[0]"]],
    [
      {
        containers: [
          c("a", { ports: [{ containerPort: 1, name: "x" }] }),
          c("b", { ports: [{ containerPort: 2, name: "x" }] }),
        ],
      },
      ["containers[1].ports[0]"],
    ],
  ])("%j: %j", (spec, fields) => expect(warned(spec)).toEqual(fields));
});

describe("volumes", () => {
  const claim = (requests: object) => ({
    volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests } } },
  });
  const files = (...paths: string[]) => paths.map((path) => ({ key: "k", path }));
  test.each<[volume: object, fields: string[]]>([
    [{ storageos: {} }, ["storageOS"]],
    [{ rbd: {}, cephfs: {} }, ["cephfs", "rbd"]],
    [{ gitRepo: { repository: "r" } }, ["gitRepo"]],
    [{ ephemeral: claim({ storage: "1500m" }) }, ["ephemeral.volumeClaimTemplate.spec.resources.requests[storage]"]],
    [
      { configMap: { name: "c", items: files("a", "a/", "b", "b/c", "bc") } },
      ["configMap.items[1].path", "configMap.items[3].path"],
    ],
    [
      { secret: { secretName: "s", items: files("a/b/c", "a", "a/b") } },
      ["secret.items[1].path", "secret.items[2].path", "secret.items[2].path"],
    ],
    [
      {
        projected: {
          sources: [
            {},
            { serviceAccountToken: { path: "t" } },
            { secret: { name: "s", items: files("t/x") } },
            { configMap: { name: "c" } },
          ],
        },
      },
      ["projected.sources[0]", "projected.sources[2].secret.items[0].path"],
    ],
    // Its feature is off: the server drops it and finds the source empty.
    [{ projected: { sources: [{ clusterTrustBundle: { name: "b", path: "p" } }] } }, ["projected.sources[0]"]],
  ])("%j: %j", (volume, fields) => {
    const found = warned({ volumes: [{ name: "v", ...volume }] });
    expect(found.map((field) => field.replace("volumes[0].", ""))).toEqual(fields);
  });

  test("hostile lists are not compared to the end", () => {
    const items = Array.from({ length: 20000 }, () => ({ key: "k", path: "a/b" }));
    const ports = Array.from({ length: 20000 }, () => ({ containerPort: 1 }));
    expect(warned({ volumes: [{ name: "v", configMap: { name: "c", items } }] }).length).toBeLessThan(200);
    expect(warned({ containers: [c("a", { ports })] }).length).toBeLessThan(200);
  });
});

describe("annotations of the template", () => {
  const APPARMOR = "container.apparmor.security.beta.kubernetes.io/c";
  const SECCOMP = "container.seccomp.security.alpha.kubernetes.io/c";
  const CRITICAL = "scheduler.alpha.kubernetes.io/critical-pod";
  test.each<[annotations: object, spec: object, keys: string[]]>([
    [{ [CRITICAL]: "" }, {}, [CRITICAL]],
    [{ [APPARMOR]: "runtime/default", [SECCOMP]: "unconfined" }, {}, [APPARMOR, SECCOMP]],
    [{ [APPARMOR]: "runtime/default" }, { securityContext: { appArmorProfile: { type: "RuntimeDefault" } } }, []],
    [
      { [APPARMOR]: "localhost/a" },
      { securityContext: { appArmorProfile: { type: "Localhost", localhostProfile: "b" } } },
      [APPARMOR],
    ],
    [{ [`${APPARMOR}x`]: "runtime/default" }, {}, []],
    [
      { [SECCOMP]: "unconfined" },
      { containers: [c("c", { securityContext: { seccompProfile: { type: "Unconfined" } } })] },
      [],
    ],
  ])("%j %j: %j", (annotations, spec, keys) => {
    const { metadata, spec: own } = daemonSetOf(spec);
    const template = { ...own?.template, metadata: { labels: { app: "a" }, annotations } };
    const found = warningsOf(withDefaults({ metadata, spec: { ...own, template } } as DaemonSetObject));
    expect(found.map(({ field }) => field).sort()).toEqual(
      keys.map((key) => `spec.template.metadata.annotations[${key}]`),
    );
  });
});
