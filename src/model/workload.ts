import type { LabelSelector, Labels } from "../kubernetes/label-selector.ts";
import type { Field } from "./field.ts";
import { Memo } from "./memo.ts";
import type { Place } from "./place.ts";
import type { Resource } from "./resource.ts";
import { isLabels, isSelector, typed } from "./typed.ts";

/** Kinds that own pods by a label selector. */
export const WORKLOAD_KINDS: readonly string[] = [
  "DaemonSet",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
];

/** What a check across resources needs to know of a workload, as plain data. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Folder of its file: resources of one folder are taken to meet in one cluster. */
  readonly folder: string;
  readonly selector: LabelSelector | undefined;
  readonly podLabels: Labels;
  readonly place: Place;
}

interface WorkloadObject {
  spec?: { selector?: unknown; template?: { metadata?: { labels?: Labels } } };
}

const known = new Memo<Resource, Workload | undefined>();

/** The workload that a resource is. Undefined where its selector or labels can't be known. */
export function workloadOf(resource: Resource, defaultNamespace: string): Workload | undefined {
  if (!known.has(resource)) known.set(resource, readWorkload(resource, defaultNamespace));
  return known.get(resource);
}

function readWorkload(resource: Resource, defaultNamespace: string): Workload | undefined {
  if (!WORKLOAD_KINDS.includes(resource.kind)) return undefined;
  const spec = (resource.fields as Field<WorkloadObject>).at("spec");
  const selector = spec.at("selector");
  const labels = spec.at("template").at("metadata").at("labels");
  if (selector.unknown || labels.unknown || labels.entries().some(({ field }) => field.unknown)) return undefined;
  const podLabels = labels.absent ? {} : typed(labels as Field, isLabels);
  if (podLabels === undefined) return undefined;
  return {
    kind: resource.kind,
    namespace: resource.namespace ?? defaultNamespace,
    name: resource.name ?? "",
    folder: folderOf(resource.origin.file),
    selector: selectorOf(resource, selector as Field, podLabels),
    podLabels,
    place: resource.placeOf(selector as Field, "key"),
  };
}

/**
 * A ReplicationController's selector is a plain map; one that is absent selects by the labels of the template. What is no
 * selector, or is not known in full, selects nothing.
 */
function selectorOf(resource: Resource, selector: Field, podLabels: Labels): LabelSelector | undefined {
  if (selector.absent) return resource.apiVersion === "apps/v1" ? undefined : { matchLabels: podLabels };
  if (resource.kind !== "ReplicationController") return typed(selector, isSelector);
  const matchLabels = typed(selector, isLabels);
  return matchLabels && { matchLabels };
}

/** The folder of a file, as reports name it. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

/** `kind namespace/name`, which only one object of a cluster can be. */
export function identityOf({ kind, namespace, name }: Pick<Workload, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace}/${name}`;
}
