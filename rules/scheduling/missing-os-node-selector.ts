import { defineRule } from "../../src/engine/rule.ts";
import { NODE_SELECTION } from "../references.ts";
import { OS_LABELS } from "./node-labels.ts";

export default defineRule({
  id: "missing-os-node-selector",
  category: "scheduling",
  severity: "strict",
  summary: "Nothing says which operating system the image is for",
  why: "In a cluster with Windows nodes a DaemonSet without an operating system is placed on them too. A Linux image can't start there: the pods hang in ImagePullBackOff or ContainerCreating, and the rollout waits for them.",
  remedy:
    "Select `kubernetes.io/os: linux` (or `windows`), and say the same in `spec.os.name`, which lets the API server check the pod for that system.",
  references: [NODE_SELECTION],
  *check({ daemonSet }) {
    const { spec } = daemonSet.pod;
    const selector = spec.at("nodeSelector");
    if (!spec.at("os").at("name").absent || selector.unknown || spec.at("affinity").unknown) return;
    if (!spec.at("nodeName").absent) return;
    if (daemonSet.pod.nodeLabelKeys().some(({ key, required }) => required && OS_LABELS.includes(key))) return;
    yield {
      at: selector,
      message:
        "nothing says which operating system the image is for: in a cluster with nodes of the other one its pods will hang there; select kubernetes.io/os: linux",
    };
  },
});
