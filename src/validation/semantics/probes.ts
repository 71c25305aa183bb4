import type { Container, Probe } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateProbeHandler } from "./handlers.ts";
import { checkNonNegative } from "./numbers.ts";

/**
 * The probes of a container that goes on running: `validateLivenessProbe`, `validateReadinessProbe` and
 * `validateStartupProbe` of k8s.io/kubernetes/pkg/apis/core/validation.
 */
export function validateProbes(container: Container, path: Path, errors: ErrorList): void {
  for (const kind of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
    const probe = container[kind];
    if (probe !== undefined) validateProbe(kind, probe, path.child(kind), errors);
  }
}

const COUNTS = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
] as const;

function validateProbe(kind: string, probe: Probe, path: Path, errors: ErrorList): void {
  validateProbeHandler(probe, path, errors);
  for (const field of COUNTS) checkNonNegative(field, probe[field], path.child(field), errors);
  const { successThreshold, terminationGracePeriodSeconds: gracePeriod } = probe;
  if (kind !== "readinessProbe" && successThreshold !== undefined && successThreshold > 1) {
    errors.invalid(
      path.child("successThreshold"),
      `successThreshold is ${successThreshold}: one success ends the doubt that a ${kind} is about, so it must be 1`,
      { suggestion: "1" },
    );
  }
  const gracePath = path.child("terminationGracePeriodSeconds");
  if (gracePeriod !== undefined && gracePeriod <= 0) {
    errors.invalid(gracePath, `terminationGracePeriodSeconds is ${gracePeriod}: it must be more than 0`);
  }
  if (gracePeriod !== undefined && kind === "readinessProbe") {
    errors.invalid(
      gracePath,
      "a readiness probe never stops its container, so a grace period has no meaning: remove it",
    );
  }
}
