import { qualifiedNameFault } from "../../kubernetes/names.ts";
import { compareQuantities, formatQuantity, type Quantity } from "../../kubernetes/quantity.ts";
import { type Amounts, aggregateContainers, isPodLevelResource, readAmounts } from "../../kubernetes/resources.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { validateClaims, validateContainerResources, validateRequirements } from "./resources.ts";
import { quote } from "./words.ts";

/** Resources that Kubernetes knows somewhere, quotas included: `IsStandardResourceName` of pkg/apis/core/helper. */
const STANDARD_RESOURCES = [
  "cpu",
  "memory",
  "ephemeral-storage",
  "storage",
  "requests.cpu",
  "requests.memory",
  "requests.ephemeral-storage",
  "requests.storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
  "pods",
  "resourcequotas",
  "services",
  "services.nodeports",
  "services.loadbalancers",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
];

/** The resources of a pod as a whole: `validatePodResources` of pkg/apis/core/validation. `path` is the pod spec's. */
export function validatePodResources(
  spec: PodSpec,
  pod: Pick<PodContext, "claims">,
  path: Path,
  errors: ErrorList,
): void {
  const { resources } = spec;
  if (resources === undefined) return;
  const at = path.child("resources");
  if (spec.os?.name === "windows") {
    errors.forbidden(at, "Windows has no resources for a pod as a whole: give them to its containers");
    return;
  }
  if (resources.claims !== undefined) {
    errors.forbidden(at.child("claims"), "a pod as a whole uses no claims: name them in the containers that do");
  }
  validateRequirements(resources, checkName, at, errors);
  if (resources.claims !== undefined) validateClaims(resources.claims, pod.claims, at.child("claims"), errors);
  validateConsistency(spec, path, errors);
}

function checkName(name: string, path: Path, errors: ErrorList): void {
  const fault = qualifiedNameFault(name);
  const message = `a pod as a whole has no resource ${quote(name)}: it can have cpu, memory and huge pages`;
  if (fault !== undefined) {
    errors.invalid(path, `resource name ${quote(name)} ${fault}`, { part: "key" });
  } else if (!name.includes("/") && !isStandard(name)) {
    errors.invalid(path, message, { part: "key" });
  } else if (!isPodLevelResource(name)) {
    errors.notSupported(path, message, { part: "key" });
  }
}

function isStandard(name: string): boolean {
  return STANDARD_RESOURCES.includes(name) || /^(?:requests\.)?hugepages-/.test(name);
}

/** That the containers fit into their pod: `validatePodResourceConsistency` of pkg/apis/core/validation. */
function validateConsistency(spec: PodSpec, path: Path, errors: ErrorList): void {
  const at = path.child("resources");
  const limits = readAmounts(spec.resources?.limits);
  const requests = readAmounts(spec.resources?.requests);
  const requested = aggregateContainers(spec, (resources) => readAmounts(resources?.requests));
  for (const [name, amount, most] of exceeding(requested, requests)) {
    errors.invalid(
      at.child("requests").key(name),
      `the pod requests ${formatQuantity(most)} of ${name} and its containers ${formatQuantity(amount)}: raise the pod's request`,
    );
  }
  const limited = aggregateContainers(spec, (resources) => readAmounts(resources?.limits));
  for (const [name, amount, most] of exceeding(limited, limits)) {
    if (!name.startsWith("hugepages-")) continue;
    errors.invalid(
      at.child("limits").key(name),
      `the pod is limited to ${formatQuantity(most)} of ${name} and its containers to ${formatQuantity(amount)}: raise the pod's limit`,
    );
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    for (const [name, amount, most] of exceeding(readAmounts(container.resources?.limits), limits)) {
      errors.invalid(
        at.child("containers").index(index).key(name).child("limits"),
        `container ${quote(container.name ?? "")} is limited to ${formatQuantity(amount)} of ${name} and its pod to ${formatQuantity(most)}: lower it, or raise the pod's limit`,
        { at: path.child("containers").index(index).child("resources", "limits").key(name) },
      );
    }
  }
}

/** What is more in the first than in the second, where both have it. */
function* exceeding(amounts: Amounts, bounds: Amounts): Iterable<[name: string, amount: Quantity, bound: Quantity]> {
  for (const [name, amount] of amounts) {
    const bound = bounds.get(name);
    if (bound !== undefined && compareQuantities(amount, bound) > 0) yield [name, amount, bound];
  }
}

/** What the runtime of a pod takes for itself: `validateOverhead` of pkg/apis/core/validation, for which it is a container's limits. */
export function validateOverhead(overhead: NonNullable<PodSpec["overhead"]>, path: Path, errors: ErrorList): void {
  const found = new ErrorList();
  validateContainerResources({ limits: overhead }, { claims: new Set() }, path, found);
  const depth = path.segments().length;
  for (const error of found.errors) {
    errors.errors.push({ ...error, path: error.path.toSpliced(depth, 1) });
  }
}
