import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { containersNamed, dig, type Path, type Plain, type PlainPod } from "./pod.ts";

/** True, false, or undefined where it is left to the pod or to the image. */
function runAsNonRootOf(securityContext: Plain): boolean | undefined {
  const value = dig(securityContext, "runAsNonRoot");
  return typeof value === "boolean" ? value : undefined;
}

function check(pod: PlainPod): ReturnType<Revision["check"]> {
  const key = ["securityContext", "runAsNonRoot"];
  const ofPod = runAsNonRootOf(pod.securityContext);
  const refusing = pod.containers.filter(({ securityContext }) => runAsNonRootOf(securityContext) === false);
  const without =
    ofPod === undefined
      ? pod.containers.filter(({ securityContext }) => runAsNonRootOf(securityContext) === undefined)
      : [];
  // Where none of several containers decides for itself, the pod's setting is the one that is missing.
  const missing: Path[] =
    without.length > 1 && without.length === pod.containers.length
      ? [["spec", ...key]]
      : without.map((container) => [...container.path, ...key]);
  return offence(
    [
      ...(ofPod === false ? [["spec", ...key]] : []),
      ...refusing.map((container) => [...container.path, ...key]),
      ...missing,
    ],
    () =>
      [
        ...(ofPod === false || refusing.length > 0 ? ["runAsNonRoot: false"] : []),
        ...(without.length > 0 ? [`runAsNonRoot not set for ${containersNamed(without)}`] : []),
      ].join(" and "),
  );
}

/** The kubelet refuses to start a container as root; a user namespace lifts that since 1.35. `CheckRunAsNonRoot`. */
export const runAsNonRoot: PodSecurityCheck = {
  id: "runAsNonRoot",
  level: "restricted",
  revisions: [
    { since: 0, check },
    { since: 35, check: (pod) => (pod.hasUserNamespace ? undefined : check(pod)) },
  ],
};
