/** A field path that the downward API takes: `metadata.labels['app']` is path and subscript. */
export interface FieldPath {
  readonly path: string;
  readonly subscript?: string;
}

/** `k8s.io/kubernetes/pkg/fieldpath.SplitMaybeSubscriptedPath`. */
export function splitFieldPath(text: string): FieldPath {
  const at = text.indexOf("['");
  if (at <= 0 || !text.endsWith("']") || at + 2 > text.length - 2) return { path: text };
  return { path: text.slice(0, at), subscript: text.slice(at + 2, -2) };
}

/** Paths that the API knows at all, here or there: `k8s.io/kubernetes/pkg/apis/core/pods.ConvertDownwardAPIFieldLabel`. */
export const POD_FIELD_PATHS: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.restartPolicy",
  "spec.schedulerName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.phase",
  "status.podIP",
  "status.podIPs",
];
