import { defineRule } from "../../src/engine/rule.ts";
import { fix, setField } from "../../src/fix/edits.ts";
import { POD_DNS } from "../references.ts";

export default defineRule({
  id: "host-network-dns",
  category: "networking",
  severity: "warning",
  summary: "On the host network the cluster's names do not resolve",
  why: "A pod on the host network gets the node's `resolv.conf`, even with `dnsPolicy: ClusterFirst`, which is the default. Names of Services then do not resolve: the agent starts, and what it collects never reaches `collector.monitoring.svc`.",
  remedy:
    "Write `dnsPolicy: ClusterFirstWithHostNet`; or `Default`, which says that the node's names are what is meant, as for an agent that must work before the cluster's DNS does.",
  exceptions: "None is needed: `dnsPolicy: Default` says the same as a waiver would, and to everyone.",
  references: [POD_DNS],
  needs: ["hostNetwork"],
  *check({ daemonSet: { pod } }) {
    if (!pod.hostNetwork || pod.isWindows) return;
    const policy = pod.spec.at("dnsPolicy");
    if (policy.unknown || (policy.value || "ClusterFirst") !== "ClusterFirst") return;
    yield {
      at: policy,
      fix: fix("unsafe", "write `dnsPolicy: ClusterFirstWithHostNet`", setField(policy, "ClusterFirstWithHostNet")),
      message: `hostNetwork with ${policy.value === undefined ? "no dnsPolicy" : `dnsPolicy ${policy.value || '""'}`}: names of the cluster's Services do not resolve in these pods; write ClusterFirstWithHostNet, or Default if the node's names are meant`,
    };
  },
});
