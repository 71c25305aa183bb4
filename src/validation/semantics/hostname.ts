import { dnsLabelFault, dnsSubdomainFault, utf8Length } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkForm, quote } from "./words.ts";

const MAX_HOSTNAME = 64;

/** What a pod calls itself: `validatePodHostName` of pkg/apis/core/validation, and part of `ValidatePodSpec`. */
export function validateHostname(spec: PodSpec, path: Path, errors: ErrorList): void {
  const { hostname, subdomain, hostnameOverride: name } = spec;
  if (hostname) checkForm("hostname", hostname, dnsLabelFault, path.child("hostname"), errors);
  if (subdomain) checkForm("subdomain", subdomain, dnsLabelFault, path.child("subdomain"), errors);
  if (name === undefined) return;
  const at = path.child("hostnameOverride");
  if (spec.setHostnameAsFQDN === true) {
    errors.forbidden(at, "hostnameOverride and setHostnameAsFQDN both choose the host name: remove one of them");
  }
  if (spec.hostNetwork === true) {
    errors.forbidden(at, "with hostNetwork the pod has the node's host name: remove hostnameOverride");
  }
  const length = utf8Length(name);
  if (length > MAX_HOSTNAME) {
    errors.tooLong(
      at,
      `hostnameOverride ${quote(name)} is ${length} characters long; at most ${MAX_HOSTNAME} are allowed`,
    );
  }
  checkForm("hostnameOverride", name, dnsSubdomainFault, at, errors);
}
