import { defineRule } from "../../src/engine/rule.ts";
import { TAINTS } from "../references.ts";

export default defineRule({
  id: "tolerates-every-taint",
  category: "scheduling",
  severity: "warning",
  summary: "Tolerates every taint there is",
  why: "An empty key with `Exists` and no effect matches all taints, `NoExecute` included. The pod is started on nodes that are reserved for others, stays on nodes that are being evacuated or are out of service, and is put back at once where an operator tainted a node to get everything off it.",
  remedy:
    "Tolerate what the agent has to live with: `node-role.kubernetes.io/control-plane:NoSchedule`, or all of one effect (`operator: Exists` with `effect: NoSchedule`).",
  exceptions:
    "Network plugins, storage drivers and security agents must run on every node whatever state it is in. Waive it with that reason.",
  references: [TAINTS],
  needs: ["tolerations"],
  *check({ daemonSet }) {
    for (const { field, toleration } of daemonSet.pod.tolerations()) {
      if (toleration.key || toleration.operator !== "Exists" || toleration.effect) continue;
      yield {
        at: field,
        message:
          "tolerates every taint, NoExecute included: the pod is placed on nodes that are reserved, being evacuated or out of service, and can't be tainted off a node; name the taints, or at least an effect",
      };
    }
  },
});
