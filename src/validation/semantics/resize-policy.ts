import type { Container } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkChoice, quote } from "./words.ts";

const RESOURCES = ["cpu", "memory"] as const;
const POLICIES = ["NotRequired", "RestartContainer"] as const;

/** `validateResizePolicy` of k8s.io/kubernetes/pkg/apis/core/validation, which prints no index but for duplicates. */
export function validateResizePolicy(
  policies: NonNullable<Container["resizePolicy"]>,
  podRestartPolicy: string | undefined,
  path: Path,
  errors: ErrorList,
): void {
  const seen = new Set<string>();
  for (const [index, { resourceName = "", restartPolicy = "" }] of policies.entries()) {
    const at = path.index(index);
    if (seen.has(resourceName)) {
      errors.duplicate(at, `the resizePolicy of resource ${quote(resourceName)} is said twice`);
    }
    seen.add(resourceName);
    const item = at.printedAs("");
    for (const [field, value, choices] of [
      ["resourceName", resourceName, RESOURCES],
      ["restartPolicy", restartPolicy, POLICIES],
    ] as const) {
      const place = item.child(field).printedAs("");
      if (value === "") errors.required(place, `the resizePolicy has no ${field}`);
      else checkChoice(field, value, choices, place, errors);
    }
    if (podRestartPolicy === "Never" && restartPolicy !== "NotRequired") {
      errors.invalid(
        item.child("restartPolicy").printedAs(""),
        `restartPolicy is ${quote(restartPolicy)} where the pod's is "Never": it must be "NotRequired"`,
      );
    }
  }
}
