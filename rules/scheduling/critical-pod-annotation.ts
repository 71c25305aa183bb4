import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { CRITICAL_PODS } from "../references.ts";
import { CRITICAL_POD as ANNOTATION } from "./annotations.ts";

export default defineRule({
  id: "critical-pod-annotation",
  category: "scheduling",
  severity: "warning",
  summary: "An annotation that protected critical pods until 1.15",
  why: "`scheduler.alpha.kubernetes.io/critical-pod` has had no effect since Kubernetes 1.16. A pod that relies on it has the priority of any workload: evicted under pressure, Pending on a full node.",
  remedy: "Set `priorityClassName: system-node-critical` (in `kube-system`), and delete the annotation.",
  references: [CRITICAL_PODS],
  needs: [ANNOTATION],
  *check({ daemonSet }) {
    const annotation = daemonSet.pod.template.at("metadata").at("annotations").at(ANNOTATION);
    if (!annotation.written) return;
    const protectedNow = Boolean(daemonSet.pod.spec.at("priorityClassName").value);
    yield {
      at: annotation,
      part: "key",
      fix: fix("safe", "delete the annotation", removeField(annotation)),
      api: "Warning",
      message: `${ANNOTATION} has had no effect since Kubernetes 1.16: ${protectedNow ? "priorityClassName does its work, so delete it" : "nothing makes this pod critical; delete it"}`,
    };
  },
});
