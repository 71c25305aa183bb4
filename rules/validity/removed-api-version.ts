import type { Fix } from "../../src/engine/finding.ts";
import { defineResourceRule } from "../../src/engine/rule.ts";
import { fix, setField } from "../../src/fix/edits.ts";
import { removedApi } from "../../src/kubernetes/removed-apis.ts";
import { formatVersion } from "../../src/kubernetes/versions.ts";
import type { Field } from "../../src/model/field.ts";
import { enumerate } from "../../src/text/enumerate.ts";
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
  // None was ever removed that had become stable.
  concerns: ({ wording }) => wording.includes("beta") || wording.includes("alpha"),
  *checkResource({ resource, kubernetes }) {
    const { apiVersion, kind, fields } = resource;
    const removed = removedApi(apiVersion, kind, kubernetes);
    if (removed === undefined) return;
    const { since, successor } = removed;
    const at = fields.at("apiVersion");
    const gone = `${kind} is not served in ${apiVersion} since Kubernetes ${formatVersion(since)}`;
    const spec = kind === "DaemonSet" ? (fields.at("spec") as Field<Spec>) : undefined;
    const asks = spec === undefined || spec.at("selector").written ? "" : " and the spec.selector that it asks for";
    yield {
      at,
      message: `${gone}: nothing of it is created; ${successor === undefined ? "there is no successor, delete the object" : `write ${successor}${asks}`}`,
      api: "DecodeError",
      // Of other kinds, fields have moved between the versions too.
      fix: successor === undefined || spec === undefined ? undefined : moved(at as Field, spec, successor),
    };
  },
});

interface Spec {
  selector?: { matchLabels: Record<string, string> };
  template?: { metadata?: { labels?: Record<string, unknown> } };
  templateGeneration?: number;
  updateStrategy?: { type?: string };
}

/**
 * The fix of a DaemonSet: its successor's version, and the selector and strategy that `SetDefaults_DaemonSet` of
 * pkg/apis/extensions/v1beta1 gave it, so that it means what it meant. Undefined where that can't be written down.
 */
function moved(at: Field, spec: Field<Spec>, successor: string): Fix | undefined {
  const selector = spec.at("selector");
  const type = spec.at("updateStrategy").at("type");
  const hadDefaults = at.value === "extensions/v1beta1";
  const edits = [setField(at, successor)];
  const defaults: string[] = [];
  if (selector.absent) {
    const field = spec.at("template").at("metadata").at("labels");
    const labels = Object.entries(field.value ?? {});
    if (!hadDefaults || labels.length === 0 || !field.whole || !labels.every(isText)) return undefined;
    edits.push(setField(selector, { matchLabels: Object.fromEntries(labels) }));
    defaults.push("the selector");
  }
  if (hadDefaults && type.absent) {
    edits.push(setField(type, "OnDelete"));
    defaults.push("OnDelete");
  }
  const also = defaults.length === 0 ? "" : `, and what was the default: ${enumerate(defaults)}`;
  const isAllKnown = !type.unknown && spec.at("templateGeneration").absent;
  return fix(isAllKnown ? "safe" : "unsafe", `write \`apiVersion: ${successor}\`${also}`, ...edits);
}

function isText(label: [string, unknown]): label is [string, string] {
  return typeof label[1] === "string";
}
