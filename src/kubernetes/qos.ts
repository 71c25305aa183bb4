import { addQuantities, compareQuantities, type Quantity, signOf } from "./quantity.ts";
import { type Amounts, containerRequests, podLevelRequests, type ResourcePodSpec, readAmounts } from "./resources.ts";

export type QosClass = "Guaranteed" | "Burstable" | "BestEffort";

/** Resources that decide the class. */
const COMPUTE = ["cpu", "memory"] as const;

/**
 * The quality-of-service class of the pods that a template makes, requests defaulted from limits: `ComputePodQOS` of
 * k8s.io/kubernetes/pkg/apis/core/v1/helper/qos. On a node short of memory, BestEffort pods are the first to go.
 */
export function qosClass(spec: ResourcePodSpec): QosClass {
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let allLimited = true;
  if (spec.resources) {
    addPositive(requests, podLevelRequests(spec));
    const own = readAmounts(spec.resources.limits);
    addPositive(limits, own);
    if (own.size > 0) allLimited = isLimited(own);
  } else {
    for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
      addPositive(requests, containerRequests(container?.resources));
      const own = readAmounts(container?.resources?.limits);
      addPositive(limits, own);
      allLimited &&= isLimited(own);
    }
  }
  if (requests.size === 0 && limits.size === 0) return "BestEffort";
  const equal =
    requests.size === limits.size &&
    [...requests].every(([name, request]) => {
      const limit = limits.get(name);
      return limit !== undefined && compareQuantities(limit, request) === 0;
    });
  return allLimited && equal ? "Guaranteed" : "Burstable";
}

function addPositive(total: Map<string, Quantity>, amounts: Amounts): void {
  for (const name of COMPUTE) {
    const amount = amounts.get(name);
    if (amount === undefined || signOf(amount) !== 1) continue;
    const sum = total.get(name);
    total.set(name, sum === undefined ? amount : addQuantities(sum, amount));
  }
}

function isLimited(limits: Amounts): boolean {
  return COMPUTE.every((name) => {
    const limit = limits.get(name);
    return limit !== undefined && signOf(limit) === 1;
  });
}
