import { defineRule } from "../../src/engine/rule.ts";
import type { Pod } from "../../src/model/daemon-set.ts";
import { POD_SECURITY_STANDARDS } from "../references.ts";
import { isPrivileged } from "./controls.ts";

export default defineRule({
  id: "host-pid",
  category: "security",
  severity: "error",
  summary: "Pod sees and reaches every process of the node",
  why: "With `hostPID: true` the containers are among the node's own processes. As root they read the environment, the open files and the root directory of all of them under `/proc/<pid>`: tokens and keys of other pods, and the node's file system by way of `/proc/1/root`.",
  remedy:
    "Leave `hostPID` out. Usage of containers comes from the kubelet (`/metrics/cadvisor`, `/stats/summary`), that of the node from `/proc` mounted read-only; for a process of the same pod `shareProcessNamespace: true` is enough.",
  exceptions:
    "Profilers, intrusion detectors and debuggers look at processes of other pods, that is their purpose. The waiver should say which processes and why their file system is no substitute; run the container without root and without `SYS_PTRACE` if it only counts.",
  references: [POD_SECURITY_STANDARDS],
  pss: ["hostNamespaces"],
  needs: ["hostPID"],
  *check({ daemonSet: { pod } }) {
    const hostPid = pod.spec.at("hostPID");
    if (hostPid.value !== true) return;
    const instead = pod.hostMounts().some(({ path }) => path === "/" || path === "/proc")
      ? "leave it out if it only counts: the node's /proc, which is mounted already, is enough for that"
      : "leave it out, or mount /proc read-only if it only counts";
    yield {
      at: hostPid,
      message: `hostPID shows the pod every process of the node, with its environment and its open files under /proc/<pid>${reach(pod)}; ${instead}`,
      pss: ["hostNamespaces"],
    };
  },
});

/** What its containers can do to those processes beyond reading. */
function reach(pod: Pod): string {
  const containers = pod.allContainers();
  const privileged = containers.find(isPrivileged);
  if (privileged !== undefined) return `, and privileged ${privileged.label} becomes any of them (nsenter -t 1)`;
  const tracer = containers.find((container) => {
    const added: readonly unknown[] = container.securityContext.at("capabilities").at("add").value ?? [];
    return ["SYS_PTRACE", "SYS_ADMIN", "ALL"].some((name) => added.includes(name));
  });
  return tracer === undefined ? "" : `, and ${tracer.label} has the capability to get into them`;
}
