import { offence, type PodSecurityCheck } from "./check.ts";
import { asList, asMap, asText, dig, isSet, type Plain, quoted } from "./pod.ts";

const ALLOWED: readonly string[] = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Volume types that `restricted` refuses. */
const RESTRICTED: readonly string[] = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "gitRepo",
  "nfs",
  "iscsi",
  "glusterfs",
  "rbd",
  "flexVolume",
  "cinder",
  "cephfs",
  "flocker",
  "fc",
  "azureFile",
  "vsphereVolume",
  "quobyte",
  "azureDisk",
  "photonPersistentDisk",
  "portworxVolume",
  "scaleIO",
  "storageos",
];

/** The restricted types of a volume. One without any source is an emptyDir by default. */
function restrictedTypes(volume: Plain): readonly string[] {
  if (ALLOWED.some((type) => isSet(dig(volume, type)))) return [];
  return RESTRICTED.filter((type) => isSet(dig(volume, type)));
}

/** No volumes but those that Kubernetes makes or a claim gives: `CheckRestrictedVolumes`. */
export const restrictedVolumes: PodSecurityCheck = {
  id: "restrictedVolumes",
  level: "restricted",
  revisions: [
    {
      since: 0,
      overrides: ["hostPathVolumes"],
      check(pod) {
        const bad = [...asList(dig(pod.spec, "volumes")).entries()].flatMap(([index, item]) => {
          const volume = asMap(item);
          return restrictedTypes(volume).map((type) => ({ index, type, name: asText(dig(volume, "name")) }));
        });
        return offence(
          bad.map(({ index, type }) => ["spec", "volumes", index, type]),
          () => bad.map(({ type, name }) => `${type} ${quoted([name])}`).join(", "),
        );
      },
    },
  ],
};
