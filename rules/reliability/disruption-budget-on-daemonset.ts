import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { compileSelector, type LabelSelector } from "../../src/kubernetes/label-selector.ts";
import type { Field } from "../../src/model/field.ts";
import { addTo } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import { isSelector, isText, typed } from "../../src/model/typed.ts";
import { type Workload, workloadOf } from "../../src/model/workload.ts";
import { DISRUPTIONS } from "../references.ts";

type Fact =
  | Workload
  | {
      readonly budget: string;
      readonly namespace: string;
      readonly selector: LabelSelector;
      /** Where it says something that needs the number of wanted pods: `maxUnavailable`, or a percentage. */
      readonly scaled: string | undefined;
      readonly place: Place;
    };

interface Budget {
  spec?: { selector?: LabelSelector; maxUnavailable?: unknown; minAvailable?: unknown };
}

export default defineWorkspaceRule<Fact>({
  id: "disruption-budget-on-daemonset",
  category: "reliability",
  severity: "warning",
  summary: "A disruption budget that can't protect a DaemonSet",
  why: "`kubectl drain` passes over DaemonSet pods and rollouts don't ask budgets, so there is nothing that it could hold back. With `maxUnavailable` or a percentage the disruption controller also looks for a scale that a DaemonSet doesn't have, can't compute how many pods are wanted, and refuses every eviction.",
  remedy:
    "Delete the budget, or let its selector leave out the DaemonSet's pods. What a rollout may take down is `updateStrategy.rollingUpdate.maxUnavailable`.",
  references: [DISRUPTIONS],
  kinds: ["DaemonSet", "PodDisruptionBudget"],
  *gather({ resource, defaultNamespace }) {
    if (resource.kind === "DaemonSet") {
      const workload = workloadOf(resource, defaultNamespace);
      if (workload !== undefined) yield workload;
      return;
    }
    const spec = (resource.fields as Field<Budget>).at("spec");
    const field = spec.at("selector") as Field;
    const selector = typed(field, isSelector);
    if (selector === undefined) return;
    const { maxUnavailable, minAvailable } = spec.value ?? {};
    const percentage = isText(minAvailable) ? `minAvailable ${minAvailable}` : undefined;
    const isCount = isText(maxUnavailable) || Number.isInteger(maxUnavailable);
    yield {
      budget: resource.name ?? "",
      namespace: resource.namespace ?? defaultNamespace,
      selector,
      scaled: isCount ? `maxUnavailable ${maxUnavailable}` : percentage,
      place: resource.placeOf(field, "key"),
    };
  },
  *checkWorkspace({ facts, comparisons }) {
    const byNamespace = new Map<string, Workload[]>();
    for (const fact of facts) if (!("budget" in fact)) addTo(byNamespace, fact.namespace, fact);
    for (const fact of facts) {
      if (!("budget" in fact)) continue;
      const { namespace, scaled, place } = fact;
      const selector = compileSelector(fact.selector);
      const candidates = byNamespace.get(namespace) ?? [];
      comparisons.count(candidates.length);
      const daemonSet = candidates.find(({ podLabels }) => selector?.matches(podLabels));
      if (daemonSet === undefined) continue;
      yield {
        at: place,
        message: `the budget covers the pods of DaemonSet "${daemonSet.name}", which drains pass over and whose rollouts ignore it${scaled === undefined ? "" : `; with ${scaled} it can't even be computed, so every eviction of those pods is refused`}; delete it, or select other pods`,
        related: [{ at: daemonSet.place, message: `DaemonSet "${daemonSet.name}"` }],
      };
    }
  },
});
