import { isSafeSysctl } from "../../src/kubernetes/pod-security/sysctls.ts";
import { POD_SECURITY_STANDARDS, SYSCTLS } from "../references.ts";
import { definePodSecurityRule } from "./controls.ts";

const PSS = ["sysctls"];

export default definePodSecurityRule({
  id: "unsafe-sysctl",
  category: "security",
  severity: "warning",
  summary: "Pod sets a sysctl that kubelets refuse by default",
  why: "A kubelet sets only the sysctls that are known to stay within the pod; for any other it must have been started with `--allowed-unsafe-sysctls`. On a node without that the pod fails with `SysctlForbidden`, is made anew and fails again, for ever.",
  remedy:
    "Leave out what the agent does without. What is the node's (`vm.max_map_count`, `net.core.*`) belongs into the node's own configuration, or into a privileged init container that sets it before the agent starts.",
  exceptions:
    "Clusters whose kubelets allow it on the nodes that are selected. The waiver should name the kubelet setting; a node label that goes with it makes the scheduler respect it.",
  references: [SYSCTLS, POD_SECURITY_STANDARDS],
  pss: PSS,
  say: ({ text }) => message(text),
  needs: ["sysctls"],
  *check(context) {
    const { pod } = context.daemonSet;
    if (pod.isWindows) return;
    for (const sysctl of pod.securityContext.at("sysctls").items()) {
      const name = sysctl.at("name");
      if (name.value === undefined || isSafeSysctl(name.value.replaceAll("/", "."), context.kubernetes[1])) continue;
      yield { at: name, message: message(name.value), pss: PSS };
    }
  },
});

function message(name: string): string {
  return `kubelets refuse sysctl "${name}" unless they were started with --allowed-unsafe-sysctls: elsewhere every pod fails with SysctlForbidden; set it in the node's own configuration, or leave it out`;
}
