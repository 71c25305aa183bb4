import { defineRule } from "../../src/engine/rule.ts";
import { verdictOf } from "../../src/validation/index.ts";
import { API_REFERENCE } from "../references.ts";
import { reportOf } from "./report.ts";

export default defineRule({
  id: "api-warning",
  category: "validity",
  severity: "warning",
  summary: "The API server accepts it with a warning",
  why: "The server answers with a `Warning:` header that few pipelines show: the field has no effect, is on its way out, or does something else than it seems to.",
  remedy: "Do what the message says while it is only a warning.",
  references: [API_REFERENCE],
  presets: { validity: "warning" },
  silencedBy: ["pods-refused", "deprecated-node-label", "critical-pod-annotation"],
  *check({ daemonSet, kubernetes, preset }) {
    for (const warning of verdictOf(daemonSet.resource, kubernetes).warnings) {
      if (!warning.isConsequence || preset === "validity") yield reportOf(daemonSet.resource, warning);
    }
  },
});
