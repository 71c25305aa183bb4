import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

describe("names", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "a", emptyDir: {} }, { name: "b" }] }, []],
    [
      {
        volumes: [
          { emptyDir: {} },
          { name: "A_b" },
          { name: "a.b" },
          { name: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
        ],
      },
      ["Invalid volumes[1].name", "Invalid volumes[2].name", "Invalid volumes[3].name", "Required volumes[0].name"],
    ],
    [
      { volumes: [{ name: "a" }, { name: "a" }, { name: "a" }] },
      ["Duplicate volumes[1].name", "Duplicate volumes[2].name"],
    ],
    [{ volumes: [{ name: "a", hostPath: {} }, { name: "a" }] }, ["Required volumes[0].hostPath.path"]],
    [
      { volumes: [{ name: "a" }, { name: "a", hostPath: {} }] },
      ["Duplicate volumes[1].name", "Required volumes[1].hostPath.path"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("one source a volume", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", emptyDir: {}, hostPath: { path: "/a" } }] }, ["Forbidden volumes[0].hostPath"]],
    [
      { volumes: [{ name: "v", hostPath: { path: "/a" }, configMap: { name: "c" }, secret: {} }] },
      ["Forbidden volumes[0].configMap", "Forbidden volumes[0].secret"],
    ],
    [
      {
        volumes: [
          { name: "v", secret: { secretName: "s" }, cephfs: {}, downwardAPI: {}, gcePersistentDisk: {}, storageos: {} },
        ],
      },
      [
        "Forbidden volumes[0].cephFS",
        "Forbidden volumes[0].downwarAPI",
        "Forbidden volumes[0].secret",
        "Forbidden volumes[0].storageos",
        "Required volumes[0].persistentDisk.pdName",
      ],
    ],
    [
      { volumes: [{ name: "v", image: { reference: "r" }, ephemeral: {} }] },
      ["Forbidden volumes[0].image", "Required volumes[0].ephemeral.volumeClaimTemplate"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("emptyDir", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", emptyDir: { sizeLimit: "1Gi", medium: "Memory" } }] }, []],
    [{ volumes: [{ name: "v", emptyDir: { sizeLimit: "-1" } }] }, ["Forbidden volumes[0].emptyDir.sizeLimit"]],
    [{ volumes: [{ name: "v", emptyDir: { sizeLimit: "0", medium: "Any" } }] }, []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("hostPath", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", hostPath: { path: "/a", type: "Directory" } }] }, []],
    [{ volumes: [{ name: "v", hostPath: { path: "a", type: "" } }] }, []],
    [{ volumes: [{ name: "v", hostPath: {} }] }, ["Required volumes[0].hostPath.path"]],
    [{ volumes: [{ name: "v", hostPath: { path: "", type: "x" } }] }, ["Required volumes[0].hostPath.path"]],
    [
      { volumes: [{ name: "v", hostPath: { path: "/a/../b", type: "directory" } }] },
      ["Invalid volumes[0].hostPath.path", "NotSupported volumes[0].hostPath.type"],
    ],
    [{ volumes: [{ name: "v", hostPath: { path: "/a/..b/.../c" } }] }, []],
    [{ volumes: [{ name: "v", hostPath: { path: ".." } }] }, ["Invalid volumes[0].hostPath.path"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("configMap and secret", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        volumes: [
          { name: "v", configMap: { name: "c", items: [{ key: "a", path: "b/c", mode: 0 }], defaultMode: 511 } },
        ],
      },
      [],
    ],
    [
      { volumes: [{ name: "v", configMap: { name: "c", items: [{ key: "", path: "" }, {}], defaultMode: 512 } }] },
      [
        "Invalid volumes[0].configMap.defaultMode",
        "Required volumes[0].configMap.items[0].key",
        "Required volumes[0].configMap.items[0].path",
        "Required volumes[0].configMap.items[1].key",
        "Required volumes[0].configMap.items[1].path",
      ],
    ],
    [
      { volumes: [{ name: "v", configMap: { name: "c", items: [{ key: "a", path: "/b", mode: -1 }] } }] },
      ["Invalid volumes[0].configMap.items[0].mode", "Invalid volumes[0].configMap.items[0].path"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            configMap: {
              name: "c",
              items: [
                { key: "a", path: "../b" },
                { key: "a", path: "b/.." },
                { key: "a", path: "..b" },
                { key: "a", path: "b..c" },
                { key: "a", path: ".." },
              ],
            },
          },
        ],
      },
      [
        "Invalid volumes[0].configMap.items[0].path",
        "Invalid volumes[0].configMap.items[1].path",
        "Invalid volumes[0].configMap.items[2].path",
        "Invalid volumes[0].configMap.items[4].path",
      ],
    ],
    [{ volumes: [{ name: "v", configMap: {} }] }, ["Required volumes[0].configMap.name"]],
    [{ volumes: [{ name: "v", configMap: { name: "A b" } }] }, []],
    [
      { volumes: [{ name: "v", secret: { secretName: "s", defaultMode: 644 } }] },
      ["Invalid volumes[0].secret.defaultMode"],
    ],
    [
      { volumes: [{ name: "v", secret: { items: [{ key: "a", path: "/" }] } }] },
      ["Invalid volumes[0].secret.items[0].path", "Required volumes[0].secret.secretName"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("downwardAPI", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.labels" } }] } }] },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.annotations['A.b/C']" } }] },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          { name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.labels['a/b/c']" } }] } },
        ],
      },
      ["Invalid volumes[0].downwardAPI.fieldRef"],
    ],
    [
      {
        volumes: [
          { name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.labels['']" } }] } },
        ],
      },
      ["Invalid volumes[0].downwardAPI.fieldRef"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "spec.nodeName" } }] } }] },
      ["NotSupported volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "spec.host" } }] } }] },
      ["NotSupported volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.bogus" } }] } }] },
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      {
        volumes: [
          { name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.name['a']" } }] } },
        ],
      },
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "['a']" } }] } }] },
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      {
        volumes: [
          { name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.labels[']" } }] } },
        ],
      },
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.name", apiVersion: "v2" } }] },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: {} }] } }] },
      ["Required volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      { volumes: [{ name: "v", downwardAPI: { items: [{ path: "", fieldRef: { fieldPath: "metadata.uid" } }] } }] },
      ["Required volumes[0].downwardAPI.path"],
    ],
    [
      {
        volumes: [
          { name: "v", downwardAPI: { items: [{ path: "/a", mode: 1000, fieldRef: { fieldPath: "metadata.uid" } }] } },
        ],
      },
      ["Invalid volumes[0].downwardAPI.mode", "Invalid volumes[0].downwardAPI.path"],
    ],
    [{ volumes: [{ name: "v", downwardAPI: { items: [{ path: "a" }] } }] }, ["Required volumes[0].downwardAPI"]],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.uid" }, resourceFieldRef: {} }] },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c" } }] },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "" } }] },
          },
        ],
      },
      ["Required volumes[0].downwardAPI.resourceFieldRef.containerName"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "", containerName: "c" } }] },
          },
        ],
      },
      ["Required volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "limits.gpu", containerName: "c" } }] },
          },
        ],
      },
      ["NotSupported volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [
                {
                  path: "a",
                  resourceFieldRef: { resource: "requests.hugepages-2Mi", containerName: "c", divisor: "1Mi" },
                },
              ],
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [
                {
                  path: "a",
                  resourceFieldRef: { resource: "requests.hugepages-2Mi", containerName: "c", divisor: "3" },
                },
              ],
            },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c", divisor: "1m" } }],
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c", divisor: "1k" } }],
            },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [
                { path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1024" } },
              ],
            },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [
                { path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1000" } },
              ],
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [
                { path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1m" } },
              ],
            },
          },
        ],
      },
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            downwardAPI: {
              items: [{ path: "a", resourceFieldRef: { resource: "limits.gpu", containerName: "c", divisor: "7" } }],
            },
          },
        ],
      },
      ["NotSupported volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [{ volumes: [{ name: "v", downwardAPI: { defaultMode: -1 } }] }, ["Invalid volumes[0].downwardAPI.defaultMode"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("projected", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", projected: { sources: [] } }] }, []],
    [{ volumes: [{ name: "v", projected: { sources: [{}] } }] }, []],
    [{ volumes: [{ name: "v", projected: { defaultMode: 512 } }] }, ["Invalid volumes[0].projected.defaultMode"]],
    [
      { volumes: [{ name: "v", projected: { sources: [{ secret: { name: "s" } }, { configMap: { name: "c" } }] } }] },
      [],
    ],
    [
      { volumes: [{ name: "v", projected: { sources: [{ secret: {} }, { configMap: { items: [{}] } }] } }] },
      [
        "Required volumes[0].projected.sources[0].secret.name",
        "Required volumes[0].projected.sources[1].configMap.items[0].key",
        "Required volumes[0].projected.sources[1].configMap.items[0].path",
        "Required volumes[0].projected.sources[1].configMap.name",
      ],
    ],
    [
      { volumes: [{ name: "v", projected: { sources: [{ secret: { name: "s" }, configMap: { name: "c" } }] } }] },
      ["Forbidden volumes[0].projected.sources[0]"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: {
              sources: [
                { secret: { name: "s", items: [{ key: "a", path: "x" }] } },
                { configMap: { name: "c", items: [{ key: "a", path: "x" }] } },
              ],
            },
          },
        ],
      },
      ["Invalid volumes[0].projected"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: {
              sources: [
                {
                  downwardAPI: {
                    items: [
                      { path: "x", fieldRef: { fieldPath: "metadata.name" } },
                      { path: "x", fieldRef: { fieldPath: "metadata.uid" } },
                      { path: "" },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
      [
        "Invalid volumes[0].projected",
        "Required volumes[0].projected.sources[0].downwardAPI",
        "Required volumes[0].projected.sources[0].downwardAPI.path",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: {
              sources: [
                { serviceAccountToken: { path: "x" } },
                { serviceAccountToken: { path: "x" } },
                { secret: { name: "s", items: [{ key: "a", path: "x" }] } },
              ],
            },
          },
        ],
      },
      [],
    ],
    [
      { volumes: [{ name: "v", projected: { sources: [{ serviceAccountToken: {} }] } }] },
      ["Required volumes[0].projected.path"],
    ],
    [
      {
        volumes: [
          { name: "v", projected: { sources: [{ serviceAccountToken: { path: "/x", expirationSeconds: 599 } }] } },
        ],
      },
      [
        "Invalid volumes[0].projected.path",
        "Invalid volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds",
      ],
    ],
    [
      {
        volumes: [
          { name: "v", projected: { sources: [{ serviceAccountToken: { path: "x", expirationSeconds: 600 } }] } },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: { sources: [{ serviceAccountToken: { path: "x", expirationSeconds: 4294967296 } }] },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: { sources: [{ serviceAccountToken: { path: "../x", expirationSeconds: 4294967297 } }] },
          },
        ],
      },
      [
        "Invalid volumes[0].projected.path",
        "Invalid volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            projected: { sources: [{ clusterTrustBundle: { path: "/x" } }, { podCertificate: { keyType: "x" } }] },
          },
        ],
      },
      [],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("ephemeral", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      [],
    ],
    [{ volumes: [{ name: "v", ephemeral: {} }] }, ["Required volumes[0].ephemeral.volumeClaimTemplate"]],
    [
      { volumes: [{ name: "v", ephemeral: { volumeClaimTemplate: {} } }] },
      [
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                metadata: {
                  labels: { a: "b c" },
                  annotations: { "a b": "c" },
                  name: "x",
                  uid: "u",
                  namespace: "n",
                  finalizers: [],
                  generation: 0,
                  selfLink: "",
                },
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      [
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.finalizers",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.name",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.namespace",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.uID",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.metadata.annotations",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.metadata.labels",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: { spec: { accessModes: [], resources: { requests: { storage: "1Gi" } } } },
            },
          },
        ],
      },
      ["Required volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["Once", "ReadWriteMany"], resources: { requests: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOncePod"], resources: { requests: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOncePod", "ReadOnlyMany"],
                  resources: { requests: { storage: "1Gi" } },
                },
              },
            },
          },
        ],
      },
      ["Forbidden volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOncePod", "x"], resources: { requests: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { limits: { storage: "1Gi" } } },
              },
            },
          },
        ],
      },
      ["Required volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "0" } } },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "-1Gi" } } },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  selector: { matchLabels: { a: "b c" }, matchExpressions: [{ key: "a", operator: "x" }] },
                },
              },
            },
          },
        ],
      },
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.selector.matchExpressions[0].operator",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.selector.matchLabels",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  storageClassName: "A",
                  volumeAttributesClassName: "a_b",
                },
              },
            },
          },
        ],
      },
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  storageClassName: "",
                },
              },
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  volumeMode: "Block",
                },
              },
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  volumeMode: "Raw",
                },
              },
            },
          },
        ],
      },
      ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSource: { kind: "PersistentVolumeClaim", name: "a" },
                },
              },
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, dataSource: {} },
              },
            },
          },
        ],
      },
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource.kind",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource.name",
      ],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSourceRef: { kind: "X", name: "a", apiGroup: "A.b" },
                },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.apiGroup"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSourceRef: { kind: "X", name: "a", apiGroup: "a.b", namespace: "A" },
                },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.namespace"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSource: { kind: "PersistentVolumeClaim", name: "a" },
                  dataSourceRef: { kind: "PersistentVolumeClaim", name: "a" },
                },
              },
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSource: { kind: "PersistentVolumeClaim", name: "a" },
                  dataSourceRef: { kind: "PersistentVolumeClaim", name: "a", apiGroup: "" },
                },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSource: { kind: "PersistentVolumeClaim", name: "a" },
                  dataSourceRef: { kind: "PersistentVolumeClaim", name: "b" },
                },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  resources: { requests: { storage: "1Gi" } },
                  dataSource: { kind: "PersistentVolumeClaim", name: "a" },
                  dataSourceRef: { kind: "PersistentVolumeClaim", name: "a", namespace: "n" },
                },
              },
            },
          },
        ],
      },
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("csi and image", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", csi: { driver: "a.b" } }] }, []],
    [{ volumes: [{ name: "v", csi: {} }] }, ["Required volumes[0].csi.driver"]],
    [{ volumes: [{ name: "v", csi: { driver: "A.b" } }] }, []],
    [{ volumes: [{ name: "v", csi: { driver: "a_b" } }] }, ["Invalid volumes[0].csi.driver"]],
    [
      { volumes: [{ name: "v", csi: { driver: "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" } }] },
      ["TooLong volumes[0].csi.driver"],
    ],
    [
      { volumes: [{ name: "v", csi: { driver: "d", nodePublishSecretRef: {} } }] },
      ["Required volumes[0].csi.nodePublishSecretRef.name"],
    ],
    [
      { volumes: [{ name: "v", csi: { driver: "d", nodePublishSecretRef: { name: "A" } } }] },
      ["Invalid volumes[0].csi.name"],
    ],
    [{ volumes: [{ name: "v", image: {} }] }, []],
    [{ volumes: [{ name: "v", image: { reference: "", pullPolicy: "Never" } }] }, []],
    [{ volumes: [{ name: "v", image: { pullPolicy: "never" } }] }, ["NotSupported volumes[0].image.pullPolicy"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("nfs, iscsi and fc", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", nfs: { server: "s", path: "/p" } }] }, []],
    [
      { volumes: [{ name: "v", nfs: {} }] },
      ["Invalid volumes[0].nfs.path", "Required volumes[0].nfs.path", "Required volumes[0].nfs.server"],
    ],
    [{ volumes: [{ name: "v", nfs: { server: "s", path: "p" } }] }, ["Invalid volumes[0].nfs.path"]],
    [{ volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example:disk", lun: 255 } }] }, []],
    [
      { volumes: [{ name: "v", iscsi: {} }] },
      ["Required volumes[0].iscsi.iqn", "Required volumes[0].iscsi.targetPortal"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "eui.0123456789abcdef", lun: 256 } }] },
      ["Invalid volumes[0].iscsi.lun"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "naa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", lun: -1 } }] },
      ["Invalid volumes[0].iscsi.lun"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example", lun: 0 } }] },
      ["Invalid volumes[0].iscsi.iqn"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example:a b", lun: 0 } }] },
      ["Invalid volumes[0].iscsi.iqn"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "eui.0", lun: 0 } }] },
      ["Invalid volumes[0].iscsi.iqn"],
    ],
    [
      { volumes: [{ name: "v", iscsi: { targetPortal: "p", iqn: "x", lun: 0, initiatorName: "" } }] },
      ["Invalid volumes[0].iscsi.initiatorname", "Invalid volumes[0].iscsi.iqn"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            iscsi: {
              targetPortal: "p",
              iqn: "iqn.2001-04.com.example:disk",
              lun: 0,
              initiatorName: "naa.0",
              chapAuthDiscovery: true,
            },
          },
        ],
      },
      ["Invalid volumes[0].iscsi.initiatorname", "Required volumes[0].iscsi.secretRef"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            iscsi: {
              targetPortal: "p",
              iqn: "iqn.2001-04.com.example:disk",
              lun: 0,
              chapAuthSession: true,
              secretRef: {},
            },
          },
        ],
      },
      [],
    ],
    [
      {
        volumes: [
          {
            name: "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
            iscsi: {
              targetPortal: "pppppppppppppppppppppppp",
              iqn: "iqn.2001-04.com.example:disk",
              lun: 0,
              initiatorName: "iqn.2001-04.com.example:me",
            },
          },
        ],
      },
      ["Invalid volumes[0].name"],
    ],
    [
      {
        volumes: [
          {
            name: "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
            emptyDir: {},
            iscsi: {
              targetPortal: "pppppppppppppppppppppppp",
              iqn: "",
              lun: 0,
              initiatorName: "iqn.2001-04.com.example:me",
            },
          },
        ],
      },
      ["Forbidden volumes[0].iscsi", "Invalid volumes[0].name"],
    ],
    [{ volumes: [{ name: "v", fc: { targetWWNs: ["a"], lun: 0 } }] }, []],
    [{ volumes: [{ name: "v", fc: { wwids: ["a"] } }] }, []],
    [{ volumes: [{ name: "v", fc: {} }] }, ["Required volumes[0].fc.targetWWNs"]],
    [{ volumes: [{ name: "v", fc: { targetWWNs: ["a"] } }] }, ["Required volumes[0].fc.lun"]],
    [
      { volumes: [{ name: "v", fc: { targetWWNs: ["a"], wwids: ["b"], lun: 256 } }] },
      ["Invalid volumes[0].fc.lun", "Invalid volumes[0].fc.targetWWNs"],
    ],
    [{ volumes: [{ name: "v", fc: { wwids: ["a"], lun: -1 } }] }, []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("kinds that are retired or a cloud's", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "v", gitRepo: { repository: "r", directory: "a/b" } }] }, []],
    [
      { volumes: [{ name: "v", gitRepo: { directory: "/a" } }] },
      ["Invalid volumes[0].gitRepo.directory", "Required volumes[0].gitRepo.repository"],
    ],
    [
      { volumes: [{ name: "v", gitRepo: { repository: "r", directory: "../a" } }] },
      ["Invalid volumes[0].gitRepo.directory"],
    ],
    [{ volumes: [{ name: "v", gcePersistentDisk: { pdName: "p", partition: 255 } }] }, []],
    [
      { volumes: [{ name: "v", gcePersistentDisk: { partition: 256 } }] },
      ["Invalid volumes[0].persistentDisk.partition", "Required volumes[0].persistentDisk.pdName"],
    ],
    [
      { volumes: [{ name: "v", awsElasticBlockStore: { partition: -1 } }] },
      ["Invalid volumes[0].awsElasticBlockStore.partition", "Required volumes[0].awsElasticBlockStore.volumeID"],
    ],
    [
      { volumes: [{ name: "v", glusterfs: {} }] },
      ["Required volumes[0].glusterfs.endpoints", "Required volumes[0].glusterfs.path"],
    ],
    [{ volumes: [{ name: "v", flocker: {} }] }, ["Required volumes[0].flocker"]],
    [
      { volumes: [{ name: "v", flocker: { datasetName: "a/b", datasetUUID: "u" } }] },
      ["Invalid volumes[0].flocker", "Invalid volumes[0].flocker.datasetName"],
    ],
    [{ volumes: [{ name: "v", persistentVolumeClaim: {} }] }, ["Required volumes[0].persistentVolumeClaim.claimName"]],
    [{ volumes: [{ name: "v", persistentVolumeClaim: { claimName: "A b" } }] }, []],
    [{ volumes: [{ name: "v", rbd: {} }] }, ["Required volumes[0].rbd.image", "Required volumes[0].rbd.monitors"]],
    [{ volumes: [{ name: "v", rbd: { monitors: ["m"], image: "i" } }] }, []],
    [{ volumes: [{ name: "v", cinder: {} }] }, ["Required volumes[0].cinder.volumeID"]],
    [
      { volumes: [{ name: "v", cinder: { volumeID: "v", secretRef: {} } }] },
      ["Required volumes[0].cinder.secretRef.name"],
    ],
    [{ volumes: [{ name: "v", cephfs: { monitors: [] } }] }, ["Required volumes[0].cephfs.monitors"]],
    [
      { volumes: [{ name: "v", azureFile: {} }] },
      ["Required volumes[0].azureFile.secretName", "Required volumes[0].azureFile.shareName"],
    ],
    [{ volumes: [{ name: "v", vsphereVolume: {} }] }, ["Required volumes[0].vsphereVolume.volumePath"]],
    [{ volumes: [{ name: "v", photonPersistentDisk: {} }] }, ["Required volumes[0].photonPersistentDisk.pdID"]],
    [{ volumes: [{ name: "v", portworxVolume: {} }] }, ["Required volumes[0].portworxVolume.volumeID"]],
    [
      { volumes: [{ name: "v", scaleIO: {} }] },
      [
        "Required volumes[0].scaleIO.gateway",
        "Required volumes[0].scaleIO.system",
        "Required volumes[0].scaleIO.volumeName",
      ],
    ],
    [
      { volumes: [{ name: "v", quobyte: {} }] },
      ["Required volumes[0].quobyte.registry", "Required volumes[0].quobyte.volume"],
    ],
    [{ volumes: [{ name: "v", quobyte: { registry: "a:1,[::1]:2", volume: "v" } }] }, []],
    [
      { volumes: [{ name: "v", quobyte: { registry: "a:1,b", volume: "v" } }] },
      ["Invalid volumes[0].quobyte.registry"],
    ],
    [
      { volumes: [{ name: "v", quobyte: { registry: "::1:2", volume: "v" } }] },
      ["Invalid volumes[0].quobyte.registry"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            quobyte: {
              registry: "a",
              volume: "v",
              tenant: "ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt",
            },
          },
        ],
      },
      ["Required volumes[0].quobyte.tenant"],
    ],
    [
      {
        volumes: [
          {
            name: "v",
            flexVolume: { driver: "d", options: { a: "b", "x.Kubernetes.io/a": "b", "k8s.io": "c", "xk8s.io/a": "b" } },
          },
        ],
      },
      ["Invalid volumes[0].flexVolume.options[k8s.io]", "Invalid volumes[0].flexVolume.options[x.Kubernetes.io/a]"],
    ],
    [{ volumes: [{ name: "v", flexVolume: {} }] }, ["Required volumes[0].flexVolume.driver"]],
    [{ volumes: [{ name: "v", azureDisk: { diskName: "d", diskURI: "https://x" } }] }, []],
    [
      { volumes: [{ name: "v", azureDisk: {} }] },
      [
        "NotSupported volumes[0].azureDisk.diskURI",
        "Required volumes[0].azureDisk.diskName",
        "Required volumes[0].azureDisk.diskURI",
      ],
    ],
    [{ volumes: [{ name: "v", azureDisk: { diskName: "d", diskURI: "/subscriptions/x", kind: "Managed" } }] }, []],
    [
      {
        volumes: [
          { name: "v", azureDisk: { diskName: "d", diskURI: "https://x", kind: "Managed", cachingMode: "none" } },
        ],
      },
      ["NotSupported volumes[0].azureDisk.cachingMode", "NotSupported volumes[0].azureDisk.diskURI"],
    ],
    [
      { volumes: [{ name: "v", azureDisk: { diskName: "d", diskURI: "https://x", kind: "Odd" } }] },
      ["NotSupported volumes[0].azureDisk.kind"],
    ],
    [{ volumes: [{ name: "v", storageos: { volumeName: "v" } }] }, []],
    [{ volumes: [{ name: "v", storageos: {} }] }, ["Required volumes[0].storageos.volumeName"]],
    [
      { volumes: [{ name: "v", storageos: { volumeName: "A", volumeNamespace: "a.b", secretRef: {} } }] },
      [
        "Invalid volumes[0].storageos.volumeName",
        "Invalid volumes[0].storageos.volumeNamespace",
        "Required volumes[0].storageos.secretRef.name",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});
