import type { DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";

/** The rolling update of a DaemonSet; undefined where nothing rolls, or where it can't be known whether anything does. */
export function rollingUpdate(
  daemonSet: DaemonSet,
): { maxUnavailable: Field<string | number>; maxSurge: Field<string | number> } | undefined {
  if (daemonSet.updateStrategy !== "RollingUpdate") return undefined;
  const rolling = daemonSet.spec.at("updateStrategy").at("rollingUpdate");
  if (rolling.unknown) return undefined;
  return { maxUnavailable: rolling.at("maxUnavailable"), maxSurge: rolling.at("maxSurge") };
}

/** Share of the nodes, in percent, that an IntOrString means; of a count only where the number of nodes is known. */
export function percentOf(value: string | number, nodes: number | undefined): number | undefined {
  if (typeof value === "string") return /^\d+%$/.test(value) ? Number.parseInt(value, 10) : undefined;
  return nodes === undefined || nodes === 0 ? undefined : (100 * value) / nodes;
}

/** True for `0` and `0%`, and for what is absent. */
export function isZero(field: Field<string | number>): boolean {
  return field.absent || field.value === 0 || field.value === "0%";
}
