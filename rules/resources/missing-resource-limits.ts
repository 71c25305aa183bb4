import { defineRule } from "../../src/engine/rule.ts";
import { RESOURCES } from "../references.ts";
import { isLimited, lacking, resourcesOption } from "./amounts.ts";

const HARM: Readonly<Record<string, string>> = {
  memory: "a leak in it takes the node's memory until pods are evicted or killed, and not only this one",
  cpu: "a loop in it takes all the CPU that the node's other pods have not requested",
};

export default defineRule({
  id: "missing-resource-limits",
  category: "resources",
  severity: "warning",
  summary: "Nothing bounds what the agent takes from the node",
  why: "An agent runs on every node beside every workload, so its bad day is everybody's. Without a memory limit a leak makes the node run out of memory, and the kernel chooses whom to kill; without a CPU limit a loop slows down all that runs there, on all nodes at once.",
  remedy:
    "Set `resources.limits` on each container, or on the pod as a whole (Kubernetes 1.34). Take the memory limit from what the agent uses on the busiest node, with room to spare: at the limit it is killed and restarted.",
  exceptions:
    "Some teams set no CPU limits, because throttling costs latency and requests share the CPU fairly already. Say so once, with the option `resources: [memory]`, rather than waiver by waiver.",
  references: [RESOURCES],
  options: { resources: resourcesOption("The resources of which every container must have a limit.") },
  *check({ daemonSet, options }) {
    for (const container of daemonSet.pod.allContainers()) {
      const missing = options.resources.filter((resource) => !isLimited(container, resource));
      if (missing.length === 0) continue;
      const harm = missing.map((resource) => HARM[resource]).join(", and ");
      yield {
        at: container.fields.at("resources").at("limits"),
        message: `${container.label} has ${lacking(missing, "limit")}: ${harm}`,
      };
    }
  },
});
