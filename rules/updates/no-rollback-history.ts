import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { ROLLBACK } from "../references.ts";

export default defineRule({
  id: "no-rollback-history",
  category: "updates",
  severity: "warning",
  summary: "There is no earlier version to go back to",
  why: "The controller keeps former pod templates as ControllerRevisions. With `revisionHistoryLimit: 0` it deletes them at once, and `kubectl rollout undo` has nothing to return to in the hour when it is needed.",
  remedy: "Leave `revisionHistoryLimit` out (ten are kept) or keep at least one.",
  references: [ROLLBACK],
  needs: ["revisionHistoryLimit"],
  *check({ daemonSet }) {
    const limit = daemonSet.spec.at("revisionHistoryLimit");
    if (limit.value !== 0) return;
    yield {
      at: limit,
      fix: fix("safe", "delete it, so that ten are kept", removeField(limit)),
      message:
        "revisionHistoryLimit 0 keeps no former version: `kubectl rollout undo` will have nothing to go back to; leave it out to keep ten",
    };
  },
});
