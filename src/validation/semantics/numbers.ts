import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";

/** A field that may not be negative; `path` is that of what it stands in. */
export function checkNonNegative(field: string, value: number | undefined, path: Path, errors: ErrorList): void {
  if (value !== undefined && value < 0) errors.invalid(path.child(field), `${field} is ${value}: it can't be negative`);
}

/** Both bounds are allowed. */
export function checkRange(
  subject: string,
  value: number,
  low: number,
  high: number,
  path: Path,
  errors: ErrorList,
): void {
  if (value < low || value > high)
    errors.invalid(path, `${subject} is ${value}: it must be between ${low} and ${high}`);
}

export function checkPortNumber(subject: string, value: number, path: Path, errors: ErrorList): void {
  checkRange(subject, value, 1, 65535, path, errors);
}

/** User and group ids fit into 31 bits: `IsValidUserID` of k8s.io/apimachinery/pkg/util/validation. */
export function checkId(subject: string, value: number, path: Path, errors: ErrorList): void {
  checkRange(subject, value, 0, 2 ** 31 - 1, path, errors);
}
