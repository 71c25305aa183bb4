import { defineRule } from "../../src/engine/rule.ts";
import { CRITICAL_PODS, PRIORITY } from "../references.ts";
import { CRITICAL_POD } from "./annotations.ts";

export default defineRule({
  id: "missing-priority-class",
  category: "scheduling",
  severity: "warning",
  summary: "On a full node the agent is the one that has to wait, or go",
  why: "Pods without a priority class have priority 0, like any workload. On a full node nothing makes room for the agent: its pod stays Pending on just that node, because a DaemonSet's pod can go nowhere else, and under memory pressure it is evicted as readily as what it watches.",
  remedy:
    "Set `priorityClassName`: a class of your own, or `system-node-critical` for what the node can't do without (in `kube-system`).",
  references: [PRIORITY, CRITICAL_PODS],
  *check({ daemonSet }) {
    const { spec, template } = daemonSet.pod;
    const name = spec.at("priorityClassName");
    if (name.unknown || name.value || !spec.at("priority").absent) return;
    const annotated = template.at("metadata").at("annotations").at(CRITICAL_POD).written;
    yield {
      at: name,
      message: `no priorityClassName${annotated ? ", and the annotation critical-pod no longer stands for one" : ""}: on a full node this pod stays Pending, as it can run nowhere else, and it is evicted like any workload; name a class${annotated ? " such as system-node-critical" : ""}`,
    };
  },
});
