import { defineRule } from "../../src/engine/rule.ts";
import { UPDATE_STRATEGY } from "../references.ts";
import { isZero, rollingUpdate } from "./rollout.ts";

export default defineRule({
  id: "surge-with-host-port",
  category: "updates",
  severity: "error",
  summary: "The surging pod can't be placed beside the one it replaces",
  why: "`maxSurge` starts the new pod on a node before the old one goes. Both ask for the same port of the node, the scheduler gives a port out once, and the new pod stays Pending: the API server accepts the DaemonSet and its first rollout never ends.",
  remedy:
    "Replace in place (`maxSurge: 0` with a `maxUnavailable`), or give the host port up: an agent on the host network that declares no container port may surge, if it can share its port.",
  references: [UPDATE_STRATEGY],
  needs: ["maxSurge"],
  *check({ daemonSet }) {
    const rolling = rollingUpdate(daemonSet);
    if (rolling === undefined || rolling.maxSurge.unknown || isZero(rolling.maxSurge)) return;
    const { pod } = daemonSet;
    for (const container of pod.longRunning()) {
      for (const port of container.fields.at("ports").items()) {
        const hostPort = port.at("hostPort").value || (pod.hostNetwork ? port.at("containerPort").value : undefined);
        if (!hostPort) continue;
        yield {
          at: rolling.maxSurge,
          message: `maxSurge ${rolling.maxSurge.value}: the new pod can't be placed beside the old one, because both need port ${hostPort} of the node for ${container.label}; rollouts will hang. Set maxSurge to 0 and use maxUnavailable`,
          related: [{ at: port, message: `port ${hostPort} of the node is taken here` }],
        };
        return;
      }
    }
  },
});
