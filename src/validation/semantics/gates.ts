import { qualifiedNameFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkForm, quote } from "./words.ts";

type Gates<Key extends "readinessGates" | "schedulingGates"> = NonNullable<PodSpec[Key]>;

/** `validateReadinessGates` of pkg/apis/core/validation. */
export function validateReadinessGates(gates: Gates<"readinessGates">, path: Path, errors: ErrorList): void {
  for (const [index, { conditionType = "" }] of gates.entries()) {
    checkForm("conditionType", conditionType, qualifiedNameFault, path.index(index).child("conditionType"), errors);
  }
}

/** `validateSchedulingGates` of pkg/apis/core/validation, which prints the item and not its name. */
export function validateSchedulingGates(gates: Gates<"schedulingGates">, path: Path, errors: ErrorList): void {
  const names = new Set<string>();
  for (const [index, { name = "" }] of gates.entries()) {
    const at = path.index(index).child("name").printedAs("");
    checkForm("scheduling gate", name, qualifiedNameFault, at, errors);
    if (names.has(name)) errors.duplicate(at, `scheduling gate ${quote(name)} is listed twice: keep one of them`);
    names.add(name);
  }
}
