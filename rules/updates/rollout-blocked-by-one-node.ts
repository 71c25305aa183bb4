import { defineRule } from "../../src/engine/rule.ts";
import { UPDATE_STRATEGY } from "../references.ts";
import { isZero, rollingUpdate } from "./rollout.ts";

/** A cluster with more nodes than this always has one that is down. */
const FEW_NODES = 20;

export default defineRule({
  id: "rollout-blocked-by-one-node",
  category: "updates",
  severity: "strict",
  summary: "One lost node stops every rollout",
  why: "Pods on nodes that are down count as unavailable. With `maxUnavailable: 1`, which is also the default, one such node uses up the whole allowance and the controller replaces nothing anywhere, until somebody notices that a rollout has stood still for days.",
  remedy: "Allow a share of the nodes: `maxUnavailable: 10%` is never less than one pod and grows with the cluster.",
  references: [
    UPDATE_STRATEGY,
    "https://github.com/kubernetes/kubernetes/issues/117204",
    "https://github.com/kubernetes/test-infra/issues/31706",
  ],
  severityIn: ({ nodes }) => (nodes !== undefined && nodes > FEW_NODES ? "warning" : undefined),
  *check({ daemonSet, cluster }) {
    const rolling = rollingUpdate(daemonSet);
    if (rolling === undefined || rolling.maxUnavailable.unknown || rolling.maxSurge.unknown) return;
    const { maxUnavailable, maxSurge } = rolling;
    if (!isZero(maxSurge) || (maxUnavailable.value ?? 1) !== 1) return;
    const of = cluster.nodes === undefined ? "" : ` of ${cluster.nodes}`;
    yield {
      at: maxUnavailable,
      message: `maxUnavailable is 1${maxUnavailable.absent ? " by default" : ""}: a pod on a node that is down counts as unavailable, so one lost node${of} stops every rollout; write a share, such as 10%`,
    };
  },
});
