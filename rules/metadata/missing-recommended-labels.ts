import { defineRule } from "../../src/engine/rule.ts";
import { LABELS } from "../references.ts";

export default defineRule({
  id: "missing-recommended-labels",
  category: "metadata",
  severity: "strict",
  summary: "Labels by which people and tools find the agent are missing",
  why: "Dashboards, cost reports and `kubectl get -l` across a fleet go by the recommended labels. An agent without them is there on every node and in no overview.",
  remedy:
    "Label the DaemonSet with `app.kubernetes.io/name`, and with `instance`, `version`, `component`, `part-of` and `managed-by` where they say something.",
  references: [LABELS],
  options: {
    labels: {
      type: "array",
      items: "string",
      description: "Labels that every DaemonSet has to carry",
      default: ["app.kubernetes.io/name"],
    },
  },
  *check({ daemonSet, options }) {
    const labels = daemonSet.fields.at("metadata").at("labels");
    if (labels.unknown) return;
    const missing = options.labels.filter((label) => labels.at(label).absent);
    if (missing.length === 0) return;
    yield {
      at: labels,
      message: `the DaemonSet lacks the label${missing.length === 1 ? "" : "s"} ${missing.join(", ")}: overviews by the recommended labels will not show it`,
    };
  },
});
