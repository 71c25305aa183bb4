/** Bounds on what is read and reported, so that hostile input costs neither the machine's memory nor its time. */
export interface Limits {
  /** Deepest nesting of lists and maps that is read. */
  readonly depth: number;
  /** Most keys and values of one document, those through aliases too. */
  readonly nodes: number;
  /** Largest file, in bytes. */
  readonly fileBytes: number;
  /** Largest object that is judged, in bytes of its JSON. */
  readonly objectBytes: number;
  /** Most objects of one file that are judged, where a DaemonSet counts as {@link DAEMON_SET_WEIGHT}. */
  readonly objects: number;
  /** Most findings in one file; what follows in it is not judged. */
  readonly findings: number;
  /** Most documents of one file that can't be read; what follows in it is not read. */
  readonly errors: number;
  /** Most comparisons of one resource with another that a check across resources makes in a run. */
  readonly comparisons: number;
}

/** What the readers of a document hold to. */
export type Bounds = Pick<Limits, "depth" | "nodes">;

export const DEFAULT_LIMITS: Limits = {
  depth: 1_200,
  nodes: 4_000_000,
  fileBytes: 256 * 1024 * 1024,
  // The API server takes no more in a request: MaxRequestBodyBytes of k8s.io/apiserver, pkg/server/config.go.
  objectBytes: 3 * 1024 * 1024,
  objects: 300_000,
  findings: 150_000,
  errors: 1_000,
  comparisons: 5_000_000,
};

/** Nesting that kubectl itself takes (encoding/json): the reader goes no deeper, whatever the limit. */
export const DEEPEST_READ = 10_000;
/** Nesting up to which rules can follow: they go down by recursion. */
export const DEEPEST_LINTED = 2_000;

/** All rules judge a DaemonSet, few anything else. */
export const DAEMON_SET_WEIGHT = 10;

export function tooManyNodes({ nodes }: Bounds): string {
  return `this document has more than ${nodes} keys and values: split it (--max-nodes raises the limit)`;
}
