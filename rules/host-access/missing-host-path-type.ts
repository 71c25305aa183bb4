import { defineRule } from "../../src/engine/rule.ts";
import { HOST_PATH } from "../references.ts";
import { hostPathField, mountedBy } from "./mounts.ts";

export default defineRule({
  id: "missing-host-path-type",
  category: "host-access",
  severity: "strict",
  summary: "A typo in the path would mount an empty directory",
  why: "Without a `type` the kubelet looks at nothing: if the path is not there, the runtime creates it as an empty directory, owned by root, and the agent starts and finds nothing. A file or a socket that was not there yet becomes a directory, and the service that wants to create it fails.",
  remedy:
    "Say what is expected: `Directory`, `File`, `Socket`, or a device; then a node that lacks it refuses the pod and says so. `DirectoryOrCreate` where the agent brings it along.",
  exceptions: "Nodes that have the path on some and not on others, with an agent that copes: say so in the waiver.",
  references: [HOST_PATH],
  silencedBy: ["container-runtime-socket", "sensitive-host-path"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    for (const { volume, mounts } of pod.hostVolumes()) {
      const hostPath = volume.at("hostPath");
      const type = hostPath.at("type");
      const path = hostPathField(volume).value;
      if (path === undefined || type.unknown || type.value) continue;
      yield {
        at: type.absent ? hostPath : type,
        subject: volume.path,
        message: `hostPath ${path} has no type: on a node that lacks it, ${mountedBy(mounts)} gets a new empty directory and says nothing; write type: Directory, or what it is`,
      };
    }
  },
});
