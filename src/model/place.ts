/** How a resource is called in reports. */
export interface ResourceRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A region on one line of a file. Lines and UTF-16 columns count from 1; the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Where something stands, as plain data: it outlives the file's text and tree, and can be passed between threads and
 * kept in a cache.
 */
export interface Place extends Region {
  readonly file: string;
  /** Index of the document in the file, from 0. */
  readonly document: number;
  readonly resource: ResourceRef;
  /** Field path within the resource, as the API server prints it. */
  readonly path: string;
  /** The text of the line, cut to a bearable length, for reports that show it. */
  readonly source: string;
  /** First column of {@link source} within the line, from 1: more than 1 where a long line was cut. */
  readonly sourceColumn: number;
}
