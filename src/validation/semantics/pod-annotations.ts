import { descendingPathFault } from "../../kubernetes/paths.ts";
import type { PodSpec } from "../decoded.ts";
import { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { visitContainers } from "./containers.ts";
import { validateTolerations } from "./tolerations.ts";
import { checkForm, quote } from "./words.ts";

const MIRROR = "kubernetes.io/config.mirror";
const TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations";
const DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
export const POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
export const CONTAINER_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
export const CONTAINER_APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

type Annotations = { readonly [key: string]: string | undefined };

/** Annotations that mean something to a pod: `ValidatePodSpecificAnnotations` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validatePodAnnotations(annotations: Annotations, spec: PodSpec, path: Path, errors: ErrorList): void {
  let names: Set<string> | undefined;
  for (const key in annotations) {
    const value = annotations[key] ?? "";
    const at = path.key(key);
    if (key === MIRROR && !spec.nodeName) {
      errors.invalid(at, `${MIRROR} marks the kubelet's copies of static pods, and these pods name no node: remove it`);
    } else if (key === TOLERATIONS && value !== "") {
      validateTolerationsAnnotation(value, path, errors);
    } else if (key === DELETION_COST && !isDeletionCost(value)) {
      errors.invalid(
        at,
        `pod deletion cost ${quote(value)} is no whole number of 32 bits, written without "+" or leading zeros`,
      );
    } else if (key === POD_SECCOMP || key.startsWith(CONTAINER_SECCOMP)) {
      validateSeccompAnnotation(value, at.printedAs(`.${key}`), errors);
    } else if (key.startsWith(CONTAINER_APPARMOR)) {
      names ??= namesOfContainers(spec);
      const name = key.slice(CONTAINER_APPARMOR.length);
      validateAppArmorAnnotation(name, value, names.has(name), at, errors);
    }
  }
}

function isDeletionCost(text: string): boolean {
  if (!/^(?:0|[1-9][0-9]{0,9}|-[0-9]+)$/.test(text)) return false;
  const cost = Number(text);
  return cost >= -(2 ** 31) && cost < 2 ** 31;
}

function validateTolerationsAnnotation(text: string, path: Path, errors: ErrorList): void {
  const at = path.key(TOLERATIONS);
  const tolerations = readTolerations(text);
  if (tolerations === undefined) {
    errors.invalid(
      path,
      `annotation ${TOLERATIONS} is no JSON list of tolerations; nothing has read it since Kubernetes 1.6: write spec.tolerations`,
      { at },
    );
    return;
  }
  validateTolerations(tolerations, at.printedAs(`.${TOLERATIONS}`), errors);
}

type Tolerations = Parameters<typeof validateTolerations>[0];

/** Reads as Go's encoding/json does: keys in any case, null for nothing, what is not known passed over. */
function readTolerations(text: string): Tolerations | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const tolerations: Record<string, unknown>[] = [];
  for (const item of value as unknown[]) {
    if (item !== null && (typeof item !== "object" || Array.isArray(item))) return undefined;
    const toleration: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(item ?? {})) {
      const name = ["key", "operator", "value", "effect", "tolerationSeconds"].find(
        (known) => known.toLowerCase() === key.toLowerCase(),
      );
      if (name === undefined || field === null) continue;
      if (name === "tolerationSeconds" ? !Number.isInteger(field) : typeof field !== "string") return undefined;
      toleration[name] = field;
    }
    tolerations.push(toleration);
  }
  return tolerations as Tolerations;
}

function validateSeccompAnnotation(profile: string, path: Path, errors: ErrorList): void {
  if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return;
  if (profile.startsWith("localhost/")) {
    checkForm("seccomp profile", profile.slice("localhost/".length), descendingPathFault, path, errors);
    return;
  }
  errors.invalid(
    path,
    `seccomp profile ${quote(profile)} does not exist, and since Kubernetes 1.27 nothing reads this annotation: write securityContext.seccompProfile`,
  );
}

function namesOfContainers(spec: PodSpec): Set<string> {
  const names = new Set<string>();
  visitContainers(spec, Path.root, ({ name = "" }) => names.add(name));
  return names;
}

function validateAppArmorAnnotation(
  name: string,
  profile: string,
  found: boolean,
  path: Path,
  errors: ErrorList,
): void {
  if (!found) {
    errors.invalid(path, `the AppArmor annotation is for a container ${quote(name)}, and there is none`, {
      part: "key",
    });
  }
  if (!["", "runtime/default", "unconfined"].includes(profile) && !profile.startsWith("localhost/")) {
    errors.invalid(
      path,
      `AppArmor profile ${quote(profile)} does not exist: write "runtime/default", "unconfined" or "localhost/NAME"`,
    );
  }
}

interface Profile {
  readonly type?: string | undefined;
  readonly localhostProfile?: string | undefined;
}

/**
 * That the old annotations say the same as the fields that took their place: `validateSeccompAnnotationsAndFields` and
 * `validateAppArmorAnnotationsAndFieldsMatchOnCreate` of k8s.io/kubernetes/pkg/apis/core/validation.
 */
export function validateProfileAnnotations(
  annotations: Annotations,
  spec: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  if (!Object.keys(annotations).some(isProfile)) return;
  const { seccompProfile, appArmorProfile } = spec.securityContext ?? {};
  const annotated = (key: string) => (Object.hasOwn(annotations, key) ? annotations[key] : undefined);
  const podPath = path.child("securityContext", "seccompProfile");
  checkProfile("seccomp", annotated(POD_SECCOMP), seccompProfile, podPath, errors);
  visitContainers(spec, path, (container, containerPath) => {
    const name = container.name ?? "";
    const at = containerPath.child("securityContext");
    const own = container.securityContext;
    checkProfile(
      "seccomp",
      annotated(CONTAINER_SECCOMP + name),
      own?.seccompProfile,
      at.child("seccompProfile"),
      errors,
    );
    if (spec.os?.name === "windows") return;
    const profile = own?.appArmorProfile ?? appArmorProfile;
    checkProfile("AppArmor", annotated(CONTAINER_APPARMOR + name), profile, at.child("appArmorProfile"), errors);
  });
}

function isProfile(key: string): boolean {
  return key === POD_SECCOMP || key.startsWith(CONTAINER_SECCOMP) || key.startsWith(CONTAINER_APPARMOR);
}

function checkProfile(
  subject: "seccomp" | "AppArmor",
  annotation: string | undefined,
  profile: Profile | undefined,
  path: Path,
  errors: ErrorList,
): void {
  if (annotation === undefined || profile === undefined) return;
  const { type = "", localhostProfile } = profile;
  const local = annotation.startsWith("localhost/");
  const same =
    type === "Unconfined"
      ? annotation === "unconfined"
      : type === "RuntimeDefault"
        ? annotation === "runtime/default" || (subject === "seccomp" && annotation === "docker/default")
        : type !== "Localhost" || local;
  if (!same) {
    errors.forbidden(
      path.child("type"),
      `the ${subject} profile is ${quote(type)} here and ${quote(annotation)} in the old annotation: remove the annotation`,
    );
  } else if (type === "Localhost" && annotation.slice("localhost/".length) !== localhostProfile) {
    errors.forbidden(
      path.child("localhostProfile"),
      `the ${subject} profile is ${quote(localhostProfile ?? "")} here and ${quote(annotation)} in the old annotation: remove the annotation`,
    );
  }
}
