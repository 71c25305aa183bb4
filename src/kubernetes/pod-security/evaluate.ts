import { allowPrivilegeEscalation } from "./allow-privilege-escalation.ts";
import { appArmorProfile } from "./app-armor-profile.ts";
import { capabilitiesBaseline, capabilitiesRestricted } from "./capabilities.ts";
import type { Offence, PodSecurityCheck, PodSecurityLevel, Revision } from "./check.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { hostPathVolumes } from "./host-path-volumes.ts";
import { hostPorts } from "./host-ports.ts";
import { hostProbesAndHostLifecycle } from "./host-probes-and-lifecycle.ts";
import { type Path, PlainPod } from "./pod.ts";
import { privileged } from "./privileged.ts";
import { procMount, procMountRestricted } from "./proc-mount.ts";
import { restrictedVolumes } from "./restricted-volumes.ts";
import { runAsNonRoot } from "./run-as-non-root.ts";
import { runAsUser } from "./run-as-user.ts";
import { seLinuxOptions } from "./se-linux-options.ts";
import { seccompProfileBaseline, seccompProfileRestricted } from "./seccomp-profile.ts";
import { sysctls } from "./sysctls.ts";
import { windowsHostProcess } from "./windows-host-process.ts";

/** All checks, by level and then by id, as upstream evaluates them. */
export const POD_SECURITY_CHECKS: readonly PodSecurityCheck[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

/** A check that a pod violates. */
export interface Violation extends Offence {
  readonly id: string;
}

/** `latest`, or the minor version of Kubernetes 1 whose standard is meant. */
export type PodSecurityVersion = "latest" | number;

/** What one revision of a check says of a pod. */
export interface RevisionVerdict {
  /** Undefined where the pod is allowed. */
  readonly offence: Offence | undefined;
}

/**
 * What every revision of every check says of a pod template, once for all levels and versions. `template` holds plain
 * values, decoded; of a path in it that is not `isKnown` nothing is said.
 */
export function judgePodSecurity(
  template: unknown,
  isKnown: (path: Path) => boolean = () => true,
): readonly RevisionVerdict[] {
  const pod = new PlainPod(template);
  return REVISIONS.map(({ check }) => new LazyVerdict(check, pod, isKnown));
}

/** A revision's verdict, found when it is asked for: most rules want a few, of one level and version. */
class LazyVerdict implements RevisionVerdict {
  readonly #check: Revision["check"];
  readonly #pod: PlainPod;
  readonly #isKnown: (path: Path) => boolean;
  #offence: Offence | undefined | null = null;

  constructor(check: Revision["check"], pod: PlainPod, isKnown: (path: Path) => boolean) {
    this.#check = check;
    this.#pod = pod;
    this.#isKnown = isKnown;
  }

  get offence(): Offence | undefined {
    if (this.#offence === null) {
      const found = this.#check(this.#pod);
      const paths = found?.paths.filter(this.#isKnown) ?? [];
      this.#offence = found === undefined || paths.length === 0 ? undefined : { paths, detail: found.detail };
    }
    return this.#offence;
  }
}

const NONE: readonly string[] = [];
/** Every revision of every check, with the minor versions that it holds for: from the first, up to and without the second. */
const REVISIONS = POD_SECURITY_CHECKS.flatMap(({ id, level, revisions }) =>
  revisions.map(({ since, check, overrides = NONE }, index) => {
    const until = revisions[index + 1]?.since ?? Number.POSITIVE_INFINITY;
    return { id, level, since, until, overrides, check };
  }),
);

/** From this minor version on, nothing changes. */
const LATEST = Math.max(...REVISIONS.map(({ since }) => since));

interface Held {
  readonly id: string;
  /** Index of the revision, and of its verdict. */
  readonly index: number;
}

const heldAt = new Map<string, readonly Held[]>();

/** The revisions that a level of a version holds pods to, but for those that another takes the place of. */
function revisionsAt(level: PodSecurityLevel, minor: number): readonly Held[] {
  const key = `${level} ${minor}`;
  let held = heldAt.get(key);
  if (held === undefined) {
    const current = REVISIONS.map((revision, index) => ({ ...revision, index })).filter(
      (revision) =>
        revision.since <= minor && minor < revision.until && (revision.level === "baseline" || level === "restricted"),
    );
    const overridden = current.flatMap(({ overrides }) => overrides);
    held = current.filter(({ id }) => !overridden.includes(id)).map(({ id, index }) => ({ id, index }));
    heldAt.set(key, held);
  }
  return held;
}

/**
 * What violates a level of the Pod Security Standards: `Evaluator.EvaluatePod` of
 * k8s.io/pod-security-admission/policy. Empty where the pods are allowed.
 *
 * @param verdicts those of {@link judgePodSecurity}
 * @param ids the checks that are asked for, by default all
 */
export function violationsAt(
  verdicts: readonly RevisionVerdict[],
  level: PodSecurityLevel,
  version: PodSecurityVersion = "latest",
  ids?: readonly string[],
): Violation[] {
  const minor = version === "latest" ? LATEST : Math.min(version, LATEST);
  const violations: Violation[] = [];
  for (const { id, index } of revisionsAt(level, minor)) {
    if (ids !== undefined && !ids.includes(id)) continue;
    const offence = verdicts[index]?.offence;
    if (offence !== undefined) violations.push({ id, ...offence });
  }
  return violations;
}

/** What a namespace enforces. */
export interface EnforcedPolicy {
  readonly level: "privileged" | PodSecurityLevel;
  readonly version: PodSecurityVersion;
  /** False where a label's value is none that Kubernetes knows, and the strictest counts. */
  readonly valid: boolean;
}

const ENFORCE = "pod-security.kubernetes.io/enforce";
const ENFORCE_VERSION = "pod-security.kubernetes.io/enforce-version";

/**
 * The policy that a namespace's labels enforce: `PolicyToEvaluate` of k8s.io/pod-security-admission/api, where the
 * cluster's own default is `privileged`. What can't be read counts as `restricted`, and as `latest`.
 */
export function enforcedPolicy(labels: Readonly<Record<string, unknown>> | null | undefined): EnforcedPolicy {
  const written = (key: string): unknown => (labels && Object.hasOwn(labels, key) ? (labels[key] ?? "") : undefined);
  const level = written(ENFORCE) ?? "privileged";
  const version = written(ENFORCE_VERSION) ?? "latest";
  const isLevel = level === "privileged" || level === "baseline" || level === "restricted";
  const minor = typeof version === "string" ? /^v1\.([0-9]|[1-9][0-9]*)$/.exec(version)?.[1] : undefined;
  return {
    level: isLevel ? level : "restricted",
    version: minor === undefined || minor.length > 15 ? "latest" : Number(minor),
    valid: isLevel && (version === "latest" || minor !== undefined),
  };
}
