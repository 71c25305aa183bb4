import { defineRule } from "../../src/engine/rule.ts";
import { labelPresence, selectionContradiction } from "../../src/kubernetes/node-affinity.ts";
import { parseTaint, untoleratedTaint } from "../../src/kubernetes/tolerations.ts";
import type { Field } from "../../src/model/field.ts";
import { NODE_SELECTION, TAINTS } from "../references.ts";
import { CONTROL_PLANE } from "./node-labels.ts";

export default defineRule({
  id: "unsatisfiable-node-selection",
  category: "scheduling",
  severity: "error",
  summary: "No node can ever run it",
  why: "Node selector, required node affinity and tolerations must all be met by one node. Where they contradict each other, no node fits, the controller wants zero pods, and the DaemonSet reports itself complete: `0 of 0`, all green, nothing anywhere.",
  remedy:
    "Take out one side of the contradiction. Where control-plane nodes are selected, tolerate their taint as well.",
  references: [NODE_SELECTION, TAINTS],
  needs: ["nodeAffinity", "nodeSelector"],
  *check({ daemonSet, cluster }) {
    const { pod } = daemonSet;
    const { spec } = pod;
    const selector = spec.at("nodeSelector");
    const affinity = spec.at("affinity");
    const selection = pod.nodeSelection();
    if (selection === undefined) return;
    const place = (selector.absent ? affinity : selector) as Field;
    const contradiction = selectionContradiction(selection);
    if (contradiction !== undefined) {
      const keys = contradiction.keys.map((key) => `"${key}"`).join(", ");
      yield {
        at: place,
        message: `node selector and required node affinity contradict each other${keys === "" ? "" : ` over ${keys}`}: no node can meet both, so the DaemonSet wants no pod anywhere and calls itself complete`,
      };
      return;
    }
    const tolerations = spec.at("tolerations");
    if (tolerations.unknown || labelPresence(selection, CONTROL_PLANE) !== "required") return;
    if (pod.tolerations().length < tolerations.items().length) return;
    const configured = (cluster.controlPlaneTaints ?? []).flatMap((text) => parseTaint(text) ?? []);
    const taints = configured.length > 0 ? configured : [{ key: CONTROL_PLANE, effect: "NoSchedule" }];
    const untolerated = untoleratedTaint(
      pod.tolerations().map(({ toleration }) => toleration),
      taints,
    );
    if (untolerated === undefined) return;
    yield {
      at: place,
      message: `selects control-plane nodes and does not tolerate their taint ${untolerated.key}:${untolerated.effect}: no node can run it, and it calls itself complete; add the toleration`,
    };
  },
});
