import { defineRule } from "../../src/engine/rule.ts";
import { type RuntimeSocket, runtimePipeAt, runtimeSocketAt } from "../../src/kubernetes/runtime-socket.ts";
import type { HostMount } from "../../src/model/daemon-set.ts";
import { HOST_PATH } from "../references.ts";
import { hostPathField, mountedBy, mountPlaces, narrower } from "./mounts.ts";

export default defineRule({
  id: "container-runtime-socket",
  category: "host-access",
  severity: "error",
  summary: "The container runtime's socket is handed to the pod",
  why: "Whoever can speak to Docker, containerd, CRI-O or Podman on their socket starts a privileged container that mounts the node's root, without Kubernetes knowing of it: no admission, no audit log. Mounting the socket, or a directory that holds it, gives root on every node to whatever gets control of the pod; `readOnly` guards the file and not what is said through it.",
  remedy:
    "Ask somebody who answers only what is meant: the kubelet's `/var/lib/kubelet/pod-resources` for devices, its `/metrics/cadvisor` and `/stats/summary` for usage, the API server for pods, `/var/log/pods` for logs. Where a directory was mounted for something else in it, mount that.",
  exceptions:
    "A runtime's own tools (an image cleaner, an intrusion detector that resolves container ids) can need it. The waiver should name what is asked of the runtime and why nothing else answers it, and the image should be pinned by digest.",
  references: [HOST_PATH],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    for (const { volume, mounts } of pod.hostVolumes()) {
      const reached = mounts.flatMap((mount) => {
        const socket =
          mount.path === undefined ? undefined : (pod.isWindows ? runtimePipeAt : runtimeSocketAt)(mount.path);
        return socket === undefined ? [] : [{ mount, socket }];
      });
      const first = reached[0];
      if (first === undefined) continue;
      const reaching = reached.map(({ mount }) => mount);
      yield {
        at: hostPathField(volume),
        subject: volume.path,
        message: `hostPath ${first.mount.path} ${what(first.socket)} ${mountedBy(reaching)}: whoever speaks to it starts a privileged container and owns the node${footnote(first.socket, reaching)}`,
        related: mountPlaces(reaching),
      };
    }
  },
});

function what({ runtime }: RuntimeSocket): string {
  return runtime === undefined
    ? "holds the socket of the container runtime and is mounted by"
    : `hands the socket of ${runtime} to`;
}

function footnote({ runtime }: RuntimeSocket, mounts: readonly HostMount[]): string {
  const notes = [];
  if (mounts.every(({ readOnly }) => readOnly === true)) {
    notes.push("readOnly does not help, since it guards the file and not what is said through it");
  }
  if (runtime === "Docker") notes.push("on nodes with containerd there is no such socket");
  return notes.map((note) => `; ${note}`).join("") + (runtime === undefined ? narrower(mounts) : "");
}
