import { defineRule } from "../../src/engine/rule.ts";
import { DAEMON_SET, LABELS } from "../references.ts";

export default defineRule({
  id: "mutable-label-in-selector",
  category: "updates",
  severity: "warning",
  summary: "The selector, which can never change, holds a label that will",
  why: "A DaemonSet's selector is immutable. With a version in it, the next release changes the template's label, the API server refuses the update (`field is immutable`), and the only way on is to delete the DaemonSet and with it the agent on every node.",
  remedy:
    "Select by labels that name the thing, such as `app.kubernetes.io/name` and `app.kubernetes.io/instance`; keep versions as plain labels of the template.",
  references: [DAEMON_SET, LABELS],
  options: {
    labels: {
      type: "array",
      items: "string",
      description: "Labels that change from release to release",
      default: [
        "app.kubernetes.io/version",
        "helm.sh/chart",
        "chart",
        "version",
        "release-version",
        "pod-template-generation",
        "controller-revision-hash",
      ],
    },
  },
  *check({ daemonSet, options }) {
    const selector = daemonSet.spec.at("selector");
    const keys = [
      ...selector
        .at("matchLabels")
        .entries()
        .map(({ key, field }) => ({ key, field, part: "key" as const })),
      ...selector
        .at("matchExpressions")
        .items()
        .map((expression) => ({ key: expression.at("key").value, field: expression.at("key"), part: undefined })),
    ];
    for (const { key, field, part } of keys) {
      if (key === undefined || !options.labels.includes(key)) continue;
      yield {
        at: field,
        ...(part === undefined ? {} : { part }),
        message: `the selector holds ${key}, which changes with a release, and a selector can never change: the next update will be refused as immutable; select by app.kubernetes.io/name instead`,
      };
    }
  },
});
