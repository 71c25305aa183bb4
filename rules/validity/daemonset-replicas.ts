import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { DAEMON_SET } from "../references.ts";

export default defineRule({
  id: "daemonset-replicas",
  category: "validity",
  severity: "error",
  summary: "A DaemonSet has no replicas",
  why: "A DaemonSet runs one pod on every node that it selects, so it has no such field: strict validation refuses the object, and a server that drops the field runs as many pods as there are nodes.",
  remedy:
    "Delete `replicas`. To run on fewer nodes, set a node selector; to run a fixed number of pods, make it a Deployment.",
  references: [DAEMON_SET],
  presets: { validity: "error" },
  needs: ["replicas"],
  *check({ daemonSet }) {
    const replicas = daemonSet.spec.at("replicas");
    if (!replicas.written) return;
    yield {
      at: replicas,
      part: "key",
      api: "UnknownField",
      message:
        "a DaemonSet has no replicas, it runs one pod on every node that it selects: delete the field, or make it a Deployment",
      fix: fix("safe", "delete `replicas`", removeField(replicas)),
    };
  },
});
