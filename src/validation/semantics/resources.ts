import { dnsLabelFault, qualifiedNameFault } from "../../kubernetes/names.ts";
import {
  compareQuantities,
  formatQuantity,
  isWhole,
  parseQuantity,
  type Quantity,
  scaledValue,
  signOf,
} from "../../kubernetes/quantity.ts";
import { readAmounts } from "../../kubernetes/resources.ts";
import type { ResourceClaim, ResourceRequirements } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { quote } from "./words.ts";

const HUGE_PAGES = "hugepages-";
/** What quotas count, and nobody can be given: `integerResources` of pkg/apis/core/helper. */
const COUNTED = [
  "pods",
  "services",
  "services.nodeports",
  "services.loadbalancers",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
];
const CONTAINER_RESOURCES = ["cpu", "memory", "ephemeral-storage"] as const;

/** Says what is wrong with the name of a resource, if anything is. */
export type CheckResourceName = (name: string, path: Path, errors: ErrorList) => void;

/** `ValidateContainerResourceRequirements` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateContainerResources(
  resources: ResourceRequirements,
  pod: Pick<PodContext, "claims">,
  path: Path,
  errors: ErrorList,
): void {
  validateRequirements(resources, checkContainerResourceName, path, errors);
  if (resources.claims !== undefined) validateClaims(resources.claims, pod.claims, path.child("claims"), errors);
}

/** Requests and limits, of a container or of the whole pod: `validateResourceRequirements`. */
export function validateRequirements(
  resources: ResourceRequirements,
  checkName: CheckResourceName,
  path: Path,
  errors: ErrorList,
): void {
  const limits = readAmounts(resources.limits);
  const requests = readAmounts(resources.requests);
  const limitsPath = path.child("limits");
  const requestsPath = path.child("requests");
  let hugePages = false;
  for (const [name, amount] of limits) {
    const at = limitsPath.key(name);
    checkName(name, at, errors);
    validateAmount(name, amount, at, errors);
    hugePages ||= name.startsWith(HUGE_PAGES);
  }
  for (const [name, request] of requests) {
    const at = requestsPath.key(name);
    checkName(name, at, errors);
    validateAmount(name, request, at, errors);
    hugePages ||= name.startsWith(HUGE_PAGES);
    const limit = limits.get(name);
    if (limit === undefined) {
      if (!canOvercommit(name)) {
        errors.required(
          limitsPath,
          `${quote(name)} is requested and not limited: nodes can't promise more of it than they have, so write the same amount under limits`,
          { at: limitsPath.key(name) },
        );
      }
    } else {
      validateAgainstLimit(name, request, limit, at, errors);
    }
  }
  const isAsked = (name: string) => limits.has(name) || requests.has(name);
  if (hugePages && !isAsked("cpu") && !isAsked("memory")) {
    errors.forbidden(path, "huge pages are given only to those who ask for cpu or memory too: add one of them");
  }
}

function validateAgainstLimit(name: string, request: Quantity, limit: Quantity, at: Path, errors: ErrorList): void {
  const order = compareQuantities(request, limit);
  if (order === 0 || (order < 0 && canOvercommit(name))) return;
  const said = `${name} is requested at ${formatQuantity(request)} and limited to ${formatQuantity(limit)}`;
  const printed = at.printedAs("");
  if (!canOvercommit(name)) {
    errors.invalid(printed, `${said}: nodes can't promise more of it than they have, so the two must be equal`, { at });
  } else {
    errors.invalid(
      printed,
      `${said}: nobody can be promised more than they may use; raise the limit or lower the request`,
      { at },
    );
  }
}

/** Resources of Kubernetes' own, huge pages aside, may be promised to more than can have them: `IsOvercommitAllowed`. */
function canOvercommit(name: string): boolean {
  return isNative(name) && !name.startsWith(HUGE_PAGES);
}

function isNative(name: string): boolean {
  return !name.includes("/") || name.includes("kubernetes.io/");
}

/** `IsExtendedResourceName` of k8s.io/kubernetes/pkg/apis/core/helper: quotas must be able to name it too. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith("requests.") && qualifiedNameFault(`requests.${name}`) === undefined;
}

function isContainerResource(name: string): boolean {
  return (CONTAINER_RESOURCES as readonly string[]).includes(name);
}

function checkContainerResourceName(name: string, path: Path, errors: ErrorList): void {
  if (isContainerResource(name)) return;
  const fault = qualifiedNameFault(name);
  if (fault !== undefined) {
    errors.invalid(path, `resource name ${quote(name)} ${fault}`, { part: "key" });
  } else if (!name.includes("/")) {
    if (name.startsWith(HUGE_PAGES)) return;
    const known = CONTAINER_RESOURCES.find((resource) => resource === name.toLowerCase() || `${resource}s` === name);
    const hint =
      known === undefined ? "a resource that a plugin offers has a domain, as example.com/name" : `write ${known}`;
    errors.invalid(path, `there is no resource ${quote(name)} to ask for: ${hint}`, {
      part: "key",
      ...(known === undefined ? {} : { suggestion: known }),
    });
  } else if (!isNative(name) && !isExtended(name)) {
    errors.invalid(
      path,
      `resource name ${quote(name)} can't be used: quotas put "requests." before it, so it may not begin so itself, and has to stay within 253 characters before its "/"`,
      { part: "key" },
    );
  }
}

/** `ValidateResourceQuantityValue` and `validateResourceQuantityHugePageValue` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateAmount(name: string, amount: Quantity, path: Path, errors: ErrorList): void {
  if (signOf(amount) < 0) {
    errors.invalid(path, `${name} is ${formatQuantity(amount)}: an amount can't be negative`);
  }
  if (isContainerResource(name)) return;
  if ((isExtended(name) || COUNTED.includes(name)) && !isWhole(amount)) {
    errors.invalid(path, `${name} is ${formatQuantity(amount)}: it is given out whole, so write a whole number`);
  }
  if (name.startsWith(HUGE_PAGES) && !isWholePages(name, amount)) {
    errors.invalid(
      path,
      `${name} is ${formatQuantity(amount)}: huge pages are given out whole, so it must be a multiple of ${name.slice(HUGE_PAGES.length)}`,
    );
  }
}

function isWholePages(name: string, amount: Quantity): boolean {
  const size = parseQuantity(name.slice(HUGE_PAGES.length));
  if (size === undefined || signOf(size) <= 0 || !isWhole(size)) return false;
  const bytes = scaledValue(size, 0);
  return bytes !== 0n && scaledValue(amount, 0) % bytes === 0n;
}

/** `validateResourceClaimNames` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateClaims(
  claims: readonly ResourceClaim[],
  podClaims: ReadonlySet<string>,
  path: Path,
  errors: ErrorList,
): void {
  /** Claims named whole, and those of which some requests are. */
  const whole = new Set<string>();
  const parts = new Map<string, Set<string>>();
  for (const [index, { name = "", request = "" }] of claims.entries()) {
    const at = path.index(index);
    if (name === "") {
      errors.required(at, "the claim has no name");
      continue;
    }
    const requests = parts.get(name);
    if (whole.has(name) || (request === "" ? requests !== undefined : requests?.has(request) === true)) {
      const said = request === "" ? quote(name) : `${quote(request)} of claim ${quote(name)}`;
      errors.duplicate(at, `claim ${said} is given to the container already`);
    }
    if (request !== "" && !whole.has(name)) {
      const fault = dnsLabelFault(request);
      if (fault !== undefined) errors.invalid(at.child("request"), `request name ${quote(request)} ${fault}`);
    }
    if (request === "") whole.add(name);
    else parts.set(name, (requests ?? new Set()).add(request));
    if (!podClaims.has(name)) {
      errors.notFound(
        at,
        `the pod has no resource claim ${quote(name)}: declare it under spec.template.spec.resourceClaims`,
      );
    }
  }
}
