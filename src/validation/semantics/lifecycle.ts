import type { Lifecycle, PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateLifecycleHandler } from "./handlers.ts";

/**
 * `validateLifecycle` of k8s.io/kubernetes/pkg/apis/core/validation. A stop signal is not looked at: its feature is off,
 * so defaulting drops it.
 */
export function validateLifecycle(
  { postStart, preStop }: Lifecycle,
  spec: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  const gracePeriod = spec.terminationGracePeriodSeconds ?? 0;
  if (postStart !== undefined) validateLifecycleHandler(postStart, gracePeriod, path.child("postStart"), errors);
  if (preStop !== undefined) validateLifecycleHandler(preStop, gracePeriod, path.child("preStop"), errors);
}
