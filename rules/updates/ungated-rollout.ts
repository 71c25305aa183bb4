import { defineRule } from "../../src/engine/rule.ts";
import { UPDATE_STRATEGY } from "../references.ts";
import { rollingUpdate } from "./rollout.ts";

export default defineRule({
  id: "ungated-rollout",
  category: "updates",
  severity: "warning",
  summary: "Nothing stops a broken version from rolling on to the next node",
  why: "The controller goes on to the next node when the new pod is available. Without a readiness probe a pod is ready the moment its processes start, and with `minReadySeconds: 0` it is available at that same moment: a version that crashes after two seconds is passed as good on one node after another.",
  remedy:
    "Give the agent a `readinessProbe` that fails when it doesn't do its work, or set `minReadySeconds` (30 or so) so that a pod has to stay up before the next one is replaced.",
  references: [UPDATE_STRATEGY],
  *check({ daemonSet }) {
    const minReady = daemonSet.spec.at("minReadySeconds");
    if (rollingUpdate(daemonSet) === undefined || minReady.unknown || (minReady.value ?? 0) > 0) return;
    const containers = daemonSet.pod.longRunning();
    if (containers.length === 0 || containers.some(({ fields }) => !fields.at("readinessProbe").absent)) return;
    yield {
      at: minReady,
      subject: "readiness",
      message:
        "rolling update without a readiness probe or minReadySeconds: a version that crashes after its start counts as good and goes on to every node; add a readinessProbe, or minReadySeconds: 30",
    };
  },
});
