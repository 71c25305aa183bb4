import { defineResourceRule } from "../../src/engine/rule.ts";
import { isText, typed } from "../../src/model/typed.ts";
import { DAEMON_SET } from "../references.ts";

export default defineResourceRule({
  id: "autoscaled-daemonset",
  category: "reliability",
  severity: "error",
  summary: "An autoscaler targets a DaemonSet, which has no scale",
  why: "A DaemonSet runs one pod a node and has no scale subresource. The autoscaler finds nothing to change, fails with `FailedGetScale` every few seconds, and the load it was meant for stays where it is.",
  remedy:
    "Delete the autoscaler, and size the pod for the largest node; or make the workload a Deployment if it need not be on every node.",
  references: [DAEMON_SET],
  kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
  *checkResource({ resource }) {
    const target = resource.fields.walk(["spec", "scaleTargetRef"]);
    const kind = target.at("kind");
    if (kind.value !== "DaemonSet") return;
    yield {
      at: kind,
      message: `${resource.kind} targets DaemonSet "${typed(target.at("name"), isText) ?? ""}", which has no scale to change: it runs one pod a node; delete the autoscaler`,
    };
  },
});
