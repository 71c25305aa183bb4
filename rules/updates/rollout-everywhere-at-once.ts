import { defineRule } from "../../src/engine/rule.ts";
import { UPDATE_STRATEGY } from "../references.ts";
import { percentOf, rollingUpdate } from "./rollout.ts";

export default defineRule({
  id: "rollout-everywhere-at-once",
  category: "updates",
  severity: "warning",
  summary: "A rollout takes the agent off every node at once",
  why: "`maxUnavailable` is how many nodes may be without the agent while it is replaced. At 100% the controller deletes every pod in one go: no logs, no network policy, no volumes anywhere until the new version is up, and a version that doesn't start is down everywhere.",
  remedy:
    "Let a share of the nodes go at a time, such as `maxUnavailable: 10%`, or use `maxSurge` where the agent can run twice on a node for a while.",
  exceptions:
    "A job-like agent that nobody misses for a minute (a cache warmer, an image puller) may be replaced at once.",
  references: [UPDATE_STRATEGY],
  options: {
    threshold: {
      type: "integer",
      description: "Share of the nodes, in percent, from which on a rollout counts as everywhere at once",
      default: 100,
      minimum: 1,
      maximum: 100,
    },
  },
  needs: ["maxUnavailable"],
  *check({ daemonSet, options, cluster }) {
    const rolling = rollingUpdate(daemonSet);
    if (rolling === undefined) return;
    const { maxUnavailable } = rolling;
    const value = maxUnavailable.value;
    if (value === undefined) return;
    const percent = percentOf(value, cluster.nodes);
    if (percent === undefined || percent < options.threshold) return;
    yield {
      at: maxUnavailable,
      message: `maxUnavailable ${value} lets a rollout take the agent off ${percent >= 100 ? "every node" : `${Math.floor(percent)}% of the nodes`} at the same time, and a version that does not start is then down there too; write a smaller share, such as 10%`,
    };
  },
});
