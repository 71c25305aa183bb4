import { defineRule } from "../../src/engine/rule.ts";
import { HOST_PROCESS, POD_SECURITY_STANDARDS } from "../references.ts";
import { ownerOf, violatingPlaces } from "./controls.ts";

const PSS = ["windowsHostProcess"];

export default defineRule({
  id: "windows-host-process",
  category: "security",
  severity: "warning",
  summary: "Container is a process of the Windows node",
  why: "A HostProcess container runs on the node itself: it has the node's file system, network and services, and with `runAsUserName: NT AUTHORITY\\SYSTEM` all rights. It is to Windows what a privileged container is to Linux.",
  remedy:
    "Run what only observes as an ordinary container, with the paths it reads mounted. Where it must stay, choose `NT AUTHORITY\\Local service`, which may do much less than `SYSTEM`.",
  exceptions:
    "Network plugins, kube-proxy and CSI node drivers for Windows can't work otherwise. The waiver should say what of the node the agent changes.",
  references: [HOST_PROCESS, POD_SECURITY_STANDARDS],
  pss: PSS,
  needs: ["hostProcess"],
  *check(context) {
    for (const { id, at, container } of violatingPlaces(context, "baseline", PSS)) {
      const user = at.parent?.at("runAsUserName").value;
      const as = typeof user === "string" ? ` as ${user}` : "";
      yield {
        at,
        message: `${ownerOf(container)} runs on the Windows node itself${as}: whoever gets in has its files, its network and its services; run what only observes as an ordinary container`,
        pss: [id],
      };
    }
  },
});
