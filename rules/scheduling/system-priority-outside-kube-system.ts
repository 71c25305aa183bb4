import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import { isListOf, isMapWith, isText, typed } from "../../src/model/typed.ts";
import { PRIORITY } from "../references.ts";

const SYSTEM_CLASSES: readonly string[] = ["system-node-critical", "system-cluster-critical"];

interface Scope {
  readonly scopeName?: string | null;
  readonly operator?: string | null;
  readonly values?: readonly (string | null)[] | null;
}

const isScope = isMapWith<Scope>({ scopeName: isText, operator: isText, values: isListOf(isText) });

type Fact =
  | { readonly namespace: string; readonly priorityClass: string; readonly place: Place }
  /** Priority classes that a ResourceQuota admits to a namespace; undefined for all. */
  | { readonly namespace: string; readonly admits: readonly (string | null)[] | undefined };

export default defineWorkspaceRule<Fact>({
  id: "system-priority-outside-kube-system",
  category: "scheduling",
  severity: "note",
  summary: "Some clusters refuse system priorities outside kube-system",
  why: 'Several managed clusters limit `system-node-critical` and `system-cluster-critical` to namespaces that have a ResourceQuota for them, which only `kube-system` has. There the DaemonSet is admitted and every one of its pods refused: "insufficient quota to match these scopes".',
  remedy:
    "Run the agent in `kube-system`, give its namespace a ResourceQuota with `scopeSelector` on `PriorityClass`, or make a priority class of your own.",
  references: [
    PRIORITY,
    "https://github.com/kubernetes/kubernetes/issues/76308",
    "https://github.com/dapr/dapr/issues/7783",
  ],
  needs: ["priorityClassName"],
  kinds: ["DaemonSet", "ResourceQuota"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (daemonSet !== undefined) {
      const field = daemonSet.pod.spec.at("priorityClassName");
      const priorityClass = field.value ?? "";
      if (!SYSTEM_CLASSES.includes(priorityClass) || namespace === "kube-system") return;
      yield { namespace, priorityClass, place: resource.placeOf(field as Field) };
    } else {
      const scopes = resource.fields.walk(["spec", "scopeSelector", "matchExpressions"]).items() as Field[];
      for (const scope of scopes) {
        const { scopeName, operator, values } = typed(scope, isScope) ?? {};
        if (scopeName !== "PriorityClass") continue;
        if (operator === "Exists") yield { namespace, admits: undefined };
        else if (operator === "In" && values) yield { namespace, admits: values };
      }
    }
  },
  *checkWorkspace({ facts }) {
    const admitted = new Set<string>();
    for (const fact of facts) {
      if (!("admits" in fact)) continue;
      for (const name of fact.admits ?? SYSTEM_CLASSES) admitted.add(`${fact.namespace}/${name}`);
    }
    for (const fact of facts) {
      if (!("place" in fact)) continue;
      const { namespace, priorityClass, place } = fact;
      if (admitted.has(`${namespace}/${priorityClass}`)) continue;
      yield {
        at: place,
        message: `${priorityClass} outside kube-system: clusters that limit it admit the DaemonSet and refuse all its pods, unless namespace ${namespace} has a ResourceQuota that allows the class`,
      };
    }
  },
});
