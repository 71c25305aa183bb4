import { defineRule } from "../../src/engine/rule.ts";
import { NAMESPACES } from "../references.ts";

export default defineRule({
  id: "default-namespace",
  category: "metadata",
  severity: "strict",
  summary: "The agent lives in the default namespace",
  why: "Whoever applies the manifest puts the agent into the namespace that their context happens to name, `default` in most. There it shares service accounts, quotas and network policies with whatever else nobody placed, and two people can end up with two copies on every node.",
  remedy: "Name a namespace of its own in `metadata.namespace`.",
  exceptions:
    "Where Kustomize, Helm or a GitOps controller sets the namespace, say so in the waiver, or lint the rendered manifest.",
  references: [NAMESPACES],
  *check({ daemonSet, defaultNamespace }) {
    const namespace = daemonSet.fields.at("metadata").at("namespace");
    if (namespace.unknown || (namespace.value ?? defaultNamespace) !== "default") return;
    yield {
      at: namespace,
      message: namespace.absent
        ? "no namespace: the agent lands wherever the context of whoever applies it points, `default` as a rule; name one"
        : "namespace default: the agent shares accounts, quotas and policies with everything nobody placed; give it a namespace of its own",
    };
  },
});
