import { defineRule } from "../../src/engine/rule.ts";
import { PROBES } from "../references.ts";

export default defineRule({
  id: "missing-liveness-probe",
  category: "reliability",
  severity: "strict",
  summary: "Nothing restarts the agent when it hangs",
  why: "The kubelet restarts a container that ends, not one that hangs. An agent that deadlocks on one node of a thousand stays that way until somebody misses that node's data.",
  remedy: "Add a `livenessProbe` that fails only when a restart helps.",
  exceptions:
    "A probe that fails with the agent's back end restarts every agent at once: leave it out where nothing better can be asked.",
  references: [PROBES],
  *check({ daemonSet }) {
    for (const container of daemonSet.pod.longRunning()) {
      const probe = container.fields.at("livenessProbe");
      if (!probe.absent) continue;
      yield {
        at: probe,
        message: `${container.label} has no livenessProbe: when it hangs, nothing restarts it, and its node is without the agent until somebody notices`,
      };
    }
  },
});
