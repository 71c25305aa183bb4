import { defineRule } from "../../src/engine/rule.ts";
import type { Container } from "../../src/model/daemon-set.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { QOS, RESOURCES } from "../references.ts";
import { COMPUTE, isLimited, isRequested, lacking, resourcesOption } from "./amounts.ts";

const HARM: Readonly<Record<string, string>> = {
  cpu: "on a busy node it gets the CPU that the others leave",
  memory: "when the node runs out of memory it is among the first to be killed",
};

/** What comes of a pod that requests nothing: the kubelet evicts it first, but none of a system class. */
const BEST_EFFORT: Readonly<Record<string, string>> = {
  "system-node-critical":
    "BestEffort: its class saves it from eviction, and on a busy node it gets the CPU that the others leave",
  "system-cluster-critical":
    "BestEffort: its class saves it from eviction, and when the node runs out of memory it is killed before all others",
};

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
      const priorityClass = pod.spec.at("priorityClassName").value ?? "";
      // What makes a pod BestEffort is that all of its containers lack the same: one defect.
      yield {
        at: first.container.fields.at("resources").at("requests"),
        message: `${who} ${has}: none of the pod's containers requests or limits anything, so the pod is ${(Object.hasOwn(BEST_EFFORT, priorityClass) && BEST_EFFORT[priorityClass]) || "BestEffort and evicted before all others when the node runs short"}`,
      };
      return;
    }
    for (const { container, missing } of short) {
      yield {
        at: container.fields.at("resources").at("requests"),
        message: `${container.label} has ${lacking(missing, "request")}: ${harm(container, missing)}`,
      };
    }
  },
});

function harm({ role, pod }: Container, missing: readonly string[]): string {
  if (role === "init") return "while it runs, only what the other containers request is set aside for it";
  // Of a pod that is critical to its node, the kernel kills nothing sooner for that.
  const isSpared = pod.spec.at("priorityClassName").value === "system-node-critical";
  const harms = missing.map((resource) =>
    resource === "memory" && isSpared ? "the memory that it uses is given away a second time" : HARM[resource],
  );
  return harms.join(", and ");
}
