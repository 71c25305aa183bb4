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
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe !== undefined) {
    validateProbe("livenessProbe", livenessProbe, path.child("livenessProbe"), errors);
  }
  if (readinessProbe !== undefined) {
    validateProbe("readinessProbe", readinessProbe, path.child("readinessProbe"), errors);
  }
  if (startupProbe !== undefined) validateProbe("startupProbe", startupProbe, path.child("startupProbe"), errors);
}

function validateProbe(kind: string, probe: Probe, path: Path, errors: ErrorList): void {
  validateProbeHandler(probe, path, errors);
  const { initialDelaySeconds, timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe;
  checkNonNegative("initialDelaySeconds", initialDelaySeconds, path, errors);
  checkNonNegative("timeoutSeconds", timeoutSeconds, path, errors);
  checkNonNegative("periodSeconds", periodSeconds, path, errors);
  checkNonNegative("successThreshold", successThreshold, path, errors);
  checkNonNegative("failureThreshold", failureThreshold, path, errors);
  if (kind !== "readinessProbe" && successThreshold !== undefined && successThreshold > 1) {
    errors.invalid(
      path.child("successThreshold"),
      `successThreshold is ${successThreshold}: one success ends the doubt that a ${kind} is about, so it must be 1`,
      { suggestion: "1" },
    );
  }
  const gracePeriod = probe.terminationGracePeriodSeconds;
  if (gracePeriod === undefined) return;
  const gracePath = path.child("terminationGracePeriodSeconds");
  if (gracePeriod <= 0) {
    errors.invalid(gracePath, `terminationGracePeriodSeconds is ${gracePeriod}: it must be more than 0`);
  }
  if (kind === "readinessProbe") {
    errors.invalid(
      gracePath,
      "a readiness probe never stops its container, so a grace period has no meaning: remove it",
    );
  }
}
