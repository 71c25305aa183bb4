import { descendingPathFault } from "../../kubernetes/paths.ts";
import type { Container, VolumeMount } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { checkVolumeName } from "./volume-names.ts";
import { checkChoice, checkForm, quote } from "./words.ts";

const PROPAGATIONS = ["None", "HostToContainer", "Bidirectional"] as const;
const RECURSIVE = ["Disabled", "IfPossible", "Enabled"] as const;

/**
 * `ValidateVolumeMounts` of k8s.io/kubernetes/pkg/apis/core/validation. Of `subPath`, `subPathExpr`, `mountPropagation`
 * and `recursiveReadOnly` the server prints no index.
 */
export function validateVolumeMounts(container: Container, context: PodContext, path: Path, errors: ErrorList): void {
  // Of two devices of one volume the last counts, as in upstream's map.
  const devices = new Map<string, string>();
  for (const { name = "", devicePath = "" } of container.volumeDevices ?? []) devices.set(name, devicePath);
  const devicePaths = new Set(devices.values());
  const mountPaths = new Set<string>();
  let index = 0;
  for (const mount of container.volumeMounts ?? []) {
    const at = path.index(index++);
    const { name = "", mountPath = "" } = mount;
    if (name === "") errors.required(at.child("name"), "the mount doesn't say which volume: write name");
    checkVolumeName(name, context, at.child("name"), errors);
    if (mountPath === "")
      errors.required(at.child("mountPath"), `volume ${quote(name)} has no place to be mounted at: write mountPath`);
    if (mountPaths.has(mountPath)) {
      errors.invalid(
        at.child("mountPath"),
        `something is mounted at ${quote(mountPath)} already: each mount needs a path of its own`,
      );
    }
    mountPaths.add(mountPath);
    if (devices.has(name)) {
      errors.invalid(
        at.child("name"),
        `volume ${quote(name)} is among volumeDevices too: it can be a file system or a device, not both`,
      );
    }
    if (devicePaths.has(mountPath)) {
      errors.invalid(at.child("mountPath"), `${quote(mountPath)} is the path of a volume device too`);
    }
    validatePlace(mount, container, at, errors);
  }
}

function validatePlace(mount: VolumeMount, container: Container, at: Path, errors: ErrorList): void {
  const { subPath = "", subPathExpr = "", mountPropagation, recursiveReadOnly } = mount;
  const printed = at.printedAs("");
  if (subPath !== "") checkForm("subPath", subPath, descendingPathFault, printed.child("subPath"), errors);
  if (subPathExpr !== "") {
    if (subPath !== "") {
      errors.invalid(at.child("subPathExpr"), "subPath and subPathExpr both say what to mount: keep one of them");
    }
    checkForm("subPathExpr", subPathExpr, descendingPathFault, printed.child("subPathExpr"), errors);
  }
  if (mountPropagation !== undefined) {
    const propagationPath = printed.child("mountPropagation");
    checkChoice("mountPropagation", mountPropagation, PROPAGATIONS, propagationPath, errors);
    if (mountPropagation === "Bidirectional" && container.securityContext?.privileged !== true) {
      errors.forbidden(
        propagationPath,
        "Bidirectional lets the container mount things on the node, which only a privileged container may: set securityContext.privileged: true, or write HostToContainer",
      );
    }
  }
  if (recursiveReadOnly !== undefined) validateRecursiveReadOnly(mount, printed.child("recursiveReadOnly"), errors);
}

/** `validateMountRecursiveReadOnly`. */
function validateRecursiveReadOnly(mount: VolumeMount, path: Path, errors: ErrorList): void {
  const { recursiveReadOnly = "", readOnly, mountPropagation } = mount;
  checkChoice("recursiveReadOnly", recursiveReadOnly, RECURSIVE, path, errors);
  if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible") return;
  if (readOnly !== true) {
    errors.forbidden(
      path,
      `recursiveReadOnly is ${recursiveReadOnly} on a mount that isn't read-only: set readOnly: true`,
    );
  }
  if (mountPropagation !== undefined && mountPropagation !== "None") {
    errors.forbidden(
      path,
      `recursiveReadOnly is ${recursiveReadOnly} and mountPropagation ${mountPropagation}: mounts that arrive later would be writable, so the two exclude each other`,
    );
  }
}
