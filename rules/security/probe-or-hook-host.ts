import { POD_SECURITY_STANDARDS, PROBES } from "../references.ts";
import { definePodSecurityRule, type OffendingPlace, ownerOf, violatingPlaces } from "./controls.ts";

const PSS = ["hostProbesAndHostLifecycle"];
const LOOPBACK = /^(localhost|127\.[0-9.]+|\[?::1\]?)$/i;

export default definePodSecurityRule({
  id: "probe-or-hook-host",
  category: "security",
  severity: "warning",
  summary: "The kubelet is sent to another host",
  why: "Probes and hooks are asked by the kubelet, from the node. With `host` set they go there and not to the pod: a `127.0.0.1` is the node's, so that the probe asks whatever listens there, and any other address makes the kubelet a way around network policies to what only nodes reach.",
  remedy:
    "Leave `host` out: the kubelet then asks the pod's own address. For a server that listens on the loopback of its container only, use an `exec` probe.",
  exceptions:
    "Pods on the host network whose agent listens on the node's loopback; there the address is the pod's own, and it isn't reported.",
  references: [PROBES, POD_SECURITY_STANDARDS],
  pss: PSS,
  say: message,
  needs: ["host"],
  *check(context) {
    const { pod } = context.daemonSet;
    for (const place of violatingPlaces(context, "baseline", PSS)) {
      if (pod.hostNetwork && LOOPBACK.test(place.text)) continue;
      yield { at: place.at, message: message(place), pss: [place.id] };
    }
  },
});

function message({ at, text: host, container }: OffendingPlace): string {
  const handler = String(at.parent?.parent?.key ?? "probe");
  const where = LOOPBACK.test(host) ? `${host}, which is the node's and not the container's` : host;
  return `${handler} of ${ownerOf(container)} has the kubelet ask ${where}: what answers says nothing of the pod; leave host out`;
}
