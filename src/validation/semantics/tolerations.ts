import { labelValueFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateLabelKey } from "./labels.ts";
import { checkChoice, quote } from "./words.ts";

const OPERATORS = ["Equal", "Exists"];
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** `ValidateTolerations` of pkg/apis/core/validation, which prints what is wrong with a value at the operator. */
export function validateTolerations(
  tolerations: NonNullable<PodSpec["tolerations"]>,
  path: Path,
  errors: ErrorList,
): void {
  let index = 0;
  for (const { key = "", operator = "", value = "", effect = "", tolerationSeconds } of tolerations) {
    const at = path.index(index++);
    if (key !== "") validateLabelKey("taint key", key, at.child("key"), errors);
    else if (operator !== "Exists") {
      errors.invalid(
        at.child("operator"),
        "a toleration without a key is for every taint: write operator: Exists with it, or add the key that is meant",
      );
    }
    if (tolerationSeconds !== undefined && effect !== "NoExecute") {
      errors.invalid(
        at.child("effect"),
        "tolerationSeconds delays an eviction, and only NoExecute evicts: write effect: NoExecute, or remove it",
      );
    }
    validateOperator(operator, value, at, errors);
    if (effect !== "") checkChoice("taint effect", effect, EFFECTS, at.child("effect"), errors);
  }
}

function validateOperator(operator: string, value: string, path: Path, errors: ErrorList): void {
  const at = path.child("operator");
  if (operator === "" || operator === "Equal") {
    const fault = labelValueFault(value);
    if (fault !== undefined) errors.invalid(at, `taint value ${quote(value)} ${fault}`, { at: path.child("value") });
  } else if (operator === "Exists") {
    if (value === "") return;
    errors.invalid(at, `operator Exists is for every value: remove value ${quote(value)}, or write operator: Equal`);
  } else if (operator === "Gt" || operator === "Lt") {
    errors.notSupported(
      at,
      `operator ${operator} compares numbers and is still switched off in clusters: write Equal or Exists`,
    );
  } else {
    checkChoice("toleration operator", operator, OPERATORS, at, errors);
  }
}
