import { defineRule } from "../../src/engine/rule.ts";
import { fix, renameKey, setField } from "../../src/fix/edits.ts";
import { toleratesTaint } from "../../src/kubernetes/tolerations.ts";
import type { Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { NODE_LABELS } from "../references.ts";
import { CONTROL_PLANE, MASTER } from "./node-labels.ts";

const SUCCESSORS: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/os": "kubernetes.io/os",
  "beta.kubernetes.io/arch": "kubernetes.io/arch",
  "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
};

export default defineRule({
  id: "deprecated-node-label",
  category: "scheduling",
  severity: "warning",
  summary: "Nodes are chosen by a label that is going, or gone",
  why: "The beta labels have been replaced and are kept by the kubelet only out of kindness: on the day it drops them, no node matches and the agent disappears from the cluster. `node-role.kubernetes.io/master` is gone already: kubeadm clusters have no such label since 1.24.",
  remedy:
    "Use the successor: `kubernetes.io/os`, `kubernetes.io/arch`, `topology.kubernetes.io/zone`, `topology.kubernetes.io/region`, `node.kubernetes.io/instance-type`, `node-role.kubernetes.io/control-plane`.",
  references: [NODE_LABELS],
  needs: ["nodeAffinity", "nodeSelector"],
  *check({ daemonSet }) {
    for (const { key, field, part, required } of daemonSet.pod.nodeLabelKeys()) {
      const successor = Object.hasOwn(SUCCESSORS, key) ? SUCCESSORS[key] : undefined;
      const at = part === undefined ? { at: field } : { at: field, part };
      if (successor !== undefined) {
        yield {
          ...at,
          api: "Warning",
          fix: fix(
            key === successor.replace("kubernetes.io/", "beta.kubernetes.io/") ? "safe" : "unsafe",
            `write \`${successor}\``,
            part === undefined ? setField(field, successor) : renameKey(field, successor),
          ),
          message: `the node label ${key} is deprecated: when the kubelet stops setting it, no node will match; use ${successor}`,
        };
      } else if (key === MASTER && !isExcluded(field)) {
        yield {
          ...at,
          severity: required ? "error" : "warning",
          message: `kubeadm clusters have no node label ${MASTER} since 1.24: ${required ? "no node matches, and no pod will start there" : "the preference has no effect"}; use ${CONTROL_PLANE}${required && !toleratesControlPlane(daemonSet.pod) ? ", and tolerate the taint of that name" : ""}`,
        };
      }
    }
  },
});

function toleratesControlPlane(pod: Pod): boolean {
  const { unknown } = pod.spec.at("tolerations");
  const taint = { key: CONTROL_PLANE, effect: "NoSchedule" } as const;
  return unknown || pod.tolerations().some(({ toleration }) => toleratesTaint(toleration, taint));
}

/** `DoesNotExist` and `NotIn` hold on nodes without the label: old manifests keep them to stay off old masters. */
function isExcluded(key: Field): boolean {
  const operator = key.parent?.at("operator").value;
  return operator === "DoesNotExist" || operator === "NotIn";
}
