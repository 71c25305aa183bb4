import { defineRule } from "../../src/engine/rule.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { QOS, RESOURCES } from "../references.ts";
import { COMPUTE, isLimited, isRequested, lacking, resourcesOption } from "./amounts.ts";

export default defineRule({
  id: "missing-resource-requests",
  category: "resources",
  severity: "warning",
  summary: "The scheduler does not know what the agent needs",
  why: "The scheduler fills a node by requests. What an agent uses and doesn't request is given away a second time, and on a full node it competes for it: slow without a CPU request, and among the first to be evicted for memory. A pod without any request or limit is BestEffort: the kubelet evicts such pods before all others.",
  remedy:
    "Set `resources.requests` on each container to what it uses on an ordinary day. A limit without a request is a request of the same amount, which reserves the whole limit on every node.",
  exceptions: "An init container that ends at once needs little more than the containers after it request anyway.",
  references: [RESOURCES, QOS],
  options: { resources: resourcesOption("The resources that every container must request.") },
  *check({ daemonSet: { pod }, options }) {
    const containers = pod.allContainers();
    const bestEffort = containers.every((container) =>
      COMPUTE.every((resource) => !isRequested(container, resource) && !isLimited(container, resource)),
    );
    const short = containers.flatMap((container) => {
      const missing = options.resources.filter((resource) => !isRequested(container, resource));
      return missing.length === 0 ? [] : [{ container, missing }];
    });
    const [first] = short;
    if (first !== undefined && bestEffort) {
      const who = enumerate(short.map(({ container }) => container.label));
      const has = `${short.length === 1 ? "has" : "have"} ${lacking(first.missing, "request")}`;
      // What makes a pod BestEffort is that all of its containers lack the same: one defect.
      yield {
        at: first.container.fields.at("resources").at("requests"),
        message: `${who} ${has}: none of the pod's containers requests or limits anything, so the pod is BestEffort and evicted before all others when the node runs short`,
      };
      return;
    }
    for (const { container, missing } of short) {
      yield {
        at: container.fields.at("resources").at("requests"),
        message: `${container.label} has ${lacking(missing, "request")}: on a full node it gets what the others leave`,
      };
    }
  },
});
