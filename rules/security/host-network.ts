import { defineRule } from "../../src/engine/rule.ts";
import { NETWORK_POLICIES, POD_SECURITY_STANDARDS } from "../references.ts";

export default defineRule({
  id: "host-network",
  category: "security",
  severity: "note",
  summary: "Pod shares the node's network",
  why: "With `hostNetwork: true` the pod has the node's addresses and interfaces. It reaches what listens on the node's 127.0.0.1 and the cloud's metadata service with the node's credentials, network policies don't hold it back, and every port it opens is open on the node.",
  remedy:
    "Leave `hostNetwork` out where the agent only sends: a pod of its own network reaches the node by `status.hostIP`. Where it must stay, bind to 127.0.0.1 what only the node asks for.",
  exceptions:
    "Network plugins, kube-proxy, and whatever has to run before the pod network does. The waiver should say which interface or port of the node the agent needs.",
  references: [POD_SECURITY_STANDARDS, NETWORK_POLICIES],
  pss: ["hostNamespaces"],
  needs: ["hostNetwork"],
  *check({ daemonSet: { pod } }) {
    if (!pod.hostNetwork) return;
    yield {
      at: pod.spec.at("hostNetwork"),
      message:
        "hostNetwork puts the pod on the node's own network: network policies don't hold it, what listens on the node's 127.0.0.1 is within its reach, and each of its ports is a port of the node",
      pss: ["hostNamespaces"],
    };
  },
});
