import { dnsLabelFault, dnsSubdomainFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkForm, quote } from "./words.ts";

/** The devices of a pod: `validatePodResourceClaims` of pkg/apis/core/validation. */
export function validateResourceClaims(
  claims: NonNullable<PodSpec["resourceClaims"]>,
  path: Path,
  errors: ErrorList,
): void {
  const names = new Set<string>();
  for (const [index, claim] of claims.entries()) {
    const at = path.index(index);
    const { name = "" } = claim;
    if (name === "")
      errors.required(at.child("name"), "the resource claim has no name: add one for containers to use it by");
    else if (names.has(name))
      errors.duplicate(at.child("name"), `two resource claims are called ${quote(name)}: rename one`);
    else checkForm("resource claim name", name, dnsLabelFault, at.child("name"), errors);
    names.add(name);

    const { resourceClaimName, resourceClaimTemplateName } = claim;
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      errors.invalid(
        at,
        `resource claim ${quote(name)} has both resourceClaimName and resourceClaimTemplateName: keep one`,
      );
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      errors.invalid(
        at,
        `resource claim ${quote(name)} claims nothing: add resourceClaimName or resourceClaimTemplateName`,
      );
    }
    for (const [field, value] of Object.entries({ resourceClaimName, resourceClaimTemplateName })) {
      if (value !== undefined) checkForm(field, value, dnsSubdomainFault, at.child(field), errors);
    }
  }
}
