import { defineRule } from "../../src/engine/rule.ts";
import type { Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { HOST_PATH } from "../references.ts";

export default defineRule({
  id: "unmounted-host-path",
  category: "host-access",
  severity: "note",
  summary: "A volume that no container mounts",
  why: "A volume that is declared and not mounted does nothing, or hides that something is missing: the agent was meant to see it. A hostPath counts for admission policies all the same, a Secret or ConfigMap that does not exist keeps the pod in ContainerCreating.",
  remedy: "Mount it where it is needed, or delete it.",
  references: [HOST_PATH],
  needs: ["volumes"],
  *check({ daemonSet: { pod } }) {
    const mounted = mountedVolumes(pod);
    if (mounted === undefined) return;
    for (const volume of pod.spec.at("volumes").items()) {
      const name = volume.at("name");
      if (name.value === undefined || mounted.has(name.value)) continue;
      const path = volume.at("hostPath").at("path").value;
      yield {
        at: name,
        message: `volume "${name.value}"${path === undefined ? "" : ` (hostPath ${path})`} is mounted by no container: mount it where it is needed, or delete it`,
      };
    }
  },
});

/** Names of the volumes that containers mount; undefined where one of them can't be known, for it may be any. */
function mountedVolumes(pod: Pod): ReadonlySet<string> | undefined {
  if (pod.spec.at("containers").unknown || pod.spec.at("initContainers").unknown) return undefined;
  const names = new Set<string>();
  for (const { fields } of pod.allContainers()) {
    for (const list of [fields.at("volumeMounts"), fields.at("volumeDevices")] as readonly Field[]) {
      if (list.unknown) return undefined;
      for (const use of list.items() as Field[]) {
        const name = use.at("name").value;
        if (typeof name !== "string") return undefined;
        names.add(name);
      }
    }
  }
  return names;
}
