import { parseQuantity, signOf } from "../../src/kubernetes/quantity.ts";
import type { Container } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { enumerate } from "../../src/text/enumerate.ts";

/** What a limit or request may be about. */
export const COMPUTE = ["cpu", "memory"] as const;

/** An option that names resources, of which a rule asks something. */
export function resourcesOption(description: string) {
  return { type: "array", items: "string", enum: COMPUTE, default: COMPUTE, description } as const;
}

/** Whether an amount is set: zero is none to the kubelet, and what can't be known may be any. */
function isSet(amount: Field): boolean {
  if (amount.absent) return false;
  const { value } = amount;
  const quantity = typeof value === "string" || typeof value === "number" ? parseQuantity(value) : undefined;
  return quantity === undefined || signOf(quantity) !== 0;
}

/** True where a container, or its pod for all of its containers, limits the use of a resource. */
export function isLimited(container: Container, resource: string): boolean {
  return isLimitedBy(container.resources, resource) || isLimitedBy(container.pod.resources, resource);
}

/** True where a container, or its pod for all, requests a resource: a limit without a request is one. */
export function isRequested(container: Container, resource: string): boolean {
  return isRequestedBy(container.resources, resource) || isRequestedBy(container.pod.resources, resource);
}

function isLimitedBy(resources: Field, resource: string): boolean {
  return isSet(resources.at("limits").at(resource));
}

function isRequestedBy(resources: Field, resource: string): boolean {
  const request = resources.at("requests").at(resource);
  return request.absent ? isLimitedBy(resources, resource) : isSet(request);
}

/** `no CPU limit and no memory limit`. */
export function lacking(resources: readonly string[], what: string): string {
  return enumerate(resources.map((resource) => `no ${resource === "cpu" ? "CPU" : resource} ${what}`));
}
