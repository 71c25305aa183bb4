import type { LabelSelector, Labels } from "../../src/kubernetes/label-selector.ts";
import type { DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";

/** The pods of a DaemonSet, as a Service sees them. */
export interface PodFact {
  readonly use: "pods";
  readonly namespace: string;
  readonly labels: Labels;
}

export interface ServiceFact {
  readonly use: "service";
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Undefined where it has none and selects nothing. */
  readonly selector: LabelSelector | undefined;
  readonly labels: Labels;
  readonly annotations: readonly string[];
  readonly place: Place;
}

export function podFact({ pod }: DaemonSet, namespace: string): PodFact {
  return { use: "pods", namespace, labels: (pod.template.at("metadata").at("labels").value ?? {}) as Labels };
}

export function serviceFact(resource: Resource, namespace: string): ServiceFact {
  const spec = (resource.fields as Field<{ spec?: { type?: string; selector?: Labels } }>).at("spec");
  const selector = spec.at("selector").value as Labels | undefined;
  const annotations = resource.fields.walk(["metadata", "annotations"]).entries();
  return {
    use: "service",
    namespace,
    name: resource.name ?? "",
    type: spec.at("type").value ?? "ClusterIP",
    selector: selector === undefined ? undefined : { matchLabels: selector },
    labels: resource.labels,
    annotations: annotations.map(({ key }) => key),
    place: resource.placeOf(resource.fields),
  };
}
