import { defineRule } from "../../src/engine/rule.ts";
import { verdictOf } from "../../src/validation/index.ts";
import { API_REFERENCE } from "../references.ts";
import { reportOf } from "./report.ts";

export default defineRule({
  id: "field-not-in-version",
  category: "validity",
  severity: "error",
  summary: "The field is newer than the cluster",
  why: "An API server older than the field refuses the object, or drops the field without a word, and the pods run without what it asks for.",
  remedy: "Upgrade the cluster first, or leave the field out. `--kubernetes-version` says which Kubernetes is meant.",
  references: [API_REFERENCE],
  presets: { validity: "error" },
  *check({ daemonSet, kubernetes }) {
    for (const error of verdictOf(daemonSet.resource, kubernetes).errors) {
      if (error.since !== undefined) yield reportOf(daemonSet.resource, error);
    }
  },
});
