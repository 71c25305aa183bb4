import type { Field } from "../model/field.ts";
import { addTo } from "../model/group-by.ts";
import type { Place } from "../model/place.ts";
import type { Finding } from "./finding.ts";

type Columns = readonly [from: number, to: number];

/** Stretches of manifests that no report may show, whatever finding stands beside them on a line. */
export class Masks {
  /** By file and line; columns from 1, the end exclusive. */
  readonly #lines = new Map<string, Map<number, Columns[]>>();
  readonly #known = new Set<string>();

  /** Hides the text of a value, wherever an alias may have led to it. */
  add({ node, resource }: Field): void {
    const { file, lines } = resource.origin;
    const key = `${node?.start} ${node?.end} ${file}`;
    if (node === undefined || this.#known.has(key)) return;
    this.#known.add(key);
    const from = lines.position(node.start);
    const to = lines.position(node.end);
    const ofFile = this.#lines.get(file) ?? new Map<number, Columns[]>();
    this.#lines.set(file, ofFile);
    for (let line = from.line; line <= to.line; line++) {
      const columns: Columns = [
        line === from.line ? from.column : 1,
        line === to.line ? to.column : Number.POSITIVE_INFINITY,
      ];
      addTo(ofFile, line, columns);
    }
  }

  /** The finding with what is hidden blanked in the source lines that it carries. */
  apply(finding: Finding): Finding {
    if (this.#lines.size === 0) return finding;
    const related = finding.related.map(({ message, place }) => ({ message, place: this.#masked(place) }));
    return { ...finding, place: this.#masked(finding.place), related };
  }

  #masked(place: Place): Place {
    const hidden = this.#lines.get(place.file)?.get(place.line);
    if (hidden === undefined) return place;
    let { source } = place;
    for (const [from, to] of hidden) {
      const start = Math.max(0, from - place.sourceColumn);
      const end = Math.min(source.length, to - place.sourceColumn);
      if (start < end) source = source.slice(0, start) + "*".repeat(end - start) + source.slice(end);
    }
    return { ...place, source };
  }
}
