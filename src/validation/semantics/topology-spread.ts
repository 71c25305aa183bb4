import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateLabelSelector } from "./labels.ts";
import { validateLabelKeys } from "./match-label-keys.ts";
import { checkChoice, quote } from "./words.ts";

const ACTIONS = ["DoNotSchedule", "ScheduleAnyway"];
const POLICIES = ["Honor", "Ignore"];

/** `validateTopologySpreadConstraints` of pkg/apis/core/validation. */
export function validateTopologySpread(
  constraints: NonNullable<PodSpec["topologySpreadConstraints"]>,
  path: Path,
  errors: ErrorList,
): void {
  const last = new Map<string, number>();
  for (const [index, { topologyKey = "", whenUnsatisfiable = "" }] of constraints.entries()) {
    last.set(`${topologyKey}\n${whenUnsatisfiable}`, index);
  }
  for (const [index, constraint] of constraints.entries()) {
    const { maxSkew, minDomains, topologyKey = "", whenUnsatisfiable = "", labelSelector } = constraint;
    const at = path.index(index);
    if (maxSkew === undefined || maxSkew <= 0) {
      errors.invalid(at.child("maxSkew"), `maxSkew is ${maxSkew ?? "missing"}: it must be 1 or more`);
    }
    if (topologyKey === "") {
      errors.required(
        at.child("topologyKey"),
        `topologyKey is missing: add a node label, such as "topology.kubernetes.io/zone"`,
      );
    }
    checkChoice("whenUnsatisfiable", whenUnsatisfiable, ACTIONS, at.child("whenUnsatisfiable"), errors);
    const same = last.get(`${topologyKey}\n${whenUnsatisfiable}`) ?? index;
    if (same > index) {
      const printed = at.child("{topologyKey, whenUnsatisfiable}");
      const said = `constraints ${index} and ${same} both spread by ${quote(topologyKey)} with ${quote(whenUnsatisfiable)}: keep one`;
      errors.duplicate(printed, said, { at });
    }
    if (minDomains !== undefined && minDomains <= 0) {
      errors.invalid(at.child("minDomains"), `minDomains is ${minDomains}: it must be 1 or more`);
    } else if (minDomains !== undefined && whenUnsatisfiable !== "DoNotSchedule") {
      errors.invalid(
        at.child("minDomains"),
        "minDomains only counts with whenUnsatisfiable: DoNotSchedule: remove it, or write that",
      );
    }
    for (const field of ["nodeAffinityPolicy", "nodeTaintsPolicy"] as const) {
      const policy = constraint[field];
      if (policy !== undefined) checkChoice(field, policy, POLICIES, at.child(field), errors);
    }
    const { matchLabelKeys = [] } = constraint;
    validateLabelKeys({ matchLabelKeys, mismatchLabelKeys: [], labelSelector }, at, errors);
    validateLabelSelector(labelSelector, at.child("labelSelector"), errors);
  }
}
