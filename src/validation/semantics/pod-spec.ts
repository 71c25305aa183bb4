import { dnsSubdomainFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateAffinity } from "./affinity.ts";
import { validateContainers } from "./containers.ts";
import { validateDns, validateHostAliases } from "./dns.ts";
import { validateReadinessGates, validateSchedulingGates } from "./gates.ts";
import { validateHostNamespaces } from "./host-namespaces.ts";
import { validateHostProcess } from "./host-process.ts";
import { validateHostname } from "./hostname.ts";
import { validateLabels } from "./labels.ts";
import { checkRange } from "./numbers.ts";
import { validateOs } from "./os.ts";
import { validateOverhead, validatePodResources } from "./pod-resources.ts";
import { validatePodSecurityContext } from "./pod-security-context.ts";
import { validateResourceClaims } from "./resource-claims.ts";
import { validateTolerations } from "./tolerations.ts";
import { validateTopologySpread } from "./topology-spread.ts";
import { validateVolumes } from "./volumes.ts";
import { checkChoice, checkForm } from "./words.ts";

const PREEMPTION_POLICIES = ["PreemptLowerPriority", "Never"];

/** `ValidatePodSpec` of pkg/apis/core/validation, for a template. */
export function validatePodSpec(spec: PodSpec, path: Path, errors: ErrorList): void {
  const volumes = validateVolumes(spec.volumes, path.child("volumes"), errors);
  const claims = new Set((spec.resourceClaims ?? []).flatMap(({ name }) => (name ? [name] : [])));
  validateResourceClaims(spec.resourceClaims, path.child("resourceClaims"), errors);
  const declared = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? "", volume]));
  validateContainers({ spec, volumes, declared, claims }, path, errors);
  validatePodResources(spec, claims, path, errors);
  validateOverhead(spec.overhead, path.child("overhead"), errors);

  validatePodSecurityContext(spec, path, errors);
  validateHostNamespaces(spec, path, errors);
  validateHostProcess(spec, path, errors);
  validateOs(spec, path, errors);

  validateLabels(spec.nodeSelector, path.child("nodeSelector"), errors);
  validateAffinity(spec.affinity, path.child("affinity"), errors);
  validateTolerations(spec.tolerations, path.child("tolerations"), errors);
  validateTopologySpread(spec.topologySpreadConstraints, path.child("topologySpreadConstraints"), errors);
  validateReadinessGates(spec.readinessGates, path.child("readinessGates"), errors);
  validateSchedulingGates(spec.schedulingGates, path.child("schedulingGates"), errors);

  validateDns(spec, path, errors);
  validateHostAliases(spec.hostAliases, path.child("hostAliases"), errors);
  validateHostname(spec, path, errors);
  validateNames(spec, path, errors);
  if (spec.activeDeadlineSeconds !== undefined) {
    const at = path.child("activeDeadlineSeconds");
    checkRange("activeDeadlineSeconds", spec.activeDeadlineSeconds, 1, 2 ** 31 - 1, at, errors);
  }
}

/** Of other objects, and of a policy. */
function validateNames(spec: PodSpec, path: Path, errors: ErrorList): void {
  for (const field of ["nodeName", "priorityClassName"] as const) {
    const name = spec[field] ?? "";
    if (name !== "") checkForm(field, name, dnsSubdomainFault, path.child(field), errors);
  }
  const { runtimeClassName, preemptionPolicy } = spec;
  if (runtimeClassName !== undefined) {
    checkForm("runtimeClassName", runtimeClassName, dnsSubdomainFault, path.child("runtimeClassName"), errors);
  }
  if (preemptionPolicy === "") {
    errors.required(path.child("preemptionPolicy"), "preemptionPolicy is empty: remove it, or write Never");
  } else if (preemptionPolicy !== undefined) {
    checkChoice("preemptionPolicy", preemptionPolicy, PREEMPTION_POLICIES, path.child("preemptionPolicy"), errors);
  }
  validateServiceAccount(spec, path, errors);
}

/** `serviceAccount` is the field's old name, and counts where the new one is not set. */
function validateServiceAccount(spec: PodSpec, path: Path, errors: ErrorList): void {
  const at = path.child(spec.serviceAccountName ? "serviceAccountName" : "serviceAccount");
  const name = spec.serviceAccountName || spec.serviceAccount || "";
  if (name !== "") checkForm("service account", name, dnsSubdomainFault, at.printedAs(".serviceAccountName"), errors);
}
