import { POD_SECURITY_STANDARDS, SECCOMP } from "../references.ts";
import { definePodSecurityRule, isPrivileged, linuxContainers, ownerOf } from "./controls.ts";
import { byDecidingField, namesOf } from "./inherited.ts";

const PSS = ["seccompProfile_baseline", "seccompProfile_restricted"];

export default definePodSecurityRule({
  id: "unconfined-seccomp",
  category: "security",
  severity: "warning",
  summary: "The filter on system calls is switched off",
  why: "`Unconfined` lets the container make every system call of the node's kernel, even on nodes whose kubelet filters them by default. Most ways out of a container go through calls that an agent never makes.",
  remedy: "Write `type: RuntimeDefault`, or `Localhost` with a profile that allows the one call that was missing.",
  exceptions:
    "Tracers that call `bpf` and `perf_event_open` are let through by the runtime's profile once they have the capabilities `BPF` and `PERFMON`; older runtimes ask for `SYS_ADMIN`. The waiver should name the call that fails and the runtime.",
  references: [SECCOMP, POD_SECURITY_STANDARDS],
  pss: PSS,
  // A profile that is missing is missing-seccomp-profile's.
  say: ({ at, text, container }) => (at.key === "type" ? message(text, ownerOf(container)) : undefined),
  needs: ["seccompProfile"],
  *check(context) {
    const { pod } = context.daemonSet;
    const unconfined = linuxContainers(pod).flatMap((container) => {
      const type = container.inherited("seccompProfile").at("type");
      return type.value === "Unconfined" && !isPrivileged(container) ? [{ container, at: type }] : [];
    });
    for (const decided of byDecidingField(unconfined)) {
      const who = namesOf(decided.containers, pod);
      yield { at: decided.at, message: message("Unconfined", who), pss: PSS };
    }
  },
});

function message(type: string, who: string): string {
  return type === "Unconfined"
    ? `seccomp is switched off for ${who}: every system call of the node's kernel is open to whoever gets in; write type: RuntimeDefault`
    : `"${type}" is no seccomp profile that the standard allows for ${who}; write RuntimeDefault, or Localhost with a profile of the node`;
}
