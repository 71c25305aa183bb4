import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { dig, type Path, type PlainPod } from "./pod.ts";

function check(pod: PlainPod): ReturnType<Revision["check"]> {
  const bad: Path[] = dig(pod.securityContext, "runAsUser") === 0 ? [["spec"]] : [];
  for (const container of pod.containers)
    if (dig(container.securityContext, "runAsUser") === 0) bad.push(container.path);
  return offence(
    bad.map((path) => [...path, "securityContext", "runAsUser"]),
    () => "runAsUser: 0",
  );
}

/** Nobody asks for uid 0; a user namespace lifts that since 1.35. `CheckRunAsUser`. */
export const runAsUser: PodSecurityCheck = {
  id: "runAsUser",
  level: "restricted",
  revisions: [
    { since: 23, check },
    { since: 35, check: (pod) => (pod.hasUserNamespace ? undefined : check(pod)) },
  ],
};
