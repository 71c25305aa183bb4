import { defineRule } from "../../src/engine/rule.ts";
import { isWithin, resolvePath } from "../../src/kubernetes/node-path.ts";
import { HOST_PATH } from "../references.ts";
import { hostPathField, mountedBy, mountPlaces } from "./mounts.ts";

const SOCKET = "/run/docker.sock";
const CONTAINERS = "/var/lib/docker/containers";
const LOGS = "/var/log/pods";

export default defineRule({
  id: "retired-docker-path",
  category: "host-access",
  severity: "warning",
  summary: "A path of Docker's, which Kubernetes nodes no longer have",
  why: "Since Kubernetes 1.24 nodes run containerd or CRI-O. There `/var/lib/docker/containers` and `/var/run/docker.sock` do not exist: without a type the runtime mounts an empty directory that it makes for the purpose, and the agent finds nothing; with one the pod never starts.",
  remedy:
    "The logs of containers are in `/var/log/pods`, whatever the runtime; the links in `/var/log/containers` lead there. What was asked of Docker's socket, ask the kubelet or the API server.",
  exceptions: "Nodes that run Docker through cri-dockerd have these paths. The waiver should say that yours do.",
  references: ["https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/", HOST_PATH],
  silencedBy: ["container-runtime-socket"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    for (const { volume, mounts } of pod.hostVolumes()) {
      const retired = mounts.filter(({ path }) => path !== undefined && isRetired(path));
      const [first] = retired;
      if (first === undefined) continue;
      const type = volume.at("hostPath").at("type").value;
      const starts = type === undefined || type === "" || type.endsWith("OrCreate");
      const logs = pod.hostMounts().some(({ path }) => path !== undefined && isWithin(LOGS, path));
      yield {
        at: hostPathField(volume),
        subject: volume.path,
        message: `hostPath ${first.path} does not exist on nodes with containerd or CRI-O: ${
          starts
            ? `an empty directory is made there for ${mountedBy(retired)}`
            : `with type ${type} the pod never starts there`
        }; ${advice(first.path ?? "", logs)}`,
        related: mountPlaces(retired),
      };
    }
  },
});

function isRetired(path: string): boolean {
  return resolvePath(path) === SOCKET || isWithin(path, CONTAINERS);
}

function advice(path: string, logs: boolean): string {
  if (resolvePath(path) === SOCKET) return "ask the kubelet or the API server instead";
  return logs
    ? "the logs are in /var/log/pods, which is mounted too, so drop this volume"
    : "mount /var/log/pods, where the logs are";
}
