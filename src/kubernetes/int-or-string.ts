/**
 * A count or a percentage of a total, as `intstr.GetScaledValueFromIntOrPercent` (k8s.io/apimachinery/pkg/util/intstr)
 * scales it. Undefined where it is neither: a text without `%` is no count.
 */
export function scaleIntOrPercent(value: number | string, total: number, rounding: "up" | "down"): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const percent = parsePercent(value);
  if (percent === undefined) return undefined;
  const scaled = (percent * total) / 100;
  return rounding === "up" ? Math.ceil(scaled) : Math.floor(scaled);
}

/** `25` of `25%`; undefined for anything else. */
export function parsePercent(text: string): number | undefined {
  // As `strconv.Atoi`: a sign is allowed, an underscore or a blank is not.
  return /^[+-]?[0-9]{1,18}%$/.test(text) ? Number(text.slice(0, -1)) : undefined;
}

/** The rolling-update part of a DaemonSet's strategy; absent fields have their defaults. */
export interface RollingUpdate {
  readonly maxUnavailable?: number | string | null | undefined;
  readonly maxSurge?: number | string | null | undefined;
}

/**
 * How many pods of a DaemonSet on `nodes` nodes a rolling update takes down, and adds, at a time: both round up
 * (`UnavailableCount` and `SurgeCount` of k8s.io/kubernetes/pkg/controller/daemon/util), and where both come to
 * nothing one pod is taken down after all (`updatedDesiredNodeCounts` of k8s.io/kubernetes/pkg/controller/daemon).
 * Undefined where a value can't be scaled.
 */
export function rolloutBudget(
  update: RollingUpdate | null | undefined,
  nodes: number,
): { readonly unavailable: number; readonly surge: number } | undefined {
  const unavailable = scaleIntOrPercent(update?.maxUnavailable ?? 1, nodes, "up");
  const surge = scaleIntOrPercent(update?.maxSurge ?? 0, nodes, "up");
  if (unavailable === undefined || surge === undefined) return undefined;
  return { unavailable: nodes > 0 && unavailable === 0 && surge === 0 ? 1 : unavailable, surge };
}
