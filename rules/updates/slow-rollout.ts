import { defineRule } from "../../src/engine/rule.ts";
import { rolloutBudget } from "../../src/kubernetes/int-or-string.ts";
import { UPDATE_STRATEGY } from "../references.ts";
import { rollingUpdate } from "./rollout.ts";

/** What it takes to pull an image and start a pod, in seconds, where no probe says more. */
const START = 30;
/** Kubernetes' default of `terminationGracePeriodSeconds`. */
const GRACE = 30;

export default defineRule({
  id: "slow-rollout",
  category: "updates",
  severity: "note",
  summary: "A rollout over the whole cluster takes longer than it may",
  why: "Nodes are replaced in waves of `maxUnavailable` (or `maxSurge`), and each wave takes as long as a pod takes to stop, to start and to stay ready. On a large cluster a small wave turns an urgent fix into a matter of days.",
  remedy:
    "Raise `maxUnavailable` to a share of the nodes, use `maxSurge`, or shorten `minReadySeconds` and the grace period.",
  references: [UPDATE_STRATEGY],
  options: {
    hours: { type: "number", description: "Longest rollout that is fine, in hours", default: 24, minimum: 0 },
  },
  *check({ daemonSet, options, cluster }) {
    const { nodes } = cluster;
    const rolling = rollingUpdate(daemonSet);
    if (rolling === undefined || nodes === undefined || nodes === 0) return;
    const { maxSurge, maxUnavailable } = rolling;
    if (maxSurge.unknown || maxUnavailable.unknown) return;
    const budget = rolloutBudget({ maxSurge: maxSurge.value, maxUnavailable: maxUnavailable.value }, nodes);
    if (budget === undefined) return;
    const { surge } = budget;
    const wave = surge > 0 ? surge : budget.unavailable;
    const { pod } = daemonSet;
    const grace = surge > 0 ? 0 : (pod.spec.at("terminationGracePeriodSeconds").value ?? GRACE);
    const ready = daemonSet.spec.at("minReadySeconds").value ?? 0;
    const delays = pod
      .longRunning()
      .map(({ fields }) => fields.at("readinessProbe").at("initialDelaySeconds").value ?? 0);
    const start = Math.max(START, ...delays);
    const seconds = Math.ceil(nodes / wave) * (grace + start + ready);
    if (seconds <= options.hours * 3600) return;
    const hours = Math.round(seconds / 3600);
    yield {
      at: surge > 0 ? maxSurge : maxUnavailable,
      message: `a rollout over ${nodes} nodes takes about ${hours} hours: ${Math.ceil(nodes / wave)} waves of ${wave}, each ${grace} s to stop, ${start} s to start and ${ready} s to stay ready; the limit is ${options.hours} hours`,
    };
  },
});
