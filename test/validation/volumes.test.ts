import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

const volume = (source: object) => ({ volumes: [{ name: "v", ...source }] });
const claim = (spec: object) =>
  volume({
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
      },
    },
  });
const file = (item: object) => volume({ downwardAPI: { items: [item] } });
const projected = (...sources: object[]) => volume({ projected: { sources } });

describe("names", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ volumes: [{ name: "a", emptyDir: {} }, { name: "b" }] }, []],
    [
      { volumes: [{ emptyDir: {} }, { name: "A_b" }, { name: "a.b" }, { name: "x".repeat(64) }] },
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
    [volume({ emptyDir: {}, hostPath: { path: "/a" } }), ["Forbidden volumes[0].hostPath"]],
    [
      volume({ hostPath: { path: "/a" }, configMap: { name: "c" }, secret: {} }),
      ["Forbidden volumes[0].configMap", "Forbidden volumes[0].secret"],
    ],
    [
      volume({ secret: { secretName: "s" }, cephfs: {}, downwardAPI: {}, gcePersistentDisk: {}, storageos: {} }),
      [
        "Forbidden volumes[0].cephFS",
        "Forbidden volumes[0].downwarAPI",
        "Forbidden volumes[0].secret",
        "Forbidden volumes[0].storageos",
        "Required volumes[0].persistentDisk.pdName",
      ],
    ],
    [
      volume({ image: { reference: "r" }, ephemeral: {} }),
      ["Forbidden volumes[0].image", "Required volumes[0].ephemeral.volumeClaimTemplate"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("emptyDir", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ emptyDir: { sizeLimit: "1Gi", medium: "Memory" } }), []],
    [volume({ emptyDir: { sizeLimit: "-1" } }), ["Forbidden volumes[0].emptyDir.sizeLimit"]],
    [volume({ emptyDir: { sizeLimit: "0", medium: "Any" } }), []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("hostPath", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ hostPath: { path: "/a", type: "Directory" } }), []],
    [volume({ hostPath: { path: "a", type: "" } }), []],
    [volume({ hostPath: {} }), ["Required volumes[0].hostPath.path"]],
    [volume({ hostPath: { path: "", type: "x" } }), ["Required volumes[0].hostPath.path"]],
    [
      volume({ hostPath: { path: "/a/../b", type: "directory" } }),
      ["Invalid volumes[0].hostPath.path", "NotSupported volumes[0].hostPath.type"],
    ],
    [volume({ hostPath: { path: "/a/..b/.../c" } }), []],
    [volume({ hostPath: { path: ".." } }), ["Invalid volumes[0].hostPath.path"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("configMap and secret", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ configMap: { name: "c", items: [{ key: "a", path: "b/c", mode: 0 }], defaultMode: 511 } }), []],
    [
      volume({ configMap: { name: "c", items: [{ key: "", path: "" }, {}], defaultMode: 512 } }),
      [
        "Invalid volumes[0].configMap.defaultMode",
        "Required volumes[0].configMap.items[0].key",
        "Required volumes[0].configMap.items[0].path",
        "Required volumes[0].configMap.items[1].key",
        "Required volumes[0].configMap.items[1].path",
      ],
    ],
    [
      volume({ configMap: { name: "c", items: [{ key: "a", path: "/b", mode: -1 }] } }),
      ["Invalid volumes[0].configMap.items[0].mode", "Invalid volumes[0].configMap.items[0].path"],
    ],
    [
      volume({
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
      }),
      [
        "Invalid volumes[0].configMap.items[0].path",
        "Invalid volumes[0].configMap.items[1].path",
        "Invalid volumes[0].configMap.items[2].path",
        "Invalid volumes[0].configMap.items[4].path",
      ],
    ],
    [volume({ configMap: {} }), ["Required volumes[0].configMap.name"]],
    [volume({ configMap: { name: "A b" } }), []],
    [volume({ secret: { secretName: "s", defaultMode: 644 } }), ["Invalid volumes[0].secret.defaultMode"]],
    [
      volume({ secret: { items: [{ key: "a", path: "/" }] } }),
      ["Invalid volumes[0].secret.items[0].path", "Required volumes[0].secret.secretName"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("downwardAPI", () => {
  test.each<[spec: object, refused: string[]]>([
    [file({ path: "a", fieldRef: { fieldPath: "metadata.labels" } }), []],
    [file({ path: "a", fieldRef: { fieldPath: "metadata.annotations['A.b/C']" } }), []],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.labels['a/b/c']" } }),
      ["Invalid volumes[0].downwardAPI.fieldRef"],
    ],
    [file({ path: "a", fieldRef: { fieldPath: "metadata.labels['']" } }), ["Invalid volumes[0].downwardAPI.fieldRef"]],
    [
      file({ path: "a", fieldRef: { fieldPath: "spec.nodeName" } }),
      ["NotSupported volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      file({ path: "a", fieldRef: { fieldPath: "spec.host" } }),
      ["NotSupported volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.bogus" } }),
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.name['a']" } }),
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [file({ path: "a", fieldRef: { fieldPath: "['a']" } }), ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"]],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.labels[']" } }),
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.name", apiVersion: "v2" } }),
      ["Invalid volumes[0].downwardAPI.fieldRef.fieldPath"],
    ],
    [file({ path: "a", fieldRef: {} }), ["Required volumes[0].downwardAPI.fieldRef.fieldPath"]],
    [file({ path: "", fieldRef: { fieldPath: "metadata.uid" } }), ["Required volumes[0].downwardAPI.path"]],
    [
      file({ path: "/a", mode: 1000, fieldRef: { fieldPath: "metadata.uid" } }),
      ["Invalid volumes[0].downwardAPI.mode", "Invalid volumes[0].downwardAPI.path"],
    ],
    [file({ path: "a" }), ["Required volumes[0].downwardAPI"]],
    [
      file({ path: "a", fieldRef: { fieldPath: "metadata.uid" }, resourceFieldRef: {} }),
      ["Invalid volumes[0].downwardAPI"],
    ],
    [file({ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c" } }), []],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "" } }),
      ["Required volumes[0].downwardAPI.resourceFieldRef.containerName"],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "", containerName: "c" } }),
      ["Required volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.gpu", containerName: "c" } }),
      ["NotSupported volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "requests.hugepages-2Mi", containerName: "c", divisor: "1Mi" } }),
      [],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "requests.hugepages-2Mi", containerName: "c", divisor: "3" } }),
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [file({ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c", divisor: "1m" } }), []],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.cpu", containerName: "c", divisor: "1k" } }),
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1024" } }),
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [file({ path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1000" } }), []],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.memory", containerName: "c", divisor: "1m" } }),
      ["Invalid volumes[0].downwardAPI.resourceFieldRef.divisor"],
    ],
    [
      file({ path: "a", resourceFieldRef: { resource: "limits.gpu", containerName: "c", divisor: "7" } }),
      ["NotSupported volumes[0].downwardAPI.resourceFieldRef.resource"],
    ],
    [volume({ downwardAPI: { defaultMode: -1 } }), ["Invalid volumes[0].downwardAPI.defaultMode"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("projected", () => {
  test.each<[spec: object, refused: string[]]>([
    [projected(), []],
    [projected({}), []],
    [volume({ projected: { defaultMode: 512 } }), ["Invalid volumes[0].projected.defaultMode"]],
    [projected({ secret: { name: "s" } }, { configMap: { name: "c" } }), []],
    [
      projected({ secret: {} }, { configMap: { items: [{}] } }),
      [
        "Required volumes[0].projected.sources[0].secret.name",
        "Required volumes[0].projected.sources[1].configMap.items[0].key",
        "Required volumes[0].projected.sources[1].configMap.items[0].path",
        "Required volumes[0].projected.sources[1].configMap.name",
      ],
    ],
    [projected({ secret: { name: "s" }, configMap: { name: "c" } }), ["Forbidden volumes[0].projected.sources[0]"]],
    [
      projected(
        { secret: { name: "s", items: [{ key: "a", path: "x" }] } },
        { configMap: { name: "c", items: [{ key: "a", path: "x" }] } },
      ),
      ["Invalid volumes[0].projected"],
    ],
    [
      projected({
        downwardAPI: {
          items: [
            { path: "x", fieldRef: { fieldPath: "metadata.name" } },
            { path: "x", fieldRef: { fieldPath: "metadata.uid" } },
            { path: "" },
          ],
        },
      }),
      [
        "Invalid volumes[0].projected",
        "Required volumes[0].projected.sources[0].downwardAPI",
        "Required volumes[0].projected.sources[0].downwardAPI.path",
      ],
    ],
    [
      projected(
        { serviceAccountToken: { path: "x" } },
        { serviceAccountToken: { path: "x" } },
        { secret: { name: "s", items: [{ key: "a", path: "x" }] } },
      ),
      [],
    ],
    [projected({ serviceAccountToken: {} }), ["Required volumes[0].projected.path"]],
    [
      projected({ serviceAccountToken: { path: "/x", expirationSeconds: 599 } }),
      [
        "Invalid volumes[0].projected.path",
        "Invalid volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds",
      ],
    ],
    [projected({ serviceAccountToken: { path: "x", expirationSeconds: 600 } }), []],
    [projected({ serviceAccountToken: { path: "x", expirationSeconds: 4294967296 } }), []],
    [
      projected({ serviceAccountToken: { path: "../x", expirationSeconds: 4294967297 } }),
      [
        "Invalid volumes[0].projected.path",
        "Invalid volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds",
      ],
    ],
    [projected({ clusterTrustBundle: { path: "/x" } }, { podCertificate: { keyType: "x" } }), []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("ephemeral", () => {
  test.each<[spec: object, refused: string[]]>([
    [claim({}), []],
    [volume({ ephemeral: {} }), ["Required volumes[0].ephemeral.volumeClaimTemplate"]],
    [
      volume({ ephemeral: { volumeClaimTemplate: {} } }),
      [
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]",
      ],
    ],
    [
      volume({
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
      }),
      [
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.finalizers",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.name",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.namespace",
        "Forbidden volumes[0].ephemeral.volumeClaimTemplate.metadata.uID",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.metadata.annotations",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.metadata.labels",
      ],
    ],
    [claim({ accessModes: [] }), ["Required volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"]],
    [
      claim({ accessModes: ["Once", "ReadWriteMany"] }),
      ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [claim({ accessModes: ["ReadWriteOncePod"] }), []],
    [
      claim({ accessModes: ["ReadWriteOncePod", "ReadOnlyMany"] }),
      ["Forbidden volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      claim({ accessModes: ["ReadWriteOncePod", "x"] }),
      ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes"],
    ],
    [
      claim({ resources: { limits: { storage: "1Gi" } } }),
      ["Required volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      claim({ resources: { requests: { storage: "0" } } }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      claim({ resources: { requests: { storage: "-1Gi" } } }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]"],
    ],
    [
      claim({ selector: { matchLabels: { a: "b c" }, matchExpressions: [{ key: "a", operator: "x" }] } }),
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.selector.matchExpressions[0].operator",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.selector.matchLabels",
      ],
    ],
    [
      claim({ storageClassName: "A", volumeAttributesClassName: "a_b" }),
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName",
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName",
      ],
    ],
    [claim({ storageClassName: "" }), []],
    [claim({ volumeMode: "Block" }), []],
    [claim({ volumeMode: "Raw" }), ["NotSupported volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode"]],
    [claim({ dataSource: { kind: "PersistentVolumeClaim", name: "a" } }), []],
    [
      claim({ dataSource: {} }),
      [
        "Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource.kind",
        "Required volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource.name",
      ],
    ],
    [
      claim({ dataSourceRef: { kind: "X", name: "a", apiGroup: "A.b" } }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.apiGroup"],
    ],
    [
      claim({ dataSourceRef: { kind: "X", name: "a", apiGroup: "a.b", namespace: "A" } }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.namespace"],
    ],
    [
      claim({
        dataSource: { kind: "PersistentVolumeClaim", name: "a" },
        dataSourceRef: { kind: "PersistentVolumeClaim", name: "a" },
      }),
      [],
    ],
    [
      claim({
        dataSource: { kind: "PersistentVolumeClaim", name: "a" },
        dataSourceRef: { kind: "PersistentVolumeClaim", name: "a", apiGroup: "" },
      }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
    [
      claim({
        dataSource: { kind: "PersistentVolumeClaim", name: "a" },
        dataSourceRef: { kind: "PersistentVolumeClaim", name: "b" },
      }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
    [
      claim({
        dataSource: { kind: "PersistentVolumeClaim", name: "a" },
        dataSourceRef: { kind: "PersistentVolumeClaim", name: "a", namespace: "n" },
      }),
      ["Invalid volumes[0].ephemeral.volumeClaimTemplate.spec"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("csi and image", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ csi: { driver: "a.b" } }), []],
    [volume({ csi: {} }), ["Required volumes[0].csi.driver"]],
    [volume({ csi: { driver: "A.b" } }), []],
    [volume({ csi: { driver: "a_b" } }), ["Invalid volumes[0].csi.driver"]],
    [volume({ csi: { driver: "d".repeat(64) } }), ["TooLong volumes[0].csi.driver"]],
    [volume({ csi: { driver: "d", nodePublishSecretRef: {} } }), ["Required volumes[0].csi.nodePublishSecretRef.name"]],
    [volume({ csi: { driver: "d", nodePublishSecretRef: { name: "A" } } }), ["Invalid volumes[0].csi.name"]],
    [volume({ image: {} }), []],
    [volume({ image: { reference: "", pullPolicy: "Never" } }), []],
    [volume({ image: { pullPolicy: "never" } }), ["NotSupported volumes[0].image.pullPolicy"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("nfs, iscsi and fc", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ nfs: { server: "s", path: "/p" } }), []],
    [
      volume({ nfs: {} }),
      ["Invalid volumes[0].nfs.path", "Required volumes[0].nfs.path", "Required volumes[0].nfs.server"],
    ],
    [volume({ nfs: { server: "s", path: "p" } }), ["Invalid volumes[0].nfs.path"]],
    [volume({ iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example:disk", lun: 255 } }), []],
    [volume({ iscsi: {} }), ["Required volumes[0].iscsi.iqn", "Required volumes[0].iscsi.targetPortal"]],
    [volume({ iscsi: { targetPortal: "p", iqn: "eui.0123456789abcdef", lun: 256 } }), ["Invalid volumes[0].iscsi.lun"]],
    [
      volume({ iscsi: { targetPortal: "p", iqn: "naa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", lun: -1 } }),
      ["Invalid volumes[0].iscsi.lun"],
    ],
    [
      volume({ iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example", lun: 0 } }),
      ["Invalid volumes[0].iscsi.iqn"],
    ],
    [
      volume({ iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example:a b", lun: 0 } }),
      ["Invalid volumes[0].iscsi.iqn"],
    ],
    [volume({ iscsi: { targetPortal: "p", iqn: "eui.0", lun: 0 } }), ["Invalid volumes[0].iscsi.iqn"]],
    [
      volume({ iscsi: { targetPortal: "p", iqn: "x", lun: 0, initiatorName: "" } }),
      ["Invalid volumes[0].iscsi.initiatorname", "Invalid volumes[0].iscsi.iqn"],
    ],
    [
      volume({
        iscsi: {
          targetPortal: "p",
          iqn: "iqn.2001-04.com.example:disk",
          lun: 0,
          initiatorName: "naa.0",
          chapAuthDiscovery: true,
        },
      }),
      ["Invalid volumes[0].iscsi.initiatorname", "Required volumes[0].iscsi.secretRef"],
    ],
    [
      volume({
        iscsi: { targetPortal: "p", iqn: "iqn.2001-04.com.example:disk", lun: 0, chapAuthSession: true, secretRef: {} },
      }),
      [],
    ],
    [
      {
        volumes: [
          {
            name: "v".repeat(40),
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
            name: "v".repeat(40),
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
    [volume({ fc: { targetWWNs: ["a"], lun: 0 } }), []],
    [volume({ fc: { wwids: ["a"] } }), []],
    [volume({ fc: {} }), ["Required volumes[0].fc.targetWWNs"]],
    [volume({ fc: { targetWWNs: ["a"] } }), ["Required volumes[0].fc.lun"]],
    [
      volume({ fc: { targetWWNs: ["a"], wwids: ["b"], lun: 256 } }),
      ["Invalid volumes[0].fc.lun", "Invalid volumes[0].fc.targetWWNs"],
    ],
    [volume({ fc: { wwids: ["a"], lun: -1 } }), []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("kinds that are retired or a cloud's", () => {
  test.each<[spec: object, refused: string[]]>([
    [volume({ gitRepo: { repository: "r", directory: "a/b" } }), []],
    [
      volume({ gitRepo: { directory: "/a" } }),
      ["Invalid volumes[0].gitRepo.directory", "Required volumes[0].gitRepo.repository"],
    ],
    [volume({ gitRepo: { repository: "r", directory: "../a" } }), ["Invalid volumes[0].gitRepo.directory"]],
    [volume({ gcePersistentDisk: { pdName: "p", partition: 255 } }), []],
    [
      volume({ gcePersistentDisk: { partition: 256 } }),
      ["Invalid volumes[0].persistentDisk.partition", "Required volumes[0].persistentDisk.pdName"],
    ],
    [
      volume({ awsElasticBlockStore: { partition: -1 } }),
      ["Invalid volumes[0].awsElasticBlockStore.partition", "Required volumes[0].awsElasticBlockStore.volumeID"],
    ],
    [volume({ glusterfs: {} }), ["Required volumes[0].glusterfs.endpoints", "Required volumes[0].glusterfs.path"]],
    [volume({ flocker: {} }), ["Required volumes[0].flocker"]],
    [
      volume({ flocker: { datasetName: "a/b", datasetUUID: "u" } }),
      ["Invalid volumes[0].flocker", "Invalid volumes[0].flocker.datasetName"],
    ],
    [volume({ persistentVolumeClaim: {} }), ["Required volumes[0].persistentVolumeClaim.claimName"]],
    [volume({ persistentVolumeClaim: { claimName: "A b" } }), []],
    [volume({ rbd: {} }), ["Required volumes[0].rbd.image", "Required volumes[0].rbd.monitors"]],
    [volume({ rbd: { monitors: ["m"], image: "i" } }), []],
    [volume({ cinder: {} }), ["Required volumes[0].cinder.volumeID"]],
    [volume({ cinder: { volumeID: "v", secretRef: {} } }), ["Required volumes[0].cinder.secretRef.name"]],
    [volume({ cephfs: { monitors: [] } }), ["Required volumes[0].cephfs.monitors"]],
    [
      volume({ azureFile: {} }),
      ["Required volumes[0].azureFile.secretName", "Required volumes[0].azureFile.shareName"],
    ],
    [volume({ vsphereVolume: {} }), ["Required volumes[0].vsphereVolume.volumePath"]],
    [volume({ photonPersistentDisk: {} }), ["Required volumes[0].photonPersistentDisk.pdID"]],
    [volume({ portworxVolume: {} }), ["Required volumes[0].portworxVolume.volumeID"]],
    [
      volume({ scaleIO: {} }),
      [
        "Required volumes[0].scaleIO.gateway",
        "Required volumes[0].scaleIO.system",
        "Required volumes[0].scaleIO.volumeName",
      ],
    ],
    [volume({ quobyte: {} }), ["Required volumes[0].quobyte.registry", "Required volumes[0].quobyte.volume"]],
    [volume({ quobyte: { registry: "a:1,[::1]:2", volume: "v" } }), []],
    [volume({ quobyte: { registry: "a:1,b", volume: "v" } }), ["Invalid volumes[0].quobyte.registry"]],
    [volume({ quobyte: { registry: "::1:2", volume: "v" } }), ["Invalid volumes[0].quobyte.registry"]],
    [
      volume({ quobyte: { registry: "a", volume: "v", tenant: "t".repeat(65) } }),
      ["Required volumes[0].quobyte.tenant"],
    ],
    [
      volume({
        flexVolume: { driver: "d", options: { a: "b", "x.Kubernetes.io/a": "b", "k8s.io": "c", "xk8s.io/a": "b" } },
      }),
      ["Invalid volumes[0].flexVolume.options[k8s.io]", "Invalid volumes[0].flexVolume.options[x.Kubernetes.io/a]"],
    ],
    [volume({ flexVolume: {} }), ["Required volumes[0].flexVolume.driver"]],
    [volume({ azureDisk: { diskName: "d", diskURI: "https://x" } }), []],
    [
      volume({ azureDisk: {} }),
      [
        "NotSupported volumes[0].azureDisk.diskURI",
        "Required volumes[0].azureDisk.diskName",
        "Required volumes[0].azureDisk.diskURI",
      ],
    ],
    [volume({ azureDisk: { diskName: "d", diskURI: "/subscriptions/x", kind: "Managed" } }), []],
    [
      volume({ azureDisk: { diskName: "d", diskURI: "https://x", kind: "Managed", cachingMode: "none" } }),
      ["NotSupported volumes[0].azureDisk.cachingMode", "NotSupported volumes[0].azureDisk.diskURI"],
    ],
    [
      volume({ azureDisk: { diskName: "d", diskURI: "https://x", kind: "Odd" } }),
      ["NotSupported volumes[0].azureDisk.kind"],
    ],
    [volume({ storageos: { volumeName: "v" } }), []],
    [volume({ storageos: {} }), ["Required volumes[0].storageos.volumeName"]],
    [
      volume({ storageos: { volumeName: "A", volumeNamespace: "a.b", secretRef: {} } }),
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
