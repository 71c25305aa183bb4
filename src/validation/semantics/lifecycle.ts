import type { Lifecycle, PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateLifecycleHandler } from "./handlers.ts";

/**
 * `validateLifecycle` of k8s.io/kubernetes/pkg/apis/core/validation. A stop signal is not looked at: its feature is off,
 * so defaulting drops it.
 */
export function validateLifecycle(
  lifecycle: Lifecycle | undefined,
  spec: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  const gracePeriod = spec.terminationGracePeriodSeconds ?? 0;
  for (const hook of ["postStart", "preStop"] as const) {
    const handler = lifecycle?.[hook];
    if (handler !== undefined) validateLifecycleHandler(handler, gracePeriod, path.child(hook), errors);
  }
}
