import { defineRule } from "../../src/engine/rule.ts";
import { fix, setField } from "../../src/fix/edits.ts";
import { UPDATE_STRATEGY } from "../references.ts";

/** What `apps/v1` makes of a DaemonSet that says nothing. */
const DEFAULT_STRATEGY = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } };

export default defineRule({
  id: "missing-update-strategy",
  category: "updates",
  severity: "warning",
  summary: "Nothing says what a rollout does",
  why: "Without `updateStrategy` the API server picks one: in apps/v1 a rolling update, one node at a time, starting the moment the template changes. Whoever reads the manifest can't see that, and a change meant for a quiet hour takes the agent off one node after another at once.",
  remedy:
    "Write the strategy out: `RollingUpdate` with the `maxUnavailable` that the cluster can bear, or `OnDelete` where people decide node by node.",
  references: [UPDATE_STRATEGY],
  *check({ daemonSet }) {
    const strategy = daemonSet.spec.at("updateStrategy");
    if (!strategy.absent) return;
    yield {
      at: strategy,
      fix:
        daemonSet.updateStrategy === "OnDelete"
          ? fix("safe", "write down the default, OnDelete", setField(strategy, { type: "OnDelete" }))
          : fix("safe", "write down the default", setField(strategy, DEFAULT_STRATEGY)),
      message:
        daemonSet.updateStrategy === "OnDelete"
          ? `no updateStrategy: ${daemonSet.resource.apiVersion} defaults to OnDelete, so new versions reach a node only when its pod is deleted by hand`
          : "no updateStrategy: it defaults to a rolling update that takes the agent off one node after another as soon as the template changes; write down the one you want",
    };
  },
});
