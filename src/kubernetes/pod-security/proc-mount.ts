import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { containersNamed, dig, isSet, type PlainPod } from "./pod.ts";

function checkAlways(pod: PlainPod): ReturnType<Revision["check"]> {
  const bad = pod.containers.filter(({ securityContext }) => {
    const procMount = dig(securityContext, "procMount");
    return isSet(procMount) && procMount !== "Default";
  });
  return offence(
    bad.map((container) => [...container.path, "securityContext", "procMount"]),
    () => `unmasked /proc in ${containersNamed(bad)}`,
  );
}

/** `/proc` keeps its masks; a user namespace lifts that since 1.35. `CheckProcMountBaseline`. */
export const procMount: PodSecurityCheck = {
  id: "procMount",
  level: "baseline",
  revisions: [
    { since: 0, check: checkAlways },
    { since: 35, check: (pod) => (pod.hasUserNamespace ? undefined : checkAlways(pod)) },
  ],
};

/** `/proc` keeps its masks, user namespace or not: `CheckProcMountRestricted`. */
export const procMountRestricted: PodSecurityCheck = {
  id: "procMount_restricted",
  level: "restricted",
  revisions: [{ since: 35, overrides: ["procMount"], check: checkAlways }],
};
