import { defineRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import { NODE_SELECTION } from "../references.ts";

export default defineRule({
  id: "pod-affinity-in-daemonset",
  category: "scheduling",
  severity: "note",
  summary: "Spreads or gathers pods of which each node has one anyway",
  why: "The controller makes one pod for each node and pins it there; the scheduler can only say yes or no to that node. Pod affinity, anti-affinity and topology spread can therefore move nothing: at best they have no effect, at worst the answer is no and the pod of that node stays Pending.",
  remedy: "Delete it; choose nodes by a node selector or node affinity.",
  references: [NODE_SELECTION],
  needs: ["podAffinity", "podAntiAffinity", "topologySpreadConstraints"],
  *check({ daemonSet }) {
    const { spec } = daemonSet.pod;
    const affinity = spec.at("affinity");
    const places: [Field, string][] = [
      [affinity.at("podAffinity") as Field, "pod affinity"],
      [affinity.at("podAntiAffinity") as Field, "pod anti-affinity"],
      [spec.at("topologySpreadConstraints") as Field, "topology spread"],
    ];
    for (const [field, name] of places) {
      if (field.unknown || isEmpty(field.value)) continue;
      yield {
        at: field,
        message: `${name} can't move a DaemonSet's pods, which are made one for each node: at best it does nothing, at worst a node's pod stays Pending; delete it`,
      };
    }
  },
});

function isEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}
