import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { asText, containersNamed, dig, isSet, type Path, type Plain, type PlainPod, quoted } from "./pod.ts";

const POD_ANNOTATION = "seccomp.security.alpha.kubernetes.io/pod";
const CONTAINER_ANNOTATION_PREFIX = "container.seccomp.security.alpha.kubernetes.io/";

function isAllowedAnnotation(profile: string): boolean {
  return profile === "runtime/default" || profile === "docker/default" || profile.startsWith("localhost/");
}

function checkAnnotations(pod: PlainPod): ReturnType<Revision["check"]> {
  const keys = [POD_ANNOTATION, ...pod.containers.map(({ name }) => CONTAINER_ANNOTATION_PREFIX + name)];
  const bad = [...new Set(keys)].filter(
    (key) => Object.hasOwn(pod.annotations, key) && !isAllowedAnnotation(asText(pod.annotations[key])),
  );
  return offence(
    bad.map((key) => ["metadata", "annotations", key]),
    () => `seccomp ${quoted(bad.map((key) => asText(pod.annotations[key])))}`,
  );
}

/** The type of a security context's profile, undefined where none is set. */
function profileType(securityContext: Plain): string | undefined {
  const profile = dig(securityContext, "seccompProfile");
  return isSet(profile) ? asText(dig(profile, "type")) : undefined;
}

function isAllowed(type: string): boolean {
  return type === "RuntimeDefault" || type === "Localhost";
}

interface Explicit {
  readonly path: Path;
  readonly type: string;
}

function forbiddenProfiles(pod: PlainPod): Explicit[] {
  const bad: Explicit[] = [];
  const visit = (path: Path, securityContext: Plain): void => {
    const type = profileType(securityContext);
    if (type !== undefined && !isAllowed(type)) {
      bad.push({ path: [...path, "securityContext", "seccompProfile", "type"], type });
    }
  };
  visit(["spec"], pod.securityContext);
  for (const container of pod.containers) visit(container.path, container.securityContext);
  return bad;
}

function describe(bad: readonly Explicit[]): string {
  return `seccomp ${quoted(bad.map(({ type }) => type))}`;
}

/** No seccomp profile but the runtime's or the node's own; before 1.19 by annotations. `CheckSeccompBaseline`. */
export const seccompProfileBaseline: PodSecurityCheck = {
  id: "seccompProfile_baseline",
  level: "baseline",
  revisions: [
    { since: 0, check: checkAnnotations },
    {
      since: 19,
      check(pod) {
        const bad = forbiddenProfiles(pod);
        return offence(
          bad.map(({ path }) => path),
          () => describe(bad),
        );
      },
    },
  ],
};

function checkRestricted(pod: PlainPod): ReturnType<Revision["check"]> {
  const forbidden = forbiddenProfiles(pod);
  const without =
    profileType(pod.securityContext) === undefined
      ? pod.containers.filter((container) => profileType(container.securityContext) === undefined)
      : [];
  // Where none of several containers has a profile of its own, the pod's is the one that is missing.
  const missing: Path[] =
    without.length > 1 && without.length === pod.containers.length
      ? [["spec", "securityContext", "seccompProfile"]]
      : without.map((container) => [...container.path, "securityContext", "seccompProfile"]);
  return offence([...forbidden.map(({ path }) => path), ...missing], () =>
    [
      ...(forbidden.length > 0 ? [describe(forbidden)] : []),
      ...(without.length > 0 ? [`no seccomp profile for ${containersNamed(without)}`] : []),
    ].join(" and "),
  );
}

/** Every container has a seccomp profile, its own or the pod's: `CheckSeccompProfileRestricted`. */
export const seccompProfileRestricted: PodSecurityCheck = {
  id: "seccompProfile_restricted",
  level: "restricted",
  revisions: [
    { since: 19, overrides: ["seccompProfile_baseline"], check: checkRestricted },
    {
      since: 25,
      overrides: ["seccompProfile_baseline"],
      check: (pod) => (pod.isWindows ? undefined : checkRestricted(pod)),
    },
  ],
};
