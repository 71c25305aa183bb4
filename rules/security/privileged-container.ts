import { defineRule } from "../../src/engine/rule.ts";
import type { Container, Pod } from "../../src/model/daemon-set.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { isPrivileged } from "./controls.ts";

export default defineRule({
  id: "privileged-container",
  category: "security",
  severity: "error",
  summary: "Container runs privileged",
  why: "A privileged container has every capability and every device of its node, and no seccomp, AppArmor or SELinux profile: it mounts the node's disk and changes what it likes. To get into it is to be root on the node, and in a DaemonSet on every node.",
  remedy:
    "Leave `privileged` out and give what is really used: single capabilities (`NET_ADMIN`, `BPF`, `SYS_PTRACE`), single devices through a device plugin, single paths of the node, read-only. If only the start needs it (a sysctl, a kernel module), let an init container be privileged and the agent not.",
  exceptions:
    "A CSI node driver that mounts volumes for pods must be privileged, since `Bidirectional` mount propagation is refused to others; there it is a note. Drivers that load kernel modules or reset hardware need it too. The waiver should name what fails without it, and the image should be pinned by digest.",
  references: [POD_SECURITY_STANDARDS, SECURITY_CONTEXT],
  pss: ["privileged"],
  needs: ["privileged"],
  *check({ daemonSet: { pod } }) {
    for (const container of pod.allContainers()) {
      if (!isPrivileged(container)) continue;
      const severity = isMounter(container, pod) ? ({ severity: "note" } as const) : {};
      yield {
        at: container.securityContext.at("privileged"),
        subject: container.fields.path,
        message: message(container, pod),
        pss: ["privileged"],
        ...severity,
      };
    }
  },
});

/** True where the kubelet would refuse the container's mounts if it were not privileged. */
function isMounter(container: Container, pod: Pod): boolean {
  return (
    pod.isCsiDriver && container.mounts().some(({ mount }) => mount.at("mountPropagation").value === "Bidirectional")
  );
}

function message(container: Container, pod: Pod): string {
  const { label, role } = container;
  if (isMounter(container, pod)) {
    return `${label} is privileged, as Bidirectional mount propagation demands of a CSI driver: whoever gets into it owns the node, so keep everything else out of this container`;
  }
  const added = (container.securityContext.at("capabilities").at("add").value ?? []).filter(
    (name) => typeof name === "string" && name !== "ALL",
  );
  const advice =
    added.length > 0
      ? `; it also adds ${enumerate(added)}, which privileged includes: try with ${added.length === 1 ? "that" : "those"} alone`
      : `; give it the single capabilities, devices and paths that it uses instead${role === "init" ? ", or waive it if it sets a sysctl or loads a module" : ""}`;
  const when = role === "init" ? " while the pod starts" : "";
  return `${label} is privileged: whoever gets into it${when} has the disks, devices and kernel of every node it runs on${advice}`;
}
