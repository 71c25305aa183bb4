import { defineRule } from "../../src/engine/rule.ts";
import { HOST_PATH, POD_SECURITY_STANDARDS } from "../references.ts";
import { offendingPlaces } from "./controls.ts";

const PSS = ["hostPathVolumes"];

export default defineRule({
  id: "host-path-volume",
  category: "security",
  severity: "off",
  summary: "Pod mounts a path of its node",
  why: "The `baseline` standard allows no hostPath at all: any path of the node, even read-only, is a way to read what is not the pod's or, through a link or a socket, to get out of it. Outside the standard's presets the rules on host access judge path by path.",
  remedy:
    "Use a volume that Kubernetes makes (`emptyDir`, `projected`, a claim). Most node agents can't: their namespace then has to enforce `privileged`, and hold nothing else.",
  exceptions:
    "Node agents read logs, processes and devices of their node by design. Under this preset the waiver should name the path and its reader.",
  references: [POD_SECURITY_STANDARDS, HOST_PATH],
  pss: PSS,
  *check(context) {
    for (const { id, at } of offendingPlaces(context, PSS) ?? []) {
      const path = at.at("path").value;
      const name = at.parent?.at("name").value;
      yield {
        at,
        part: "key",
        message: `volume "${name ?? ""}" mounts ${typeof path === "string" ? path : "a path"} of the node, and the baseline standard allows no hostPath: a namespace that enforces it refuses the pods`,
        pss: [id],
      };
    }
  },
});
