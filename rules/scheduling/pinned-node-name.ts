import { defineRule } from "../../src/engine/rule.ts";
import { NODE_SELECTION } from "../references.ts";

export default defineRule({
  id: "pinned-node-name",
  category: "scheduling",
  severity: "error",
  summary: "The DaemonSet runs on one node only",
  why: "With `nodeName` in the template the controller finds every node but that one unfit: the DaemonSet asks for one pod where one a node was meant, and reports itself complete. When the node goes, so does the agent.",
  remedy: "Delete `nodeName`; choose nodes by a node selector or node affinity.",
  references: [NODE_SELECTION],
  needs: ["nodeName"],
  *check({ daemonSet }) {
    const nodeName = daemonSet.pod.spec.at("nodeName");
    if (!nodeName.value) return;
    yield {
      at: nodeName,
      message: `nodeName pins the DaemonSet to ${nodeName.value}: it runs on no other node, and calls itself complete; delete it and choose nodes by label`,
    };
  },
});
