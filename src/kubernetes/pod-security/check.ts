import type { Path, PlainPod } from "./pod.ts";

export type PodSecurityLevel = "baseline" | "restricted";

/** What of a pod violates a check. */
export interface Offence {
  /** The offending fields, written or missing, from the pod template. */
  readonly paths: readonly Path[];
  /** What they do, in a few words. */
  readonly detail: string;
}

/** One control of the Pod Security Standards, as k8s.io/pod-security-admission/policy has it. */
export interface PodSecurityCheck {
  /** Upstream's id. */
  readonly id: string;
  readonly level: PodSecurityLevel;
  /** Its revisions, by the minor version of Kubernetes 1 that each begins with, in rising order. */
  readonly revisions: readonly Revision[];
}

export interface Revision {
  readonly since: number;
  /** Undefined where the pod is allowed. */
  readonly check: (pod: PlainPod) => Offence | undefined;
  /** Baseline checks that this one replaces in `restricted`. */
  readonly overrides?: readonly string[];
}

/** The offence of some places; none where there is no place. */
export function offence(paths: readonly Path[], detail: () => string): Offence | undefined {
  return paths.length === 0 ? undefined : { paths, detail: detail() };
}
