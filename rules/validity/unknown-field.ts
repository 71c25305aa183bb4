import { defineRule } from "../../src/engine/rule.ts";
import { verdictOf } from "../../src/validation/index.ts";
import { API_REFERENCE } from "../references.ts";
import { reportOf } from "./report.ts";

export default defineRule({
  id: "unknown-field",
  category: "validity",
  severity: "error",
  summary: "The API has no such field",
  why: "Strict validation, kubectl's default, refuses the object. Where it is off, as in many GitOps tools, the field is dropped without a word: the setting is in the file and never in the cluster.",
  remedy: "Spell the field as the API does, or move it to the level where it belongs.",
  references: [API_REFERENCE],
  presets: { validity: "error" },
  *check({ daemonSet, kubernetes }) {
    for (const error of verdictOf(daemonSet.resource, kubernetes).errors) {
      if (error.type !== "UnknownField" || error.since !== undefined || error.field === "spec.replicas") continue;
      yield reportOf(daemonSet.resource, error);
    }
  },
});
