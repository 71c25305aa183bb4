/** A toleration as a manifest writes it; absent fields may be null. */
export interface Toleration {
  readonly key?: string | null | undefined;
  readonly operator?: string | null | undefined;
  readonly value?: string | null | undefined;
  readonly effect?: string | null | undefined;
  readonly tolerationSeconds?: number | null | undefined;
}

export interface Taint {
  readonly key: string;
  readonly value?: string | null | undefined;
  readonly effect: string;
}

/**
 * True where the toleration tolerates the taint: `Toleration.ToleratesTaint` of k8s.io/api/core/v1. The operators `Gt`
 * and `Lt` match nothing: their feature gate is off.
 */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator || "Equal") {
    case "Equal":
      return (toleration.value ?? "") === (taint.value ?? "");
    case "Exists":
      return true;
    default:
      return false;
  }
}

/**
 * The first taint that keeps a pod off a node, or undefined. `PreferNoSchedule` never does: `FindMatchingUntoleratedTaint`
 * of k8s.io/component-helpers/scheduling/corev1, asked as the DaemonSet controller asks it.
 */
export function untoleratedTaint(tolerations: readonly Toleration[], taints: readonly Taint[]): Taint | undefined {
  return taints.find(
    (taint) =>
      (taint.effect === "NoSchedule" || taint.effect === "NoExecute") &&
      !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
  );
}

const CONTROLLER_TOLERATIONS: readonly Toleration[] = [
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/disk-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/pid-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unschedulable", operator: "Exists", effect: "NoSchedule" },
];
const HOST_NETWORK_TOLERATION: Toleration = {
  key: "node.kubernetes.io/network-unavailable",
  operator: "Exists",
  effect: "NoSchedule",
};

/**
 * What the DaemonSet controller adds to every pod: `AddOrUpdateDaemonPodTolerations` of
 * k8s.io/kubernetes/pkg/controller/daemon/util.
 */
export function controllerTolerations(hostNetwork: boolean): readonly Toleration[] {
  return hostNetwork ? [...CONTROLLER_TOLERATIONS, HOST_NETWORK_TOLERATION] : CONTROLLER_TOLERATIONS;
}

/**
 * The tolerations of the pods that a DaemonSet makes. The controller's replace those of equal key, operator, value and
 * effect (and so discard their `tolerationSeconds`), and are appended otherwise: `AddOrUpdateTolerationInPodSpec` of
 * k8s.io/kubernetes/pkg/apis/core/v1/helper.
 */
export function withControllerTolerations(tolerations: readonly Toleration[], hostNetwork: boolean): Toleration[] {
  const result = [...tolerations];
  for (const added of controllerTolerations(hostNetwork)) {
    let replaced = false;
    for (const [index, toleration] of result.entries()) {
      if (!isSameToleration(added, toleration)) continue;
      result[index] = added;
      replaced = true;
    }
    if (!replaced) result.push(added);
  }
  return result;
}

/** Equal key, operator, value and effect, as written: `Toleration.MatchToleration` of k8s.io/api/core/v1. */
export function isSameToleration(a: Toleration, b: Toleration): boolean {
  return (
    (a.key ?? "") === (b.key ?? "") &&
    (a.effect ?? "") === (b.effect ?? "") &&
    (a.operator ?? "") === (b.operator ?? "") &&
    (a.value ?? "") === (b.value ?? "")
  );
}

/**
 * True where every taint that `b` tolerates is tolerated by `a` too, and for the same time, so that `b` changes nothing
 * beside `a`. A toleration that can match no taint covers nothing and is covered by none.
 */
export function coversToleration(a: Toleration, b: Toleration): boolean {
  const operatorA = a.operator || "Equal";
  const operatorB = b.operator || "Equal";
  if (operatorB !== "Exists" && operatorB !== "Equal") return false;
  if (a.effect && a.effect !== b.effect) return false;
  if (a.key && a.key !== b.key) return false;
  const evicts = !b.effect || b.effect === "NoExecute";
  if (evicts && (a.tolerationSeconds ?? undefined) !== (b.tolerationSeconds ?? undefined)) return false;
  return (
    operatorA === "Exists" || (operatorA === "Equal" && operatorB === "Equal" && (a.value ?? "") === (b.value ?? ""))
  );
}

/**
 * Reads a taint as `kubectl taint` writes it: `key=value:effect`, `key:effect`. Undefined for anything else.
 */
export function parseTaint(text: string): Taint | undefined {
  const match = /^([^=:]+)(?:=([^=:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, key = "", value = "", effect = ""] = match;
  return { key, value, effect };
}
