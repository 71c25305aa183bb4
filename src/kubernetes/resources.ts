import { addQuantities, compareQuantities, parseQuantity, type Quantity, roundUpQuantity } from "./quantity.ts";

/** Amounts as a manifest writes them. */
export type ResourceList = Readonly<Record<string, string | number | null | undefined>>;

export interface ResourceRequirements {
  readonly requests?: ResourceList | null | undefined;
  readonly limits?: ResourceList | null | undefined;
}

/** What of a container its resources depend on. */
export interface ResourceContainer {
  readonly resources?: ResourceRequirements | null | undefined;
  readonly restartPolicy?: string | null | undefined;
}

/** What of a pod spec its resources depend on. */
export interface ResourcePodSpec {
  readonly containers?: readonly (ResourceContainer | null)[] | null | undefined;
  readonly initContainers?: readonly (ResourceContainer | null)[] | null | undefined;
  readonly resources?: ResourceRequirements | null | undefined;
  readonly overhead?: ResourceList | null | undefined;
}

/** Amounts by the name of the resource. */
export type Amounts = ReadonlyMap<string, Quantity>;

/**
 * The amounts of a list as the API server stores them: rounded up to thousandths (`SetDefaults_ResourceList` of
 * k8s.io/kubernetes/pkg/apis/core/v1). What is no quantity is left out.
 */
export function readAmounts(list: ResourceList | null | undefined): Map<string, Quantity> {
  const amounts = new Map<string, Quantity>();
  for (const name in list) {
    const amount = readAmount(list[name]);
    if (amount !== undefined) amounts.set(name, amount);
  }
  return amounts;
}

/** One of {@link readAmounts}. */
export function readAmount(value: ResourceList[string]): Quantity | undefined {
  // A null amount decodes to zero.
  const quantity = parseQuantity(value ?? "0");
  return quantity === undefined ? undefined : roundUpQuantity(quantity, -3);
}

/** A container's requests in a pod: what it limits and doesn't request, it requests in full (`SetDefaults_Pod`). */
export function containerRequests(requirements: ResourceRequirements | null | undefined): Map<string, Quantity> {
  const requests = readAmounts(requirements?.requests);
  for (const [name, limit] of readAmounts(requirements?.limits)) if (!requests.has(name)) requests.set(name, limit);
  return requests;
}

/** Resources that a pod as a whole may request: `IsSupportedPodLevelResource` of k8s.io/component-helpers/resource. */
export function isPodLevelResource(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
}

/**
 * What the pods of a template request of a node, overhead included: `PodRequests` of k8s.io/component-helpers/resource
 * after the defaulting of pods. Sidecars add to the containers; the largest init container counts where it is more.
 */
export function podRequests(spec: ResourcePodSpec): Map<string, Quantity> {
  const requests = aggregateContainers(spec, containerRequests);
  for (const [name, amount] of podLevelRequests(spec, requests)) {
    if (isPodLevelResource(name)) requests.set(name, amount);
  }
  addTo(requests, readAmounts(spec.overhead));
  return requests;
}

/** Pod-level requests with their defaults: what the containers request, else what the pod is limited to. */
export function podLevelRequests(
  spec: ResourcePodSpec,
  aggregated = aggregateContainers(spec, containerRequests),
): Map<string, Quantity> {
  const requests = readAmounts(spec.resources?.requests);
  const limits = readAmounts(spec.resources?.limits);
  if (limits.size === 0) return requests;
  for (const name of ["cpu", "memory"]) {
    const amount = aggregated.get(name);
    if (amount !== undefined && !requests.has(name)) requests.set(name, amount);
  }
  for (const [name, limit] of limits) if (isPodLevelResource(name) && !requests.has(name)) requests.set(name, limit);
  return requests;
}

/**
 * What the containers of a pod come to: `AggregateContainerRequests` and `AggregateContainerLimits` of
 * k8s.io/component-helpers/resource. `amountsOf` gives a container's own.
 */
export function aggregateContainers(
  spec: ResourcePodSpec,
  amountsOf: (requirements: ResourceRequirements | null | undefined) => Map<string, Quantity>,
): Map<string, Quantity> {
  const requests = new Map<string, Quantity>();
  for (const container of spec.containers ?? []) addTo(requests, amountsOf(container?.resources));
  const sidecars = new Map<string, Quantity>();
  const atStart = new Map<string, Quantity>();
  for (const container of spec.initContainers ?? []) {
    const own = amountsOf(container?.resources);
    if (container?.restartPolicy === "Always") {
      addTo(requests, own);
      addTo(sidecars, own);
      raiseTo(atStart, sidecars);
    } else {
      addTo(own, sidecars);
      raiseTo(atStart, own);
    }
  }
  raiseTo(requests, atStart);
  return requests;
}

function addTo(total: Map<string, Quantity>, amounts: Amounts): void {
  for (const [name, amount] of amounts) {
    const sum = total.get(name);
    total.set(name, sum === undefined ? amount : addQuantities(sum, amount));
  }
}

function raiseTo(total: Map<string, Quantity>, amounts: Amounts): void {
  for (const [name, amount] of amounts) {
    const known = total.get(name);
    if (known === undefined || compareQuantities(amount, known) > 0) total.set(name, amount);
  }
}
