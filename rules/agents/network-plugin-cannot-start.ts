import { defineRule } from "../../src/engine/rule.ts";
import { type Taint, untoleratedTaint } from "../../src/kubernetes/tolerations.ts";
import type { HostMount, Pod } from "../../src/model/daemon-set.ts";
import { TAINTS } from "../references.ts";

const NOT_READY: Taint = { key: "node.kubernetes.io/not-ready", effect: "NoSchedule" };

export default defineRule({
  id: "network-plugin-cannot-start",
  category: "agents",
  severity: "error",
  summary: "The network plugin waits for the node, and the node for the plugin",
  why: "A node without a network plugin is not ready, and carries the taint `node.kubernetes.io/not-ready:NoSchedule` until it is. The pod that brings the plugin must tolerate it, or each node that joins stays as it is. On nodes that were ready before, nothing shows; the DaemonSet controller itself adds only the toleration for `NoExecute`.",
  remedy: "Tolerate `node.kubernetes.io/not-ready` with `operator: Exists` and `effect: NoSchedule`.",
  exceptions:
    "A plugin that is chained behind another one can wait until that one has made the node ready: without host networking this is a warning only. The waiver should name the plugin that comes first.",
  references: [
    TAINTS,
    "https://github.com/cloudnativelabs/kube-router/issues/547",
    "https://github.com/cilium/cilium/issues/5476",
  ],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    const installs = pod.hostMounts().find(isInstallation);
    if (installs === undefined) return;
    const tolerations = pod.spec.at("tolerations");
    const known = pod.tolerations();
    if (tolerations.unknown || known.length < tolerations.items().length) return;
    const own = known.map(({ toleration }) => toleration);
    if (untoleratedTaint(own, [NOT_READY]) === undefined) return;
    const near = known.find(({ toleration }) => toleration.key === NOT_READY.key);
    yield {
      at: near?.field ?? tolerations,
      severity: pod.hostNetwork ? "error" : "warning",
      message: `${installs.container.label} installs the node's network plugin in ${installs.path}, and the pod does not tolerate ${NOT_READY.key}:${NOT_READY.effect}${
        near === undefined ? "" : ` (only ${describe(near.toleration)})`
      }: a new node waits for the plugin and the plugin waits for the node; add that toleration with operator: Exists`,
    };
  },
});

/** Where runtimes look for network plugins and their configuration; distributions move it, and keep the end. */
const CNI = /^\/(?:etc|opt)\/cni$|\/cni\/(?:bin|net\.d(?:\/[^/]+)?)$/;

function isInstallation({ path, readOnly }: HostMount): boolean {
  return readOnly === false && path !== undefined && CNI.test(path);
}

type Toleration = ReturnType<Pod["tolerations"]>[number]["toleration"];

function describe({ effect, value }: Toleration): string {
  return effect && effect !== NOT_READY.effect ? `with effect ${effect}` : `with the value "${value ?? ""}"`;
}
