import type { ResourceRef } from "../model/place.ts";

/** How a person calls a resource: `DaemonSet logging/agent`. */
export function resourceName(resource: ResourceRef): string {
  const { kind, namespace, name } = resource;
  const path = [namespace, name].filter((part) => part !== undefined && part !== "").join("/");
  return path === "" ? kind || "resource" : `${kind || "resource"} ${path}`;
}
