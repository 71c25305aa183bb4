import { defineResourceRule } from "../../src/engine/rule.ts";
import { fix, setField } from "../../src/fix/edits.ts";
import { removedApi } from "../../src/kubernetes/removed-apis.ts";
import { formatVersion } from "../../src/kubernetes/versions.ts";
import { DEPRECATION_GUIDE } from "../references.ts";

/** DaemonSets, and what commonly stands beside them. */
const KINDS = [
  "DaemonSet",
  "ClusterRole",
  "ClusterRoleBinding",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "PodSecurityPolicy",
  "PriorityClass",
  "Role",
  "RoleBinding",
] as const;

export default defineResourceRule({
  id: "removed-api-version",
  category: "validity",
  severity: "error",
  summary: "An API version that the cluster does not serve any more",
  why: "The API server answers that it knows no such kind in that version, and nothing of the object is created. What runs already goes on running, until someone has to change or restore it.",
  remedy:
    "Write the successor's `apiVersion`. `apps/v1` asks a DaemonSet for `spec.selector`, and updates it by `RollingUpdate` where `extensions/v1beta1` waited for somebody to delete the pods.",
  references: [DEPRECATION_GUIDE],
  presets: { validity: "error" },
  kinds: KINDS,
  *checkResource({ resource, kubernetes }) {
    const { apiVersion, kind, fields } = resource;
    const removed = removedApi(apiVersion, kind, kubernetes);
    if (removed === undefined) return;
    const { since, successor } = removed;
    const at = fields.at("apiVersion");
    const gone = `${kind} is not served in ${apiVersion} since Kubernetes ${formatVersion(since)}`;
    // Elsewhere fields have moved between the versions too; of a DaemonSet, only defaults have changed.
    const hasSelector = fields.at("spec").at("selector").written;
    const sameFields = kind === "DaemonSet" && hasSelector;
    const asks = kind === "DaemonSet" && !hasSelector ? " and the spec.selector that it asks for" : "";
    yield {
      at,
      message: `${gone}: nothing of it is created; ${successor === undefined ? "there is no successor, delete the object" : `write ${successor}${asks}`}`,
      api: "DecodeError",
      fix:
        successor !== undefined && sameFields
          ? fix("unsafe", `write \`apiVersion: ${successor}\``, setField(at, successor))
          : undefined,
    };
  },
});
