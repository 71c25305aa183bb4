import { defineRule } from "../../src/engine/rule.ts";
import { fix, removeField } from "../../src/fix/edits.ts";
import { controllerTolerations, coversToleration, isSameToleration } from "../../src/kubernetes/tolerations.ts";
import { DAEMON_SET } from "../references.ts";

export default defineRule({
  id: "redundant-toleration",
  category: "scheduling",
  severity: "note",
  summary: "The DaemonSet controller adds this toleration itself",
  why: "Every pod of a DaemonSet gets tolerations for the node's own conditions (`not-ready` and `unreachable` with NoExecute, the pressures and `unschedulable` with NoSchedule, with host networking `network-unavailable`). Writing them again does nothing, and a `tolerationSeconds` on them is silently thrown away.",
  remedy: "Delete it.",
  references: [DAEMON_SET],
  needs: ["tolerations"],
  *check({ daemonSet }) {
    const added = controllerTolerations(daemonSet.pod.hostNetwork);
    for (const { field, toleration } of daemonSet.pod.tolerations()) {
      const { tolerationSeconds, ...rest } = toleration;
      const replaced = added.some((own) => isSameToleration(own, toleration));
      if (replaced && tolerationSeconds !== undefined && tolerationSeconds !== null) {
        yield {
          at: field.at("tolerationSeconds"),
          subject: field.path,
          fix: fix("safe", "delete `tolerationSeconds`", removeField(field.at("tolerationSeconds"))),
          message: `tolerationSeconds ${tolerationSeconds} is thrown away: the DaemonSet controller puts its own toleration of ${toleration.key}, without a limit, in the place of this one; the pod stays on the node`,
        };
      } else if (added.some((own) => coversToleration(own, toleration))) {
        yield {
          at: field,
          fix: fix("safe", "delete the toleration", removeField(field)),
          message: `the DaemonSet controller tolerates ${rest.key}:${rest.effect} for every pod of its own accord: delete this toleration`,
        };
      }
    }
  },
});
