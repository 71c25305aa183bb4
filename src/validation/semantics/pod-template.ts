import type { PodTemplate } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateAnnotations, validateLabels } from "./labels.ts";
import { validatePodAnnotations, validateProfileAnnotations } from "./pod-annotations.ts";
import { validatePodSpec } from "./pod-spec.ts";

/**
 * `ValidatePodTemplateSpec` of k8s.io/kubernetes/pkg/apis/core/validation. Of the metadata only labels and annotations
 * are looked at, and the server prints them without `metadata`.
 */
export function validatePodTemplate(template: PodTemplate, path: Path, errors: ErrorList): void {
  const { labels, annotations } = template.metadata ?? {};
  const spec = template.spec ?? {};
  const metadataPath = path.child("metadata").printedAs("");
  const specPath = path.child("spec");
  validateLabels(labels, metadataPath.child("labels"), errors);
  validateAnnotations(annotations, metadataPath.child("annotations"), errors);
  if (annotations !== undefined) validatePodAnnotations(annotations, spec, metadataPath.child("annotations"), errors);
  validatePodSpec(spec, specPath, errors);
  if (annotations !== undefined) validateProfileAnnotations(annotations, spec, specPath, errors);
  if (spec.ephemeralContainers !== undefined && spec.ephemeralContainers.length > 0) {
    errors.forbidden(
      specPath.child("ephemeralContainers"),
      "ephemeral containers can't be written into a template: add one to a running pod with kubectl debug",
    );
  }
}
