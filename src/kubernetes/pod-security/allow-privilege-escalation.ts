import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { containersNamed, dig, type PlainPod } from "./pod.ts";

function check(pod: PlainPod): ReturnType<Revision["check"]> {
  const bad = pod.containers.filter(
    ({ securityContext }) => dig(securityContext, "allowPrivilegeEscalation") !== false,
  );
  return offence(
    bad.map((container) => [...container.path, "securityContext", "allowPrivilegeEscalation"]),
    () => `privilege escalation in ${containersNamed(bad)}`,
  );
}

/** No process gains more privileges than its parent has: `CheckAllowPrivilegeEscalation`. */
export const allowPrivilegeEscalation: PodSecurityCheck = {
  id: "allowPrivilegeEscalation",
  level: "restricted",
  revisions: [
    { since: 8, check },
    { since: 25, check: (pod) => (pod.isWindows ? undefined : check(pod)) },
  ],
};
