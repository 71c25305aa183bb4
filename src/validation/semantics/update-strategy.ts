import type { UpdateStrategy } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkChoice, quote } from "./words.ts";

const TYPES = ["RollingUpdate", "OnDelete"] as const;

/**
 * `ValidateDaemonSetUpdateStrategy` of k8s.io/kubernetes/pkg/apis/apps/validation: an unknown type is printed as the
 * whole strategy, and only `RollingUpdate` has its parameters looked at.
 */
export function validateUpdateStrategy(strategy: UpdateStrategy, path: Path, errors: ErrorList): void {
  checkChoice("update strategy", strategy.type ?? "", TYPES, path.child("type").printedAs(""), errors);
  if (strategy.type !== "RollingUpdate") return;
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  const unavailablePath = path.child("rollingUpdate", "maxUnavailable");
  const surgePath = path.child("rollingUpdate", "maxSurge");
  validateShare("maxUnavailable", maxUnavailable, unavailablePath, errors);
  validateShare("maxSurge", maxSurge, surgePath, errors);
  const unavailable = shareOf(maxUnavailable) !== 0;
  const surge = shareOf(maxSurge) !== 0;
  if (unavailable && surge) {
    errors.invalid(
      surgePath,
      `maxSurge is ${maxSurge} while maxUnavailable is ${maxUnavailable}${strategy.rollingUpdate?.maxUnavailable === undefined ? " by default" : ""}: a DaemonSet starts the new pod first or stops the old one first, not both; set maxUnavailable: 0`,
    );
  }
  if (!unavailable && !surge) {
    errors.required(
      unavailablePath,
      "maxUnavailable and maxSurge are both 0, so that no pod could ever be replaced: let one of them be at least 1",
    );
  }
}

/** What the rollout's arithmetic makes of the value: a percentage's number, or what Go reads of a text, else 0. */
function shareOf(value: number | string): number {
  if (typeof value === "number") return value;
  const match = /^([0-9]+)%$|^([+-]?[0-9]+)$/.exec(value);
  return match === null ? 0 : Number(match[1] ?? match[2]);
}

function validateShare(name: string, value: number | string, path: Path, errors: ErrorList): void {
  if (typeof value === "number") {
    if (value < 0) errors.invalid(path, `${name} is ${value}: a number of pods can't be negative`);
    return;
  }
  const percent = /^[0-9]+%$/.test(value);
  if (percent && shareOf(value) > 100) {
    errors.invalid(path, `${name} is ${quote(value)}: more than all pods there are; write at most "100%"`);
  }
  if (percent) return;
  const [number = ""] = /[0-9]+/.exec(value) ?? [];
  const hint =
    number === ""
      ? 'write a whole number, or a percentage such as "10%"'
      : `write the number ${number} without quotes, or "${number}%"`;
  errors.invalid(path, `${name} ${quote(value)} is text and no percentage: ${hint}`);
}
