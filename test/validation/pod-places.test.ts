import { expect, test } from "vitest";
import { podErrors } from "./pod.ts";

const POD = ["spec", "template", "spec"];

function only(spec: object) {
  const [error, ...more] = podErrors(spec);
  if (error === undefined || more.length > 0) throw new Error(`one error expected, not ${more.length + 1}`);
  return error;
}

const volume = (source: object) => ({ volumes: [{ name: "v", ...source }] });

test.each<[spec: object, field: string, path: (string | number)[]]>([
  [{ nodeSelector: { "a b": "" } }, "nodeSelector", ["nodeSelector", "a b"]],
  [{ hostUsers: false, hostPID: true }, "HostPID", ["hostPID"]],
  [{ hostPID: true, shareProcessNamespace: true }, "securityContext.shareProcessNamespace", ["shareProcessNamespace"]],
  [{ serviceAccount: "A" }, "serviceAccountName", ["serviceAccount"]],
  [{ os: { name: "darwin" } }, "os", ["os", "name"]],
  [{ schedulingGates: [{ name: "a b" }] }, "schedulingGates[0]", ["schedulingGates", 0, "name"]],
  [{ dnsConfig: { options: [{}] } }, "dnsConfig.options[0]", ["dnsConfig", "options", 0, "name"]],
  [{ tolerations: [{ key: "a", value: "b c" }] }, "tolerations[0].operator", ["tolerations", 0, "value"]],
  [{ overhead: { cpu: "-1" } }, "overhead.limits[cpu]", ["overhead", "cpu"]],
  [volume({ emptyDir: {}, cephfs: {} }), "volumes[0].cephFS", ["volumes", 0, "cephfs"]],
  [volume({ emptyDir: {}, downwardAPI: {} }), "volumes[0].downwarAPI", ["volumes", 0, "downwardAPI"]],
  [
    volume({ gcePersistentDisk: {} }),
    "volumes[0].persistentDisk.pdName",
    ["volumes", 0, "gcePersistentDisk", "pdName"],
  ],
  [
    volume({ downwardAPI: { items: [{ path: "a" }] } }),
    "volumes[0].downwardAPI",
    ["volumes", 0, "downwardAPI", "items", 0],
  ],
  [
    volume({ projected: { sources: [{ serviceAccountToken: { path: "/a" } }] } }),
    "volumes[0].projected.path",
    ["volumes", 0, "projected", "sources", 0, "serviceAccountToken", "path"],
  ],
  [
    volume({
      projected: {
        sources: [
          { secret: { name: "s", items: [{ key: "a", path: "x" }] } },
          { configMap: { name: "c", items: [{ key: "a", path: "x" }] } },
        ],
      },
    }),
    "volumes[0].projected",
    ["volumes", 0, "projected", "sources", 1, "configMap", "items", 0, "path"],
  ],
  [
    volume({ csi: { driver: "d", nodePublishSecretRef: { name: "A" } } }),
    "volumes[0].csi.name",
    ["volumes", 0, "csi", "nodePublishSecretRef", "name"],
  ],
  [
    volume({ ephemeral: { volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"] } } } }),
    "volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]",
    ["volumes", 0, "ephemeral", "volumeClaimTemplate", "spec", "resources", "requests", "storage"],
  ],
  [
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k", namespaces: ["a", "B"] }],
        },
      },
    },
    "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespace",
    ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution", 0, "namespaces", 1],
  ],
  [
    {
      resources: { limits: { cpu: "1" } },
      containers: [{ name: "c", image: "i", resources: { limits: { cpu: "2" } } }],
    },
    "resources.containers[0][cpu].limits",
    ["containers", 0, "resources", "limits", "cpu"],
  ],
])("%j is told as the server prints it, and placed where it stands", (spec, field, path) => {
  const error = only(spec);
  expect([error.field, error.path]).toEqual([`spec.template.spec.${field}`, [...POD, ...path]]);
});

test.each<[spec: object, message: string, suggestion: string | undefined]>([
  [{ dnsPolicy: "clusterfirst" }, 'dnsPolicy "clusterfirst" does not exist: write "ClusterFirst"', "ClusterFirst"],
  [
    volume({ hostPath: { path: "/var/log/../lib/x" } }),
    'hostPath "/var/log/../lib/x" has ".." in it; write the path without',
    "/var/lib/x",
  ],
  [
    volume({ configMap: { name: "c", defaultMode: 644 } }),
    "defaultMode 644 is read as a decimal number, out of range: write 0644 in octal, or 420",
    "0644",
  ],
  [
    volume({ configMap: { name: "c", defaultMode: 999 } }),
    "defaultMode 999 is out of range: permission bits go from 0 to 0777 (511)",
    undefined,
  ],
  [
    { hostAliases: [{ ip: "010.0.0.1" }] },
    'IP address "010.0.0.1" has leading zeros, which some programs read as octal: write "10.0.0.1"',
    "10.0.0.1",
  ],
  [
    { volumes: [{ name: "Data_Dir" }] },
    'volume name "Data_Dir" has the upper-case "D" in it; only lower-case letters, digits and "-" are allowed, as in "data-dir"',
    undefined,
  ],
  [
    { tolerations: [{ key: "a", operator: "Exists", value: "b" }] },
    'operator Exists is for every value: remove value "b", or write operator: Equal',
    undefined,
  ],
  [
    volume({
      downwardAPI: { items: [{ path: "a", resourceFieldRef: { containerName: "c", resource: "limits.gpu" } }] },
    }),
    'the downward API doesn\'t show "limits.gpu": it shows limits and requests of cpu, memory, ephemeral-storage and hugepages-SIZE',
    undefined,
  ],
  [
    volume({ secret: {} }),
    "secretName is missing: it is the name of the Secret (in a volume the field is not called name)",
    undefined,
  ],
  [
    { hostNetwork: true, securityContext: { sysctls: [{ name: "net.core.somaxconn", value: "1" }] } },
    'sysctl "net.core.somaxconn" would change the node itself, since the pod has hostNetwork: remove one of them',
    undefined,
  ],
])("%j is told in words that help", (spec, message, suggestion) => {
  const error = only(spec);
  expect([error.message, error.suggestion]).toEqual([message, suggestion]);
});

test("what a hostile manifest holds is neither shown whole nor slow to judge", () => {
  const long = "iqn.2001-04.".repeat(100_000);
  const spec = {
    ...volume({ iscsi: { targetPortal: "p", iqn: long, lun: 0 } }),
    hostname: "-".repeat(1_000_000),
    tolerations: Array.from({ length: 20_000 }, () => ({ operator: "x".repeat(1000) })),
    topologySpreadConstraints: Array.from({ length: 20_000 }, () => ({ maxSkew: 1 })),
    securityContext: { sysctls: [{ name: "a.".repeat(100_000) }], windowsOptions: { runAsUserName: `${long}\\u` } },
  };
  const errors = podErrors(spec);
  expect(errors.length).toBeGreaterThan(60_000);
  expect(Math.max(...errors.slice(0, 1000).map((error) => error.message.length))).toBeLessThan(300);
});
