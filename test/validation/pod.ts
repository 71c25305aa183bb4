import type { DaemonSetObject, PodSpec } from "../../src/validation/decoded.ts";
import { validateDaemonSet } from "../../src/validation/semantics/daemon-set.ts";
import type { ApiError } from "../../src/validation/types.ts";

const PREFIX = "spec.template.spec.";

/** What the API server has against a DaemonSet that is fine but for some fields of its pod spec. */
export function podErrors(spec: object): ApiError[] {
  const labels = { app: "a" };
  const daemonSet: DaemonSetObject = {
    metadata: { name: "a" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "i" }], ...spec } as PodSpec },
    },
  };
  return [...validateDaemonSet(daemonSet)];
}

/** The same in short, each once, in order: `Required volumes[0].name`. Expectations are a kube-apiserver's answers. */
export function refusals(spec: object): string[] {
  const said = podErrors(spec).map(({ type, field }) => {
    return `${type.replace("FieldValue", "")} ${field.startsWith(PREFIX) ? field.slice(PREFIX.length) : field}`;
  });
  return [...new Set(said)].sort();
}
