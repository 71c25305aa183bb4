import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { toleratesTaint } from "../../src/kubernetes/tolerations.ts";
import { NODE_LABELS } from "../references.ts";
import { CONTROL_PLANE, MASTER } from "./node-labels.ts";

export default defineRule({
  id: "retired-master-toleration",
  category: "scheduling",
  severity: "note",
  summary: "Tolerates a taint that is no longer set",
  why: "kubeadm renamed the taint `node-role.kubernetes.io/master` to `control-plane` and stopped setting the old one in 1.25. Beside the current toleration the old one does nothing, and readers wonder which of the two is needed.",
  remedy: "Delete the toleration of `node-role.kubernetes.io/master`.",
  exceptions: "Some distributions still set the old taint, and clusters up to 1.24 do: set the option `still-set`.",
  references: [NODE_LABELS],
  options: {
    "still-set": {
      type: "boolean",
      description: "The clusters in question still set `node-role.kubernetes.io/master`",
      default: false,
    },
  },
  needs: ["tolerations"],
  *check({ daemonSet, options }) {
    if (options["still-set"]) return;
    const tolerations = daemonSet.pod.tolerations();
    const current = { key: CONTROL_PLANE, effect: "NoSchedule" };
    if (!tolerations.some(({ toleration }) => toleratesTaint(toleration, current))) return;
    for (const { field, toleration } of tolerations) {
      if (toleration.key !== MASTER) continue;
      yield {
        at: field.at("key"),
        subject: field.path,
        fix: fix("unsafe", "delete the toleration", removeField(field)),
        message: `${MASTER} is no longer set by kubeadm since 1.25, and the current taint is tolerated already: delete this toleration`,
      };
    }
  },
});
