import { defineRule } from "../../src/engine/rule.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { DAEMON_SET, LABELS } from "../references.ts";

export default defineRule({
  id: "mutable-label-in-selector",
  category: "updates",
  severity: "warning",
  summary: "The selector, which can never change, holds a label that will",
  why: "A DaemonSet's selector is immutable. With a version in it, the next release changes the template's label, the API server refuses the update (`field is immutable`), and the only way on is to delete the DaemonSet and with it the agent on every node.",
  remedy:
    "Select by labels that name the thing, such as `app.kubernetes.io/name` and `app.kubernetes.io/instance`; keep versions as plain labels of the template. A DaemonSet that runs already has to be deleted for that: `kubectl delete --cascade=orphan` leaves its pods, and the new one takes them over.",
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
    const lasting = keys.flatMap(({ key }) => (key === undefined || options.labels.includes(key) ? [] : [key]));
    const instead =
      lasting.length > 0
        ? `leave it out and select by ${enumerate(lasting.slice(0, 3))} alone`
        : "select by app.kubernetes.io/name instead";
    for (const { key, field, part } of keys) {
      if (key === undefined || !options.labels.includes(key)) continue;
      const value = part === undefined ? undefined : field.value;
      const inName = typeof value === "string" && value.length > 1 && daemonSet.name.includes(value);
      yield {
        at: field,
        ...(part === undefined ? {} : { part }),
        message: inName
          ? `the selector holds ${key}, and so does the name: each release makes another DaemonSet, and the last one's pods run on beside it until somebody deletes it; keep ${value} out of both`
          : `the selector holds ${key}, and a selector can never change: the first release with another ${key} is refused as immutable; ${instead}`,
      };
    }
  },
});
