import { defineRule } from "../../src/engine/rule.ts";
import { POD_SECURITY_STANDARDS } from "../references.ts";
import { offendingPlaces } from "./controls.ts";

const PSS = ["restrictedVolumes"];

export default defineRule({
  id: "restricted-volume-type",
  category: "security",
  severity: "off",
  summary: "Volume is of a type that the restricted standard refuses",
  why: "The `restricted` standard allows volumes that Kubernetes itself makes or that a claim, with its own admission, stands for. A hostPath reaches the node; an inline `nfs`, `iscsi` or cloud disk reaches storage that no StorageClass or quota rules, with the node's rights.",
  remedy:
    "Use `configMap`, `secret`, `projected`, `downwardAPI`, `emptyDir`, `ephemeral`, `csi`, `image` or a `persistentVolumeClaim`.",
  exceptions:
    "Node agents read paths of their node by design, and can't be `restricted`. Under this preset the waiver should name the path and its reader.",
  references: [POD_SECURITY_STANDARDS],
  pss: PSS,
  *check(context) {
    for (const { id, at } of offendingPlaces(context, PSS) ?? []) {
      const name = at.parent?.at("name").value;
      yield {
        at,
        part: "key",
        message: `volume "${name ?? ""}" is of type ${String(at.key)}, which the restricted standard refuses: a namespace that enforces it refuses the pods`,
        pss: [id],
      };
    }
  },
});
