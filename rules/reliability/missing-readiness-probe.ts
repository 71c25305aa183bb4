import { defineRule } from "../../src/engine/rule.ts";
import { PROBES } from "../references.ts";

export default defineRule({
  id: "missing-readiness-probe",
  category: "reliability",
  severity: "note",
  summary: "Nothing says whether the agent does its work",
  why: "Without a readiness probe a container counts as ready from its first moment to its last. `kubectl get daemonset` shows all ready while the agent hangs on its back end, and a rollout goes on as if the new version worked.",
  remedy: "Add a `readinessProbe` that fails when the agent can't do its work.",
  references: [PROBES],
  silencedBy: ["ungated-rollout"],
  *check({ daemonSet }) {
    for (const container of daemonSet.pod.longRunning()) {
      const probe = container.fields.at("readinessProbe");
      if (!probe.absent) continue;
      yield {
        at: probe,
        subject: "readiness",
        message: `${container.label} has no readinessProbe: it counts as ready while it hangs, in \`kubectl get daemonset\` and in rollouts`,
      };
    }
  },
});
