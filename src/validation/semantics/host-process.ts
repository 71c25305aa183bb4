import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { visitContainers } from "./containers.ts";

/** Windows containers that run on the node itself: `validateWindowsHostProcessPod` of pkg/apis/core/validation. */
export function validateHostProcess(spec: PodSpec, path: Path, errors: ErrorList): void {
  const pods = spec.securityContext?.windowsOptions?.hostProcess;
  let some: Path | undefined;
  let other: Path | undefined;
  visitContainers(spec, path, (container, at) => {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (pods !== undefined && own !== undefined && pods !== own) {
      errors.invalid(
        at.child("securityContext", "windowsOptions", "hostProcess"),
        `hostProcess is ${own} here and ${pods} for the pod: they must be alike, remove one of them`,
      );
    }
    if ((own ?? pods) === true) some ??= at;
    else other ??= at;
  });
  if (some === undefined) return;
  if (other !== undefined) {
    errors.invalid(path, `${some} runs as hostProcess and ${other} does not: a pod's containers all do, or none`, {
      at: other,
    });
  }
  if (spec.hostNetwork !== true) {
    errors.invalid(
      path.child("hostNetwork"),
      "hostProcess containers run in the node's network: add hostNetwork: true",
      {
        ...(spec.hostNetwork === undefined ? {} : { suggestion: "true" }),
      },
    );
  }
}
