import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { visitContainers } from "./containers.ts";

/** What of the node a pod may share, and with what else: `validateHostUsers` of pkg/apis/core/validation, and part of `validatePodSpecSecurityContext`. */
export function validateHostNamespaces(spec: PodSpec, path: Path, errors: ErrorList): void {
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    errors.invalid(
      path.child("securityContext", "shareProcessNamespace"),
      "shareProcessNamespace and hostPID exclude each other: the containers see the node's processes or each other's, remove one",
      { at: path.child("shareProcessNamespace") },
    );
  }
  if (spec.hostUsers !== false) return;
  for (const field of ["hostNetwork", "hostPID", "hostIPC"] as const) {
    if (spec[field] !== true) continue;
    const at = path.child(field);
    // The server prints two of them with a capital.
    const printed = field === "hostNetwork" ? at : at.printedAs(`.H${field.slice(1)}`);
    errors.forbidden(
      printed,
      `a pod with hostUsers: false has users of its own, which have no rights in the node's namespaces: remove ${field}, or hostUsers`,
    );
  }
  visitContainers(spec, path, (container, at) => {
    if ((container.volumeDevices ?? []).length === 0) return;
    errors.forbidden(
      at.child("volumeDevices"),
      "a pod with hostUsers: false has users of its own, which could not open the devices: remove volumeDevices, or hostUsers",
    );
  });
}
