/** Bounds on what is read, so that hostile input costs neither the machine's memory nor its time. */
export interface Limits {
  /** Deepest nesting of lists and maps that is read. */
  readonly depth: number;
  /** Largest file, in bytes. */
  readonly fileBytes: number;
}

export const DEFAULT_LIMITS: Limits = { depth: 1_200, fileBytes: 256 * 1024 * 1024 };

/** Nesting that kubectl itself takes (encoding/json): the reader goes no deeper, whatever the limit. */
export const DEEPEST_READ = 10_000;
/** Nesting up to which rules can follow: they go down by recursion. */
export const DEEPEST_LINTED = 2_000;
