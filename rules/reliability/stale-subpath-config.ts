import { defineRule } from "../../src/engine/rule.ts";
import { VOLUMES } from "../references.ts";

const UPDATED_IN_PLACE = ["configMap", "secret", "downwardAPI", "projected"] as const;

export default defineRule({
  id: "stale-subpath-config",
  category: "reliability",
  severity: "note",
  summary: "Changes of a ConfigMap or Secret never reach the running agent",
  why: "The kubelet updates mounted ConfigMaps and Secrets in place, but not what is mounted by `subPath`: that is copied once, at the start. A changed configuration or a rotated credential reaches each node only when its pod happens to be replaced, so nodes run with different ones for weeks.",
  remedy:
    "Mount the volume as a directory, without `subPath`, and let the agent read it from there; or roll the DaemonSet with every change, by a hash of the content in an annotation of the template.",
  references: [VOLUMES],
  needs: ["subPath", "subPathExpr"],
  *check({ daemonSet }) {
    const annotations = daemonSet.pod.template.at("metadata").at("annotations");
    if (annotations.entries().some(({ key }) => /checksum|hash/i.test(key))) return;
    for (const container of daemonSet.pod.allContainers()) {
      if (container.role === "init") continue;
      for (const { mount, volume } of container.mounts()) {
        const subPath = mount.at("subPath").value ? mount.at("subPath") : mount.at("subPathExpr");
        const kind = UPDATED_IN_PLACE.find((name) => volume !== undefined && !volume.at(name).absent);
        if (!subPath.value || kind === undefined) continue;
        yield {
          at: subPath,
          message: `${container.label} mounts ${subPath.value} of the ${kind} volume "${mount.at("name").value}" by ${subPath.key}, which is copied once: later changes never reach running pods; mount the directory instead`,
        };
      }
    }
  },
});
