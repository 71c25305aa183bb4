import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { coversToleration, type Toleration } from "../../src/kubernetes/tolerations.ts";
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
  needs: ["tolerations"],
  *check({ daemonSet }) {
    const tolerations = daemonSet.pod.tolerations();
    if (tolerations.length < 2) return;
    const first = new Map<string, number>();
    for (const [index, { toleration }] of tolerations.entries()) {
      for (const form of formsOf(toleration)) if (!first.has(form)) first.set(form, index);
    }
    for (const [index, { field, toleration }] of tolerations.entries()) {
      const covering = formsThatCover(toleration).flatMap((form) => {
        const at = first.get(form);
        const other = at === undefined ? undefined : tolerations[at];
        if (at === undefined || other === undefined || at === index) return [];
        if (!coversToleration(other.toleration, toleration)) return [];
        // Of two that are alike, the first stays.
        return at < index || !coversToleration(toleration, other.toleration) ? [at] : [];
      });
      const by = tolerations[covering.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)];
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

/**
 * What a toleration is like, as far as covering goes: with its seconds, as they count where it evicts, and without. Of
 * those that are alike the first is enough to ask.
 */
function formsOf({ key, operator, value, effect, tolerationSeconds }: Toleration): string[] {
  const exists = operator === "Exists";
  const form = [key || "", effect || "", exists || operator || "Equal", exists ? "" : value || ""];
  return [JSON.stringify(form), JSON.stringify([...form, tolerationSeconds ?? null])];
}

/** The forms of tolerations that may cover one. */
function formsThatCover(toleration: Toleration): string[] {
  const { key, value, effect, tolerationSeconds } = toleration;
  const forms = [key, ""].flatMap((ofKey) =>
    [effect, ""].flatMap((ofEffect) =>
      ["Exists", "Equal"].flatMap((operator) =>
        formsOf({ key: ofKey, effect: ofEffect, operator, value, tolerationSeconds }),
      ),
    ),
  );
  return [...new Set(forms)];
}
