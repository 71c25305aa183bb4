import { defineRule } from "../../src/engine/rule.ts";
import { parseTaint, type Taint, toleratesTaint } from "../../src/kubernetes/tolerations.ts";
import type { Pod } from "../../src/model/daemon-set.ts";
import { TAINTS } from "../references.ts";
import { TOLERATIONS } from "./annotations.ts";
import { CONTROL_PLANE, MASTER, PLATFORM_LABELS } from "./node-labels.ts";

const KUBEADM_TAINT: Taint = { key: CONTROL_PLANE, effect: "NoSchedule" };

export default defineRule({
  id: "missing-control-plane-toleration",
  category: "scheduling",
  severity: "warning",
  summary: "The agent is missing from the control plane",
  why: "Control-plane nodes carry the taint `node-role.kubernetes.io/control-plane:NoSchedule`. A DaemonSet that doesn't tolerate it runs on the workers only, nothing says so, and the logs, metrics or intrusion alerts of the nodes that matter most are the ones that are missing.",
  remedy:
    "Tolerate the taint: `key: node-role.kubernetes.io/control-plane` with `operator: Exists` and `effect: NoSchedule`.",
  exceptions:
    "An agent for workloads only (a GPU device plugin, an image cache) has no business on the control plane. Say so in the waiver, or write it down for the scheduler with a node selector or a required node affinity.",
  references: [TAINTS],
  *check({ daemonSet, cluster }) {
    const { pod } = daemonSet;
    const tolerations = pod.spec.at("tolerations");
    if (tolerations.unknown || pod.isWindows || isForChosenNodes(pod)) return;
    const known = pod.tolerations();
    if (known.length < tolerations.items().length) return;
    const taints = (cluster.controlPlaneTaints ?? []).flatMap((text) => parseTaint(text) ?? []);
    for (const taint of taints.length > 0 ? taints : [KUBEADM_TAINT]) {
      if (taint.effect === "PreferNoSchedule") continue;
      if (known.some(({ toleration }) => toleratesTaint(toleration, taint))) continue;
      const name = `${taint.key}${taint.value ? `=${taint.value}` : ""}:${taint.effect}`;
      const advice = "its pods will be missing from the control-plane nodes";
      const near = known.find(({ toleration }) => toleration.key === taint.key);
      const master = known.find(({ toleration }) => toleration.key === MASTER);
      if (near !== undefined) {
        const { field, toleration } = near;
        if (toleration.effect && toleration.effect !== taint.effect) {
          const effect = field.at("effect");
          yield {
            at: effect,
            message: `tolerates ${taint.key} with effect ${toleration.effect}, and the taint's effect is ${taint.effect}: ${advice}; write effect: ${taint.effect}`,
          };
        } else {
          yield {
            at: field.at("value"),
            message: `tolerates ${taint.key} only with the value "${toleration.value ?? ""}", and the taint ${taint.value ? `has the value "${taint.value}"` : "has none"}: ${advice}; write operator: Exists without a value`,
          };
        }
      } else if (master !== undefined && taint.key === CONTROL_PLANE) {
        yield {
          at: master.field.at("key"),
          message: `tolerates only ${MASTER}, a taint that kubeadm stopped setting in 1.25: ${advice}; tolerate ${name} instead`,
        };
      } else {
        const annotated = pod.template.at("metadata").at("annotations").at(TOLERATIONS).written;
        yield {
          at: tolerations,
          message: annotated
            ? `no toleration for ${name}, and nothing reads the annotation ${TOLERATIONS}: ${advice}; write it in spec.template.spec.tolerations`
            : `no toleration for ${name}: ${advice}; add one, or select the nodes that are meant`,
        };
      }
      return;
    }
  },
});

/** True where the pod says which nodes it is for, beyond their operating system and architecture. */
function isForChosenNodes(pod: Pod): boolean {
  if (!pod.spec.at("nodeName").absent || pod.spec.at("nodeSelector").unknown || pod.spec.at("affinity").unknown)
    return true;
  return pod.nodeLabelKeys().some(({ key, required }) => required && !PLATFORM_LABELS.has(key));
}
