import { defineRule } from "../../src/engine/rule.ts";
import { resolvePath } from "../../src/kubernetes/node-path.ts";
import { MOUNT_PROPAGATION } from "../references.ts";

/** Directories that are there to have something mounted below them while the node runs, links resolved. */
const TREES: ReadonlySet<string> = new Set([
  "/",
  "/media",
  "/mnt",
  "/run/media",
  "/run/netns",
  "/var/lib/kubelet",
  "/var/lib/kubelet/pods",
]);

export default defineRule({
  id: "host-mounts-missed",
  category: "agents",
  severity: "note",
  summary: "What the node mounts later is not seen",
  why: "A container sees the mounts that were there when it started. A disk, a pod's volume or a network namespace that the node mounts later is an empty directory to it: usage of the wrong file system is measured, files are missed, until the pod is started anew.",
  remedy: "Add `mountPropagation: HostToContainer` to the mount.",
  exceptions:
    "An agent that reads only files of the root file system misses nothing; better still, mount the directory of these files instead of the tree.",
  references: [MOUNT_PROPAGATION, "https://github.com/prometheus/node_exporter/issues/474"],
  silencedBy: ["volume-mounts-not-propagated"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    for (const { container, mount, path } of pod.hostMounts()) {
      // An init container ends before the node mounts more.
      if (path === undefined || container.role === "init" || !TREES.has(resolvePath(path))) continue;
      const propagation = mount.at("mountPropagation");
      if (propagation.unknown || (propagation.value ?? "None") !== "None") continue;
      yield {
        at: propagation,
        message: `${container.label} does not see what the node mounts later on, anywhere below ${path}; add mountPropagation: HostToContainer`,
      };
    }
  },
});
