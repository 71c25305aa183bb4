import { defineRule } from "../../src/engine/rule.ts";
import { CONFIGURATION, POD_SECURITY_STANDARDS } from "../references.ts";

export default defineRule({
  id: "host-port",
  category: "networking",
  severity: "note",
  summary: "A port is opened on every node",
  why: "A `hostPort` is open to whoever reaches the node, on all of them, and no other pod of the node can have it: a second DaemonSet that wants the same port stays Pending everywhere.",
  remedy:
    "Let a Service with `internalTrafficPolicy: Local` lead to the pod of the node, or bind the port to one address with `hostIP: 127.0.0.1`, if only the node itself calls.",
  exceptions:
    "Ingress controllers, node-local DNS and agents that applications reach by the node's address. The waiver should say who connects, and what keeps others out.",
  references: [CONFIGURATION, POD_SECURITY_STANDARDS],
  silencedBy: ["host-network"],
  pss: ["hostPorts"],
  needs: ["hostPort"],
  *check({ daemonSet: { pod } }) {
    for (const container of pod.allContainers()) {
      for (const port of container.fields.at("ports").items()) {
        const hostPort = port.at("hostPort");
        if (!hostPort.value) continue;
        const address = port.at("hostIP").value;
        yield {
          at: hostPort,
          pss: ["hostPorts"],
          // On the host network the port is the node's anyway.
          ...(pod.hostNetwork ? { subject: pod.spec.at("hostNetwork").path } : {}),
          message: `${container.label} opens port ${hostPort.value} on every node${address ? ` at ${address}` : ""}: no other pod of a node can have it, and ${pod.hostNetwork ? "network policies don't guard it" : "whoever reaches the node reaches it"}`,
        };
      }
    }
  },
});
