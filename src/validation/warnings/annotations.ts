import type { PodSpec, PodTemplate } from "../decoded.ts";
import type { Path } from "../path.ts";
import { visitContainers } from "../semantics/containers.ts";
import { CONTAINER_APPARMOR, CONTAINER_SECCOMP, POD_SECCOMP } from "../semantics/pod-annotations.ts";
import type { SecurityProfile } from "../semantics/security-profiles.ts";
import type { ErrorList } from "../types.ts";

/** Annotations that nothing reads any more, since when, and the field to write: `deprecatedAnnotations` of pkg/api/pod. */
const RETIRED = [
  ["scheduler.alpha.kubernetes.io/critical-pod", "1.16", "priorityClassName"],
  ["security.alpha.kubernetes.io/sysctls", "1.11", "securityContext.sysctls"],
  ["security.alpha.kubernetes.io/unsafe-sysctls", "1.11", "securityContext.sysctls"],
] as const;

type Annotations = NonNullable<NonNullable<PodTemplate["metadata"]>["annotations"]>;

/** Annotations whose part a field has taken. `path` is the template's. */
export function warnOfAnnotations(annotations: Annotations, spec: PodSpec, path: Path, errors: ErrorList): void {
  const warn = (key: string, message: string): void => {
    errors.warning(path.child("metadata", "annotations").key(key), message, { part: "key" });
  };
  const ignored = (key: string, since: string, field: string): void => {
    if (!Object.hasOwn(annotations, key)) return;
    warn(key, `annotation ${key} has no effect since Kubernetes ${since}: write ${field}`);
  };
  for (const [key, since, field] of RETIRED) ignored(key, since, `${field} in the pod's spec`);
  const { seccompProfile, appArmorProfile } = spec.securityContext ?? {};
  if (seccompProfile === undefined) ignored(POD_SECCOMP, "1.27", "securityContext.seccompProfile in the pod's spec");
  visitContainers(spec, path.child("spec"), ({ name = "", securityContext }) => {
    if (securityContext?.seccompProfile === undefined) {
      ignored(CONTAINER_SECCOMP + name, "1.27", "securityContext.seccompProfile in the container");
    }
    const key = CONTAINER_APPARMOR + name;
    if (securityContext?.appArmorProfile !== undefined || !Object.hasOwn(annotations, key)) return;
    if (saysTheSame(annotations[key] ?? "", appArmorProfile)) return;
    warn(
      key,
      `annotation ${key} is deprecated since Kubernetes 1.30: write securityContext.appArmorProfile in the container`,
    );
  });
}

/** True where the annotation only repeats the pod's own profile. */
function saysTheSame(annotation: string, profile: SecurityProfile | undefined): boolean {
  const { type, localhostProfile } = profile ?? {};
  if (type === "Localhost") return Boolean(localhostProfile) && annotation === `localhost/${localhostProfile}`;
  if (localhostProfile !== undefined) return false;
  return (
    (type === "Unconfined" && annotation === "unconfined") ||
    (type === "RuntimeDefault" && annotation === "runtime/default")
  );
}
