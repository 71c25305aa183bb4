/** Bounds on what is read, so that hostile input costs neither the machine's memory nor its time. */
export interface Limits {
  /** Deepest nesting of lists and maps. kubectl's own limit is 10,000. */
  readonly depth: number;
  /** Largest file, in bytes. */
  readonly fileBytes: number;
}

export const DEFAULT_LIMITS: Limits = { depth: 2_000, fileBytes: 256 * 1024 * 1024 };
