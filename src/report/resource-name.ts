import type { Finding } from "../engine/finding.ts";
import { STDIN } from "../input/rendered.ts";
import type { ResourceRef } from "../model/place.ts";

/** How a person calls a resource: `DaemonSet logging/agent`. */
export function resourceName(resource: ResourceRef): string {
  const { kind, namespace, name } = resource;
  const path = [namespace, name].filter((part) => part !== undefined && part !== "").join("/");
  return path === "" ? kind || "resource" : `${kind || "resource"} ${path}`;
}

/** A finding's message, with its resource where there is no file to look into: what `kubectl get` printed is gone. */
export function messageOf({ message, place }: Finding): string {
  return place.file === STDIN ? `${resourceName(place.resource)}: ${message}` : message;
}
