import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { coversToleration } from "../../src/kubernetes/tolerations.ts";
import { TAINTS } from "../references.ts";

export default defineRule({
  id: "duplicate-toleration",
  category: "scheduling",
  severity: "note",
  summary: "One toleration covers another",
  why: "A toleration that tolerates nothing that another doesn't tolerate already has no effect. Whoever deletes the narrow one believes that the pod has left those nodes, and it hasn't.",
  remedy: "Keep the one that says what is meant.",
  references: [TAINTS],
  silencedBy: ["redundant-toleration", "retired-master-toleration"],
  *check({ daemonSet }) {
    const tolerations = daemonSet.pod.tolerations();
    for (const [index, { field, toleration }] of tolerations.entries()) {
      const by = tolerations.find(
        (other, at) =>
          at !== index &&
          coversToleration(other.toleration, toleration) &&
          // Of two that are alike, the first stays.
          (at < index || !coversToleration(toleration, other.toleration)),
      );
      if (by === undefined) continue;
      const wide = by.toleration.key ? `of ${by.toleration.key}` : "of every key";
      yield {
        at: field,
        fix: fix("safe", "delete the toleration", removeField(field)),
        message: `has no effect: the toleration ${wide}${by.toleration.effect ? ` with ${by.toleration.effect}` : ""} covers it; keep the one that is meant`,
        related: [{ at: by.field, message: "covered by this toleration" }],
      };
    }
  },
});
