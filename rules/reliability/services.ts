import type { LabelSelector, Labels } from "../../src/kubernetes/label-selector.ts";
import type { DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import { isLabels, isText, typed } from "../../src/model/typed.ts";

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

/** Undefined where labels are written that can't be known. */
export function podFact({ pod }: DaemonSet, namespace: string): PodFact | undefined {
  const field = pod.template.at("metadata").at("labels") as Field;
  const labels = field.written && !field.absent ? typed(field, isLabels) : {};
  return labels && { use: "pods", namespace, labels };
}

export function serviceFact(resource: Resource, namespace: string): ServiceFact {
  const spec = resource.fields.at("spec");
  const matchLabels = typed(spec.at("selector"), isLabels);
  const annotations = resource.fields.walk(["metadata", "annotations"]).entries();
  return {
    use: "service",
    namespace,
    name: resource.name ?? "",
    type: typed(spec.at("type"), isText) ?? "ClusterIP",
    selector: matchLabels && { matchLabels },
    labels: resource.labels,
    annotations: annotations.map(({ key }) => key),
    place: resource.placeOf(resource.fields),
  };
}
