import type { DaemonSetObject, PodSpec } from "./decoded.ts";
import { Path } from "./path.ts";
import { type ApiError, ErrorList } from "./types.ts";
import { warnOfAnnotations } from "./warnings/annotations.ts";
import { warnOfContainers, warnOfFractions } from "./warnings/containers.ts";
import { warnOfNodeLabels } from "./warnings/node-labels.ts";
import { warnOfAddresses, warnOfNames, warnOfNullSelectors } from "./warnings/pod-lists.ts";
import { warnOfPorts } from "./warnings/ports.ts";
import { warnOfVolumes } from "./warnings/volumes.ts";

/**
 * What the API server answers as `Warning` headers when the DaemonSet is created: `GetWarningsForPodTemplate` of
 * pkg/api/pod. Each has the place that it is about, where the server names one or not.
 */
export function warningsOf(daemonSet: DaemonSetObject): ApiError[] {
  const errors = new ErrorList();
  const template = daemonSet.spec?.template;
  const spec = template?.spec ?? {};
  const path = Path.root.child("spec", "template");
  const specPath = path.child("spec");
  warnOfNodeLabels(spec, specPath, errors);
  const annotations = template?.metadata?.annotations;
  if (annotations !== undefined) warnOfAnnotations(annotations, spec, path, errors);
  if (spec.volumes !== undefined) warnOfVolumes(spec.volumes, specPath.child("volumes"), errors);
  warnOfNames(spec, specPath, errors);
  warnOfFractions(spec.overhead, specPath.child("overhead"), errors);
  warnOfContainers(spec, specPath, errors);
  warnOfPorts(spec, specPath, errors);
  warnOfGracePeriod(spec, specPath, errors);
  warnOfNullSelectors(spec, specPath, errors);
  warnOfAddresses(spec, specPath, errors);
  return errors.errors;
}

function warnOfGracePeriod(
  { terminationGracePeriodSeconds: seconds = 0 }: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  if (seconds >= 0) return;
  errors.warning(
    path.child("terminationGracePeriodSeconds"),
    `terminationGracePeriodSeconds is ${seconds}: a negative one is taken for 1, so the pod is killed after a second`,
  );
}
