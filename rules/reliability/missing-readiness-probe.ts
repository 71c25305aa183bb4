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
    const containers = daemonSet.pod.longRunning();
    const [first] = containers;
    // One container that can say no makes the pod say no: helpers beside it need no probe of their own.
    if (first === undefined || !containers.every(({ fields }) => fields.at("readinessProbe").absent)) return;
    yield {
      at: first.fields.at("readinessProbe"),
      subject: "readiness",
      message: `${containers.length === 1 ? `${first.label} has no readinessProbe` : "no container has a readinessProbe"}: the pod counts as ready while the agent hangs, in \`kubectl get daemonset\` and in rollouts`,
    };
  },
});
