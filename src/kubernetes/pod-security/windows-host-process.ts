import { offence, type PodSecurityCheck } from "./check.ts";
import { dig, type Path, type Plain } from "./pod.ts";

function isHostProcess(securityContext: Plain): boolean {
  return dig(securityContext, "windowsOptions", "hostProcess") === true;
}

/** No Windows HostProcess containers: `CheckWindowsHostProcess`. */
export const windowsHostProcess: PodSecurityCheck = {
  id: "windowsHostProcess",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const bad: Path[] = isHostProcess(pod.securityContext) ? [["spec"]] : [];
        for (const container of pod.containers) if (isHostProcess(container.securityContext)) bad.push(container.path);
        return offence(
          bad.map((path) => [...path, "securityContext", "windowsOptions", "hostProcess"]),
          () => "Windows HostProcess",
        );
      },
    },
  ],
};
