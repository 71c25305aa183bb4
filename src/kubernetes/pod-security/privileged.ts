import { offence, type PodSecurityCheck } from "./check.ts";
import { containersNamed, dig } from "./pod.ts";

/** No privileged containers: `CheckPrivileged`. */
export const privileged: PodSecurityCheck = {
  id: "privileged",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const bad = pod.containers.filter((container) => dig(container.securityContext, "privileged") === true);
        return offence(
          bad.map((container) => [...container.path, "securityContext", "privileged"]),
          () => `${containersNamed(bad)} privileged`,
        );
      },
    },
  ],
};
