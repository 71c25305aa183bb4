import type { Container, Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT, USER_NAMESPACES } from "../references.ts";
import { definePodSecurityRule, isPrivileged, linuxContainers, ownerOf } from "./controls.ts";
import { byDecidingField, missingPlaces, namesOf } from "./inherited.ts";

const PSS = ["runAsUser"];

export default definePodSecurityRule({
  id: "runs-as-root",
  category: "security",
  severity: "warning",
  summary: "Container runs as root",
  why: "Root in a container is root on the node as soon as anything else gives way: a writable hostPath, a leaked file descriptor, a fault in the runtime or the kernel. Where neither `runAsUser` nor `runAsNonRoot` is written the image decides, today root or not, and another one with its next tag.",
  remedy:
    "Write `runAsNonRoot: true` with a `runAsUser` of the image's, at the pod or at the container; give it by group the files it reads. Where it must be root inside, `hostUsers: false` makes it nobody outside (Kubernetes 1.33, no host namespaces).",
  exceptions:
    "Agents that read the logs or processes of every user, or change the node, need uid 0. The waiver should say which files; drop all capabilities but the ones for these (`DAC_READ_SEARCH`).",
  references: [SECURITY_CONTEXT, USER_NAMESPACES, POD_SECURITY_STANDARDS],
  pss: PSS,
  say: ({ container }, { pod }, kubernetes) =>
    byValue(container === undefined ? pod.allContainers() : [container], ownerOf(container), pod, kubernetes),
  *check(context) {
    const { pod } = context.daemonSet;
    if (pod.spec.at("hostUsers").value === false || pod.spec.at("hostUsers").unknown) return;
    const { refused, zero, open, missing } = sortContainers(pod);
    for (const decided of byDecidingField(refused)) {
      yield {
        at: decided.at,
        severity: "error",
        message: `${namesOf(decided.containers, pod)} asks for uid 0 where runAsNonRoot: true forbids it: the kubelet refuses to start it (CreateContainerConfigError); write another runAsUser, or runAsNonRoot: false`,
        pss: PSS,
      };
    }
    for (const decided of byDecidingField(zero)) {
      yield {
        at: decided.at,
        message: byValue(decided.containers, namesOf(decided.containers, pod), pod, context.kubernetes),
        pss: PSS,
      };
    }
    for (const decided of [...byDecidingField(open), ...missingPlaces(pod, missing, "runAsNonRoot")]) {
      const says = decided.at.value === false ? "runAsNonRoot is false" : "nothing says otherwise";
      yield {
        at: decided.at,
        message: `${namesOf(decided.containers, pod)} ${decided.containers.length > 1 ? "run" : "runs"} as root if the image says so, since ${says}: a break-out is then root on the node; write runAsNonRoot: true and a runAsUser${forFiles(decided.containers)}`,
      };
    }
  },
});

interface Sorted {
  /** uid 0 asked for and forbidden. */
  readonly refused: { container: Container; at: Field }[];
  readonly zero: { container: Container; at: Field }[];
  /** `runAsNonRoot: false`, and no uid. */
  readonly open: { container: Container; at: Field }[];
  /** Neither a uid nor `runAsNonRoot`. */
  readonly missing: Container[];
}

/** The containers that may be root, by why. A privileged one needs no uid for that. */
function sortContainers(pod: Pod): Sorted {
  const sorted: Sorted = { refused: [], zero: [], open: [], missing: [] };
  for (const container of linuxContainers(pod)) {
    const user: Field = container.inherited("runAsUser");
    const nonRoot: Field = container.inherited("runAsNonRoot");
    if (isPrivileged(container) || user.unknown || nonRoot.unknown) continue;
    if (user.value === 0) (nonRoot.value === true ? sorted.refused : sorted.zero).push({ container, at: user });
    else if (!user.absent || nonRoot.value === true) continue;
    else if (nonRoot.absent) sorted.missing.push(container);
    else sorted.open.push({ container, at: nonRoot });
  }
  return sorted;
}

/** True where the API server lets the pod have a user namespace, and the files of the node are none of its business. */
function canHaveUserNamespace(pod: Pod, [major, minor]: readonly [number, number]): boolean {
  const shares = (["hostNetwork", "hostPID", "hostIPC"] as const).some((key) => pod.spec.at(key).value === true);
  return (major > 1 || minor >= 33) && !shares && pod.hostVolumes().length === 0;
}

/** What the user must be allowed, where containers mount files of the node, most of which are root's. */
function forFiles(containers: readonly Container[]): string {
  const mounts = (containers[0]?.pod.hostMounts() ?? []).filter(({ container }) => containers.includes(container));
  const writing = mounts.filter(({ readOnly }) => readOnly === false);
  const speaking = writing.length > 0 ? writing : mounts;
  const paths = [...new Set(speaking.map(({ path }) => path))];
  if (paths.length === 0) return "";
  const they = containers.length > 1 ? "they mount" : "it mounts";
  const files =
    paths.length > 2 || paths.includes(undefined) ? `the hostPaths that ${they}` : enumerate(paths as string[]);
  return ` that may ${writing.length > 0 ? "write" : "read"} ${files}, or waive it if only root may`;
}

function byValue(
  containers: readonly Container[],
  who: string,
  pod: Pod,
  kubernetes: readonly [number, number],
): string {
  const outside = canHaveUserNamespace(pod, kubernetes) ? ", or hostUsers: false, which makes it nobody outside" : "";
  return `runAsUser: 0 makes ${who} root: a break-out is then root on the node; write the uid of a user${forFiles(containers)}${outside}`;
}
