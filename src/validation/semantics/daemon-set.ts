import type { DaemonSetObject, DaemonSetSpec, LabelSelector, ObjectMeta } from "../decoded.ts";
import { Path } from "../path.ts";
import { type ApiError, ErrorList } from "../types.ts";
import { validateLabelSelector } from "./labels.ts";
import { checkNonNegative } from "./numbers.ts";
import { validateObjectMeta } from "./object-meta.ts";
import { validatePodTemplate } from "./pod-template.ts";
import { validateUpdateStrategy } from "./update-strategy.ts";
import { choice, quote } from "./words.ts";

/** Values that a message lists. */
const SHOWN = 5;

/** Taken out of the annotations when the object is decoded: the API server keeps it as a field of its own. */
const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

/**
 * What the API server says against a DaemonSet that it could decode and that has its defaults: `ValidateDaemonSet` of
 * pkg/apis/apps/validation.
 */
export function validateDaemonSet(daemonSet: DaemonSetObject): ApiError[] {
  const errors = new ErrorList();
  const { metadata = {}, spec = {} } = daemonSet;
  validateObjectMeta(withoutTemplateGeneration(metadata), Path.root.child("metadata"), errors);
  validateSpec(spec, Path.root.child("spec"), errors);
  return errors.errors;
}

function withoutTemplateGeneration(metadata: ObjectMeta): ObjectMeta {
  if (metadata.annotations === undefined || !Object.hasOwn(metadata.annotations, TEMPLATE_GENERATION)) return metadata;
  const { [TEMPLATE_GENERATION]: _, ...annotations } = metadata.annotations;
  return { ...metadata, annotations };
}

function validateSpec(spec: DaemonSetSpec, path: Path, errors: ErrorList): void {
  validateSelector(spec, path, errors);
  const template = path.child("template");
  validatePodTemplate(spec.template ?? {}, template, errors);
  const { restartPolicy = "", activeDeadlineSeconds } = spec.template?.spec ?? {};
  if (restartPolicy !== "Always") {
    errors.notSupported(
      template.child("spec", "restartPolicy"),
      `restartPolicy is ${quote(restartPolicy)}: the pods of a DaemonSet run for ever, so it must be "Always"`,
      { suggestion: "Always" },
    );
  }
  if (activeDeadlineSeconds !== undefined) {
    errors.forbidden(
      template.child("spec", "activeDeadlineSeconds"),
      "activeDeadlineSeconds ends a pod after a while, and the pods of a DaemonSet run for ever: remove it",
    );
  }
  checkNonNegative("minReadySeconds", spec.minReadySeconds, path, errors);
  checkNonNegative("revisionHistoryLimit", spec.revisionHistoryLimit, path, errors);
  validateUpdateStrategy(spec.updateStrategy ?? {}, path.child("updateStrategy"), errors);
}

/** The selector itself, and that the pods of the template are the DaemonSet's own. */
function validateSelector({ selector, template }: DaemonSetSpec, path: Path, errors: ErrorList): void {
  const selectorPath = path.child("selector");
  const before = errors.errors.length;
  validateLabelSelector(selector, selectorPath, errors);
  const malformed = errors.errors.length > before;
  const labels = template?.metadata?.labels ?? {};
  const unmet = malformed ? undefined : firstUnmet(selector, labels);
  if (unmet !== undefined) errors.invalid(path.child("template", "metadata", "labels"), unmet);
  if (selector !== undefined && isEmpty(selector)) {
    const [label] = Object.entries(labels);
    const example = label === undefined ? "" : `, such as ${label[0]}: ${quote(label[1] ?? "")}`;
    errors.invalid(
      selectorPath,
      `the selector is empty and would take every pod of the namespace: write under matchLabels a label of the template${example}`,
    );
  }
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return matchExpressions.length === 0 && Object.keys(matchLabels).length === 0;
}

type StringMap = { readonly [key: string]: string | undefined };

/** Why the template's labels don't satisfy the selector; undefined where they do. */
function firstUnmet(selector: LabelSelector | undefined, labels: StringMap): string | undefined {
  if (selector === undefined) {
    const advice =
      Object.keys(labels).length > 0
        ? "write a selector that matches the template's labels"
        : "write labels in the template, and a selector that matches them";
    return `spec.selector is missing, so the DaemonSet would own no pod: ${advice}`;
  }
  const { matchLabels = {} } = selector;
  for (const key in matchLabels) {
    const wanted = matchLabels[key] ?? "";
    const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (found === wanted) continue;
    return found === undefined
      ? `the template has no label ${quote(key)}, which the selector asks to be ${quote(wanted)}: the DaemonSet would not know its own pods`
      : `label ${quote(key)} is ${quote(found)} in the template and ${quote(wanted)} in the selector: the DaemonSet would not know its own pods`;
  }
  for (const { key = "", operator = "", values = [] } of selector.matchExpressions ?? []) {
    const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
    const said = found === undefined ? "the template has no such label" : `it is ${quote(found)} in the template`;
    if (operator === "In" && (found === undefined || !values.includes(found))) {
      return `the selector asks for label ${quote(key)} to be ${choice(values.slice(0, SHOWN))}, and ${said}`;
    }
    if (operator === "NotIn" && found !== undefined && values.includes(found)) {
      return `the selector asks for label ${quote(key)} not to be ${choice(values.slice(0, SHOWN))}, and ${said}`;
    }
    if (operator === "Exists" && found === undefined) {
      return `the selector asks for a label ${quote(key)}, and ${said}`;
    }
    if (operator === "DoesNotExist" && found !== undefined) {
      return `the selector asks for no label ${quote(key)}, and ${said}`;
    }
  }
  return undefined;
}
