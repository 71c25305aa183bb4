import { defineRule } from "../../src/engine/rule.ts";
import { RECURSIVE_READ_ONLY } from "../references.ts";
import { hasSubmounts } from "./mount-trees.ts";

export default defineRule({
  id: "writable-submounts",
  category: "host-access",
  severity: "strict",
  summary: "Read-only at the top, writable below",
  why: "`readOnly: true` holds for the mount itself. What is mounted on the node below it comes along with its own flags: of `/` mounted read-only, `/run`, `/dev/shm` and every disk in `/mnt` can be written.",
  remedy:
    "Add `recursiveReadOnly: Enabled` (Kubernetes 1.31 and a runtime that can; `IfPossible` where some nodes can't yet), or mount the very directory that is read.",
  exceptions:
    "On nodes whose runtime or kernel (before 5.12) can't make mounts recursively read-only: say so in the waiver.",
  references: [RECURSIVE_READ_ONLY],
  needs: ["hostPath"],
  *check({ daemonSet: { pod }, kubernetes: [, minor] }) {
    if (pod.isWindows || minor < 31) return;
    for (const { container, mount, path, readOnly } of pod.hostMounts()) {
      if (readOnly !== true || path === undefined || !hasSubmounts(path)) continue;
      const recursive = mount.at("recursiveReadOnly");
      const propagation = mount.at("mountPropagation");
      if (recursive.unknown || propagation.unknown) continue;
      if ((recursive.value ?? "Disabled") !== "Disabled" || (propagation.value ?? "None") !== "None") continue;
      yield {
        at: recursive.absent ? mount.at("readOnly") : recursive,
        message: `what the node mounts below ${path} stays writable for ${container.label}: readOnly holds for the top only; add recursiveReadOnly: Enabled`,
      };
    }
  },
});
