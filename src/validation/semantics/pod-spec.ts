import { dnsSubdomainFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateAffinity } from "./affinity.ts";
import { PodContext, validateContainers } from "./containers.ts";
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
  const { affinity, hostAliases, overhead, readinessGates, resourceClaims, schedulingGates } = spec;
  const { tolerations, topologySpreadConstraints } = spec;
  const context = new PodContext(spec, validateVolumes(spec.volumes, path.child("volumes"), errors));
  if (resourceClaims !== undefined) validateResourceClaims(resourceClaims, path.child("resourceClaims"), errors);
  validateContainers(context, path, errors);
  validatePodResources(spec, context, path, errors);
  if (overhead !== undefined) validateOverhead(overhead, path.child("overhead"), errors);

  validatePodSecurityContext(spec, path, errors);
  validateHostNamespaces(spec, path, errors);
  validateHostProcess(spec, path, errors);
  validateOs(spec, path, errors);

  validateLabels(spec.nodeSelector, path.child("nodeSelector"), errors);
  if (affinity !== undefined) validateAffinity(affinity, path.child("affinity"), errors);
  if (tolerations !== undefined) validateTolerations(tolerations, path.child("tolerations"), errors);
  if (topologySpreadConstraints !== undefined) {
    validateTopologySpread(topologySpreadConstraints, path.child("topologySpreadConstraints"), errors);
  }
  if (readinessGates !== undefined) validateReadinessGates(readinessGates, path.child("readinessGates"), errors);
  if (schedulingGates !== undefined) validateSchedulingGates(schedulingGates, path.child("schedulingGates"), errors);

  validateDns(spec, path, errors);
  if (hostAliases !== undefined) validateHostAliases(hostAliases, path.child("hostAliases"), errors);
  validateHostname(spec, path, errors);
  validateNames(spec, path, errors);
  if (spec.activeDeadlineSeconds !== undefined) {
    const at = path.child("activeDeadlineSeconds");
    checkRange("activeDeadlineSeconds", spec.activeDeadlineSeconds, 1, 2 ** 31 - 1, at, errors);
  }
}

/** Of other objects, and of a policy. */
function validateNames(spec: PodSpec, path: Path, errors: ErrorList): void {
  const { nodeName, priorityClassName, runtimeClassName, preemptionPolicy } = spec;
  if (nodeName) checkForm("nodeName", nodeName, dnsSubdomainFault, path.child("nodeName"), errors);
  if (priorityClassName) {
    checkForm("priorityClassName", priorityClassName, dnsSubdomainFault, path.child("priorityClassName"), errors);
  }
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
  const name = spec.serviceAccountName || spec.serviceAccount || "";
  if (name === "") return;
  const at = path.child(spec.serviceAccountName ? "serviceAccountName" : "serviceAccount");
  checkForm("service account", name, dnsSubdomainFault, at.printedAs(".serviceAccountName"), errors);
}
