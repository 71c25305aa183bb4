import { labelValueFault, qualifiedNameFault, utf8Length } from "../../kubernetes/names.ts";
import type { LabelSelector } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkForm, notAmong, quote } from "./words.ts";

/** Bytes of all annotations. */
const MAX_ANNOTATIONS = 256 * 1024;
const SELECTOR_OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"];

/** Keys and values of labels, as in `metadata.labels` and `nodeSelector`: `apis/meta/v1/validation.ValidateLabels`. The server prints the map, not the key. */
export function validateLabels(
  labels: { readonly [key: string]: string | undefined } | undefined,
  path: Path,
  errors: ErrorList,
): void {
  for (const key in labels) {
    const value = labels[key] ?? "";
    const keyFault = qualifiedNameFault(key);
    const fault = labelValueFault(value);
    if (keyFault === undefined && fault === undefined) continue;
    const at = path.key(key);
    const printed = at.printedAs("");
    if (keyFault !== undefined) {
      errors.invalid(printed, `label key ${key === "" ? "" : `${quote(key)} `}${keyFault}`, { at, part: "key" });
    }
    if (fault !== undefined) errors.invalid(printed, `value ${quote(value)} of label ${quote(key)} ${fault}`, { at });
  }
}

/** Keys of annotations, letter case aside, and the size of all: `apimachinery/pkg/api/validation.ValidateAnnotations`. The server prints the map. */
export function validateAnnotations(
  annotations: { readonly [key: string]: string | undefined } | undefined,
  path: Path,
  errors: ErrorList,
): void {
  let units = 0;
  for (const key in annotations) {
    units += key.length + (annotations[key] ?? "").length;
    const fault = qualifiedNameFault(key.toLowerCase());
    if (fault === undefined) continue;
    const at = path.key(key);
    errors.invalid(at.printedAs(""), `annotation key ${quote(key)} ${fault}`, { at, part: "key" });
  }
  // Each UTF-16 unit takes at most three bytes.
  const size = 3 * units > MAX_ANNOTATIONS ? sizeOf(annotations ?? {}) : 0;
  if (size > MAX_ANNOTATIONS) {
    errors.tooLong(path, `the annotations come to ${size} bytes; at most ${MAX_ANNOTATIONS} are allowed in all`);
  }
}

/** Bytes of all keys and values. */
function sizeOf(annotations: { readonly [key: string]: string | undefined }): number {
  let size = 0;
  for (const key in annotations) size += utf8Length(key) + utf8Length(annotations[key] ?? "");
  return size;
}

/** A label key that stands as a value, as in `topologyKey`: `apis/meta/v1/validation.ValidateLabelName`. */
export function validateLabelKey(subject: string, key: string, path: Path, errors: ErrorList): void {
  checkForm(subject, key, qualifiedNameFault, path, errors);
}

/** `apis/meta/v1/validation.ValidateLabelSelector`. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: Path, errors: ErrorList): void {
  if (selector === undefined) return;
  validateLabels(selector.matchLabels, path.child("matchLabels"), errors);
  let index = 0;
  for (const { key = "", operator = "", values = [] } of selector.matchExpressions ?? []) {
    const at = path.child("matchExpressions").index(index++);
    if (!SELECTOR_OPERATORS.includes(operator)) {
      errors.invalid(at.child("operator"), ...notAmong("label selector operator", operator, SELECTOR_OPERATORS));
    }
    checkValueCount(operator, values, at.child("values"), errors);
    validateLabelKey("label key", key, at.child("key"), errors);
    validateLabelValues(values, at.child("values"), errors);
  }
}

/** The values that `In`, `NotIn`, `Exists` and `DoesNotExist` take, in label and node selectors alike. */
export function checkValueCount(operator: string, values: readonly string[], path: Path, errors: ErrorList): void {
  if ((operator === "In" || operator === "NotIn") && values.length === 0) {
    errors.required(path, `operator ${operator} compares with values and none is given: list at least one`);
  }
  if ((operator === "Exists" || operator === "DoesNotExist") && values.length > 0) {
    errors.forbidden(path, `operator ${operator} looks at the key alone: remove the values, or use In or NotIn`);
  }
}

export function validateLabelValues(values: readonly string[], path: Path, errors: ErrorList): void {
  let index = 0;
  for (const value of values) checkForm("label value", value, labelValueFault, path.index(index++), errors);
}
