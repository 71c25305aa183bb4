import { backstepFault } from "../../kubernetes/paths.ts";
import type { Container } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { checkVolumeName } from "./volume-names.ts";
import { checkForm, quote } from "./words.ts";

/** Volumes given to a container as raw devices: `ValidateVolumeDevices` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateVolumeDevices(container: Container, context: PodContext, path: Path, errors: ErrorList): void {
  const devices = container.volumeDevices ?? [];
  const mounts = container.volumeMounts ?? [];
  // Of two mounts of one volume the last counts, as in upstream's map.
  const mounted = new Map(mounts.map(({ name = "", mountPath = "" }) => [name, mountPath]));
  const mountPaths = new Set(mounted.values());
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [index, { name = "", devicePath = "" }] of devices.entries()) {
    const namePath = path.index(index).child("name");
    const at = path.index(index).child("devicePath");
    const volume = context.volumes.get(name);
    if (name === "") errors.required(namePath, "the device doesn't say which volume: write name");
    if (names.has(name)) errors.invalid(namePath, `volume ${quote(name)} is given as a device already`);
    checkVolumeName(name, context, namePath, errors);
    if (volume !== undefined && volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      errors.invalid(
        namePath,
        `volume ${quote(name)} can't be a device: only persistentVolumeClaim and ephemeral volumes can`,
      );
    }
    if (mounted.has(name)) {
      errors.invalid(
        namePath,
        `volume ${quote(name)} is among volumeMounts too: it can be a file system or a device, not both`,
      );
    }
    if (name !== "") names.add(name);
    if (devicePath === "") errors.required(at, `device ${quote(name)} has no place to appear at: write devicePath`);
    if (paths.has(devicePath)) errors.invalid(at, `another device appears at ${quote(devicePath)} already`);
    checkForm("devicePath", devicePath, backstepFault, at, errors);
    if (backstepFault(devicePath) === undefined) paths.add(devicePath);
    if (mountPaths.has(devicePath)) errors.invalid(at, `${quote(devicePath)} is the path of a mount too`);
  }
}
