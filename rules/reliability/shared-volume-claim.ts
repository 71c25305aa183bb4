import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import { isListOf, isText, typed } from "../../src/model/typed.ts";
import { PERSISTENT_VOLUMES } from "../references.ts";

/** Access modes that let only one node, or one pod, have the volume. */
const ONE_NODE: readonly (string | null)[] = ["ReadWriteOnce", "ReadWriteOncePod"];

const isModes = isListOf(isText);

interface Fact {
  readonly use: "mounted" | "defined";
  readonly key: string;
  readonly claim: string;
  readonly modes: readonly (string | null)[];
  readonly place: Place;
}

export default defineWorkspaceRule<Fact>({
  id: "shared-volume-claim",
  category: "reliability",
  severity: "warning",
  summary: "Every pod of the DaemonSet wants a volume that one node can have",
  why: "All pods of a DaemonSet name the same claim. A ReadWriteOnce volume is attached to one node: the pod there starts, and those of all other nodes hang in ContainerCreating with `Multi-Attach error`.",
  remedy:
    "Use a `hostPath` or `emptyDir` for what belongs to a node, an `ephemeral` volume for a claim a pod, or a claim that is ReadWriteMany.",
  references: [PERSISTENT_VOLUMES],
  needs: ["persistentVolumeClaim"],
  kinds: ["DaemonSet", "PersistentVolumeClaim"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (resource.kind === "PersistentVolumeClaim") {
      const modes = resource.fields.walk(["spec", "accessModes"]);
      const claim = resource.name ?? "";
      const place = resource.placeOf(modes);
      yield { use: "defined", key: `${namespace}/${claim}`, claim, modes: typed(modes, isModes) ?? [], place };
      return;
    }
    for (const volume of daemonSet?.pod.volumes().values() ?? []) {
      const name = volume.at("persistentVolumeClaim").at("claimName");
      if (name.value === undefined) continue;
      const place = resource.placeOf(name as Field);
      yield { use: "mounted", key: `${namespace}/${name.value}`, claim: name.value, modes: [], place };
    }
  },
  *checkWorkspace({ facts }) {
    const claims = new Map(facts.filter(({ use }) => use === "defined").map((fact) => [fact.key, fact]));
    for (const { use, key, claim, place } of facts) {
      const defined = use === "mounted" ? claims.get(key) : undefined;
      if (defined === undefined || defined.modes.length === 0) continue;
      if (!defined.modes.every((mode) => ONE_NODE.includes(mode))) continue;
      yield {
        at: place,
        message: `every pod mounts the claim "${claim}", which is ${defined.modes.join(", ")}: it attaches to one node, and the pods of all others hang in ContainerCreating; use an ephemeral volume, hostPath or a ReadWriteMany claim`,
        related: [{ at: defined.place, message: `the claim "${claim}" is ${defined.modes.join(", ")}` }],
      };
    }
  },
});
