import { POD_SECURITY_STANDARDS, SECCOMP } from "../references.ts";
import { definePodSecurityRule, isPrivileged, linuxContainers, ownerOf } from "./controls.ts";
import { missingPlaces, namesOf } from "./inherited.ts";

const PSS = ["seccompProfile_restricted"];

export default definePodSecurityRule({
  id: "missing-seccomp-profile",
  category: "security",
  severity: "strict",
  summary: "System calls are not filtered",
  why: "Without a seccomp profile a container may make every system call of the kernel, unless the kubelet runs with `--seccomp-default`, which few do. Most ways out of a container go through calls that an agent never makes (`keyctl`, `userfaultfd`, `unshare`).",
  remedy:
    "Write `seccompProfile: {type: RuntimeDefault}` in the pod's `securityContext`; runtimes' default profiles are made to go unnoticed.",
  exceptions:
    "An agent that needs a call the runtime's profile forbids gets a profile of its own (`type: Localhost`), made with the Security Profiles Operator for instance.",
  references: [SECCOMP, POD_SECURITY_STANDARDS],
  pss: PSS,
  // A profile that is written and forbidden is unconfined-seccomp's.
  say: ({ at, container }) => (at.key === "type" ? undefined : message(ownerOf(container))),
  *check(context) {
    const { pod } = context.daemonSet;
    // A privileged container runs without any filter, whatever is written.
    const missing = linuxContainers(pod).filter(
      (container) => !isPrivileged(container) && container.inherited("seccompProfile").absent,
    );
    for (const { at, containers } of missingPlaces(pod, missing, "seccompProfile")) {
      yield { at, message: message(namesOf(containers, pod)), pss: PSS };
    }
  },
});

function message(who: string): string {
  return `no seccomp profile: ${who} may make every system call of the node's kernel; write seccompProfile: {type: RuntimeDefault}`;
}
