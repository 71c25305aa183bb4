import { defineRule } from "../../src/engine/rule.ts";
import { MOUNT_PROPAGATION } from "../references.ts";

export default defineRule({
  id: "volume-mounts-not-propagated",
  category: "agents",
  severity: "warning",
  summary: "Volumes that the CSI driver mounts never reach the pods",
  why: "A CSI node driver mounts a volume in its own container, below the kubelet's directory of pods. Without `mountPropagation: Bidirectional` the mount stays in that container: the kubelet believes it is there, the pod starts, and writes into an empty directory of the node that is gone with it.",
  remedy:
    "Add `mountPropagation: Bidirectional` to the mount of the kubelet's directory in the driver's container, which must be privileged for it.",
  exceptions:
    "A driver that mounts nothing itself, such as one that asks a service on the node to: say so in the waiver.",
  references: [MOUNT_PROPAGATION, "https://kubernetes-csi.github.io/docs/deploying.html"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    const mounts = pod
      .podDirectoryMounts(pod.kubeletRoots())
      .filter(({ container, readOnly }) => readOnly !== true && container.role !== "init");
    const reaches = mounts.some(({ mount }) => {
      const propagation = mount.at("mountPropagation");
      return propagation.unknown || propagation.value === "Bidirectional";
    });
    const own = mounts.find(({ container }) => container.securityContext.at("privileged").value === true) ?? mounts[0];
    if (reaches || own === undefined) return;
    yield {
      at: own.mount.at("mountPropagation"),
      message: `the pod registers a CSI driver and mounts ${own.path} in ${own.container.label} without mountPropagation: Bidirectional: volumes that it mounts there never reach the pods that ask for them`,
    };
  },
});
