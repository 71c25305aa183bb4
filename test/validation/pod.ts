import type { DaemonSetObject, PodSpec } from "../../src/validation/decoded.ts";
import { withDefaults } from "../../src/validation/defaults.ts";
import { validateDaemonSet } from "../../src/validation/semantics/daemon-set.ts";
import type { ApiError } from "../../src/validation/types.ts";

const PREFIX = "spec.template.spec.";

/** A DaemonSet that is fine but for some fields of its pod spec. */
export function daemonSetOf(spec: object): DaemonSetObject {
  const labels = { app: "a" };
  return {
    metadata: { name: "a" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "i" }], ...spec } as PodSpec },
    },
  };
}

/** What the API server has against such a DaemonSet. */
export function podErrors(spec: object): ApiError[] {
  return validateDaemonSet(withDefaults(daemonSetOf(spec)));
}

/** Errors in short, each once, in order: `Required volumes[0].name`. Expectations are a kube-apiserver's answers. */
export function refusals(spec: object): string[] {
  return inShort(podErrors(spec), PREFIX);
}

/** The same for a pod with one container, which has these fields too; what is said of it is said without its path. */
export function containerRefusals(container: object, spec: object = {}): string[] {
  const errors = podErrors({ ...spec, containers: [{ name: "c", image: "i", ...container }] });
  return inShort(errors, `${PREFIX}containers[0].`);
}

/** Each error once, in order, without what all fields begin with. */
export function inShort(errors: readonly ApiError[], prefix = ""): string[] {
  const said = errors.map(({ type, field }) => {
    return `${type.replace("FieldValue", "")} ${field.startsWith(prefix) ? field.slice(prefix.length) : field}`;
  });
  return [...new Set(said)].sort();
}
