import { defineRule } from "../../src/engine/rule.ts";
import { MOUNT_PROPAGATION } from "../references.ts";

export default defineRule({
  id: "bidirectional-mount",
  category: "host-access",
  severity: "warning",
  summary: "What the container mounts appears on the node",
  why: "With `mountPropagation: Bidirectional` every mount made in the container is a mount of the node, and of every pod that sees the path. One that is not undone when the agent dies stays until the node reboots; one made over a program or a configuration file replaces it for the node.",
  remedy:
    "`HostToContainer` shows the container what the node mounts, which is what most agents want. Mounts that only the container needs belong into an `emptyDir`, or nowhere near the node's paths.",
  exceptions:
    "CSI node drivers need it and are not judged. An agent that mounts for other pods (a FUSE file system, pinned BPF maps in `/sys/fs/bpf`) needs it too: the waiver should say what it mounts and who unmounts it.",
  references: [MOUNT_PROPAGATION],
  needs: ["mountPropagation"],
  *check({ daemonSet: { pod } }) {
    if (pod.isCsiDriver) return;
    for (const container of pod.allContainers()) {
      for (const { mount } of container.mounts()) {
        const propagation = mount.at("mountPropagation");
        if (propagation.value !== "Bidirectional") continue;
        yield {
          at: propagation,
          message: `what ${container.label} mounts in ${mount.at("mountPath").value ?? "this volume"} appears on the node and in other pods, and stays if the agent dies before it unmounts; use HostToContainer unless it mounts for others`,
        };
      }
    }
  },
});
