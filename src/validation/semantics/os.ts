import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { visitContainers } from "./containers.ts";
import { notAmong } from "./words.ts";

const SYSTEMS = ["linux", "windows"];
const LINUX_POD_FIELDS = [
  "appArmorProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "runAsGroup",
  "runAsUser",
  "seLinuxChangePolicy",
  "seLinuxOptions",
  "seccompProfile",
  "supplementalGroups",
  "supplementalGroupsPolicy",
] as const;
const LINUX_CONTAINER_FIELDS = [
  "allowPrivilegeEscalation",
  "appArmorProfile",
  "capabilities",
  "privileged",
  "procMount",
  "readOnlyRootFilesystem",
  "runAsGroup",
  "runAsUser",
  "seLinuxOptions",
  "seccompProfile",
] as const;

/** What a pod of one operating system can't have: `validateOS`, `validateLinux` and `validateWindows` of pkg/apis/core/validation. `path` is the pod spec's. */
export function validateOs(spec: PodSpec, path: Path, errors: ErrorList): void {
  if (spec.os === undefined) return;
  const { name = "" } = spec.os;
  const at = path.child("os");
  if (name === "") errors.required(at.child("name"), `os has no name: write "linux" or "windows"`);
  else if (name === "linux") forbidOnLinux(spec, path, errors);
  else if (name === "windows") forbidOnWindows(spec, path, errors);
  else {
    const [message, details] = notAmong("operating system", name, SYSTEMS);
    errors.notSupported(at, message, { at: at.child("name"), ...details });
  }
}

function forbidOnLinux(spec: PodSpec, path: Path, errors: ErrorList): void {
  const forbid = (at: Path): void =>
    errors.forbidden(at, "windowsOptions are for Windows and os.name says linux: remove them, or correct os.name");
  if (spec.securityContext?.windowsOptions !== undefined) forbid(path.child("securityContext", "windowsOptions"));
  visitContainers(spec, path, (container, place) => {
    if (container.securityContext?.windowsOptions !== undefined)
      forbid(place.child("securityContext", "windowsOptions"));
  });
}

function forbidOnWindows(spec: PodSpec, path: Path, errors: ErrorList): void {
  const forbid = (at: Path, field: string): void =>
    errors.forbidden(
      at.child(field),
      `Windows has no ${field} and os.name says windows: remove it, or correct os.name`,
    );
  const { securityContext: context = {} } = spec;
  const at = path.child("securityContext");
  for (const field of LINUX_POD_FIELDS) if (context[field] !== undefined) forbid(at, field);
  if ((context.sysctls ?? []).length > 0) forbid(at, "sysctls");
  for (const field of ["hostUsers", "shareProcessNamespace"] as const)
    if (spec[field] !== undefined) forbid(path, field);
  for (const field of ["hostPID", "hostIPC"] as const) if (spec[field] === true) forbid(path, field);
  visitContainers(spec, path, ({ securityContext: own = {} }, place) => {
    for (const field of LINUX_CONTAINER_FIELDS)
      if (own[field] !== undefined) forbid(place.child("securityContext"), field);
  });
}
