import { defineRule } from "../../src/engine/rule.ts";
import { POD_LIFECYCLE } from "../references.ts";

export default defineRule({
  id: "abrupt-termination",
  category: "updates",
  severity: "note",
  summary: "The agent is killed without a chance to finish",
  why: "With a grace period of 0 the kubelet kills the containers at once: buffered logs are lost, locks and iptables rules stay behind, volumes are not unmounted, `preStop` hooks don't run, and the API server forgets the pod before the node has let it go.",
  remedy: "Leave `terminationGracePeriodSeconds` out (30 seconds) or set what the agent needs to flush and clean up.",
  references: [POD_LIFECYCLE],
  needs: ["terminationGracePeriodSeconds"],
  *check({ daemonSet }) {
    const grace = daemonSet.pod.spec.at("terminationGracePeriodSeconds");
    if (grace.value !== 0) return;
    yield {
      at: grace,
      message:
        "terminationGracePeriodSeconds 0 kills the agent at once on every rollout and drain: what it has buffered is lost and what it set up on the node stays; leave it out for 30 seconds",
    };
  },
});
