import { defineRule } from "../../src/engine/rule.ts";
import { POD_SECURITY_STANDARDS } from "../references.ts";

export default defineRule({
  id: "host-ipc",
  category: "security",
  severity: "error",
  summary: "Pod shares the node's memory segments and queues",
  why: "With `hostIPC: true` the containers see the shared memory, semaphores and message queues of the node and of every other pod that shares them. What a database or a display server keeps there can be read and overwritten, and nothing records it.",
  remedy:
    "Leave `hostIPC` out: containers of one pod share their IPC namespace anyway, and a memory-backed `emptyDir` at `/dev/shm` serves those that need more of it.",
  exceptions:
    "Hardware daemons that exchange data with a service of the node by shared memory. The waiver should name that service.",
  references: [POD_SECURITY_STANDARDS],
  pss: ["hostNamespaces"],
  needs: ["hostIPC"],
  *check({ daemonSet: { pod } }) {
    const hostIpc = pod.spec.at("hostIPC");
    if (hostIpc.value !== true) return;
    yield {
      at: hostIpc,
      message:
        "hostIPC lets the pod read and overwrite the shared memory and message queues of the node's other processes; leave it out: the containers of a pod share theirs anyway",
      pss: ["hostNamespaces"],
    };
  },
});
