import { defineRule } from "../../src/engine/rule.ts";
import { UPDATE_STRATEGY } from "../references.ts";

export default defineRule({
  id: "on-delete-update-strategy",
  category: "updates",
  severity: "note",
  summary: "New versions reach a node only when its pod is deleted by hand",
  why: "With `OnDelete` the controller never replaces a running pod. A fixed vulnerability is applied to the cluster, `kubectl rollout status` has nothing to say, and every node keeps the old version until somebody deletes its pod or the node is replaced.",
  remedy: "Use `type: RollingUpdate` with a `maxUnavailable` that the cluster can bear.",
  exceptions:
    "Right where something else drives the rollout node by node: a CNI or storage driver that must be drained first, or an operator that deletes the pods. Name it in the waiver.",
  references: [UPDATE_STRATEGY],
  needs: ["updateStrategy"],
  *check({ daemonSet }) {
    const type = daemonSet.spec.at("updateStrategy").at("type");
    if (type.value !== "OnDelete") return;
    yield {
      at: type,
      message:
        "updateStrategy OnDelete: a new version, security fixes included, reaches a node only when a person deletes its pod; use RollingUpdate unless something else drives the rollout",
    };
  },
});
